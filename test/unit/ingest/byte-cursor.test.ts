import { expect, test } from 'vitest';
import { ByteCursor } from '../../../src/ingest/formats/archive/byte-cursor.js';

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const text = (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : Buffer.from(bytes).toString());

test('gives bytes in the lengths that are asked for', async () => {
  const cursor = new ByteCursor(pieces('abc', '', 'defgh', 'i'));
  expect(text(await cursor.next(2))).toBe('ab');
  expect(text(await cursor.next(2))).toBe('c');
  expect(text(await cursor.take(0))).toBe('');
  expect(text(await cursor.take(3))).toBe('def');
  expect(await cursor.skip(1)).toBe(1);
  expect(cursor.position).toBe(7);
  expect(text(await cursor.take(5))).toBe('hi');
  expect(await cursor.next(1)).toBeUndefined();
  expect(await cursor.skip(3)).toBe(0);
  expect(cursor.position).toBe(9);
});

test('takes back what was taken last, of one piece or of several', async () => {
  const cursor = new ByteCursor(pieces('abc', 'def'));
  const first = await cursor.take(2);
  cursor.putBack(first.subarray(1));
  expect(cursor.position).toBe(1);
  const both = await cursor.take(4);
  expect(text(both)).toBe('bcde');
  cursor.putBack(both.subarray(1));
  expect(cursor.position).toBe(2);
  expect(text(await cursor.take(10))).toBe('cdef');
});

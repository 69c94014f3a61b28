import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { expect } from 'vitest';
import { shownName, shownPathBelow } from '../../src/ingest/files/file-names.js';
import { forAll } from './arbitraries.js';

/** Bytes that are next to each other in what can go wrong: beginnings and middles of characters, and what looks like \xE9. */
const byte = fc.oneof(
  fc.constantFrom(...Buffer.from('\\xE95C'), 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xed, 0xa0),
  fc.integer({ min: 1, max: 255 }),
);
const name = fc
  .array(byte, { minLength: 1, maxLength: 12 })
  .map((bytes) => Buffer.from(bytes.filter((value) => value !== 0x2f)))
  .filter((bytes) => bytes.length > 0);

/** The bytes that a shown name stands for. */
function bytesOf(shown: string): Buffer {
  if (!/\\x[0-9A-F]{2}/.test(shown)) return Buffer.from(shown);
  const pieces = shown.split(/\\x([0-9A-F]{2})/);
  return Buffer.concat(pieces.map((piece, i) => Buffer.from(piece, i % 2 ? 'hex' : 'utf8')));
}

forAll([name])('a shown name stands for one name only', (bytes) => {
  const shown = shownName(bytes);
  expect(bytesOf(shown)).toEqual(bytes);
  expect(shown).not.toContain('\ufffd');
  if (isUtf8(bytes) && !bytes.includes('\\x')) expect(shown).toBe(bytes.toString());
});

forAll([fc.array(name, { minLength: 1, maxLength: 4 })])('a path below a folder is its names with / between them', (names) => {
  const folder = Buffer.from('/in');
  const location = Buffer.concat([folder, ...names.flatMap((bytes) => [Buffer.from('/'), bytes])]);
  expect(shownPathBelow(folder, location)).toBe(names.map(shownName).join('/'));
  expect(shownPathBelow(Buffer.from('/'), location)).toBe(['in', ...names.map(shownName)].join('/'));
  expect(shownPathBelow(Buffer.from('/i'), location)).toBeUndefined();
  expect(shownPathBelow(location, location)).toBe('');
});

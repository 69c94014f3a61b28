import { expect, it } from 'vitest';
import { SpooledList } from '../../../src/ingest/spooled-list.js';
import { Pieces } from '../../support/pieces.js';

it.each([0, 1, 63, 64, 100, 129, 1000])('gives %i values back in any order, most of them from the store', (size) => {
  const store = new Pieces();
  const list = new SpooledList<{ id: string }>(store, 100);
  const values = Array.from({ length: size }, (_, i) => ({ id: `${i} é\ud800\n` }));
  list.push(...values.slice(0, 10));
  for (const value of values.slice(10)) list.push(value);
  expect(list.length).toBe(size);
  expect([...list]).toEqual(values);
  for (let i = size - 1; i >= 0; i -= 7) expect(list.at((i * 37) % size)).toEqual(values[(i * 37) % size]);
  expect(store.pieces.length).toBe(size < 100 ? 0 : Math.floor(size / 64));
});

it('without a store stays in memory', () => {
  const list = new SpooledList<number>(undefined, 10);
  for (let i = 0; i < 1000; i++) list.push(i);
  expect([...list]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

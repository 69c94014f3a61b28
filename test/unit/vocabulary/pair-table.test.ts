import { expect, it } from 'vitest';
import { hashOfPair, PairTable } from '../../../src/vocabulary/pair-table.js';

it('counts pairs as a map does, and keeps their numbers while it grows', () => {
  const table = new PairTable();
  const expected = new Map<string, { number: number; count: number; documents: Set<number> }>();
  for (let n = 0; n < 40_000; n++) {
    const [first, second, document] = [n % 131, (n * n) % 4099, Math.floor(n / 500)];
    const entry = expected.get(`${first} ${second}`) ?? { number: expected.size, count: 0, documents: new Set() };
    expected.set(`${first} ${second}`, { ...entry, count: entry.count + 1, documents: entry.documents.add(document) });
    expect(table.add(first, second, document)).toBe(entry.number);
  }
  expect(table.size).toBe(expected.size);
  expect(table.size).toBeGreaterThan(10_000);
  for (const [pair, { number, count, documents }] of expected) {
    const [first, second] = pair.split(' ').map(Number) as [number, number];
    expect(table.find(first, second)).toBe(number);
    expect([table.firstOf(number), table.secondOf(number), table.countOf(number), table.documentsOf(number)]).toEqual([first, second, count, documents.size]);
  }
  expect([table.find(131, 0), table.find(0, 4099)]).toEqual([-1, -1]);
});

it('spreads neighbouring pairs over all cells', () => {
  const cells = new Uint8Array(4096);
  for (let first = 0; first < 64; first++) for (let second = 0; second < 64; second++) cells[hashOfPair(first, second) & 4095]++;
  // by chance 63 % of the cells would be met, and none more than nine times or so
  expect(cells.filter((count) => count > 0).length).toBeGreaterThan(0.6 * 4096);
  expect(Math.max(...cells)).toBeLessThan(12);
});

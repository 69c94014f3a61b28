import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceBlocks, blockCount } from '../../../src/factorize/blocks.js';
import { forAll } from '../../property/arbitraries.js';

function boundsOf(lengths: readonly number[], blocks: number, first = 0): number[] {
  const rowPointers = [first];
  for (const length of lengths) rowPointers.push((rowPointers.at(-1) as number) + length);
  const bounds = new Int32Array(blocks + 1).fill(-1);
  balanceBlocks(Int32Array.from(rowPointers), lengths.length, blocks, bounds);
  return [...bounds];
}

/** Entries and rows of a block: a row costs something even without entries. */
function sizesOf(lengths: readonly number[], bounds: readonly number[]): number[] {
  return bounds.slice(1).map((end, b) => lengths.slice(bounds[b], end).reduce((sum, length) => sum + length + 8, 0));
}

describe('balanceBlocks', () => {
  const lengths = fc.array(fc.oneof(fc.constant(0), fc.nat(50), fc.nat(5000)), { maxLength: 60 });
  const blocks = fc.integer({ min: 1, max: 40 });

  forAll([lengths, blocks, fc.nat(1000)], { numRuns: 1000 })('covers every row once, in order, wherever the first entry stands', (rows, count, first) => {
    const bounds = boundsOf(rows, count, first);
    expect(bounds[0]).toBe(0);
    expect(bounds.at(-1)).toBe(rows.length);
    for (const [b, bound] of bounds.entries()) if (b > 0) expect(bound).toBeGreaterThanOrEqual(bounds[b - 1] as number);
    expect(bounds).toEqual(boundsOf(rows, count));
  });

  forAll([lengths, blocks], { numRuns: 1000 })('gives no block more than its share and one row', (rows, count) => {
    const sizes = sizesOf(rows, boundsOf(rows, count));
    const all = rows.reduce((sum, length) => sum + length + 8, 0);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(all / count + Math.max(0, ...rows) + 8);
  });

  it('shares rows without entries out evenly', () => {
    expect(boundsOf(new Array(12).fill(0), 4)).toEqual([0, 3, 6, 9, 12]);
  });

  it('leaves blocks empty where there are fewer rows than blocks, or one row is nearly all', () => {
    expect(sizesOf([1, 1, 1], boundsOf([1, 1, 1], 8)).filter((size) => size > 0)).toEqual([9, 9, 9]);
    const rows = [5, 5, 100_000, 5, 5];
    const sizes = sizesOf(rows, boundsOf(rows, 4));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(100_020 + 40);
    expect(sizes.filter((size) => size >= 100_008)).toHaveLength(1);
  });

  it('of no rows gives empty blocks', () => {
    expect(boundsOf([], 3)).toEqual([0, 0, 0, 0]);
  });
});

describe('blockCount', () => {
  forAll([fc.nat(1_000_000), fc.nat(100_000_000)])('is at least 1, at most the rows and 512, and grows with the entries', (rows, entries) => {
    const count = blockCount(rows, entries);
    expect(count).toBeGreaterThanOrEqual(1);
    expect(count).toBeLessThanOrEqual(Math.max(1, Math.min(rows, 512)));
    expect(blockCount(rows, 2 * entries)).toBeGreaterThanOrEqual(count);
  });

  it('cuts a large matrix into many blocks and a small one not at all', () => {
    expect(blockCount(100, 1000)).toBe(1);
    expect(blockCount(10_000, 1_000_000)).toBeGreaterThan(32);
    expect(blockCount(10_000_000, 1_000_000_000)).toBe(512);
  });
});

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { matchTopics } from '../../src/evaluate/topic-matching.js';
import { forAll } from './arbitraries.js';

/** Square matrices up to 6 × 6 of distances, many of them tied. */
const distances = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.array(fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1)), { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  }),
);

/** The smallest sum of one entry a row, no two in one column. */
function smallestSum(rows: readonly (readonly number[])[], taken: readonly number[] = []): number {
  const [row, ...rest] = rows;
  if (row === undefined) return 0;
  return Math.min(...row.map((entry, c) => (taken.includes(c) ? Number.POSITIVE_INFINITY : entry + smallestSum(rest, [...taken, c]))));
}

describe('matchTopics', () => {
  forAll([distances])('is a permutation with the smallest sum of all', (rows) => {
    const columns = matchTopics(rows.map((row) => Float64Array.from(row)));
    expect([...columns].sort((a, b) => a - b)).toEqual(rows.map((_, r) => r));
    const sum = columns.reduce((all, c, r) => all + (rows[r]?.[c] as number), 0);
    expect(sum).toBeCloseTo(smallestSum(rows), 9);
  });
});

import { describe, expect, it } from 'vitest';
import { termInformation } from '../../../src/vocabulary/term-information.js';

const information = (counts: readonly number[], documentFrequency: readonly number[], lengths: readonly number[]) =>
  termInformation(Float64Array.from(counts), Int32Array.from(documentFrequency), Float64Array.from(lengths));

describe('termInformation', () => {
  it('is worked out by hand', () => {
    // 4 and 6 of 10 words: two occurrences are expected in 2 − 0.6² − 0.4² = 1.48 documents, three in 2 − 0.6³ − 0.4³ = 1.72
    const [once, twice, apart, thrice] = information([1, 2, 2, 3], [1, 1, 2, 1], [4, 6]);
    expect(once).toBeCloseTo(0, 15);
    expect(twice).toBeCloseTo(2 * Math.log(1.48), 14);
    expect(apart).toBeCloseTo(2 * Math.log(1.48 / 2), 14);
    expect(thrice).toBeCloseTo(3 * Math.log(1.72), 14);
  });

  it('is nothing where there is one document, and does not mind empty ones', () => {
    expect([...information([3, 1], [1, 1], [4])]).toEqual([0, 0]);
    expect([...information([3, 2], [1, 2], [4, 0, 6, 0])]).toEqual([...information([3, 2], [1, 2], [6, 4])]);
  });

  it('is larger for a term that keeps to fewer documents, and for a commoner one in a like share of those expected', () => {
    const lengths = Array.from({ length: 100 }, () => 50);
    const [burst, spread, even] = information([100, 100, 100], [10, 60, 80], lengths);
    expect(burst).toBeGreaterThan(spread as number);
    expect(spread).toBeGreaterThan(0);
    expect(even).toBeLessThan(0);
  });
});

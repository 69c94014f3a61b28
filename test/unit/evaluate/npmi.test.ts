import { describe, expect, it } from 'vitest';
import { npmi } from '../../../src/evaluate/npmi.js';
import { csrOf } from '../matrix/dense.js';

/** Terms × four documents. */
const Xt = csrOf([
  [5, 1, 2, 0], // 0
  [1, 3, 0, 0], // 1
  [0, 0, 0, 9], // 2
  [1, 1, 1, 1], // 3
  [1, 2, 3, 4], // 4
  [1, 0, 1, 0], // 5
  [2, 7, 0, 0], // 6
]);

describe('npmi', () => {
  it('is ln(p_ij / (p_i p_j)) / −ln p_ij', () => {
    // p_01 = 2/4, p_0 = 3/4, p_1 = 2/4: ln(0.5 / 0.375) / ln 2 = log2(4/3) = 2 − log2 3
    expect(npmi(Xt, [0, 1])).toBeCloseTo(2 - Math.log2(3), 14);
  });

  it('is −1 for a pair that never meets', () => {
    expect(npmi(Xt, [0, 2])).toBe(-1);
  });

  it('is 1 for a pair in every document', () => {
    expect(npmi(Xt, [3, 4])).toBe(1);
  });

  it('is 1 for two terms that only come together', () => {
    // p = 1/2 for both and for the pair: ln(0.5 / 0.25) / ln 2 = 1
    expect(npmi(Xt, [1, 6])).toBe(1);
  });

  it('is 0 for independent terms', () => {
    // p_15 = 1/4 = 1/2 · 1/2
    expect(npmi(Xt, [1, 5])).toBeCloseTo(0, 15);
  });

  it('is the mean over all pairs, in any order', () => {
    // pairs 0-1, 0-2, 1-2: (2 − log2 3 − 1 − 1) / 3
    expect(npmi(Xt, [0, 1, 2])).toBeCloseTo(-Math.log2(3) / 3, 14);
    expect(npmi(Xt, [2, 1, 0])).toBeCloseTo(-Math.log2(3) / 3, 14);
  });

  it('is NaN for fewer than two terms', () => {
    expect(npmi(Xt, [0])).toBeNaN();
    expect(npmi(Xt, [])).toBeNaN();
  });
});

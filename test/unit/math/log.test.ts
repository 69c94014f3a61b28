import { describe, expect, it } from 'vitest';
import { ln } from '../../../src/math/log.js';

describe('ln', () => {
  it.each([
    [0, Number.NEGATIVE_INFINITY],
    [-0, Number.NEGATIVE_INFINITY],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [-1, Number.NaN],
    [Number.NEGATIVE_INFINITY, Number.NaN],
    [Number.NaN, Number.NaN],
    [1, 0],
    [2, Math.LN2],
    [0.5, -Math.LN2],
    [10, Math.LN10],
    [Math.E, 1],
    [1024, 6.931471805599453],
    // 2^−1074 and 2^1024 − 2^971: −1074 ln 2 and 1024 ln 2, each to 17 digits
    [Number.MIN_VALUE, -744.4400719213812],
    [Number.MAX_VALUE, 709.782712893384],
  ])('ln %d = %d', (x, expected) => {
    expect(ln(x)).toBe(expected);
  });

  it('keeps its digits next to 1', () => {
    // ln(1 + d) = d − d²/2 + d³/3 …: with d = 2^−30, d²/2 = 2^−61; with d = 2^−52, d²/2 = 2^−105; with d = −2^−53, d²/2 is too small to show
    expect(ln(1 + 2 ** -30)).toBe(2 ** -30 - 2 ** -61);
    expect(ln(1 + Number.EPSILON)).toBe(2 ** -52 - 2 ** -105);
    expect(ln(1 - Number.EPSILON / 2)).toBe(-Number.EPSILON / 2);
  });
});

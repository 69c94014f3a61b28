import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digamma } from '../../../src/math/digamma.js';
import { forAll } from '../../property/arbitraries.js';

/** Euler's constant, −ψ(1). */
const GAMMA = 0.5772156649015329;

describe('digamma', () => {
  const harmonic = (n: number) => Array.from({ length: n }, (_, i) => 1 / (n - i)).reduce((sum, x) => sum + x, 0);

  it.each([
    [1, -GAMMA],
    [1 / 2, -GAMMA - 2 * Math.LN2],
    [1 / 4, -GAMMA - Math.PI / 2 - 3 * Math.LN2],
    [1 / 3, -GAMMA - Math.PI / (2 * Math.sqrt(3)) - 1.5 * Math.log(3)],
    [2, 1 - GAMMA],
    [6, harmonic(5) - GAMMA],
    [7, harmonic(6) - GAMMA],
    [1000, harmonic(999) - GAMMA],
    [1e-8, -1e8 - GAMMA],
    [1e9, Math.log(1e9) - 5e-10],
    // the only zero
    [1.4616321449683622, 0],
  ])('of %d is %d to 1e-11', (x, expected) => {
    expect(Math.abs(digamma(x) - expected)).toBeLessThan(1e-11 * Math.max(1, Math.abs(expected)));
  });

  const positive = fc.double({ min: 1e-4, max: 1e4, noNaN: true });

  forAll([positive], { numRuns: 2000 })('grows by 1/x from x to x + 1', (x) => {
    expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-11 * (1 + 1 / x));
  });

  forAll([positive], { numRuns: 2000 })('of 2 x is the mean of those of x and x + 1/2, and ln 2', (x) => {
    expect(Math.abs(digamma(2 * x) - (digamma(x) + digamma(x + 0.5)) / 2 - Math.LN2)).toBeLessThan(1e-11 * (1 + 1 / x));
  });
});

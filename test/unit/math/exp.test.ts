import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, pow } from '../../../src/math/exp.js';
import { forAll } from '../../property/arbitraries.js';

/** Number of a double in the order of all doubles. */
function place(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

/** How many doubles apart two are. */
function distance(x: number, y: number): bigint {
  const difference = place(x) - place(y);
  return difference < 0n ? -difference : difference;
}

describe('exp', () => {
  it.each([
    [0, 1],
    [-0, 1],
    [Math.LN2, 2],
    [-Math.LN2, 0.5],
    [Number.MIN_VALUE, 1],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, 0],
    [Number.NaN, Number.NaN],
  ])('of %d is %d', (x, expected) => {
    expect(exp(x)).toBe(expected);
  });

  it.each([
    [1, Math.E],
    [-1, 0.36787944117144233],
    [2, 7.38905609893065],
    [10, 22026.465794806718],
    [100, 2.6881171418161356e43],
    [-700, 9.85967654375977e-305],
  ])('of %d is %d, or the number next to it', (x, expected) => {
    expect(distance(exp(x), expected)).toBeLessThanOrEqual(1n);
  });

  it('keeps its digits next to 0', () => {
    expect(exp(2 ** -30)).toBe(1 + 2 ** -30 + 2 ** -61);
    expect(exp(Number.EPSILON)).toBe(1 + Number.EPSILON);
    expect(exp(-Number.EPSILON / 2)).toBe(1 - Number.EPSILON / 2);
  });

  it('ends where doubles end', () => {
    // e^709.782712893384 is 2^1024 (1 − 2e-14): the largest argument with a finite result
    expect(distance(exp(709.782712893384), 1.797693134862273e308)).toBeLessThan(1000n);
    expect(exp(709.7827128933841)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(1e308)).toBe(Number.POSITIVE_INFINITY);
    // half of the smallest double is e^−745.133…
    expect(exp(-745.1)).toBe(Number.MIN_VALUE);
    expect(exp(-745.14)).toBe(0);
    expect(exp(-745.3)).toBe(0);
    expect(exp(-1e308)).toBe(0);
  });

  it('goes on below the normal numbers', () => {
    for (let x = -745; x < -708; x += 0.37) {
      expect(exp(x)).toBeGreaterThan(0);
      expect(distance(exp(x), Math.exp(x))).toBeLessThanOrEqual(2n);
    }
  });

  forAll([fc.oneof(fc.double({ min: -745, max: 709.78, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))], { numRuns: 5000 })(
    'is within two units in the last place of Math.exp',
    (x) => {
      expect(distance(exp(x), Math.exp(x))).toBeLessThanOrEqual(2n);
    },
  );
});

describe('pow', () => {
  it.each([
    [0, 0, 1],
    [Number.NaN, 0, 1],
    [5, -0, 1],
    [0, 2, 0],
    [0, -2, Number.POSITIVE_INFINITY],
    [1, 1e300, 1],
    [Number.POSITIVE_INFINITY, 2, Number.POSITIVE_INFINITY],
    [Number.POSITIVE_INFINITY, -2, 0],
    [10, 400, Number.POSITIVE_INFINITY],
    [10, -400, 0],
    [Number.NaN, 1, Number.NaN],
    [2, Number.NaN, Number.NaN],
    [-1, 0.5, Number.NaN],
  ])('%d to the power of %d is %d', (x, y, expected) => {
    expect(pow(x, y)).toBe(expected);
  });

  it.each([
    [2, 10, 1024],
    [2, -0.7, 0.6155722066724582],
    [1000, -0.7, 0.007943282347242814],
    [9, 0.5, 3],
    [1e-300, 0.5, 1e-150],
    [2, -1070, 2 ** -1070],
  ])('%d to the power of %d is about %d', (x, y, expected) => {
    expect(Math.abs(pow(x, y) / expected - 1)).toBeLessThan(3e-16 * (1 + Math.abs(y * Math.log(x))));
  });

  forAll([fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.double({ min: -20, max: 20, noNaN: true })], { numRuns: 2000 })('is near Math.pow', (x, y) => {
    expect(Math.abs(pow(x, y) / x ** y - 1)).toBeLessThanOrEqual(3e-16 * (1 + Math.abs(y * Math.log(x))));
  });
});

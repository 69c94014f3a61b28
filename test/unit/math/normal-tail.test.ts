import { describe, expect, it } from 'vitest';
import { normalTail } from '../../../src/math/normal-tail.js';

describe('normalTail', () => {
  // reckoned with 30 digits
  it.each([
    [0, 0.5],
    [0.5, 0.308537538725987],
    [1, 0.158655253931457],
    [1.6448536269514722, 0.05],
    [2.9999999, 0.001349898474815],
    [3, 0.00134989803163009],
    [6, 9.86587645037698e-10],
    [10, 7.6198530241605e-24],
    [38, 2.88542835e-316],
  ])('is the probability above %d', (z, probability) => {
    expect(normalTail(z) / probability).toBeCloseTo(1, z > 37 ? 6 : 11);
  });

  it('adds up to 1 with that below, falls, and ends at 0', () => {
    for (let z = -8; z < 8; z += 0.125) {
      expect(normalTail(z) + normalTail(-z)).toBeCloseTo(1, 15);
      expect(normalTail(z + 0.125)).toBeLessThan(normalTail(z));
    }
    expect(normalTail(40)).toBe(0);
    expect(normalTail(-40)).toBe(1);
  });
});

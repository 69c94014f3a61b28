import { describe, expect, it } from 'vitest';
import { logFactorial } from '../../../src/math/log-factorial.js';

/** ln n for a whole number of any size, from its first 53 bits: n = m 2^e with m in [1, 2). */
function logOfInteger(n: bigint): number {
  const bits = n.toString(2).length;
  const cut = Math.max(0, bits - 53);
  const leading = Number(n >> BigInt(cut));
  return Math.log(leading / 2 ** (bits - cut - 1)) + (bits - 1) * Math.LN2;
}

describe('logFactorial', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, Math.LN2],
    // 5! = 120
    [5, 4.787491742782046],
  ])('ln %d! = %d', (x, expected) => {
    expect(logFactorial(x)).toBe(expected);
  });

  it('agrees with exact factorials to a relative error of 1e-15, across the change of method at 18', () => {
    let factorial = 1n;
    for (let x = 2; x <= 1000; x++) {
      factorial *= BigInt(x);
      const expected = logOfInteger(factorial);
      expect(Math.abs(logFactorial(x) - expected) / expected, `${x}!`).toBeLessThan(1e-15);
    }
  });

  it('is right for the largest count', () => {
    // x ln x − x + ½ ln(2πx) + 1/(12x) with x = 2³² − 1
    const x = 4294967295;
    expect(logFactorial(x)).toBeCloseTo(x * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI * x), 3);
  });
});

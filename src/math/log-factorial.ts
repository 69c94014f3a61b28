import { ln } from './log.js';

const HALF_LN_2PI = 0.9189385332046727;

/** ln 0! … ln 18!: the last factorial below 2⁵³, so each is the logarithm of an exact number. */
const small = (() => {
  const table = new Float64Array(19);
  let factorial = 1;
  for (let i = 1; i < table.length; i++) {
    factorial *= i;
    table[i] = ln(factorial);
  }
  return table;
})();

/**
 * ln x! with the same bits on every machine; relative error below 1e-15. Above 18 by Stirling's series (Abramowitz and Stegun
 * 1964, 6.1.41).
 *
 * @param x a whole number ≥ 0
 */
export function logFactorial(x: number): number {
  if (x < small.length) return small[x] as number;
  const inverse = 1 / x;
  const square = inverse * inverse;
  const tail = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (x + 0.5) * ln(x) - x + HALF_LN_2PI + tail;
}

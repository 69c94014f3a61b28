import { exp } from './exp.js';

const SQRT_TWO_PI = 2.5066282746310002;
/** From here on the continued fraction; below, the series has enough digits left. */
const FAR = 3;
/** With so many, both have converged to the last digits on their side of `FAR`. */
const TERMS = 100;

/**
 * The probability that a value of the standard normal distribution is above z, with the same bits on every machine; its relative error is
 * below 1e-12. Near 0 it is from the series of the distribution function (Marsaglia 2004), far above from Laplace's continued fraction.
 *
 * @param z any number; above 38.6 the result is 0
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = exp(-0.5 * z * z) / SQRT_TWO_PI;
  if (density === 0) return 0;
  if (z < FAR) {
    let term = z;
    let sum = z;
    for (let i = 1; i < TERMS; i++) {
      term *= (z * z) / (2 * i + 1);
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let i = TERMS; i > 0; i--) fraction = z + i / fraction;
  return density / fraction;
}

import { ln } from '../math/log.js';

/**
 * By how many standard deviations a share is above the one expected, below 0 if it is below: the signed root of the binomial likelihood ratio.
 * Unlike the difference by its standard deviation it holds for rare things too, whose shares have a long tail upwards (Dunning 1993, "Accurate
 * methods for the statistics of surprise and coincidence").
 *
 * @param share 0 to 1
 * @param expected above 0 and below 1, else the result is 0
 * @param size independent observations that the share is worth
 */
export function signedDeviance(share: number, expected: number, size: number): number {
  if (!(expected > 0 && expected < 1)) return 0;
  const information = part(share, expected) + part(1 - share, 1 - expected);
  const root = Math.sqrt(2 * size * Math.max(0, information));
  return share < expected ? -root : root;
}

function part(share: number, expected: number): number {
  return share > 0 ? share * ln(share / expected) : 0;
}

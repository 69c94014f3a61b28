import { ln } from '../math/log.js';
import { normalTail } from '../math/normal-tail.js';

/** The normal distribution's quantile of 0.95: intervals leave out 5 % at each end. */
const NORMAL_QUANTILE = 1.6448536269514722;

/** An interval with the estimate that it belongs to, and the estimate's standard deviation. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  deviation: number;
}

/** The 0.95 quantile of Student's t distribution (Fisher and Cornish 1960), for at least 4 degrees of freedom: error below 0.002. */
export function studentQuantile(freedom: number): number {
  const z = NORMAL_QUANTILE;
  const s = z * z;
  const first = (s + 1) / 4;
  const second = ((5 * s + 16) * s + 3) / 96;
  const third = (((3 * s + 19) * s + 17) * s - 15) / 384;
  return z * (1 + (first + (second + third / freedom) / freedom) / freedom);
}

/**
 * The probability that a value of Student's t distribution is above t (Wallace 1959), for at least 4 degrees of freedom. It is at most 6 % too
 * large for probabilities down to 0.004, and less than a quarter down to 0.0001.
 *
 * @param t at least 0
 */
export function studentTail(t: number, freedom: number): number {
  const z = Math.sqrt(freedom * ln(1 + (t * t) / freedom));
  return normalTail((z * (8 * freedom + 1)) / (8 * freedom + 3));
}

/**
 * The score interval of a share (Wilson 1927): all shares that are not too far from the one observed by their own standard deviation. It stays
 * within 0 and 1.
 *
 * @param share 0 to 1
 * @param size independent observations that it is worth, above 0
 */
export function scoreInterval(share: number, size: number, quantile: number): { low: number; high: number } {
  const spread = (quantile * quantile) / size;
  const centre = (share + spread / 2) / (1 + spread);
  const half = Math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread);
  return { low: Math.max(0, Math.min(share, centre - half)), high: Math.min(1, Math.max(share, centre + half)) };
}

/**
 * The interval of a difference from those of its terms, as lopsided as they are (Newcombe 1998; Zou and Donner 2008, "Construction of confidence
 * limits about effect measures").
 *
 * @param deviation standard deviation of the difference, which says how far both terms err together
 */
export function differenceInterval(first: Estimate, last: Estimate, deviation: number): { low: number; high: number } {
  const both = first.deviation * last.deviation;
  const covariance = (first.deviation * first.deviation + last.deviation * last.deviation - deviation * deviation) / 2;
  const correlation = both > 0 ? Math.max(-1, Math.min(1, covariance / both)) : 0;
  const reach = (a: number, b: number) => Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
  const change = last.value - first.value;
  return {
    low: Math.max(-1, change - reach(last.value - last.low, first.high - first.value)),
    high: Math.min(1, change + reach(last.high - last.value, first.value - first.low)),
  };
}

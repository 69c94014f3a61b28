import { discoveries, FALSE_DISCOVERY_RATE } from './false-discovery.js';
import { type GroupShares, LEAST_SOURCES, LEAST_VARIANCE } from './group-shares.js';
import { scoreInterval, studentQuantile, studentTail } from './score-interval.js';
import { signedDeviance } from './signed-deviance.js';

/** What the shares of topics in groups may be, topics × groups; NaN in a group without words. */
export interface ShareIntervals {
  /** an interval that covers 90 % */
  low: Float64Array;
  high: Float64Array;
  /** whether the share is clearly above that of all groups together */
  above: boolean[];
}

/** Observations that the scatter of all topics together counts as, for that of each: a topic that is rare shows its own in few documents. */
const POOLED = 5;

/**
 * What the shares of topics in groups may be if other documents of the same kind had been collected, and which are clearly above that of all.
 *
 * The shares of single sources scatter around that of their group with variance φ μ (1 − μ) (quasi-binomial: Wedderburn 1974), so y does with
 * φ μ (1 − μ) / units; the interval is Wilson's (1927), with that variance. φ is one for each topic, from the scatter within all groups of two
 * sources or more, so that a group of a single document has an interval too; where there is no such group, φ is 1, the largest possible.
 */
export function shareIntervals(data: GroupShares): ShareIntervals {
  const { groups, shares, units } = data;
  const freedom = sumOver(groups, (g) => units[g] - 1);
  const dispersion = dispersions(data, freedom);
  const sizeOf = (at: number) => units[at % groups] / dispersion[Math.floor(at / groups)];
  const quantile = studentQuantile(freedom + POOLED);
  const intervals = Array.from(shares, (share, at) => scoreInterval(share, sizeOf(at), quantile));
  return {
    low: Float64Array.from(intervals, ({ low }) => low),
    high: Float64Array.from(intervals, ({ high }) => high),
    above: clearlyAbove(data, sizeOf, freedom + POOLED),
  };
}

/**
 * Which shares are above that of all groups together by more than chance. Shares may be above or below, so tests have two sides; all topics in
 * all groups of three sources or more are tested together.
 */
function clearlyAbove({ groups, topics, shares, words, sources }: GroupShares, sizeOf: (at: number) => number, freedom: number): boolean[] {
  const all = sumOver(groups, (g) => words[g]);
  const ofAll = Array.from({ length: topics }, (_, k) => sumOver(groups, (g) => (words[g] * shares[k * groups + g]) / all));
  const deviances = shares.map((share, at) => signedDeviance(share, ofAll[Math.floor(at / groups)], sizeOf(at)));
  const pValues = deviances.map((deviance, at) => (sources[at % groups] < LEAST_SOURCES ? Number.NaN : 2 * studentTail(Math.abs(deviance), freedom)));
  return discoveries(pValues, FALSE_DISCOVERY_RATE).map((discovered, at) => discovered && deviances[at] > 0);
}

/**
 * φ of each topic. Of a group with n sources of equal weight, E Σ (θ_i − y)² = (n − 1) φ μ (1 − μ) and E Σ θ_i (1 − θ_i) = n (1 − φ) μ (1 − μ): so
 * φ / (1 − φ) is the ratio of two sums over all groups, of the first, and of the second times (n − 1) / n.
 */
function dispersions({ groups, topics, shares, squares, words, units }: GroupShares, freedom: number): Float64Array {
  const between = new Float64Array(topics);
  const within = new Float64Array(topics);
  for (let k = 0; k < topics; k++) {
    const spread = (g: number) => squares[k * groups + g] / units[g];
    between[k] = sumOver(groups, (g) => words[g] * spread(g));
    within[k] = sumOver(groups, (g) => {
      const share = shares[k * groups + g];
      return (1 - 1 / units[g]) * words[g] * Math.max(0, share - share * share - spread(g));
    });
  }
  const least = LEAST_VARIANCE * sumOver(groups, (g) => words[g]);
  const ratio = (scatter: number, rest: number) => (scatter + rest > least ? scatter / (scatter + rest) : 1);
  const sum = (numbers: Float64Array) => sumOver(topics, (k) => numbers[k]);
  const pooled = ratio(sum(between), sum(within));
  return between.map((scatter, k) => (freedom * ratio(scatter, within[k]) + POOLED * pooled) / (freedom + POOLED));
}

/** Sum of what is a number: groups without words have none. */
function sumOver(count: number, valueAt: (place: number) => number): number {
  let sum = 0;
  for (let place = 0; place < count; place++) sum += valueAt(place) || 0;
  return sum;
}

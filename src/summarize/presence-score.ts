import { normalTail } from '../math/normal-tail.js';
import type { Expectation } from './expected-presence.js';
import { discoveries, FALSE_DISCOVERY_RATE } from './false-discovery.js';
import { signedDeviance } from './signed-deviance.js';

/** Half a source is taken away: numbers of sources go by steps of one, and few of them would say more than they know. */
const STEP = 0.5;

/**
 * By how many standard deviations a term is in more sources of a group than expected; its normal tail is close to the binomial probability of so
 * many, small numbers included (three of three, one of five expected: 0.0092, not 0.0080). Not above 0 where it is in fewer.
 *
 * @param count sources of the group that have the term
 * @param all sources of all groups that have it
 * @param expected of the group
 */
export function presenceScore(count: number, all: number, { share, size }: Expectation): number {
  return signedDeviance(Math.max(0, count - STEP) / all, share, size);
}

/**
 * Those of many scores of terms that are more than chance, the largest first (a tie: the earlier column).
 *
 * @param tests how many scores there were, with those left out that are not above 0
 */
export function moreThanChance<Scored extends { term: number; z: number }>(scored: readonly Scored[], tests: number): Scored[] {
  const pValues = scored.map(({ z }) => normalTail(z));
  const isMore = discoveries(pValues, FALSE_DISCOVERY_RATE, tests);
  return scored.filter((_, at) => isMore[at]).sort((a, b) => b.z - a.z || a.term - b.term);
}

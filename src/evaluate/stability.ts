import { matchTopics, type TopicTerms, topicDistances } from './topic-matching.js';

/**
 * Jensen-Shannon distance from which on two topics are not taken for the same. In collections with planted topics these come back at up to
 * 0.47, and are 0.72 and more from one another; in BBC News and 20 Newsgroups the topics of a fit are 0.6 from one another, about.
 */
export const SAME_TOPIC = 0.5;
/** Shares of the refits in which a topic must be found, to be solid, and below which it is surplus. */
export const SOLID = 0.9;
export const SURPLUS = 0.5;
/** Percentiles between which the prevalence is said to be. */
export const INTERVAL = [0.05, 0.95] as const;
/** Refits with the topic below which nothing is said of these percentiles. */
const FEWEST_OF_INTERVAL = 10;

/** The topics of a fit, for comparison with others of the same terms. */
export interface ComparedFit extends TopicTerms {
  /** share of the words of each topic */
  prevalence: ArrayLike<number>;
  /** numbers of the topics without words, from 1 */
  emptyTopics: readonly number[];
  /** columns of the first terms of each topic */
  topTerms: readonly (readonly number[])[];
}

/** What a refit has in the place of a topic. */
export interface Counterpart {
  /** whether it is the same topic */
  found: boolean;
  /** Jensen-Shannon, 0 to 1, to the topic of the refit that is most like it: its match, where it is found */
  distance: number;
  prevalence: number;
  topTerms: number[];
}

/**
 * Compares a refit with the fit that is judged. Topics are matched one to one, for the smallest sum of Jensen-Shannon distances, in which
 * those above 0.5 count as 0.5: how far apart two topics are that are not the same must not part two that are. A topic is found again where
 * it and its match are nearer to each other than each is to any other topic of the other fit, and nearer than 0.5. So of two halves of a topic
 * one at most is found in a refit that has it whole.
 *
 * @returns the counterpart of each topic of the fit that is judged
 */
export function compareRefit(fit: ComparedFit, refit: ComparedFit): Counterpart[] {
  const distances = topicDistances(fit, refit);
  return matchTopics(distances.map((row) => row.map((distance) => Math.min(distance, SAME_TOPIC)))).map((match, k) => {
    const distance = distances[k][match];
    const isEmpty = fit.emptyTopics.includes(k + 1) || refit.emptyTopics.includes(match + 1);
    const isNearest = distances[k].every((other, c) => c === match || other > distance) && distances.every((row, l) => l === k || row[match] > distance);
    return {
      found: !isEmpty && isNearest && distance < SAME_TOPIC,
      distance: distances[k].reduce((least, other) => Math.min(least, other)),
      prevalence: refit.prevalence[match],
      topTerms: [...(refit.topTerms[match] as readonly number[])],
    };
  });
}

/** How much a topic can be relied on: found nearly always, more often than not, or in less than half of the refits. */
export type Verdict = 'solid' | 'unsure' | 'surplus';

/** How often a topic comes back. */
export interface TopicStability {
  /** from 1 */
  topic: number;
  verdict: Verdict;
  refits: number;
  /** refits in which it is found */
  found: number;
  /** of these, how many are from other seeds, and how many on samples of the documents */
  foundFromSeeds: number;
  foundOnSamples: number;
  /** found / refits */
  share: number;
  /** median distance to the most like topic of a refit, whether it is the same or not */
  medianDistance: number;
  /** 5th and 95th percentile of its prevalence in the refits in which it is found; NaN where these are fewer than ten */
  prevalenceLow: number;
  prevalenceHigh: number;
  /** the topic of the same fit that is most like it, and how far it is; where there are two topics or more */
  nearest: { topic: number; distance: number } | undefined;
  /** its first terms, by column, and in how many of the refits in which it is found they are among the first of the match */
  terms: { term: number; found: number }[];
}

/** Whether a refit is on a sample of the documents; the others are from another seed on all. Refits are counted from 1. */
export function isOnSample(refit: number): boolean {
  return refit % 2 === 0;
}

/**
 * How often each topic of a fit comes back in others.
 *
 * @param refits the counterparts in refit 1, 2, …; at least one
 */
export function topicStability(fit: ComparedFit, refits: readonly (readonly Counterpart[])[]): TopicStability[] {
  const own = topicDistances(fit, fit);
  return fit.topTerms.map((terms, k) => {
    const all = refits.map((counterparts, r) => ({ ...(counterparts[k] as Counterpart), onSample: isOnSample(r + 1) }));
    const found = all.filter((counterpart) => counterpart.found);
    const share = found.length / all.length;
    const prevalence = found.map((counterpart) => counterpart.prevalence);
    return {
      topic: k + 1,
      verdict: share >= SOLID ? 'solid' : share >= SURPLUS ? 'unsure' : 'surplus',
      refits: all.length,
      found: found.length,
      foundFromSeeds: found.filter(({ onSample }) => !onSample).length,
      foundOnSamples: found.filter(({ onSample }) => onSample).length,
      share,
      medianDistance: quantile(
        all.map(({ distance }) => distance),
        0.5,
      ),
      prevalenceLow: found.length < FEWEST_OF_INTERVAL ? Number.NaN : quantile(prevalence, INTERVAL[0]),
      prevalenceHigh: found.length < FEWEST_OF_INTERVAL ? Number.NaN : quantile(prevalence, INTERVAL[1]),
      nearest: nearestOther(own[k], k),
      terms: terms.map((term) => ({ term, found: found.filter(({ topTerms }) => topTerms.includes(term)).length })),
    };
  });
}

function nearestOther(distances: Float64Array, k: number): { topic: number; distance: number } | undefined {
  let nearest: { topic: number; distance: number } | undefined;
  for (const [l, distance] of distances.entries()) if (l !== k && (nearest === undefined || distance < nearest.distance)) nearest = { topic: l + 1, distance };
  return nearest;
}

/** The quantile of some numbers, between two of them in proportion (Hyndman and Fan 1996, definition 7); NaN of none. */
function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

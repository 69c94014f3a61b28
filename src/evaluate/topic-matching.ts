import { munkres } from 'munkres';
import { ln } from '../math/log.js';

/** Topics as distributions over the same terms. */
export interface TopicTerms {
  readonly topics: number;
  readonly terms: number;
  /** topics × terms, numbers ≥ 0; each row sums to about 1, that of a topic without words may be 0 */
  readonly H: Float32Array;
}

/** Probability from which on a term is looked at by itself: two thousand terms of a topic, about, that hold nine tenths of its words. */
const OWN_TERM = 1 / 20_000;

/** A distribution over terms: a few by themselves, the others all alike. */
interface Distribution {
  /** rising */
  own: Int32Array;
  /** of the terms in `own` */
  probabilities: Float64Array;
  /** of each other term */
  rest: number;
  entropy: number;
}

/**
 * Jensen-Shannon distances of topics: √(JSD / ln 2), where JSD = ½ KL(p ‖ m) + ½ KL(q ‖ m), m = ½ (p + q) (Lin 1991; a metric: Endres and
 * Schindelin 2003). 0 for equal topics, 1 for topics without a term in common.
 *
 * Terms with a probability below 1/20,000 in a topic count there with their mean: what is known of them is mostly chance, and few logarithms
 * remain to be taken, however large the vocabulary is.
 *
 * @param a topics over the same terms as those of b
 * @returns a row for each topic of a, with a number for each of b
 */
export function topicDistances(a: TopicTerms, b: TopicTerms): Float64Array[] {
  const [ofA, ofB] = [distributionsOf(a), distributionsOf(b)];
  const dense = new Float64Array(a.terms);
  return ofA.map((p) => {
    spread(p, dense);
    return Float64Array.from(ofB, (q) => distance(p, dense, q));
  });
}

/** The same of the topics of one fit among themselves: a symmetric matrix, in half the time. */
export function distancesAmong(topics: TopicTerms): Float64Array[] {
  const all = distributionsOf(topics);
  const distances = all.map(() => new Float64Array(all.length));
  const dense = new Float64Array(topics.terms);
  for (const [k, p] of all.entries()) {
    spread(p, dense);
    for (let l = 0; l < k; l++) distances[k][l] = distances[l][k] = distance(p, dense, all[l]);
  }
  return distances;
}

/** Writes the probability of each term. */
function spread(p: Distribution, dense: Float64Array): void {
  dense.fill(p.rest);
  for (const [t, j] of p.own.entries()) dense[j] = p.probabilities[t];
}

function distributionsOf({ topics, terms, H }: TopicTerms): Distribution[] {
  return Array.from({ length: topics }, (_, k) => distributionOf(H.subarray(k * terms, (k + 1) * terms)));
}

function distributionOf(row: Float32Array): Distribution {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j];
  const own: number[] = [];
  let others = 1;
  let entropy = 0;
  for (let j = 0; j < row.length && sum > 0; j++) {
    const probability = row[j] / sum;
    if (probability < OWN_TERM) continue;
    own.push(j);
    others -= probability;
    entropy -= timesLog(probability);
  }
  const rest = own.length === row.length ? 0 : Math.max(0, others) / (row.length - own.length);
  return {
    own: Int32Array.from(own),
    probabilities: Float64Array.from(own, (j) => row[j] / sum),
    rest,
    entropy: entropy - (row.length - own.length) * timesLog(rest),
  };
}

/** @param dense p with a probability for each term */
function distance(p: Distribution, dense: Float64Array, q: Distribution): number {
  // the terms of q that stand by themselves, then those of p that q does not have, then all that neither has
  let sum = 0;
  let next = 0;
  let either = q.own.length;
  for (let t = 0; t < q.own.length; t++) sum += timesLog((dense[q.own[t]] + q.probabilities[t]) / 2);
  for (let t = 0; t < p.own.length; t++) {
    const j = p.own[t];
    while (next < q.own.length && q.own[next] < j) next++;
    if (next < q.own.length && q.own[next] === j) continue;
    sum += timesLog((p.probabilities[t] + q.rest) / 2);
    either++;
  }
  sum += (dense.length - either) * timesLog((p.rest + q.rest) / 2);
  const divergence = -sum - (p.entropy + q.entropy) / 2;
  return Math.sqrt(Math.max(0, Math.min(1, divergence / Math.LN2)));
}

function timesLog(probability: number): number {
  return probability > 0 ? probability * ln(probability) : 0;
}

/**
 * Gives each row a column of its own so that the sum of the distances is the smallest (Kuhn 1955; Munkres 1957).
 *
 * @param distances a square matrix of finite numbers
 * @returns the column of each row
 */
export function matchTopics(distances: readonly Float64Array[]): number[] {
  const columns: number[] = new Array(distances.length).fill(0);
  if (distances.length === 0) return columns;
  for (const [row, column] of munkres(distances)) columns[row] = column;
  return columns;
}

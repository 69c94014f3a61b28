import { ln } from '../math/log.js';
import type { Topics } from './topic-model.js';

/** Added to each expected count before logarithms are taken; part of the definition of the score, so it is fixed. */
const SMOOTHING = 0.01;
/** Words that a topic must have of a term for it to be listed: a prior gives every term some probability. */
export const LEAST_COUNT = 0.5;
export const RELEVANCE_LAMBDA = 0.6;
const FREX_WEIGHT = 0.5;

/** One of the first terms of a topic, with the measures by which people rank terms. */
export interface RankedTerm {
  /** column of the matrix */
  term: number;
  /** φ_kj, the share of the topic's words that are this term */
  probability: number;
  /** φ̃ ln(φ̃ / geometric mean of φ̃ over the topics) (Blei and Lafferty 2009) */
  score: number;
  /** harmonic mean of the ranks of φ and of exclusivity among all terms, weight ½ (Bischof and Airoldi 2012), between 0 and 1 */
  frex: number;
  /** λ ln φ + (1 − λ) ln(φ / share of the collection), λ = 0.6 (Sievert and Shirley 2014), nats */
  relevance: number;
}

/**
 * φ̃_kj = (M_kj + 0.01) / (Σ_j M_kj + 0.01 m): topics × terms, no entry 0.
 *
 * @param expectedCounts M, topics × terms
 */
export function smoothedTopicTerms(expectedCounts: Float64Array, topics: number, terms: number): Float64Array {
  const smoothed = new Float64Array(expectedCounts.length);
  for (let k = 0; k < topics; k++) {
    let sum = 0;
    for (let j = 0; j < terms; j++) sum += expectedCounts[k * terms + j];
    for (let j = 0; j < terms; j++) smoothed[k * terms + j] = (expectedCounts[k * terms + j] + SMOOTHING) / (sum + SMOOTHING * terms);
  }
  return smoothed;
}

/**
 * The first terms of each topic in falling order of score (a tie: the lower column). A topic with at least half a word of fewer terms than
 * asked for has a shorter list.
 *
 * @param expectedCounts M, topics × terms
 * @param counts how often each term stands in the collection
 * @param length terms a topic
 */
export function rankTerms(model: Topics, expectedCounts: Float64Array, counts: Float64Array, length: number): RankedTerm[][] {
  const { topics, terms, topicTerms } = model;
  const smoothed = smoothedTopicTerms(expectedCounts, topics, terms);
  const meanLogs = new Float64Array(terms);
  const totals = new Float64Array(terms);
  for (let j = 0; j < terms; j++) {
    let sum = 0;
    for (let k = 0; k < topics; k++) {
      sum += ln(smoothed[k * terms + j]);
      totals[j] += topicTerms[k * terms + j];
    }
    meanLogs[j] = sum / topics;
  }
  const words = counts.reduce((sum, count) => sum + count, 0);

  return Array.from({ length: topics }, (_, k) => {
    const row = topicTerms.subarray(k * terms, (k + 1) * terms);
    const present: number[] = [];
    const score = new Float64Array(terms);
    for (let j = 0; j < terms; j++) {
      if (row[j] === 0) continue;
      if (expectedCounts[k * terms + j] >= LEAST_COUNT) present.push(j);
      score[j] = smoothed[k * terms + j] * (ln(smoothed[k * terms + j]) - meanLogs[j]);
    }
    const frex = frexOfTerms(row, totals);
    const first = present.sort((a, b) => score[b] - score[a] || a - b).slice(0, length);
    return first.map((j) => ({
      term: j,
      probability: row[j],
      score: score[j],
      frex: frex[j],
      relevance: relevanceOf(row[j], counts[j] / words, RELEVANCE_LAMBDA),
    }));
  });
}

/**
 * λ ln φ + (1 − λ) ln(φ / share) (Sievert and Shirley 2014), nats.
 *
 * @param probability φ of the term in the topic
 * @param share of the collection's words that are the term
 * @param lambda 0: only how much more frequent it is than in the collection, to 1: only how frequent
 */
export function relevanceOf(probability: number, share: number, lambda: number): number {
  return lambda * ln(probability) + (1 - lambda) * ln(probability / share);
}

/**
 * FREX of each term of a topic: see `RankedTerm.frex`.
 *
 * @param row φ of the topic
 * @param totals φ of each term, summed over the topics
 */
export function frexOfTerms(row: Float32Array, totals: Float64Array): Float64Array {
  const frequencyRank = distribution(row);
  const exclusivityRank = distribution(Float64Array.from(row, (probability, j) => (probability === 0 ? 0 : probability / totals[j])));
  return frequencyRank.map((rank, j) => 1 / (FREX_WEIGHT / rank + (1 - FREX_WEIGHT) / exclusivityRank[j]));
}

/** Empirical distribution function of some values, at each of them: the share of values that are not larger. */
function distribution(values: Float32Array | Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const shares = new Float64Array(values.length);
  for (let j = 0; j < values.length; j++) shares[j] = notLarger(sorted, values[j]) / values.length;
  return shares;
}

/** How many of the sorted values are not larger than one of them. */
function notLarger(sorted: Float32Array | Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { Topics } from '../topics/topic-model.js';

/**
 * How far a topic's first terms are its own: the mean over them of φ_kj / Σ_l φ_lj (as MALLET's diagnostics define it). Between
 * 1 / topics and 1; NaN for no terms.
 *
 * @param topic index from 0
 * @param terms columns
 */
export function exclusivity({ topics, terms: m, topicTerms }: Topics, topic: number, terms: readonly number[]): number {
  let sum = 0;
  for (const j of terms) {
    let all = 0;
    for (let k = 0; k < topics; k++) all += topicTerms[k * m + j];
    sum += topicTerms[topic * m + j] / all;
  }
  return sum / terms.length;
}

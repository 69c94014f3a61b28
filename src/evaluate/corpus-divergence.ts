import { ln } from '../math/log.js';
import type { TopicModel } from '../topics/topic-model.js';

/**
 * How far a topic is from the whole collection: the Kullback-Leibler divergence Σ_j φ_kj ln(φ_kj / q_j), q_j the term's share of the
 * collection's words (`corpus_dist` of MALLET's diagnostics; AlSumait, Barbará, Gentle and Domeniconi 2009). In nats, ≥ 0 but for rounding;
 * near 0 for a topic that is what all documents have in common.
 *
 * @param topic index from 0
 * @param counts how often each term stands in the collection; a term that does not, which a given vocabulary may have, is left out
 */
export function corpusDivergence({ terms, topicTerms }: TopicModel, topic: number, counts: Float64Array): number {
  let words = 0;
  for (const count of counts) words += count;
  let sum = 0;
  for (let j = 0; j < terms; j++) {
    const probability = topicTerms[topic * terms + j];
    if (probability > 0 && counts[j] > 0) sum += probability * ln((probability * words) / counts[j]);
  }
  return sum;
}

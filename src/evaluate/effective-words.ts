import type { Topics } from '../topics/topic-model.js';

/**
 * How many terms a topic is made of: 1 / Σ_j φ_kj², as MALLET's diagnostics define the effective number of words (the inverse of Simpson's
 * index). Between 1 and the number of terms; few where some terms hold all, many where the topic is spread over the vocabulary.
 *
 * @param topic index from 0
 */
export function effectiveWords({ terms, topicTerms }: Topics, topic: number): number {
  let sum = 0;
  for (let j = topic * terms; j < (topic + 1) * terms; j++) sum += topicTerms[j] * topicTerms[j];
  return 1 / sum;
}

import type { TopicModel } from '../topics/topic-model.js';

/** The topic with the largest share of each document, as an index from 0 (a tie: the lower one). */
export function dominantTopics({ topics, documents, documentTopics }: TopicModel): Int32Array {
  const dominant = new Int32Array(documents);
  for (let i = 0; i < documents; i++) {
    for (let k = 1; k < topics; k++) if (documentTopics[i * topics + k] > documentTopics[i * topics + dominant[i]]) dominant[i] = k;
  }
  return dominant;
}

import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { rowSums } from '../matrix/csr-matrix.js';
import type { TopicModel } from './topic-model.js';

/** Words by which a share is shrunk, so that a document of five words cannot represent a topic. */
const SHRINKAGE = 20;

/** How well a document shows what a topic is about: the topic's share of its words, less where it has few. */
export function representativeness(share: number, words: number): number {
  return (share * words) / (words + SHRINKAGE);
}

/**
 * The documents that show best what a topic is about: the largest θ_ik N_i / (N_i + 20), with N_i the document's words, so the
 * share of the topic counts, and length only where a document is short. A tie: the earlier document.
 *
 * @returns for each topic up to `count` row numbers, best first; documents with nothing of the topic are never among them
 */
export function representativeDocuments(model: TopicModel, X: CsrMatrix, count: number): number[][] {
  const { topics, documents, documentTopics } = model;
  const lengths = rowSums(X);
  return Array.from({ length: topics }, (_, k) => {
    const best: { document: number; weight: number }[] = [];
    for (let i = 0; i < documents; i++) {
      const weight = representativeness(documentTopics[i * topics + k], lengths[i]);
      if (weight === 0 || (best.length === count && weight <= best[count - 1].weight)) continue;
      const place = best.findIndex((other) => other.weight < weight);
      best.splice(place < 0 ? best.length : place, 0, { document: i, weight });
      best.length = Math.min(best.length, count);
    }
    return best.map(({ document }) => document);
  });
}

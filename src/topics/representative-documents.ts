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
  const best = new BestDocuments(model.topics, count);
  best.add(model.documentTopics, rowSums(X));
  return best.rows();
}

/** The same of documents that come in pieces, in their order. */
export class BestDocuments {
  private readonly count: number;
  private readonly best: { document: number; weight: number }[][];
  private documents = 0;

  constructor(topics: number, count: number) {
    this.count = count;
    this.best = Array.from({ length: topics }, () => []);
  }

  /**
   * @param shares θ, documents × topics
   * @param words of each document
   */
  add(shares: Float32Array, words: ArrayLike<number>): void {
    const topics = this.best.length;
    for (const [k, best] of this.best.entries()) {
      for (let i = 0; i < words.length; i++) {
        const weight = representativeness(shares[i * topics + k], words[i] as number);
        if (weight === 0 || (best.length === this.count && weight <= best[this.count - 1].weight)) continue;
        const place = best.findIndex((other) => other.weight < weight);
        best.splice(place < 0 ? best.length : place, 0, { document: this.documents + i, weight });
        best.length = Math.min(best.length, this.count);
      }
    }
    this.documents += words.length;
  }

  /** See `representativeDocuments`. */
  rows(): number[][] {
    return this.best.map((best) => best.map(({ document }) => document));
  }
}

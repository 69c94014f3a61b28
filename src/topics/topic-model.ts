import { columnSums, type Factors } from '../factorize/factors.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';

/** A fit as it is written and read: float32, H's rows sum to 1, topics in the order of their numbers. */
export interface RoundedFactors {
  readonly topics: number;
  readonly documents: number;
  readonly terms: number;
  /** documents × topics, expected counts of words */
  readonly W: Float32Array;
  /** topics × terms, probabilities */
  readonly H: Float32Array;
}

/** Topics as distributions. Topic k has number k + 1 in every file. */
export interface TopicModel {
  readonly topics: number;
  readonly documents: number;
  readonly terms: number;
  /** documents × topics, each row sums to 1; a document without words has 1 / topics everywhere */
  readonly documentTopics: Float32Array;
  /** topics × terms, each row sums to 1 */
  readonly topicTerms: Float32Array;
  /** expected number of the collection's words in each topic */
  readonly tokens: Float64Array;
  /** tokens as a share of all words; the topics are in falling order of it */
  readonly prevalence: Float64Array;
}

/** The topics of a fit by falling prevalence (a tie: the order of the fit). */
export function topicOrder({ topics, W }: Factors): number[] {
  const tokens = columnSums(W, topics);
  return [...tokens.keys()].sort((a, b) => tokens[b] - tokens[a] || a - b);
}

/** Numbers the topics in their order, in the form that W.npy and H.npy hold. */
export function orderTopics(fit: Factors, documents: number, terms: number): RoundedFactors {
  const { topics, W, Ht } = fit;
  const order = topicOrder(fit);
  const rounded = { topics, documents, terms, W: new Float32Array(W.length), H: new Float32Array(Ht.length) };
  order.forEach((from, k) => {
    for (let i = 0; i < documents; i++) rounded.W[i * topics + k] = W[i * topics + from];
    for (let j = 0; j < terms; j++) rounded.H[k * terms + j] = Ht[j * topics + from];
  });
  return rounded;
}

/** Mixtures and topics from the rounded factors, so that a model read from disk has the same bits as one just fitted. */
export function topicModel({ topics, documents, terms, W, H }: RoundedFactors): TopicModel {
  const documentTopics = new Float32Array(W.length);
  const topicTerms = new Float32Array(H.length);
  const tokens = columnSums(W, topics);
  const all = tokens.reduce((sum, count) => sum + count, 0);
  for (let i = 0; i < documents; i++) normalizeRow(W, documentTopics, i, topics);
  for (let k = 0; k < topics; k++) normalizeRow(H, topicTerms, k, terms);
  return { topics, documents, terms, documentTopics, topicTerms, tokens, prevalence: tokens.map((count) => count / all) };
}

function normalizeRow(from: Float32Array, to: Float32Array, row: number, columns: number): void {
  let sum = 0;
  for (let c = row * columns; c < (row + 1) * columns; c++) sum += from[c];
  for (let c = row * columns; c < (row + 1) * columns; c++) to[c] = sum > 0 ? from[c] / sum : 1 / columns;
}

/**
 * M_kj = H_kj Σ_i W_ik x_ij / λ_ij: how many of the collection's words j the model puts into topic k; topics × terms.
 * Entries whose λ is 0 (a count that the rounded model cannot explain) are left out.
 */
export function expectedTopicTermCounts(X: CsrMatrix, { topics, terms, W, H }: RoundedFactors): Float64Array {
  const counts = new Float64Array(topics * terms);
  const shares = new Float64Array(topics);
  for (let i = 0; i < X.rows; i++) {
    for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
      const j = X.columnIndices[p];
      let mean = 0;
      for (let k = 0; k < topics; k++) {
        shares[k] = W[i * topics + k] * H[k * terms + j];
        mean += shares[k];
      }
      if (mean === 0) continue;
      const ratio = X.values[p] / mean;
      for (let k = 0; k < topics; k++) counts[k * terms + j] += shares[k] * ratio;
    }
  }
  return counts;
}

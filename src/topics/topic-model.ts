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

/** Topics as distributions over terms. Topic k has number k + 1 in every file. */
export interface Topics {
  readonly topics: number;
  readonly terms: number;
  /** topics × terms, each row sums to 1 */
  readonly topicTerms: Float32Array;
  /** expected number of the collection's words in each topic */
  readonly tokens: Float64Array;
  /** tokens as a share of all words; the topics are in falling order of it */
  readonly prevalence: Float64Array;
}

/** Topics, and documents as mixtures of them. */
export interface TopicModel extends Topics {
  readonly documents: number;
  /** documents × topics, each row sums to 1; a document without words has 1 / topics everywhere */
  readonly documentTopics: Float32Array;
}

/** The topics of a fit by falling number of words (a tie: the order of the fit). */
export function orderOf(tokens: Float64Array): number[] {
  return [...tokens.keys()].sort((a, b) => tokens[b] - tokens[a] || a - b);
}

/** The topics of a fit by falling prevalence (a tie: the order of the fit). */
export function topicOrder({ topics, W }: Factors): number[] {
  return orderOf(columnSums(W, topics));
}

/** Numbers the topics in their order, in the form that W.npy and H.npy hold. */
export function orderTopics(fit: Factors, documents: number, terms: number): RoundedFactors {
  const { topics, W, Ht } = fit;
  const order = topicOrder(fit);
  return { topics, documents, terms, W: orderColumns(W, order), H: orderRows(Ht, order) };
}

/** Rows of W with their topics in another order. */
export function orderColumns(W: Float32Array, order: readonly number[]): Float32Array {
  const topics = order.length;
  const ordered = new Float32Array(W.length);
  order.forEach((from, k) => {
    for (let a = 0; a < W.length; a += topics) ordered[a + k] = W[a + from];
  });
  return ordered;
}

/** H, topics × terms with the topics in another order, from its transpose. */
export function orderRows(Ht: Float32Array, order: readonly number[]): Float32Array {
  const topics = order.length;
  const terms = Ht.length / topics;
  const ordered = new Float32Array(Ht.length);
  order.forEach((from, k) => {
    for (let j = 0; j < terms; j++) ordered[k * terms + j] = Ht[j * topics + from];
  });
  return ordered;
}

/** Mixtures and topics from the rounded factors, so that a model read from disk has the same bits as one just fitted. */
export function topicModel({ topics, documents, terms, W, H }: RoundedFactors): TopicModel {
  return { documents, documentTopics: normalizedRows(W, topics), ...topicsOf({ topics, terms, H }, columnSums(W, topics)) };
}

/** @param tokens the column sums of W */
export function topicsOf({ topics, terms, H }: Pick<RoundedFactors, 'topics' | 'terms' | 'H'>, tokens: Float64Array): Topics {
  const all = tokens.reduce((sum, count) => sum + count, 0);
  return { topics, terms, topicTerms: normalizedRows(H, terms), tokens, prevalence: tokens.map((count) => count / all) };
}

/** The rows as shares of their sums; a row of zeros is even. */
export function normalizedRows(matrix: Float32Array, columns: number): Float32Array {
  const normalized = new Float32Array(matrix.length);
  for (let start = 0; start < matrix.length; start += columns) {
    let sum = 0;
    for (let c = start; c < start + columns; c++) sum += matrix[c];
    for (let c = start; c < start + columns; c++) normalized[c] = sum > 0 ? matrix[c] / sum : 1 / columns;
  }
  return normalized;
}

/**
 * M_kj = H_kj Σ_i W_ik x_ij / λ_ij: how many of the collection's words j the model puts into topic k; topics × terms.
 * Entries whose λ is 0 (a count that the rounded model cannot explain) are left out.
 */
export function expectedTopicTermCounts(X: CsrMatrix, factors: RoundedFactors): Float64Array {
  const counts = new ExpectedCounts(factors);
  counts.add(X, factors.W);
  return counts.byTopic();
}

/** The same of documents that come in pieces, in their order. */
export class ExpectedCounts {
  private readonly topics: number;
  private readonly terms: number;
  /** terms × topics, so that what an entry needs lies side by side: H, and M */
  private readonly Ht: Float32Array;
  private readonly counts: Float64Array;

  constructor({ topics, terms, H }: Pick<RoundedFactors, 'topics' | 'terms' | 'H'>) {
    this.topics = topics;
    this.terms = terms;
    this.Ht = new Float32Array(H.length);
    for (let k = 0; k < topics; k++) for (let j = 0; j < terms; j++) this.Ht[j * topics + k] = H[k * terms + j];
    this.counts = new Float64Array(H.length);
  }

  /**
   * @param X some documents × terms
   * @param W their weights, row by row
   */
  add(X: CsrMatrix, W: Float32Array): void {
    const { topics, Ht, counts } = this;
    const shares = new Float64Array(topics);
    for (let i = 0; i < X.rows; i++) {
      for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
        const start = X.columnIndices[p] * topics;
        let mean = 0;
        for (let k = 0; k < topics; k++) {
          shares[k] = W[i * topics + k] * Ht[start + k];
          mean += shares[k];
        }
        if (mean === 0) continue;
        const ratio = X.values[p] / mean;
        for (let k = 0; k < topics; k++) counts[start + k] += shares[k] * ratio;
      }
    }
  }

  /** M, topics × terms */
  byTopic(): Float64Array {
    const { topics, terms, counts } = this;
    const M = new Float64Array(counts.length);
    for (let j = 0; j < terms; j++) for (let k = 0; k < topics; k++) M[k * terms + j] = counts[j * topics + k];
    return M;
  }
}

import type { CsrMatrix } from '../matrix/csr-matrix.js';

/*
 * n documents, m terms, K topics. W n × K and Ht m × K (the transpose of H), both row-major: a row of either is K numbers side by
 * side, so one half-step serves both.
 */

/** The two factors of a fit; X ≈ W H. */
export interface Factors {
  readonly topics: number;
  /** n × K: W_ik is the expected count of words of topic k in document i, once H's rows sum to 1 */
  readonly W: Float32Array;
  /** m × K: H_kj stands at Ht[j K + k] */
  readonly Ht: Float32Array;
}

/**
 * Smallest value of an entry of a factor while it is fitted: an update by factors could never leave 0. Not reported as mass: a fit ends with
 * 0 in its place.
 * Low enough that twenty iterations give the divergence of an implementation without a floor to 1e-8.
 */
export const FLOOR = Math.fround(1e-14);

/** Sums of the K columns of a rows × K factor, 1,024 rows at a time, so that long columns keep their bits. */
export function columnSums(factor: Float32Array, K: number): Float64Array {
  const sums = new Float64Array(K);
  const block = new Float64Array(K);
  const size = 1024 * K;
  for (let start = 0; start < factor.length; start += size) {
    const end = Math.min(start + size, factor.length);
    block.fill(0);
    for (let a = start; a < end; a += K) {
      for (let k = 0; k < K; k++) block[k] += factor[a + k];
    }
    for (let k = 0; k < K; k++) sums[k] += block[k];
  }
  return sums;
}

/** Moves each topic's scale from H to W, so that H's rows sum to 1; W H stays the same. Entries at the floor stay at it: they are no mass. */
export function normalizeTopics({ W, Ht, topics: K }: Factors): void {
  const sums = columnSums(Ht, K);
  for (let b = 0; b < Ht.length; b += K) {
    for (let k = 0; k < K; k++) Ht[b + k] = Ht[b + k] <= FLOOR ? FLOOR : Math.max(FLOOR, Ht[b + k] / sums[k]);
  }
  for (let a = 0; a < W.length; a += K) {
    for (let k = 0; k < K; k++) W[a + k] = W[a + k] <= FLOOR ? FLOOR : Math.max(FLOOR, W[a + k] * sums[k]);
  }
}

/** Raises H_kj to the floor, k the document's largest topic, for each count x_ij > 0 whose mean (W H)_ij is 0: its divergence would be infinite. */
export function keepMeansPositive(X: CsrMatrix, { topics: K, W, Ht }: Factors): void {
  const words = Math.ceil(K / 32);
  const inTerms = topicSets(Ht, K);
  const inDocuments = topicSets(W, K);
  for (let i = 0; i < X.rows; i++) {
    for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
      const j = X.columnIndices[p];
      let shared = 0;
      for (let w = 0; w < words; w++) shared |= inDocuments[i * words + w] & inTerms[j * words + w];
      if (shared !== 0) continue;
      let largest = 0;
      for (let k = 1; k < K; k++) if (W[i * K + k] > W[i * K + largest]) largest = k;
      Ht[j * K + largest] = FLOOR;
      inTerms[j * words + (largest >>> 5)] |= 1 << (largest & 31);
    }
  }
}

/** The topics of each row of a factor that are above 0, a bit each. */
function topicSets(factor: Float32Array, K: number): Int32Array {
  const words = Math.ceil(K / 32);
  const rows = factor.length / K;
  const sets = new Int32Array(rows * words);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < K; k++) if (factor[row * K + k] > 0) sets[row * words + (k >>> 5)] |= 1 << (k & 31);
  }
  return sets;
}

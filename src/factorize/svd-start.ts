import type { Random } from '../math/random.js';
import { type CsrMatrix, columnTotals, rowSums, total } from '../matrix/csr-matrix.js';
import { type Factors, FLOOR, normalizeTopics } from './factors.js';
import { randomizedSvd, regularizedScaling } from './randomized-svd.js';
import { randomStart } from './start.js';

/** Share of the collection's own words in each topic: updates by factors can then move every entry. */
const COLLECTION_SHARE = 0.5;
const WEIGHT_ROUNDS = 5;

/**
 * A start from the singular vectors of X made non-negative: NNDSVD (Boutsidis and Gallopoulos 2008). Topic k has the positive or
 * the negative part of the k-th pair of vectors, whichever holds more of the product, and one half of the collection's own words,
 * where the paper leaves zeros or fills in a mean.
 *
 * X is scaled by row and column sums (see `regularizedScaling`): without that, long documents and common words make up most of the
 * leading vectors. W comes from H (see `setWeights`), not from the left vectors: on 20 Newsgroups (K = 20) mixtures of those ended
 * higher after 20 iterations. Topics beyond the numerical rank of X are those of a random start.
 *
 * @param X n × m, with at least one word
 * @param topics K ≥ 1
 */
export function svdStart(X: CsrMatrix, topics: number, random: Random): Factors {
  const factors = randomStart(X, topics, random);
  const termSums = columnTotals(X);
  const scaling = regularizedScaling(rowSums(X), termSums);
  const { U, V, values, rank } = randomizedSvd(X, topics, random, scaling);
  const words = total(X);
  for (let k = 0; k < rank && values[k] > 0; k++) {
    const sign = dominantSign(U, V, rank, k);
    const topic = Float64Array.from({ length: X.columns }, (_, j) => Math.max(0, sign * V[j * rank + k]) / scaling.columns[j]);
    const sum = topic.reduce((a, b) => a + b, 0);
    for (let j = 0; j < X.columns; j++) {
      const share = ((1 - COLLECTION_SHARE) * topic[j]) / sum + (COLLECTION_SHARE * termSums[j]) / words;
      factors.Ht[j * topics + k] = Math.max(FLOOR, share);
    }
  }
  normalizeTopics(factors);
  setWeights(X, factors);
  return factors;
}

/** 1 when the product of the norms of the positive parts of u_k and v_k is the larger one, −1 when that of their negative parts is. */
function dominantSign(U: Float64Array, V: Float64Array, rank: number, k: number): 1 | -1 {
  const [u, v] = [U, V].map((vectors) => {
    let positive = 0;
    let negative = 0;
    for (let a = k; a < vectors.length; a += rank) {
      if (vectors[a] > 0) positive += vectors[a] * vectors[a];
      else negative += vectors[a] * vectors[a];
    }
    return { positive, negative };
  });
  return u.positive * v.positive >= u.negative * v.negative ? 1 : -1;
}

/**
 * W for a given H whose rows sum to 1: even shares of each document's words, then a few multiplicative steps, W_ik ← W_ik Σ_j H_kj
 * x_ij / (W H)_ij (Lee and Seung 1999), which keep the sum of each row.
 */
export function setWeights(X: CsrMatrix, { topics, W, Ht }: Factors): void {
  const words = rowSums(X);
  for (let a = 0; a < W.length; a++) W[a] = Math.max(FLOOR, words[Math.floor(a / topics)] / topics);
  const step = new Float64Array(topics);
  for (let round = 0; round < WEIGHT_ROUNDS; round++) {
    for (let i = 0; i < X.rows; i++) {
      step.fill(0);
      const a = i * topics;
      for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
        const b = X.columnIndices[p] * topics;
        let mean = 0;
        for (let k = 0; k < topics; k++) mean += W[a + k] * Ht[b + k];
        const ratio = X.values[p] / mean;
        for (let k = 0; k < topics; k++) step[k] += ratio * Ht[b + k];
      }
      for (let k = 0; k < topics; k++) W[a + k] = Math.max(FLOOR, W[a + k] * step[k]);
    }
  }
}

import { ln } from '../../math/log.js';
import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import { type Factors, FLOOR } from '../factors.js';

/** What of a word's mean is left at least where its topic goes: the others grow to explain it. */
const LEAST_LEFT = 0.01;
/** Topics with a larger cosine stand in for each other: of two such only one goes at a time. */
const ALIKE = 0.5;
/** Share of a document's words that is dealt out evenly to the topics that stay. */
const EVENLY = 1e-3;

/**
 * The factors without the topics that the collection would lose least by: those whose words others explain nearly as well, and those that have few. What is
 * lost is Σ_ij x_ij ln(λ_ij / (λ_ij − W_ik H_kj)), λ = W H.
 *
 * @param factors of X, K topics
 * @param count topics that go at most, 0 ≤ count < K; fewer where the topics are alike
 */
export function pruneTopics(X: CsrMatrix, { topics: K, W, Ht }: Factors, count: number): Factors {
  const losses = lossesOf(X, { topics: K, W, Ht });
  const gone = new Set<number>();
  for (const k of Array.from(losses.keys()).sort((a, b) => losses[a] - losses[b] || a - b)) {
    if (gone.size === count) break;
    const alike = cosinesWith({ topics: K, W, Ht }, k);
    if (![...gone].some((other) => alike[other] > ALIKE)) gone.add(k);
  }
  const kept = Array.from({ length: K }, (_, k) => k).filter((k) => !gone.has(k));
  const pruned = { topics: kept.length, W: select(W, K, kept), Ht: select(Ht, K, kept) };
  for (let h = 0; h < pruned.Ht.length; h++) pruned.Ht[h] = Math.max(FLOOR, pruned.Ht[h]);
  for (let i = 0; i < X.rows; i++) {
    let words = 0;
    for (let w = i * K; w < (i + 1) * K; w++) words += W[w];
    const own = pruned.W.subarray(i * kept.length, (i + 1) * kept.length);
    for (let k = 0; k < own.length; k++) own[k] += (EVENLY * words) / own.length;
    const left = own.reduce((sum, share) => sum + share, 0);
    for (let k = 0; k < own.length; k++) own[k] = Math.max(FLOOR, left > 0 ? (own[k] * words) / left : 0);
  }
  return pruned;
}

function lossesOf(X: CsrMatrix, { topics: K, W, Ht }: Factors): Float64Array {
  const losses = new Float64Array(K);
  const means = new Float64Array(K);
  for (let i = 0; i < X.rows; i++) {
    for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
      let sum = 0;
      for (let k = 0, w = i * K, h = X.columnIndices[p] * K; k < K; k++, w++, h++) sum += means[k] = W[w] * Ht[h];
      for (let k = 0; k < K; k++) {
        const share = means[k] / sum;
        // of what is less, the sum is small, and the logarithms take long
        if (share > LEAST_LEFT) losses[k] -= X.values[p] * ln(Math.max(LEAST_LEFT, 1 - share));
      }
    }
  }
  return losses;
}

/** Cosines of a topic with each. */
function cosinesWith({ topics: K, Ht }: Factors, topic: number): Float64Array {
  const products = new Float64Array(K);
  const squares = new Float64Array(K);
  for (let h = 0; h < Ht.length; h += K) {
    const own = Ht[h + topic];
    for (let k = 0; k < K; k++) {
      products[k] += own * Ht[h + k];
      squares[k] += Ht[h + k] * Ht[h + k];
    }
  }
  return products.map((product, k) => product / Math.sqrt(squares[k] * squares[topic]));
}

function select(factor: Float32Array, K: number, kept: readonly number[]): Float32Array {
  const rows = factor.length / K;
  const selected = new Float32Array(rows * kept.length);
  for (let row = 0; row < rows; row++) {
    for (const [place, k] of kept.entries()) selected[row * kept.length + place] = factor[row * K + k];
  }
  return selected;
}

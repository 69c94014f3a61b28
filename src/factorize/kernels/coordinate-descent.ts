/*
 * Sequential coordinate descent for the KL divergence in plain TypeScript: the reference of the compiled kernel. Shapes as in
 * kullback-leibler.ts.
 */
import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import { expectedWords, type RowPrior, ratiosOfRow } from './kullback-leibler.js';

/** Smallest mean λ that a count is divided by. */
const LEAST_MEAN = 1e-30;

/**
 * One sweep over each row of A, entry after entry, with the row's means kept up to date: a ← max(floor, a + (N / Q)(N / s − 1)), where
 * N = Σ_j x_j B_jk / λ_j, Q = Σ_j x_j B_jk² / λ_j². Entries at the floor whose gradient, taken before the sweep, keeps them there are left out.
 *
 * With a prior of documents the step is that of `stepWithPrior`, s_k (1 + Σp / d) in place of s_k, where d are the row's words; after the
 * sweep the row is scaled so that Σ_k s_k A_ik = d.
 *
 * @param A rows × K, changed in place
 * @param columnSums s, the K column sums of B, > 0
 */
export function descendRows(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number, columnSums: Float64Array, floor: number, prior?: RowPrior): void {
  const { rowPointers, columnIndices, values } = X;
  const ratios = new Float64Array(K);
  for (let i = 0; i < X.rows; i++) {
    const a = i * K;
    const begin = rowPointers[i];
    const end = rowPointers[i + 1];
    ratiosOfRow(X, i, A, B, K, ratios);
    const words = expectedWords(A.subarray(a, a + K), ratios);
    // a row without words is brought to the floor below, whatever this is
    const multiplier = prior === undefined || words === 0 ? 1 : 1 + prior.total / words;
    const means = new Float64Array(end - begin);
    for (let p = begin; p < end; p++) {
      for (let k = 0; k < K; k++) means[p - begin] += A[a + k] * B[columnIndices[p] * K + k];
    }
    for (let k = 0; k < K; k++) {
      const p = prior?.pseudoCounts[k] ?? 0;
      if (A[a + k] <= floor && p === 0 && ratios[k] <= columnSums[k]) continue;
      let expected = 0;
      let curvature = 0;
      for (let p = begin; p < end; p++) {
        const share = B[columnIndices[p] * K + k] / means[p - begin];
        expected += values[p] * share;
        curvature += values[p] * share * share;
      }
      const updated = Math.max(floor, stepWithPrior(A[a + k], expected, curvature, p, multiplier * columnSums[k]));
      for (let p = begin; p < end; p++) {
        const mean = means[p - begin] + (updated - A[a + k]) * B[columnIndices[p] * K + k];
        means[p - begin] = Math.max(LEAST_MEAN, mean);
      }
      A[a + k] = updated;
    }
    if (prior === undefined) continue;
    let sum = 0;
    for (let k = 0; k < K; k++) sum += columnSums[k] * A[a + k];
    for (let k = 0; k < K; k++) A[a + k] = Math.max(floor, (A[a + k] * words) / sum);
  }
}

/**
 * Where an entry's share of the objective, taken to be −c ln(d + a) − p ln a + s a, is lowest, for d = N / Q − a ≥ 0 and c = N² / Q, which
 * give it the slope and the curvature that it has at a: the positive root of s w² + (s d − c − p) w = p d. Without p: a + (N / Q)(N / s − 1).
 */
function stepWithPrior(a: number, expected: number, curvature: number, p: number, s: number): number {
  if (p === 0) return curvature === 0 ? Number.NEGATIVE_INFINITY : a + (expected / curvature) * (expected / s - 1);
  if (curvature === 0) return p / s;
  const d = Math.max(0, expected / curvature - a);
  const half = (s * d - (expected * expected) / curvature - p) / 2;
  const root = Math.sqrt(half * half + s * p * d);
  // the form without cancellation
  return half <= 0 ? (root - half) / s : (p * d) / (root + half);
}

/*
 * Sequential coordinate descent for the KL divergence in plain TypeScript: the reference of the compiled kernel. Shapes as in
 * kullback-leibler.ts.
 */
import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import { ratiosOfRow } from './kullback-leibler.js';

/** Smallest mean λ that a count is divided by. */
const LEAST_MEAN = 1e-30;

/**
 * One sweep over each row of A, entry after entry, with the row's means kept up to date: a ← max(floor, a + (N / Q)(N / s − 1)), where
 * N = Σ_j x_j B_jk / λ_j, Q = Σ_j x_j B_jk² / λ_j². Entries at the floor whose gradient, taken before the sweep, keeps them there are left out.
 *
 * @param A rows × K, changed in place
 * @param columnSums s, the K column sums of B, > 0
 */
export function descendRows(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number, columnSums: Float64Array, floor: number): void {
  const { rowPointers, columnIndices, values } = X;
  const ratios = new Float64Array(K);
  for (let i = 0; i < X.rows; i++) {
    const a = i * K;
    const begin = rowPointers[i];
    const end = rowPointers[i + 1];
    ratiosOfRow(X, i, A, B, K, ratios);
    const means = new Float64Array(end - begin);
    for (let p = begin; p < end; p++) {
      for (let k = 0; k < K; k++) means[p - begin] += A[a + k] * B[columnIndices[p] * K + k];
    }
    for (let k = 0; k < K; k++) {
      if (A[a + k] <= floor && ratios[k] <= columnSums[k]) continue;
      let expected = 0;
      let curvature = 0;
      for (let p = begin; p < end; p++) {
        const share = B[columnIndices[p] * K + k] / means[p - begin];
        expected += values[p] * share;
        curvature += values[p] * share * share;
      }
      const step = curvature === 0 ? Number.NEGATIVE_INFINITY : (expected / curvature) * (expected / columnSums[k] - 1);
      const updated = Math.max(floor, A[a + k] + step);
      for (let p = begin; p < end; p++) {
        const mean = means[p - begin] + (updated - A[a + k]) * B[columnIndices[p] * K + k];
        means[p - begin] = Math.max(LEAST_MEAN, mean);
      }
      A[a + k] = updated;
    }
  }
}

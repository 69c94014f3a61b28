/*
 * The inner loops of NMF under the Frobenius norm, ½ ‖X − A Bᵀ‖², in plain TypeScript. Shapes as in kullback-leibler.ts, and
 * gram = BᵀB, K × K.
 */
import { CompensatedSum } from '../../math/compensated-sum.js';
import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import type { Residual } from './kullback-leibler.js';

/** One multiplicative half-step of A with B fixed (Lee and Seung 2001, eq. 4): A ← A ∘ (X B) / (A gram), entries at least `floor`. */
export function updateRows(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number, gram: Float64Array, floor: number): void {
  const projections = new Float64Array(K);
  const scales = new Float64Array(K);
  for (let i = 0; i < X.rows; i++) {
    project(X, i, B, K, projections);
    scale(A, i * K, gram, K, scales);
    for (let k = 0; k < K; k++) A[i * K + k] = Math.max(floor, (A[i * K + k] * projections[k]) / scales[k]);
  }
}

/**
 * One sweep of hierarchical alternating least squares (Cichocki and Phan 2009) over each row of A, entry after entry:
 * a_k ← max(floor, a_k − (a · gram_k − (X B)_k) / gram_kk).
 */
export function descendRows(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number, gram: Float64Array, floor: number): void {
  const projections = new Float64Array(K);
  for (let i = 0; i < X.rows; i++) {
    const a = i * K;
    project(X, i, B, K, projections);
    for (let k = 0; k < K; k++) {
      if (!(gram[k * K + k] > 0)) continue;
      let gradient = -projections[k];
      for (let l = 0; l < K; l++) gradient += A[a + l] * gram[k * K + l];
      A[a + k] = Math.max(floor, A[a + k] - gradient / gram[k * K + k]);
    }
  }
}

/**
 * The KKT conditions of A with B fixed: `sum` is Σ_ik A_ik |(A gram − X B)_ik|, which divided by Σ x² has no units; `lowest` is the
 * lowest (A gram − X B) / (A gram) among the entries at the floor.
 */
export function residualOfRows(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number, gram: Float64Array, floor: number): Residual {
  const projections = new Float64Array(K);
  const scales = new Float64Array(K);
  const sum = new CompensatedSum();
  let lowest = 0;
  for (let i = 0; i < X.rows; i++) {
    const a = i * K;
    project(X, i, B, K, projections);
    scale(A, a, gram, K, scales);
    let row = 0;
    for (let k = 0; k < K; k++) {
      const gradient = scales[k] - projections[k];
      row += A[a + k] * Math.abs(gradient);
      if (A[a + k] <= floor) lowest = Math.min(lowest, gradient / scales[k]);
    }
    sum.add(row);
  }
  return { sum: sum.value, lowest };
}

/** Σ x_ij (A Bᵀ)_ij over the stored entries. */
export function crossSum(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number): number {
  const projections = new Float64Array(K);
  const sum = new CompensatedSum();
  for (let i = 0; i < X.rows; i++) {
    project(X, i, B, K, projections);
    let row = 0;
    for (let k = 0; k < K; k++) row += A[i * K + k] * projections[k];
    sum.add(row);
  }
  return sum.value;
}

/** Row i of X B. */
function project(X: CsrMatrix, i: number, B: Float64Array, K: number, projections: Float64Array): void {
  projections.fill(0);
  for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
    const b = X.columnIndices[p] * K;
    const x = X.values[p];
    for (let k = 0; k < K; k++) projections[k] += x * B[b + k];
  }
}

/** The row of A that starts at `a`, times gram. */
function scale(A: Float64Array, a: number, gram: Float64Array, K: number, scales: Float64Array): void {
  scales.fill(0);
  for (let l = 0; l < K; l++) {
    const weight = A[a + l];
    for (let k = 0; k < K; k++) scales[k] += weight * gram[l * K + k];
  }
}

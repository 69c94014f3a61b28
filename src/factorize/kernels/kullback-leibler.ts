/*
 * The inner loops of KL-NMF in plain TypeScript: the reference that every faster kernel must equal.
 *
 * X  rows × columns, sparse counts (CSR)     A  rows × K, the factor of the rows, row-major
 * λ  = A Bᵀ, the model's means               B  columns × K, the factor of the columns, row-major
 *
 * With A = W and B = Hᵀ they work on documents × terms; with A = Hᵀ, B = W and the transpose of X on terms × documents.
 */
import { CompensatedSum } from '../../math/compensated-sum.js';
import { pow } from '../../math/exp.js';
import { ln } from '../../math/log.js';
import type { CsrMatrix } from '../../matrix/csr-matrix.js';

/** A Dirichlet prior of the rows (documents) or of the columns (terms) of A: see ../priors.ts. */
export interface RowPrior {
  /** p, K numbers ≥ 0: what is added to a row's expected counts */
  pseudoCounts: Float64Array;
  /** Σ p where the rows of A are distributions (documents), 0 where its columns are (terms) */
  total: number;
}

/**
 * One multiplicative half-step of A with B fixed (Lee and Seung 2001, eq. 5): A_ik ← A_ik (Σ_j B_jk x_ij / λ_ij) / s_k. With a prior
 * A_ik ← share_i (N_ik + p_k) / s_k, where N_ik = A_ik Σ_j B_jk x_ij / λ_ij are expected counts: see `shareOfWords`.
 *
 * @param A rows × K, changed in place
 * @param columnSums s, the K column sums of B, > 0
 * @param floor smallest value of an entry of A, > 0: an update by factors could never leave 0
 */
export function updateRows(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number, columnSums: Float64Array, floor: number, prior?: RowPrior): void {
  const ratios = new Float64Array(K);
  for (let i = 0; i < X.rows; i++) {
    const a = i * K;
    ratiosOfRow(X, i, A, B, K, ratios);
    const share = shareOfWords(A.subarray(a, a + K), ratios, prior);
    for (let k = 0; k < K; k++) {
      A[a + k] = Math.max(floor, (share * (A[a + k] * ratios[k] + (prior?.pseudoCounts[k] ?? 0))) / columnSums[k]);
    }
  }
}

/** Σ_k N_k: the number of words of a row, K numbers, whose ratios are as in `ratiosOfRow`. */
export function expectedWords(row: Float64Array, ratios: Float64Array): number {
  return row.reduce((sum, a, k) => sum + a * ratios[k], 0);
}

/** What brings a row's expected counts and pseudo-counts back to its number of words d: d / (d + Σp); 1 where the rows are no distributions. */
function shareOfWords(row: Float64Array, ratios: Float64Array, prior?: RowPrior): number {
  if (prior === undefined || prior.total === 0) return 1;
  const words = expectedWords(row, ratios);
  return words / (words + prior.total);
}

/** A^β, entry by entry: what a half-step of annealing starts from, and takes in place of B. 0 stays 0. */
export function powerOfRows(A: Float64Array, power: number): Float64Array {
  return A.map((a) => pow(a, power));
}

/** Σ_ik N_ik over the rows of A, K numbers: the expected counts of each topic. */
export function expectedSums(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number): Float64Array {
  const sums = new Float64Array(K);
  const ratios = new Float64Array(K);
  for (let i = 0; i < X.rows; i++) {
    ratiosOfRow(X, i, A, B, K, ratios);
    for (let k = 0; k < K; k++) sums[k] += A[i * K + k] * ratios[k];
  }
  return sums;
}

/** Σ_ik p_k ln A_ik; a document without words has no say. */
export function logPriorOfRows(X: CsrMatrix, A: Float64Array, K: number, { pseudoCounts, total }: RowPrior): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < X.rows; i++) {
    if (total !== 0 && X.rowPointers[i] === X.rowPointers[i + 1]) continue;
    for (let k = 0; k < K; k++) if (pseudoCounts[k] !== 0) sum.add(pseudoCounts[k] * ln(A[i * K + k]));
  }
  return sum.value;
}

/** ratios_k = Σ_j B_jk x_ij / λ_ij of row i, with λ_ij = Σ_k A_ik B_jk. */
export function ratiosOfRow(X: CsrMatrix, i: number, A: Float64Array, B: Float64Array, K: number, ratios: Float64Array): void {
  const { rowPointers, columnIndices, values } = X;
  const a = i * K;
  ratios.fill(0);
  for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
    const b = columnIndices[p] * K;
    let mean = 0;
    for (let k = 0; k < K; k++) mean += A[a + k] * B[b + k];
    const ratio = values[p] / mean;
    for (let k = 0; k < K; k++) ratios[k] += ratio * B[b + k];
  }
}

/** How far A is from a stationary point with B fixed. */
export interface Residual {
  /** Σ_ik A_ik |s_k − Σ_j B_jk x_ij / λ_ij|, with a prior Σ_ik |s_k A_ik − share_i (N_ik + p_k)|, in words: divided by Σ x a number without units */
  sum: number;
  /** the lowest (s_k − Σ_j B_jk x_ij / λ_ij) / s_k among the entries at the floor; ≥ 0 at a minimum, 0 where none is at the floor */
  lowest: number;
}

/** The KKT conditions of A with B fixed: A ≥ 0, gradient ≥ 0, A · gradient = 0 (Carbonetto et al. 2021, section 3). */
export function residualOfRows(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number, columnSums: Float64Array, floor: number, prior?: RowPrior): Residual {
  const ratios = new Float64Array(K);
  const sum = new CompensatedSum();
  let lowest = 0;
  for (let i = 0; i < X.rows; i++) {
    const a = i * K;
    ratiosOfRow(X, i, A, B, K, ratios);
    const share = shareOfWords(A.subarray(a, a + K), ratios, prior);
    let row = 0;
    for (let k = 0; k < K; k++) {
      row += Math.abs(columnSums[k] * A[a + k] - share * (A[a + k] * ratios[k] + (prior?.pseudoCounts[k] ?? 0)));
      if (A[a + k] <= floor) lowest = Math.min(lowest, (columnSums[k] - ratios[k]) / columnSums[k]);
    }
    sum.add(row);
  }
  return { sum: sum.value, lowest };
}

/** Σ x ln(x / λ) over the stored entries, the part of the divergence that a dense product would be needed for. */
export function logRatioSum(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number): number {
  const { rowPointers, columnIndices, values } = X;
  const sum = new CompensatedSum();
  for (let i = 0; i < X.rows; i++) {
    const a = i * K;
    let row = 0;
    for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
      const b = columnIndices[p] * K;
      let mean = 0;
      for (let k = 0; k < K; k++) mean += A[a + k] * B[b + k];
      row += values[p] * ln(values[p] / mean);
    }
    sum.add(row);
  }
  return sum.value;
}

/** The generalised KL divergence D(X | A Bᵀ) over all cells, from the K column sums of both factors: see `divergence` in ../losses.ts. */
export function generalizedKlDivergence(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number): number {
  const sum = new CompensatedSum();
  sum.add(logRatioSum(X, A, B, K));
  for (let p = 0; p < X.values.length; p++) sum.add(-X.values[p]);
  for (let k = 0; k < K; k++) {
    const sums = [A, B].map((factor) => {
      const column = new CompensatedSum();
      for (let a = k; a < factor.length; a += K) column.add(factor[a]);
      return column.value;
    });
    sum.add((sums[0] as number) * (sums[1] as number));
  }
  return sum.value;
}

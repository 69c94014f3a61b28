/*
 * Mixtures of documents with the topics fixed, in plain TypeScript: the reference of the compiled kernel. Shapes as in kullback-leibler.ts.
 */
import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import { ratiosOfRow } from './kullback-leibler.js';

/**
 * For each row of X the θ on the simplex with the largest Σ_j x_j ln(Σ_k θ_k B_jk) + Σ_k a_k ln θ_k, by EM from a flat start: θ_k ← (N_k + a_k) / (N + Σa).
 * Columns of X whose row of B is 0 are passed over; a row without others stays flat.
 *
 * @param B columns × K
 * @param pseudoCounts a, K numbers ≥ 0
 * @param bound least Σ_k |change of θ_k| of a step
 * @returns rows × K
 */
export function inferMixtures(X: CsrMatrix, B: Float64Array, K: number, pseudoCounts: Float64Array, bound: number, mostSteps = 1_000_000): Float64Array {
  const theta = new Float64Array(X.rows * K).fill(1 / K);
  const prior = pseudoCounts.reduce((sum, a) => sum + a, 0);
  const ratios = new Float64Array(K);
  for (let i = 0; i < X.rows; i++) {
    const row = theta.subarray(i * K, (i + 1) * K);
    const one = knownEntries(X, i, B, K);
    const words = one.values.reduce((sum, x) => sum + x, 0);
    for (let step = 0, change = Number.POSITIVE_INFINITY; words > 0 && step < mostSteps && change > bound; step++) {
      ratiosOfRow(one, 0, row, B, K, ratios);
      change = 0;
      for (let k = 0; k < K; k++) {
        const updated = (row[k] * ratios[k] + pseudoCounts[k]) / (words + prior);
        change += Math.abs(updated - row[k]);
        row[k] = updated;
      }
    }
  }
  return theta;
}

/** A row of X alone, without the columns that no topic has. */
function knownEntries({ columns, rowPointers, columnIndices, values }: CsrMatrix, i: number, B: Float64Array, K: number): CsrMatrix {
  const known: number[] = [];
  for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
    const b = columnIndices[p] * K;
    if (B.subarray(b, b + K).some((probability) => probability > 0)) known.push(p);
  }
  return {
    rows: 1,
    columns,
    rowPointers: Int32Array.of(0, known.length),
    columnIndices: Int32Array.from(known, (p) => columnIndices[p]),
    values: Uint32Array.from(known, (p) => values[p]),
  };
}

import type { Random } from '../math/random.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';

/**
 * As many rows as a matrix has, drawn from it with replacement (Efron 1979), in the order drawn. A row drawn twice stands there twice: with
 * priors on its mixture that is not the same as one row of doubled counts.
 */
export function bootstrapSample(X: CsrMatrix, random: Random): CsrMatrix {
  const drawn = Int32Array.from({ length: X.rows }, () => Math.floor(random.uniform() * X.rows));
  const rowPointers = new Int32Array(X.rows + 1);
  for (const [i, row] of drawn.entries()) rowPointers[i + 1] = rowPointers[i] + X.rowPointers[row + 1] - X.rowPointers[row];
  const columnIndices = new Int32Array(rowPointers[X.rows]);
  const values = new Uint32Array(rowPointers[X.rows]);
  for (const [i, row] of drawn.entries()) {
    const [begin, end] = [X.rowPointers[row], X.rowPointers[row + 1]];
    columnIndices.set(X.columnIndices.subarray(begin, end), rowPointers[i]);
    values.set(X.values.subarray(begin, end), rowPointers[i]);
  }
  return { rows: X.rows, columns: X.columns, rowPointers, columnIndices, values };
}

/**
 * A sparse matrix of counts in compressed sparse row form: the entries of row i stand at positions rowPointers[i] to
 * rowPointers[i + 1] − 1 of `columnIndices` (rising within a row, each once) and `values` (never 0).
 */
export interface CsrMatrix {
  readonly rows: number;
  readonly columns: number;
  /** rows + 1 positions, from 0 to nnz */
  readonly rowPointers: Int32Array;
  /** nnz column numbers in [0, columns) */
  readonly columnIndices: Int32Array;
  /** nnz counts in [1, 2³²) */
  readonly values: Uint32Array;
}

/** Number of stored entries. */
export function nnz(matrix: CsrMatrix): number {
  return matrix.columnIndices.length;
}

/**
 * The transpose, in time and memory proportional to its entries (Gustavson 1978); its rows come out sorted whatever the input's order.
 *
 * @param target where it goes: arrays of the right lengths, whose content does not matter
 */
export function transpose(matrix: CsrMatrix, target = emptyMatrix(matrix.columns, matrix.rows, nnz(matrix))): CsrMatrix {
  const { rows, columns, rowPointers, columnIndices, values } = matrix;
  const pointers = target.rowPointers.fill(0);
  for (let p = 0; p < columnIndices.length; p++) pointers[columnIndices[p] + 1]++;
  for (let j = 0; j < columns; j++) pointers[j + 1] += pointers[j];
  const next = pointers.slice(0, columns);
  for (let i = 0; i < rows; i++) {
    for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
      const q = next[columnIndices[p]]++;
      target.columnIndices[q] = i;
      target.values[q] = values[p];
    }
  }
  return target;
}

function emptyMatrix(rows: number, columns: number, entries: number): CsrMatrix {
  return { rows, columns, rowPointers: new Int32Array(rows + 1), columnIndices: new Int32Array(entries), values: new Uint32Array(entries) };
}

/** Sum of each row, `rows` numbers: of documents × terms, the words of each document. */
export function rowSums(matrix: CsrMatrix): Float64Array {
  const sums = new Float64Array(matrix.rows);
  for (let i = 0; i < matrix.rows; i++) {
    let sum = 0;
    for (let p = matrix.rowPointers[i]; p < matrix.rowPointers[i + 1]; p++) sum += matrix.values[p];
    sums[i] = sum;
  }
  return sums;
}

/** Sum of each column, `columns` numbers: how often each term occurs. */
export function columnTotals({ columns, columnIndices, values }: CsrMatrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let p = 0; p < columnIndices.length; p++) sums[columnIndices[p]] += values[p];
  return sums;
}

/** Sum of all entries: the words of the collection. Exact up to 2⁵³. */
export function total(matrix: CsrMatrix): number {
  let sum = 0;
  for (let p = 0; p < matrix.values.length; p++) sum += matrix.values[p];
  return sum;
}

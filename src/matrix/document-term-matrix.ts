import type { TermCounts } from '../tokenize/term-counter.js';
import { type CsrMatrix, transpose } from './csr-matrix.js';

/**
 * The counts of the kept terms, documents × terms, columns sorted within each row. Documents without a term are empty rows.
 *
 * @param columns column of each counted word, −1 for one that is left out; words with one column are added up
 * @param terms number of columns
 */
export function documentTermMatrix(counted: TermCounts, columns: Int32Array, terms: number): CsrMatrix {
  const rowPointers = new Int32Array(counted.documents + 1);
  const columnIndices = new Int32Array(counted.termIndices.length);
  const values = new Uint32Array(counted.termIndices.length);
  const entries = new Int32Array(terms).fill(-1);
  let stored = 0;
  for (let i = 0; i < counted.documents; i++) {
    const first = stored;
    for (let p = counted.rowPointers[i]; p < counted.rowPointers[i + 1]; p++) {
      const column = columns[counted.termIndices[p]];
      if (column < 0) continue;
      const entry = entries[column];
      if (entry >= first) {
        values[entry] += counted.counts[p];
      } else {
        entries[column] = stored;
        columnIndices[stored] = column;
        values[stored] = counted.counts[p];
        stored++;
      }
    }
    rowPointers[i + 1] = stored;
  }
  const unsorted = {
    rows: counted.documents,
    columns: terms,
    rowPointers,
    columnIndices: columnIndices.subarray(0, stored),
    values: values.subarray(0, stored),
  };
  return transpose(transpose(unsorted));
}

/** The matrix without its empty rows, and the numbers of the rows that stay. */
export function withoutEmptyRows(matrix: CsrMatrix): { matrix: CsrMatrix; rows: Int32Array } {
  const rows: number[] = [];
  const rowPointers: number[] = [0];
  for (let i = 0; i < matrix.rows; i++) {
    if (matrix.rowPointers[i + 1] === matrix.rowPointers[i]) continue;
    rows.push(i);
    rowPointers.push(matrix.rowPointers[i + 1]);
  }
  return { matrix: { ...matrix, rows: rows.length, rowPointers: Int32Array.from(rowPointers) }, rows: Int32Array.from(rows) };
}

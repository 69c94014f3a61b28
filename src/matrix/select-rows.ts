import type { CsrMatrix } from './csr-matrix.js';

/**
 * Some rows of a matrix, with all its columns.
 *
 * @param wanted numbers of rows, in the order in which they are to be
 */
export function selectRows({ columns, rowPointers, columnIndices, values }: CsrMatrix, wanted: readonly number[]): CsrMatrix {
  const pointers = new Int32Array(wanted.length + 1);
  for (const [r, i] of wanted.entries()) pointers[r + 1] = pointers[r] + rowPointers[i + 1] - rowPointers[i];
  const selected = { columnIndices: new Int32Array(pointers[wanted.length]), values: new Uint32Array(pointers[wanted.length]) };
  for (const [r, i] of wanted.entries()) {
    selected.columnIndices.set(columnIndices.subarray(rowPointers[i], rowPointers[i + 1]), pointers[r]);
    selected.values.set(values.subarray(rowPointers[i], rowPointers[i + 1]), pointers[r]);
  }
  return { rows: wanted.length, columns, rowPointers: pointers, ...selected };
}

import type { CsrMatrix } from '../../../src/matrix/csr-matrix.js';

/** The counts of a table, as the sparse matrix that tests hand to the program. */
export function csrOf(table: readonly (readonly number[])[], columns = table[0]?.length ?? 0): CsrMatrix {
  const rowPointers = [0];
  const columnIndices: number[] = [];
  const values: number[] = [];
  for (const row of table) {
    row.forEach((value, j) => {
      if (value !== 0) {
        columnIndices.push(j);
        values.push(value);
      }
    });
    rowPointers.push(values.length);
  }
  return {
    rows: table.length,
    columns,
    rowPointers: Int32Array.from(rowPointers),
    columnIndices: Int32Array.from(columnIndices),
    values: Uint32Array.from(values),
  };
}

/** The table of a sparse matrix; repeated entries are added up. */
export function tableOf({ rows, columns, rowPointers, columnIndices, values }: CsrMatrix): number[][] {
  const table = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  for (let i = 0; i < rows; i++) {
    for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) table[i][columnIndices[p]] += values[p];
  }
  return table;
}

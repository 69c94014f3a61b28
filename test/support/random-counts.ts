import { Random } from '../../src/math/random.js';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';

/** A random sparse matrix of counts in which every row and column has an entry. */
export function randomCounts(rows: number, columns: number, density: number, seed: number): CsrMatrix {
  const random = new Random(seed);
  const rowPointers = [0];
  const columnIndices: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (i % columns !== j && j % rows !== i && random.uniform() > density) continue;
      columnIndices.push(j);
      values.push(1 + Math.floor(random.uniform() * random.uniform() * 9));
    }
    rowPointers.push(columnIndices.length);
  }
  return { rows, columns, rowPointers: Int32Array.from(rowPointers), columnIndices: Int32Array.from(columnIndices), values: Uint32Array.from(values) };
}

/** The same counts as a dense array of rows. */
export function dense({ rows, columns, rowPointers, columnIndices, values }: CsrMatrix): number[][] {
  const X = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  for (let i = 0; i < rows; i++) {
    for (let p = rowPointers[i] as number; p < (rowPointers[i + 1] as number); p++) (X[i] as number[])[columnIndices[p] as number] = values[p] as number;
  }
  return X;
}

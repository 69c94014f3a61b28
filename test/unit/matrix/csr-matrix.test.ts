import { describe, expect, it } from 'vitest';
import { type CsrMatrix, nnz, rowSums, total, transpose } from '../../../src/matrix/csr-matrix.js';
import { csrOf, tableOf } from './dense.js';

const table = [
  [1, 0, 2, 0],
  [0, 0, 0, 0],
  [3, 4, 0, 0],
];

describe('transpose', () => {
  it('swaps rows and columns, empty ones too', () => {
    expect(tableOf(transpose(csrOf(table)))).toEqual([
      [1, 0, 3],
      [0, 0, 4],
      [2, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('gives sorted rows for unsorted ones, twice the same matrix sorted', () => {
    const unsorted: CsrMatrix = {
      rows: 2,
      columns: 3,
      rowPointers: Int32Array.of(0, 3, 4),
      columnIndices: Int32Array.of(2, 0, 1, 1),
      values: Uint32Array.of(7, 8, 9, 5),
    };
    expect(transpose(transpose(unsorted))).toEqual({ ...unsorted, columnIndices: Int32Array.of(0, 1, 2, 1), values: Uint32Array.of(8, 9, 7, 5) });
  });

  it('leaves its input as it was', () => {
    const matrix = csrOf(table);
    transpose(matrix);
    expect(matrix).toEqual(csrOf(table));
  });
});

describe('sums', () => {
  it('counts entries', () => {
    expect(nnz(csrOf(table))).toBe(4);
  });

  it('adds rows, 0 for an empty one', () => {
    expect(rowSums(csrOf(table))).toEqual(Float64Array.of(3, 0, 7));
  });

  it('does not overflow 32 bits', () => {
    const large = csrOf([
      [4294967295, 4294967295],
      [1, 0],
    ]);
    expect(rowSums(large)[0]).toBe(8589934590);
    expect(total(large)).toBe(8589934591);
  });
});

import { describe, expect, it } from 'vitest';
import { documentTermMatrix, withoutEmptyRows } from '../../../src/matrix/document-term-matrix.js';
import type { TermCounts } from '../../../src/tokenize/term-counter.js';
import { csrOf, tableOf } from './dense.js';

/** Three documents: cat dog cats, (nothing), dog the the. */
const counted: TermCounts = {
  documents: 3,
  terms: ['dog', 'cat', 'cats', 'the'],
  rowPointers: Int32Array.of(0, 3, 3, 5),
  termIndices: Int32Array.of(1, 0, 2, 0, 3),
  counts: Uint32Array.of(1, 4, 2, 1, 2),
};

describe('documentTermMatrix', () => {
  it('puts each word into its column, sorted, and adds up words of one column', () => {
    // dog → 1, cat and cats → 0, the → left out
    const matrix = documentTermMatrix(counted, Int32Array.of(1, 0, 0, -1), 2);
    expect(matrix).toEqual({
      rows: 3,
      columns: 2,
      rowPointers: Int32Array.of(0, 2, 2, 3),
      columnIndices: Int32Array.of(0, 1, 1),
      values: Uint32Array.of(3, 4, 1),
    });
  });

  it('keeps a column that no document has', () => {
    const matrix = documentTermMatrix(counted, Int32Array.of(2, -1, -1, -1), 4);
    expect(tableOf(matrix)).toEqual([
      [0, 0, 4, 0],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
  });
});

describe('withoutEmptyRows', () => {
  it('drops empty rows and says which stay', () => {
    const { matrix, rows } = withoutEmptyRows(
      csrOf([
        [0, 0],
        [1, 2],
        [0, 0],
        [0, 3],
        [0, 0],
      ]),
    );
    expect(tableOf(matrix)).toEqual([
      [1, 2],
      [0, 3],
    ]);
    expect(rows).toEqual(Int32Array.of(1, 3));
  });

  it('leaves a matrix without empty rows as it is', () => {
    const full = csrOf([
      [1, 0],
      [0, 1],
    ]);
    expect(withoutEmptyRows(full)).toEqual({ matrix: full, rows: Int32Array.of(0, 1) });
  });
});

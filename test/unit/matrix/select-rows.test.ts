import { expect, it } from 'vitest';
import { selectRows } from '../../../src/matrix/select-rows.js';
import { csrOf, tableOf } from './dense.js';

const X = csrOf([
  [1, 0, 2],
  [0, 0, 0],
  [0, 3, 0],
  [4, 5, 6],
]);

it('takes the rows that are named, in that order, with all columns', () => {
  expect(tableOf(selectRows(X, [3, 1, 0]))).toEqual([
    [4, 5, 6],
    [0, 0, 0],
    [1, 0, 2],
  ]);
});

it('gives a matrix without rows where none is named', () => {
  expect(selectRows(X, [])).toMatchObject({ rows: 0, columns: 3, rowPointers: Int32Array.of(0) });
});

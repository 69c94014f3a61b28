import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { type CsrMatrix, nnz, rowSums, total, transpose } from '../../src/matrix/csr-matrix.js';
import { withoutEmptyRows } from '../../src/matrix/document-term-matrix.js';
import { readMatrixMarket, writeMatrixMarket } from '../../src/matrix/matrix-market.js';
import { readNpy, writeNpy } from '../../src/matrix/npy.js';
import { tableOf } from '../unit/matrix/dense.js';
import { cutAt, forAll, matrix } from './arbitraries.js';

const places = fc.array(fc.nat(1000), { maxLength: 10 });

describe('transpose', () => {
  forAll([matrix])('swaps the table', (X) => {
    const table = tableOf(X);
    expect(tableOf(transpose(X))).toEqual(Array.from({ length: X.columns }, (_, j) => table.map((row) => row[j])));
  });

  forAll([matrix, fc.infiniteStream(fc.nat())])('twice is the same matrix with sorted rows', (X, keys) => {
    const shuffled: CsrMatrix = { ...X, columnIndices: X.columnIndices.slice(), values: X.values.slice() };
    for (let i = 0; i < X.rows; i++) {
      const first = X.rowPointers[i];
      const order = Array.from(X.columnIndices.subarray(first, X.rowPointers[i + 1]), (_, p) => ({ p: first + p, key: keys.next().value as number }));
      order.sort((a, b) => a.key - b.key);
      order.forEach(({ p }, q) => {
        shuffled.columnIndices[first + q] = X.columnIndices[p];
        shuffled.values[first + q] = X.values[p];
      });
    }
    expect(transpose(transpose(shuffled))).toEqual(X);
  });
});

describe('sums', () => {
  forAll([matrix])('are those of the table', (X) => {
    const table = tableOf(X);
    expect([...rowSums(X)]).toEqual(table.map((row) => row.reduce((a, b) => a + b, 0)));
    expect(total(X)).toBe(table.flat().reduce((a, b) => a + b, 0));
    expect(nnz(X)).toBe(table.flat().filter((value) => value > 0).length);
  });
});

describe('withoutEmptyRows', () => {
  forAll([matrix])('keeps the rows that have an entry', (X) => {
    const { matrix: kept, rows } = withoutEmptyRows(X);
    const table = tableOf(X);
    expect(tableOf(kept)).toEqual(table.filter((row) => row.some((value) => value > 0)));
    expect([...rows].map((i) => table[i])).toEqual(tableOf(kept));
  });
});

describe('MatrixMarket', () => {
  forAll([matrix, places])('written, cut anywhere and read is the same matrix', async (X, cuts) => {
    const text = [...writeMatrixMarket(X)].join('');
    expect(await readMatrixMarket(cutAt(text, cuts), 'x.mtx')).toEqual(X);
  });

  forAll([matrix, fc.infiniteStream(fc.nat())])('reads entries in any order, Windows line ends too', async (X, keys) => {
    const [banner, size, ...entries] = [...writeMatrixMarket(X)].join('').trimEnd().split('\n');
    const mixed = entries.map((entry) => ({ entry, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
    const text = [banner, size, ...mixed.map(({ entry }) => entry)].join('\r\n');
    expect(await readMatrixMarket([text], 'x.mtx')).toEqual(X);
  });

  forAll([matrix, fc.nat(1000)])('cut short is an error, never another matrix', async (X, cut) => {
    const text = [...writeMatrixMarket(X)].join('').trimEnd();
    const lastLine = text.lastIndexOf('\n') + 1;
    fc.pre(nnz(X) > 0);
    await expect(readMatrixMarket([text.slice(0, cut % lastLine)], 'x.mtx')).rejects.toThrow(/^x\.mtx(, line \d+: | is empty$)/);
  });
});

describe('npy', () => {
  const dense = fc
    .tuple(fc.nat(6), fc.nat(6))
    .chain(([rows, columns]) => fc.float32Array({ minLength: rows * columns, maxLength: rows * columns }).map((values) => ({ rows, columns, values })));

  forAll([dense, fc.nat(9)])('written and read is the same matrix, wherever the bytes lie', (expected, offset) => {
    const bytes = writeNpy(expected);
    const moved = new Uint8Array(offset + bytes.length);
    moved.set(bytes, offset);
    expect(readNpy(moved.subarray(offset), 'x.npy')).toEqual(expected);
  });

  forAll([dense, fc.nat()])('cut short is an error', (written, cut) => {
    const bytes = writeNpy(written);
    expect(() => readNpy(bytes.subarray(0, cut % bytes.length), 'x.npy')).toThrow(/^x\.npy cannot be read: /);
  });
});

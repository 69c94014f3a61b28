import { describe, expect, it } from 'vitest';
import { CorpusError } from '../../../src/errors/errors.js';
import { readMatrixMarket, writeMatrixMarket } from '../../../src/matrix/matrix-market.js';
import { csrOf, tableOf } from './dense.js';

const BANNER = '%%MatrixMarket matrix coordinate integer general\n';

describe('writeMatrixMarket', () => {
  it('writes banner, size, and an entry a line, numbered from 1', () => {
    expect(
      [
        ...writeMatrixMarket(
          csrOf([
            [0, 5],
            [0, 0],
            [7, 1],
          ]),
        ),
      ].join(''),
    ).toBe(`${BANNER}3 2 3\n1 2 5\n3 1 7\n3 2 1\n`);
  });

  it('writes a matrix without entries', () => {
    expect([...writeMatrixMarket(csrOf([[0, 0]]))].join('')).toBe(`${BANNER}1 2 0\n`);
  });

  it('comes in pieces of 8192 entries, that join up', async () => {
    const wide = csrOf([Array.from({ length: 10_000 }, (_, j) => j + 1)]);
    const pieces = [...writeMatrixMarket(wide)];
    expect(pieces.map((piece) => piece.trimEnd().split('\n').length)).toEqual([8194, 1808]);
    expect(await readMatrixMarket(pieces, 'x.mtx')).toEqual(wide);
  });
});

describe('readMatrixMarket', () => {
  it('takes entries in any order, adds repeats, leaves zeros out', async () => {
    const matrix = await readMatrixMarket([`${BANNER}2 3 5\n2 3 1\n1 2 4\n2 1 2\n1 2 3\n1 1 0\n`], 'x.mtx');
    expect(matrix).toEqual(
      csrOf([
        [0, 7, 0],
        [2, 0, 1],
      ]),
    );
  });

  it('takes comments, blank lines, Windows line ends, spaces and no end of the last line', async () => {
    const text = '%%MatrixMarket MATRIX Coordinate Integer General\r\n% by hand\r\n\r\n  2 2 2\r\n1  1 3\r\n%\r\n 2\t2 4';
    expect(tableOf(await readMatrixMarket([text], 'x.mtx'))).toEqual([
      [3, 0],
      [0, 4],
    ]);
  });

  it('takes real whole numbers and the largest count', async () => {
    const text = '%%MatrixMarket matrix coordinate real general\n1 2 2\n1 1 3.0\n1 2 4294967295\n';
    expect(tableOf(await readMatrixMarket([text], 'x.mtx'))).toEqual([[3, 4294967295]]);
  });

  it('takes patterns as ones', async () => {
    const text = '%%MatrixMarket matrix coordinate pattern general\n1 2 2\n1 1\n1 1\n';
    expect(tableOf(await readMatrixMarket([text], 'x.mtx'))).toEqual([[2, 0]]);
  });

  it('reads asynchronous pieces', async () => {
    async function* pieces() {
      yield `${BANNER}1 1 1\n1 `;
      yield '1 1';
      yield '2\n';
    }
    expect(tableOf(await readMatrixMarket(pieces(), 'x.mtx'))).toEqual([[12]]);
  });

  it.each([
    ['hello\n', 1, 'not a MatrixMarket file: it must start with "%%MatrixMarket matrix coordinate"'],
    ['%%MatrixMarket matrix array real general\n', 1, 'a "matrix array" cannot be read, expected a sparse "matrix coordinate"'],
    ['%%MatrixMarket matrix coordinate real symmetric\n', 1, 'symmetry "symmetric" cannot be read, expected "general": documents × terms'],
    ['%%MatrixMarket matrix coordinate complex general\n', 1, 'field "complex" cannot be read, expected integer, real or pattern'],
    [BANNER, 1, 'the file ends before the line with its size'],
    [`${BANNER}2 x 1\n`, 2, '"2 x 1" must be three whole numbers: rows, columns, entries'],
    [`${BANNER}2 2\n`, 2, '"2 2" must be three whole numbers: rows, columns, entries'],
    [`${BANNER}-1 2 1\n`, 2, '"-1 2 1" must be three whole numbers: rows, columns, entries'],
    [`${BANNER}0 2 0\n`, 2, 'the matrix is 0 × 2: it has no counts'],
    [`${BANNER}2 2 1\n3 1 1\n`, 3, 'row 3 is not between 1 and 2'],
    [`${BANNER}2 2 1\n% a comment counts as a line\n1 0 1\n`, 4, 'column 0 is not between 1 and 2'],
    [`${BANNER}2 2 1\n1 1 1.5\n`, 3, '1.5 is not a count: a whole number from 0 to 4294967295 is expected'],
    [`${BANNER}2 2 1\n1 1 -1\n`, 3, '-1 is not a count: a whole number from 0 to 4294967295 is expected'],
    [`${BANNER}2 2 1\n1 1 nan\n`, 3, 'nan is not a count: a whole number from 0 to 4294967295 is expected'],
    [`${BANNER}2 2 1\n1 1 4294967296\n`, 3, '4294967296 is not a count: a whole number from 0 to 4294967295 is expected'],
    [`${BANNER}2 2 1\n1 1\n`, 3, '"1 1" must be three numbers'],
    [`${BANNER}2 2 1\n1 1 1\n1 1 1\n`, 4, 'more entries than the 1 announced'],
    [`${BANNER}2 2 2\n1 1 1\n`, 3, 'the file ends after 1 of 2 entries'],
    [`${BANNER}2 2 2\n1 1 4294967295\n1 1 1\n`, 4, 'the counts of row 1, column 1 add up to more than 4294967295'],
    ['%%MatrixMarket matrix coordinate pattern general\n1 2 1\n1 1 5\n', 3, '"1 1 5" must be two numbers'],
  ])('refuses %j', async (text, line, what) => {
    const error = await readMatrixMarket([text], 'x.mtx').then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CorpusError);
    expect(error).toMatchObject({ message: `x.mtx, line ${line}: ${what}`, file: 'x.mtx', line });
  });

  it('says what to do about weights and about other files', async () => {
    await expect(readMatrixMarket([`${BANNER}1 1 1\n1 1 0.3\n`], 'x.mtx')).rejects.toMatchObject({
      hint: 'topikl models word counts; give it counts, not tf-idf or other weights.',
    });
    await expect(readMatrixMarket(['a,b\n'], 'x.mtx')).rejects.toMatchObject({ hint: 'A count matrix is a text file as scipy.io.mmwrite writes it.' });
  });
});

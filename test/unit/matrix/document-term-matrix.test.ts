import { describe, expect, it } from 'vitest';
import { documentTermMatrix, withoutEmptyRows } from '../../../src/matrix/document-term-matrix.js';
import { countTexts } from '../../support/count.js';
import { csrOf, tableOf } from './dense.js';

// words by code point: cat, cats, dog, the
const counted = countTexts(['cat dog cats dog cats dog dog', '', 'the dog the']);

/** The matrix of terms that are named by their columns. */
function matrixOf(columns: readonly number[], documentFrequency: readonly number[]) {
  const vocabulary = {
    terms: documentFrequency.map(String),
    documentFrequency: Int32Array.from(documentFrequency),
    counts: new Float64Array(documentFrequency.length),
  };
  return documentTermMatrix(counted, { vocabulary, columns: [Int32Array.from(columns)] });
}

describe('documentTermMatrix', () => {
  it('puts each word into its column, sorted, and adds up words of one column', () => {
    // dog → 0, cat and cats → 1, the → left out
    expect(matrixOf([1, 1, 0, -1], [2, 1])).toEqual({
      rows: 3,
      columns: 2,
      rowPointers: Int32Array.of(0, 2, 2, 3),
      columnIndices: Int32Array.of(0, 1, 0),
      values: Uint32Array.of(4, 3, 1),
    });
  });

  it('keeps a column that no document has', () => {
    expect(tableOf(matrixOf([-1, -1, 2, -1], [0, 0, 2, 0]))).toEqual([
      [0, 0, 4, 0],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
  });

  it('takes the columns of the language of each document', () => {
    const ofTwo = countTexts(['die die', 'die'], undefined, 'counts', (i) => (i === 0 ? 'en' : 'de'));
    const vocabulary = { terms: ['die'], documentFrequency: Int32Array.of(1), counts: Float64Array.of(2) };
    const columns = ofTwo.languages.map((language) => Int32Array.of(language === 'en' ? 0 : -1));
    expect(tableOf(documentTermMatrix(ofTwo, { vocabulary, columns }))).toEqual([[2], [0]]);
  });

  it('sorts columns far apart, whatever their order in the documents', () => {
    const columns = [0, 1, 31, 32, 63, 64, 1023, 1024, 1055, 32767, 32768, 33000, 65535, 65536, 99999];
    const words = columns.map((_, w) => `w${String.fromCharCode(97 + w)}`);
    const wide = countTexts([[...words].reverse().join(' '), '', `${words.join(' ')} ${words[14]}`]);
    const documentFrequency = new Int32Array(100000);
    for (const column of columns) documentFrequency[column] = 2;
    const vocabulary = { terms: Array.from(documentFrequency, String), documentFrequency, counts: new Float64Array(100000) };
    const X = documentTermMatrix(wide, { vocabulary, columns: [Int32Array.from(columns)] });
    expect([...X.columnIndices]).toEqual([...columns, ...columns]);
    expect([...X.values]).toEqual([...columns.map(() => 1), ...columns.slice(0, -1).map(() => 1), 2]);
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

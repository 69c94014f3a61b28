import { RowReader, type TermCounts } from '../tokenize/term-counts.js';
import type { VocabularyResult } from '../vocabulary/vocabulary.js';
import type { CsrMatrix } from './csr-matrix.js';

/**
 * The counts of the terms, documents × terms, columns sorted within each row. Documents without a term are empty rows.
 *
 * @param chosen what was chosen of these counts
 */
export function documentTermMatrix(counted: TermCounts, { vocabulary, columns }: Pick<VocabularyResult, 'vocabulary' | 'columns'>): CsrMatrix {
  const terms = vocabulary.terms.length;
  const entries = vocabulary.documentFrequency.reduce((sum, df) => sum + df, 0);
  const rowPointers = new Int32Array(counted.rows.length + 1);
  const columnIndices = new Int32Array(entries);
  const values = new Uint32Array(entries);
  const row = new RowSorter(terms);
  const isShared = new Set(columns).size === 1;
  const reader = new RowReader(isShared ? { ...counted, termsOf: columnsOfNumbers(counted, columns[0] as Int32Array) } : counted);
  let end = 0;
  for (let i = 0; i < counted.rows.length; i++) {
    const words = reader.read(i);
    if (isShared) row.add(reader.terms, reader.counts, words);
    else row.addOf(reader.terms, reader.counts, words, columns[counted.languageOf[i]] as Int32Array);
    end = row.take(columnIndices, values, end);
    rowPointers[i + 1] = end;
  }
  return { rows: counted.rows.length, columns: terms, rowPointers, columnIndices, values };
}

/** The column of each number of each counter. */
function columnsOfNumbers(counted: TermCounts, columnOf: Int32Array): Int32Array[] {
  return counted.termsOf.map((terms) => terms.map((term) => (term < 0 ? -1 : columnOf[term])));
}

/**
 * Adds up the counts of a row by column and sorts them, in a time proportional to how many there are: a bit for each column that is met,
 * and above that two levels with a bit for each 32 of the level below in which there is one.
 */
class RowSorter {
  private readonly counts: Uint32Array;
  private readonly low: Int32Array;
  private readonly middle: Int32Array;
  private readonly high: Int32Array;

  constructor(columns: number) {
    this.counts = new Uint32Array(columns);
    this.low = new Int32Array((columns >>> 5) + 1);
    this.middle = new Int32Array((columns >>> 10) + 1);
    this.high = new Int32Array((columns >>> 15) + 1);
  }

  /** Adds a row's columns, −1 for none. */
  add(columns: Int32Array, wordCounts: Uint32Array, words: number): void {
    const { counts, low, middle, high } = this;
    for (let p = 0; p < words; p++) {
      const column = columns[p];
      if (column < 0) continue;
      counts[column] += wordCounts[p];
      low[column >>> 5] |= 1 << column;
      middle[column >>> 10] |= 1 << (column >>> 5);
      high[column >>> 15] |= 1 << (column >>> 10);
    }
  }

  /** Adds a row's words by the column of each. */
  addOf(terms: Int32Array, wordCounts: Uint32Array, words: number, columnOf: Int32Array): void {
    for (let p = 0; p < words; p++) terms[p] = columnOf[terms[p]];
    this.add(terms, wordCounts, words);
  }

  /** Writes the row behind what there is, and forgets it; returns where it ends. */
  take(columnIndices: Int32Array, values: Uint32Array, start: number): number {
    const { counts, low, middle, high } = this;
    let end = start;
    for (let h = 0; h < high.length; h++) {
      for (let highBits = high[h]; highBits !== 0; highBits &= highBits - 1) {
        const m = 32 * h + lowestBit(highBits);
        for (let middleBits = middle[m]; middleBits !== 0; middleBits &= middleBits - 1) {
          const l = 32 * m + lowestBit(middleBits);
          for (let lowBits = low[l]; lowBits !== 0; lowBits &= lowBits - 1) {
            const column = 32 * l + lowestBit(lowBits);
            columnIndices[end] = column;
            values[end++] = counts[column];
            counts[column] = 0;
          }
          low[l] = 0;
        }
        middle[m] = 0;
      }
      high[h] = 0;
    }
    return end;
  }
}

/** Number of the lowest bit that is set, from 0. */
function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** The matrix without its empty rows, and the numbers of the rows that stay. */
export function withoutEmptyRows(matrix: CsrMatrix): { matrix: CsrMatrix; rows: Int32Array } {
  const { rowPointers } = matrix;
  const rows = Int32Array.from({ length: matrix.rows }, (_, i) => i).filter((i) => rowPointers[i + 1] > rowPointers[i]);
  const pointers = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    pointers[i + 1] = rowPointers[row + 1];
  });
  return { matrix: { ...matrix, rows: rows.length, rowPointers: pointers }, rows };
}

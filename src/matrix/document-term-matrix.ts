import { numbersInMemory, RowReader, type TermCounts } from '../tokenize/term-counts.js';
import type { VocabularyResult } from '../vocabulary/vocabulary.js';
import type { CsrMatrix } from './csr-matrix.js';

/** What was chosen of the words of counted documents. */
type ChosenTerms = Pick<VocabularyResult, 'vocabulary' | 'columns'>;

/**
 * The counts of the terms, documents × terms, columns sorted within each row. Documents without a term are empty rows.
 *
 * @param chosen what was chosen of these counts
 */
export function documentTermMatrix(counted: TermCounts, chosen: ChosenTerms): CsrMatrix {
  const entries = entriesOf(chosen);
  const rowPointers = new Int32Array(counted.rows.length + 1);
  const columnIndices = new Int32Array(entries);
  const values = new Uint32Array(entries);
  const rows = new TermRows(counted, chosen);
  let end = 0;
  for (let i = 0; i < counted.rows.length; i++) {
    rows.read(i);
    end = rows.take(columnIndices, values, end);
    rowPointers[i + 1] = end;
  }
  return { rows: counted.rows.length, columns: chosen.vocabulary.terms.length, rowPointers, columnIndices, values };
}

/** How many entries the matrix has. */
export function entriesOf({ vocabulary }: ChosenTerms): number {
  return vocabulary.documentFrequency.reduce((sum, df) => sum + df, 0);
}

/** Takes the rows of a matrix, one after the other. */
export interface RowSink {
  /**
   * @param columnIndices rising; the first `size` of them, which are another row's after the call
   * @param values the counts, as many
   */
  addRow(columnIndices: Int32Array, values: Uint32Array, size: number): void;
}

/**
 * Gives the rows of the same matrix, one after the other, without the empty ones: for one that does not fit into memory.
 *
 * @returns of each document how many terms and words its row has, 0 where it is empty
 */
export function streamTermRows(counted: TermCounts, chosen: ChosenTerms, sink: RowSink): { terms: Uint32Array; tokens: Float64Array } {
  const terms = new Uint32Array(counted.rows.length);
  const tokens = new Float64Array(counted.rows.length);
  const rows = new TermRows(counted, chosen);
  let columnIndices = new Int32Array(1024);
  let values = new Uint32Array(1024);
  for (let i = 0; i < counted.rows.length; i++) {
    const most = rows.read(i);
    if (most > values.length) [columnIndices, values] = [new Int32Array(2 * most), new Uint32Array(2 * most)];
    const size = rows.take(columnIndices, values, 0);
    terms[i] = size;
    for (let p = 0; p < size; p++) tokens[i] += values[p];
    if (size > 0) sink.addRow(columnIndices, values, size);
  }
  return { terms, tokens };
}

/** Reads the rows of counted documents as rows of the matrix. */
class TermRows {
  private readonly reader: RowReader;
  private readonly row: RowSorter;
  private readonly languageOf: Uint8Array;
  /** for each language, the column of each of the reader's terms; undefined where these are columns */
  private readonly columns: readonly Int32Array[] | undefined;

  constructor(counted: TermCounts, { vocabulary, columns }: ChosenTerms) {
    const numbers = new Set(columns).size === 1 ? numbersInMemory(counted) : undefined;
    this.row = new RowSorter(vocabulary.terms.length);
    this.languageOf = counted.languageOf;
    this.reader = new RowReader(numbers === undefined ? counted : { ...counted, termsOf: columnsOfNumbers(numbers, columns[0] as Int32Array) });
    this.columns = numbers === undefined ? columns : undefined;
  }

  /** Reads the row of a document; returns how many entries it has at most. */
  read(document: number): number {
    const { reader, row, columns, languageOf } = this;
    const words = reader.read(document);
    if (columns === undefined) row.add(reader.terms, reader.counts, words);
    else row.addOf(reader.terms, reader.counts, words, columns[languageOf[document]] as Int32Array);
    return words;
  }

  /** Writes the row that was read behind what there is; returns where it ends. */
  take(columnIndices: Int32Array, values: Uint32Array, start: number): number {
    return this.row.take(columnIndices, values, start);
  }
}

/** The column of each number of each counter. */
function columnsOfNumbers(numbers: readonly Int32Array[], columnOf: Int32Array): Int32Array[] {
  return numbers.map((terms) => terms.map((term) => (term < 0 ? -1 : columnOf[term])));
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

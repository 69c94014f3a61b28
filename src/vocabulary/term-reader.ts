import { RowReader, type TermCounts } from '../tokenize/term-counts.js';

/** Reads the rows of counted documents as terms: words of one column are added up. */
export class TermReader {
  /** columns of the row, as many as the last read() returned, each once, in the order in which they are met */
  columns = new Int32Array(1024);
  /** how often each stands in the document */
  counts = new Uint32Array(1024);

  private readonly reader: RowReader;
  private readonly languageOf: Uint8Array;
  private readonly columnOf: readonly Int32Array[];
  /** where each column was in the last row that had it; whether that is this row, `columns` tells (Briggs and Torczon 1993) */
  private readonly places: Uint32Array;

  /**
   * @param columnOf for each language, the column of each word, −1 for none
   * @param columns how many there are
   */
  constructor(counted: TermCounts, columnOf: readonly Int32Array[], columns: number) {
    this.reader = new RowReader(counted);
    this.languageOf = counted.languageOf;
    this.columnOf = columnOf;
    this.places = new Uint32Array(columns);
  }

  /** Reads the row of a document; returns how many columns it has. */
  read(document: number): number {
    const words = this.reader.read(document);
    const { terms, counts: wordCounts } = this.reader;
    if (words > this.columns.length) {
      this.columns = new Int32Array(2 * words);
      this.counts = new Uint32Array(2 * words);
    }
    const { columns, counts, places } = this;
    const columnOf = this.columnOf[this.languageOf[document]] as Int32Array;
    let size = 0;
    for (let p = 0; p < words; p++) {
      const column = columnOf[terms[p]];
      if (column < 0) continue;
      const place = places[column];
      if (place < size && columns[place] === column) {
        counts[place] += wordCounts[p];
      } else {
        places[column] = size;
        columns[size] = column;
        counts[size++] = wordCounts[p];
      }
    }
    return size;
  }
}

import { CorpusError } from '../errors/errors.js';
import type { RowSink } from './document-term-matrix.js';

/**
 * Reads a matrix as `MatrixMarketRows` writes it, row by row.
 *
 * @param pieces the file's bytes, cut anywhere
 * @param file its name, for messages
 * @param begin told the shape before the rows, of which it says where they go
 * @throws CorpusError where entries do not stand row by row, or there are not as many as announced
 */
export async function readMatrixMarketRows(
  pieces: AsyncIterable<Uint8Array>,
  file: string,
  begin: (shape: { rows: number; columns: number; entries: number }) => RowSink,
): Promise<void> {
  const reader = new RowReader(file, begin);
  for await (const piece of pieces) for (let at = 0; at < piece.length; at++) reader.take(piece[at]);
  reader.finish();
}

/** Puts numbers together from digits, and rows from numbers. */
class RowReader {
  private readonly file: string;
  private readonly begin: (shape: { rows: number; columns: number; entries: number }) => RowSink;
  private sink: RowSink | undefined;
  private isComment = true;
  private number = 0;
  /** of the line at hand */
  private readonly numbers = new Float64Array(3);
  private place = 0;
  private row = 1;
  private size = 0;
  private columnIndices = new Int32Array(1024);
  private values = new Uint32Array(1024);
  private rows = 0;
  private entries = 0;

  constructor(file: string, begin: RowReader['begin']) {
    this.file = file;
    this.begin = begin;
  }

  take(byte: number): void {
    if (this.isComment) {
      if (byte === 0x0a) this.isComment = false;
      return;
    }
    if (byte >= 0x30 && byte <= 0x39) this.number = 10 * this.number + byte - 0x30;
    else if (byte === 0x20 && this.place < 2) this.endNumber();
    else if (byte === 0x0a && this.place === 2) this.endLine();
    else this.fail('a line is not three whole numbers');
  }

  private endNumber(): void {
    this.numbers[this.place++] = this.number;
    this.number = 0;
  }

  private endLine(): void {
    this.endNumber();
    this.place = 0;
    const [first, second, third] = this.numbers as unknown as [number, number, number];
    if (this.sink === undefined) {
      this.rows = first;
      this.entries = third;
      this.sink = this.begin({ rows: first, columns: second, entries: third });
      return;
    }
    if (first < this.row || first > this.rows) this.fail('its entries do not stand row by row');
    while (this.row < first) this.endRow();
    if (this.size === this.values.length) this.grow();
    this.columnIndices[this.size] = second - 1;
    this.values[this.size++] = third;
    this.entries--;
  }

  private endRow(): void {
    this.sink?.addRow(this.columnIndices, this.values, this.size);
    this.size = 0;
    this.row++;
  }

  private grow(): void {
    const [columnIndices, values] = [new Int32Array(2 * this.size), new Uint32Array(2 * this.size)];
    columnIndices.set(this.columnIndices);
    values.set(this.values);
    [this.columnIndices, this.values] = [columnIndices, values];
  }

  finish(): void {
    while (this.row <= this.rows) this.endRow();
    if (this.sink === undefined || this.entries !== 0) this.fail('it does not hold as many entries as its first line says');
  }

  private fail(what: string): never {
    throw new CorpusError(`${this.file} is damaged: ${what}`, { file: this.file, hint: 'Run topikl again, with --force.' });
  }
}

import { CorpusError } from '../errors/errors.js';
import { type CsrMatrix, nnz, transpose } from './csr-matrix.js';

/*
 * MatrixMarket coordinate files (Boisvert, Pozo and Remington 1996, NISTIR 5935): a banner, comments that start with %, a line
 * "rows columns entries", then a line "row column value" an entry, numbered from 1.
 */

const LINES_PER_PIECE = 8192;
const MAX_COUNT = 4294967295;
/** Rows or columns; a matrix of more could not be factorised here, and the few bytes of a wrong size line must not take all memory. */
const MAX_SIZE = 20_000_000;

/** The text of a MatrixMarket file, in pieces of a few hundred kilobytes; entries by row, then column. */
export function* writeMatrixMarket(matrix: CsrMatrix): Generator<string> {
  const { rows, columns, rowPointers, columnIndices, values } = matrix;
  let piece = `%%MatrixMarket matrix coordinate integer general\n${rows} ${columns} ${nnz(matrix)}\n`;
  let lines = 0;
  for (let i = 0; i < rows; i++) {
    for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
      piece += `${i + 1} ${columnIndices[p] + 1} ${values[p]}\n`;
      if (++lines === LINES_PER_PIECE) {
        yield piece;
        piece = '';
        lines = 0;
      }
    }
  }
  if (piece !== '') yield piece;
}

/** Bytes after which a piece is written, and most of a line: two numbers of ten digits, one of eight, blanks and a line feed. */
const PIECE = 256 * 1024;
const LINE = 32;

/** Writes the same file from rows as they come. */
export class MatrixMarketRows {
  private readonly write: (bytes: Uint8Array) => void;
  private readonly bytes = new Uint8Array(PIECE);
  private end = 0;
  private rows = 0;

  /** @param write takes pieces, which are to be used at once */
  constructor({ rows, columns, entries }: { rows: number; columns: number; entries: number }, write: (bytes: Uint8Array) => void) {
    this.write = write;
    write(new TextEncoder().encode(`%%MatrixMarket matrix coordinate integer general\n${rows} ${columns} ${entries}\n`));
  }

  /** @param size how many entries the row has; its columns rise */
  addRow(columnIndices: Int32Array, values: Uint32Array, size: number): void {
    this.rows++;
    for (let p = 0; p < size; p++) {
      if (this.end + LINE > PIECE) this.flush();
      this.add(this.rows, 0x20);
      this.add(columnIndices[p] + 1, 0x20);
      this.add(values[p], 0x0a);
    }
  }

  finish(): void {
    this.flush();
  }

  /** Adds a number ≥ 0 and what comes behind it. */
  private add(number: number, behind: number): void {
    const { bytes, end } = this;
    let digits = 1;
    for (let power = 10; power <= number; power *= 10) digits++;
    let rest = number;
    for (let at = end + digits - 1; at > end; at--) {
      const tenth = Math.floor(rest / 10);
      bytes[at] = 0x30 + rest - 10 * tenth;
      rest = tenth;
    }
    bytes[end] = 0x30 + rest;
    bytes[end + digits] = behind;
    this.end = end + digits + 1;
  }

  private flush(): void {
    this.write(this.bytes.subarray(0, this.end));
    this.end = 0;
  }
}

/** Collects the lines of a file from its bytes, whatever the pieces they come in. */
class MatrixReader {
  private readonly file: string;
  private line = 0;
  private pattern = false;
  private rows = -1;
  private columns = 0;
  private seen = 0;
  private rowIndices = new Int32Array(0);
  private columnIndices = new Int32Array(0);
  private values = new Uint32Array(0);

  constructor(file: string) {
    this.file = file;
  }

  private fail(what: string, hint?: string): never {
    throw new CorpusError(`${this.file}, line ${this.line}: ${what}`, { file: this.file, line: this.line, ...(hint === undefined ? {} : { hint }) });
  }

  read(line: string): void {
    this.line++;
    if (this.line === 1) this.banner(line);
    else if (line.startsWith('%') || line.trim() === '') return;
    else if (this.rows < 0) this.size(line);
    else this.entry(line);
  }

  private banner(line: string): void {
    const [mark = '', object = '', format = '', field = '', symmetry = ''] = line.trim().split(/\s+/);
    if (mark !== '%%MatrixMarket') {
      this.fail(
        'not a MatrixMarket file: it must start with "%%MatrixMarket matrix coordinate"',
        'A count matrix is a text file as scipy.io.mmwrite writes it.',
      );
    }
    const kind = [object, format, field, symmetry].map((word) => word.toLowerCase());
    if (kind[0] !== 'matrix' || kind[1] !== 'coordinate') this.fail(`a "${object} ${format}" cannot be read, expected a sparse "matrix coordinate"`);
    if (kind[3] !== 'general') this.fail(`symmetry "${symmetry}" cannot be read, expected "general": documents × terms`);
    if (kind[2] !== 'integer' && kind[2] !== 'real' && kind[2] !== 'pattern') this.fail(`field "${field}" cannot be read, expected integer, real or pattern`);
    this.pattern = kind[2] === 'pattern';
  }

  private size(line: string): void {
    const sizes = line.trim().split(/\s+/).map(Number);
    const [rows, columns, entries] = sizes as [number, number, number];
    if (sizes.length !== 3 || !sizes.every((size) => Number.isInteger(size) && size >= 0 && size < 2147483647)) {
      this.fail(`"${line.trim().slice(0, 60)}" must be three whole numbers: rows, columns, entries`);
    }
    if (rows > MAX_SIZE || columns > MAX_SIZE) this.fail(`the matrix is ${rows} × ${columns}; at most ${MAX_SIZE} rows and columns can be held`);
    if (rows === 0 || columns === 0) this.fail(`the matrix is ${rows} × ${columns}: it has no counts`);
    this.rows = rows;
    this.columns = columns;
    this.rowIndices = new Int32Array(entries);
    this.columnIndices = new Int32Array(entries);
    this.values = new Uint32Array(entries);
  }

  private entry(line: string): void {
    const cells = line.trim().split(/\s+/);
    const row = Number(cells[0]);
    const column = Number(cells[1]);
    const count = this.pattern ? 1 : Number(cells[2]);
    if (cells.length !== (this.pattern ? 2 : 3)) this.fail(`"${line.trim().slice(0, 60)}" must be ${this.pattern ? 'two' : 'three'} numbers`);
    if (!(Number.isInteger(row) && row >= 1 && row <= this.rows)) this.fail(`row ${cells[0]} is not between 1 and ${this.rows}`);
    if (!(Number.isInteger(column) && column >= 1 && column <= this.columns)) this.fail(`column ${cells[1]} is not between 1 and ${this.columns}`);
    if (!(Number.isInteger(count) && count >= 0 && count <= MAX_COUNT)) {
      this.fail(
        `${cells[2]} is not a count: a whole number from 0 to ${MAX_COUNT} is expected`,
        'topikl models word counts; give it counts, not tf-idf or other weights.',
      );
    }
    if (this.seen === this.values.length) this.fail(`more entries than the ${this.seen} announced`);
    this.rowIndices[this.seen] = row - 1;
    this.columnIndices[this.seen] = column - 1;
    this.values[this.seen] = count;
    this.seen++;
  }

  finish(): CsrMatrix {
    if (this.line === 0) throw new CorpusError(`${this.file} is empty`, { file: this.file });
    if (this.rows < 0) this.fail('the file ends before the line with its size');
    if (this.seen !== this.values.length) this.fail(`the file ends after ${this.seen} of ${this.values.length} entries`);
    return this.compress();
  }

  /** Entries in any order, some perhaps 0 or repeated → CSR: grouped by row, transposed twice to sort, repeats added up. */
  private compress(): CsrMatrix {
    const { rows, columns, rowIndices } = this;
    const rowPointers = new Int32Array(rows + 1);
    for (const row of rowIndices) rowPointers[row + 1]++;
    for (let i = 0; i < rows; i++) rowPointers[i + 1] += rowPointers[i];
    const next = rowPointers.slice(0, rows);
    const columnIndices = new Int32Array(rowIndices.length);
    const values = new Uint32Array(rowIndices.length);
    for (let p = 0; p < rowIndices.length; p++) {
      const q = next[rowIndices[p]]++;
      columnIndices[q] = this.columnIndices[p];
      values[q] = this.values[p];
    }
    return this.mergeRepeats(transpose(transpose({ rows, columns, rowPointers, columnIndices, values })));
  }

  private mergeRepeats(sorted: CsrMatrix): CsrMatrix {
    const { rows, columns, columnIndices, values } = sorted;
    const rowPointers = new Int32Array(rows + 1);
    let kept = 0;
    for (let i = 0; i < rows; i++) {
      for (let p = sorted.rowPointers[i]; p < sorted.rowPointers[i + 1]; p++) {
        if (values[p] === 0) continue;
        if (kept > rowPointers[i] && columnIndices[kept - 1] === columnIndices[p]) {
          const sum = values[kept - 1] + values[p];
          if (sum > MAX_COUNT) this.fail(`the counts of row ${i + 1}, column ${columnIndices[p] + 1} add up to more than ${MAX_COUNT}`);
          values[kept - 1] = sum;
        } else {
          columnIndices[kept] = columnIndices[p];
          values[kept] = values[p];
          kept++;
        }
      }
      rowPointers[i + 1] = kept;
    }
    return { rows, columns, rowPointers, columnIndices: columnIndices.slice(0, kept), values: values.slice(0, kept) };
  }
}

/**
 * Reads counts (integer, pattern, or real with whole numbers), entries in any order; repeated entries are added, zeros left out.
 *
 * @param pieces the file's text, cut anywhere
 * @param file its name, for messages
 * @throws CorpusError with the file and line of what cannot be read
 */
export async function readMatrixMarket(pieces: AsyncIterable<string> | Iterable<string>, file: string): Promise<CsrMatrix> {
  const reader = new MatrixReader(file);
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) reader.read(line);
  }
  if (rest !== '') reader.read(rest);
  return reader.finish();
}

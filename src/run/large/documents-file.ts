import { closeSync, openSync, readSync } from 'node:fs';
import { parseCsv } from '../../report/parse-csv.js';
import { documentOfRow } from '../artifacts.js';
import type { DocumentRecord, DocumentRecords } from '../document-records.js';

/** Rows that are read and parsed together. */
const BLOCK_ROWS = 256;
const PIECE = 4 * 1024 * 1024;
const LINE_FEED = 0x0a;
const QUOTE = 0x22;

/** The documents of documents.csv, which are read where they are asked for: memory holds where each two hundred and fifty-sixth begins. */
export class DocumentsFile implements DocumentRecords {
  readonly length: number;
  private readonly file: string;
  private readonly handle: number;
  private readonly header: string;
  /** where the blocks of rows begin, and the end of the last */
  private readonly starts: number[];
  /** the block that was read last */
  private block = -1;
  private documents: DocumentRecord[] = [];

  /** @param file documents.csv */
  constructor(file: string) {
    this.file = file;
    this.handle = openSync(file, 'r');
    const { starts, rows } = this.findBlocks();
    this.starts = starts;
    this.length = rows;
    this.header = this.read(0, starts[0] as number).toString('utf8');
  }

  at(row: number): DocumentRecord {
    const block = Math.floor(row / BLOCK_ROWS);
    if (block !== this.block) {
      const rows = this.read(this.starts[block] as number, this.starts[block + 1] as number);
      this.documents = parseCsv(this.header + rows.toString('utf8'), this.file).map(documentOfRow);
      this.block = block;
    }
    return this.documents[row % BLOCK_ROWS] as DocumentRecord;
  }

  *[Symbol.iterator](): Generator<DocumentRecord> {
    for (let row = 0; row < this.length; row++) yield this.at(row);
  }

  close(): void {
    closeSync(this.handle);
  }

  /** A line feed ends a row where the quotation marks before it are even in number. */
  private findBlocks(): { starts: number[]; rows: number } {
    const bytes = Buffer.alloc(PIECE);
    const starts: number[] = [];
    let place = 0;
    let rows = -1;
    let isQuoted = false;
    let end = 0;
    for (let size = readSync(this.handle, bytes, 0, PIECE, 0); size > 0; size = readSync(this.handle, bytes, 0, PIECE, place)) {
      for (let at = 0; at < size; at++) {
        const byte = bytes[at];
        if (byte === QUOTE) isQuoted = !isQuoted;
        else if (byte === LINE_FEED && !isQuoted) {
          rows++;
          end = place + at + 1;
          if (rows % BLOCK_ROWS === 0) starts.push(end);
        }
      }
      place += size;
    }
    if (starts.at(-1) !== end) starts.push(end);
    return { starts, rows: Math.max(0, rows) };
  }

  private read(from: number, to: number): Buffer {
    const bytes = Buffer.alloc(to - from);
    for (let done = 0; done < bytes.length; ) {
      const size = readSync(this.handle, bytes, done, bytes.length - done, from + done);
      if (size === 0) break;
      done += size;
    }
    return bytes;
  }
}

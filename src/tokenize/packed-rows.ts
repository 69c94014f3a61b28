/*
 * What is counted of a document is kept in some two bytes a word: numbers of seven bits a byte, the low ones first, all but a number's
 * last byte with the eighth bit set.
 *
 * - A row of counts has, for each of the document's words, in any order, its number times two, plus one where it stands more than once;
 *   then, in that case, its count less two.
 * - A row of a sequence has, for each of the document's words, in the order of the text, its number times two, plus one where something
 *   that parts phrases (see breaks.ts) stands between it and the word before, or where it is the first.
 *
 * The numbers are those of the counter that made the row.
 */

/** Pieces of memory for rows, in bytes: the first, and the largest but for one of a single row. */
const FIRST_CHUNK = 65536;
const LARGEST_CHUNK = 4 * 1024 * 1024;
/** bytes after the last row of a piece, so that four can be read at any */
const SLACK = 3;

/** Rows of bytes, side by side in large pieces: a row costs sixteen bytes beside its own. */
export class PackedRows {
  /** number of rows */
  length = 0;
  private pieces = new Uint32Array(1024);
  private starts = new Uint32Array(1024);
  private lengths = new Uint32Array(1024);
  private counters = new Uint32Array(1024);
  private readonly chunks: Uint8Array[] = [];
  private readonly views: DataView[] = [];
  private end = 0;

  /** @param counter number of the counter that made the row */
  append(row: Uint8Array, counter: number): void {
    if (this.length === this.starts.length) this.grow();
    const last = this.chunks.at(-1);
    if (last === undefined || this.end + row.length + SLACK > last.length) {
      const size = last === undefined ? FIRST_CHUNK : Math.min(2 * last.length, LARGEST_CHUNK);
      const chunk = new Uint8Array(Math.max(size, row.length + SLACK));
      this.chunks.push(chunk);
      this.views.push(new DataView(chunk.buffer));
      this.end = 0;
    }
    this.chunks[this.chunks.length - 1].set(row, this.end);
    this.pieces[this.length] = this.chunks.length - 1;
    this.starts[this.length] = this.end;
    this.lengths[this.length] = row.length;
    this.counters[this.length] = counter;
    this.end += row.length;
    this.length++;
  }

  /** Number of the counter that made a row. */
  counterOf(row: number): number {
    return this.counters[row];
  }

  /** The bytes of a row, which must not be changed. */
  bytesOf(row: number): Uint8Array {
    const start = this.starts[row];
    return this.chunks[this.pieces[row]].subarray(start, start + this.lengths[row]);
  }

  /** The bytes among which a row lies, from `startOf` on; three may be read beyond its end. */
  viewOf(row: number): DataView {
    return this.views[this.pieces[row]];
  }

  startOf(row: number): number {
    return this.starts[row];
  }

  /** How many bytes a row has. */
  sizeOf(row: number): number {
    return this.lengths[row];
  }

  private grow(): void {
    const doubled = (from: Uint32Array): Uint32Array<ArrayBuffer> => {
      const to = new Uint32Array(2 * from.length);
      to.set(from);
      return to;
    };
    this.pieces = doubled(this.pieces);
    this.starts = doubled(this.starts);
    this.lengths = doubled(this.lengths);
    this.counters = doubled(this.counters);
  }
}

/** Packs one row. */
export class RowPacker {
  private bytes = new Uint8Array(4096);
  private size = 0;

  start(): void {
    this.size = 0;
  }

  addNumber(value: number): void {
    if (this.size + 5 > this.bytes.length) {
      const larger = new Uint8Array(2 * this.bytes.length);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.size++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.size++] = rest;
  }

  addCount(number: number, count: number): void {
    this.addNumber(number * 2 + (count > 1 ? 1 : 0));
    if (count > 1) this.addNumber(count - 2);
  }

  /** The row: to be used before the next start(). */
  finish(): Uint8Array {
    return this.bytes.subarray(0, this.size);
  }
}

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
/** Where there is a store, pieces beyond these many bytes are kept there. */
const HELD = 8 * 1024 * 1024;
/** bytes after the last row of a piece, so that four can be read at any */
const SLACK = 3;

type Columns = [Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>];

/** Keeps pieces of memory somewhere else until they are read, as a file does. */
export interface PieceStore {
  /** Takes a piece; returns its number. */
  add(piece: Uint8Array): number;
  /**
   * Reads a piece into an array of its length.
   *
   * @throws Error where it is not what was added
   */
  read(number: number, into: Uint8Array): void;
}

/** Rows of bytes, which are read one after the other. */
export interface Rows {
  /** number of rows */
  readonly length: number;
  /** The bytes among which a row lies, from `startOf` on; three may be read beyond its end. Good until another row is asked for. */
  viewOf(row: number): DataView;
  startOf(row: number): number;
  /** How many bytes a row has. */
  sizeOf(row: number): number;
  counterOf(row: number): number;
}

/** Rows that are in a store, with all that tells where: see `PackedRows.save`. */
export interface SavedRows {
  readonly length: number;
  /** number of the piece that says where the rows lie */
  readonly index: number;
  /** numbers of the pieces with the rows, and their bytes */
  readonly pieces: readonly number[];
  readonly sizes: readonly number[];
}

/** Rows side by side in large pieces: a row costs sixteen bytes beside its own. */
export class PackedRows implements Rows {
  length = 0;
  /** of all rows */
  bytes = 0;
  private pieces = new Uint32Array(1024);
  private starts = new Uint32Array(1024);
  private lengths = new Uint32Array(1024);
  private counters = new Uint32Array(1024);
  private readonly store: PieceStore | undefined;
  /** undefined for a piece that is in the store */
  private readonly views: (DataView<ArrayBuffer> | undefined)[] = [];
  private readonly sizes: number[] = [];
  /** numbers of the pieces that are in the store */
  private readonly stored: number[] = [];
  private end = 0;
  /** bytes of the pieces that are held for good */
  private held = 0;
  /** the piece that was last read from the store */
  private loaded = new DataView(new ArrayBuffer(0));
  private loadedPiece = -1;

  /** @param store for what would take much memory */
  constructor(store?: PieceStore) {
    this.store = store;
  }

  /** Rows that were saved in a store. */
  static saved({ length, index, pieces, sizes }: SavedRows, store: PieceStore): PackedRows {
    const rows = new PackedRows(store);
    const numbers = new Uint32Array(4 * length);
    store.read(index, new Uint8Array(numbers.buffer));
    [rows.pieces, rows.starts, rows.lengths, rows.counters] = [0, 1, 2, 3].map((n) => numbers.subarray(n * length, (n + 1) * length)) as Columns;
    rows.length = length;
    rows.stored.push(...pieces);
    rows.sizes.push(...sizes);
    rows.views.push(...pieces.map(() => undefined));
    return rows;
  }

  /** Whether a piece had to go into the store. */
  get isSpilled(): boolean {
    return this.stored.length > 0;
  }

  /** Puts everything into the store. These rows are not to be used any more then. */
  save(): SavedRows {
    const store = this.store as PieceStore;
    const { length, end } = this;
    for (const [piece, view] of this.views.entries()) {
      if (view === undefined) continue;
      // the last one may have much room left
      if (piece === this.views.length - 1) this.sizes[piece] = end + SLACK;
      this.stored[piece] = store.add(new Uint8Array(view.buffer, 0, this.sizes[piece]));
    }
    const index = new Uint32Array(4 * length);
    for (const [n, column] of [this.pieces, this.starts, this.lengths, this.counters].entries()) index.set(column.subarray(0, length), n * length);
    return { length, index: store.add(new Uint8Array(index.buffer)), pieces: this.stored, sizes: this.sizes };
  }

  /** @param counter number of the counter that made the row */
  append(row: Uint8Array, counter: number): void {
    if (this.length === this.starts.length) this.grow();
    const size = this.sizes.at(-1);
    if (size === undefined || this.end + row.length + SLACK > size) {
      const next = size === undefined ? FIRST_CHUNK : Math.min(2 * size, LARGEST_CHUNK);
      this.startPiece(Math.max(next, row.length + SLACK));
    }
    const piece = this.views.length - 1;
    new Uint8Array((this.views[piece] as DataView<ArrayBuffer>).buffer).set(row, this.end);
    this.pieces[this.length] = piece;
    this.starts[this.length] = this.end;
    this.lengths[this.length] = row.length;
    this.counters[this.length] = counter;
    this.end += row.length;
    this.bytes += row.length;
    this.length++;
  }

  /** The piece before, which is full, stays or goes into the store. */
  private startPiece(size: number): void {
    const before = this.views.at(-1);
    if (before !== undefined) {
      if (this.store === undefined || (!this.isSpilled && this.held + before.byteLength <= HELD)) {
        this.held += before.byteLength;
      } else {
        this.stored[this.views.length - 1] = this.store.add(new Uint8Array(before.buffer));
        this.views[this.views.length - 1] = undefined;
      }
    }
    this.views.push(new DataView(new ArrayBuffer(size)));
    this.sizes.push(size);
    this.end = 0;
  }

  counterOf(row: number): number {
    return this.counters[row];
  }

  viewOf(row: number): DataView {
    const piece = this.pieces[row];
    return this.views[piece] ?? this.load(piece);
  }

  private load(piece: number): DataView {
    if (piece !== this.loadedPiece) {
      const size = this.sizes[piece] as number;
      if (this.loaded.byteLength !== size) this.loaded = new DataView(new ArrayBuffer(size));
      this.store?.read(this.stored[piece] as number, new Uint8Array(this.loaded.buffer));
      this.loadedPiece = piece;
    }
    return this.loaded;
  }

  startOf(row: number): number {
    return this.starts[row];
  }

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

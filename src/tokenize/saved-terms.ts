import type { PieceStore } from './packed-rows.js';
import type { TermTotals } from './term-counts.js';
import { BLOCK, type TermList } from './term-list.js';

/*
 * The terms of a shard in a store, in pieces that are read one after the other when shards are merged: of each term of the piece how often it
 * stands (float64), in how many documents (uint32), and then the terms (UTF-8, by code point, a line feed after each).
 */

/** Terms of a piece. */
const TERMS = 64 * BLOCK;
/** Bytes of a term's figures. */
const FIGURES = 12;

export interface SavedTerms {
  readonly length: number;
  /** the numbers of the pieces, and their bytes */
  readonly pieces: readonly number[];
  readonly sizes: readonly number[];
  /** of all their bytes */
  readonly hash: number;
}

export function saveTerms(terms: TermList, { documentFrequency, counts }: TermTotals, store: PieceStore): SavedTerms {
  const pieces: number[] = [];
  const sizes: number[] = [];
  let hash = 0x811c9dc5;
  for (let first = 0; first < terms.length; first += TERMS) {
    const length = Math.min(TERMS, terms.length - first);
    const bytes = terms.bytesOf(first, first + length);
    const piece = new Uint8Array(FIGURES * length + bytes.length);
    new Float64Array(piece.buffer, 0, length).set(counts.subarray(first, first + length));
    new Uint32Array(piece.buffer, 8 * length, length).set(documentFrequency.subarray(first, first + length));
    piece.set(bytes, FIGURES * length);
    for (let b = 0; b < piece.length; b++) hash = Math.imul(hash ^ piece[b], 0x01000193);
    pieces.push(store.add(piece));
    sizes.push(piece.length);
  }
  return { length: terms.length, pieces, sizes, hash };
}

const LINE_FEED = 0x0a;

/** Goes through the terms of a shard, of which a piece at a time is in memory. */
export class TermCursor {
  /** UTF-8; the term at which it is: from `start` on, up to the line feed */
  bytes = new Uint8Array(0);
  start = 0;
  private end = 0;
  private counts = new Float64Array(0);
  private documentFrequency = new Uint32Array(0);
  /** of the term in its piece */
  private index = -1;
  private piece = -1;
  private readonly terms: SavedTerms;
  private readonly store: PieceStore;

  /** It is before the first term. */
  constructor(terms: SavedTerms, store: PieceStore) {
    this.terms = terms;
    this.store = store;
  }

  /** Goes on to the next term; returns whether there is one. */
  next(): boolean {
    if (++this.index >= this.counts.length && !this.nextPiece()) return false;
    this.start = this.end;
    this.end = this.bytes.indexOf(LINE_FEED, this.start) + 1;
    return true;
  }

  /** How often the term stands, and in how many documents. */
  get count(): number {
    return this.counts[this.index];
  }

  get documents(): number {
    return this.documentFrequency[this.index];
  }

  /** The term and its line feed. */
  term(): Uint8Array {
    return this.bytes.subarray(this.start, this.end);
  }

  /** Below 0 where its term comes before that of another, 0 where they are the same. No byte of a term is below the line feed that ends it. */
  compare(other: TermCursor): number {
    const [a, b] = [this.bytes, other.bytes];
    let [x, y] = [this.start, other.start];
    while (a[x] === b[y] && a[x] !== LINE_FEED) {
      x++;
      y++;
    }
    return a[x] - b[y];
  }

  private nextPiece(): boolean {
    const { pieces, sizes, length } = this.terms;
    if (++this.piece >= pieces.length) return false;
    const terms = Math.min(TERMS, length - this.piece * TERMS);
    const piece = new Uint8Array(sizes[this.piece] as number);
    this.store.read(pieces[this.piece] as number, piece);
    this.counts = new Float64Array(piece.buffer, 0, terms);
    this.documentFrequency = new Uint32Array(piece.buffer, 8 * terms, terms);
    this.bytes = piece.subarray(FIGURES * terms);
    [this.index, this.end] = [0, 0];
    return true;
  }
}

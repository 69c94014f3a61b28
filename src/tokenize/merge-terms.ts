import { doubled } from './doubled.js';
import type { PieceStore } from './packed-rows.js';
import { type SavedTerms, TermCursor } from './saved-terms.js';
import type { TermTotals } from './term-counts.js';
import { BLOCK, TermList } from './term-list.js';

/** Indices of a piece with what a shard's terms are among all. */
export const INDICES = 16384;

/** The terms of all shards. */
export interface MergedTerms {
  /** by code point, each once: they stay in memory, as bytes */
  terms: TermList;
  totals: TermTotals;
  /** for each shard, the pieces with the index of each of its terms among all (int32), INDICES a piece */
  pieces: number[][];
}

/** Merges the sorted terms of shards, of which it holds a piece each. */
export function mergeTerms(shards: readonly { terms: SavedTerms; store: PieceStore }[]): MergedTerms {
  const merged = new GrowingTerms();
  const indices = shards.map(({ store }) => new IndexWriter(store));
  const heap = new CursorHeap();
  for (const [shard, { terms, store }] of shards.entries()) heap.add(new TermCursor(terms, store), shard);
  while (heap.size > 0) {
    const { cursor, shard } = heap.first;
    merged.add(cursor);
    (indices[shard] as IndexWriter).add(merged.length - 1);
    heap.next();
  }
  return { ...merged.finish(), pieces: indices.map((writer) => writer.finish()) };
}

/** A cursor, and number of the shard whose terms it goes through. */
interface Entry {
  cursor: TermCursor;
  shard: number;
}

/** Cursors, the one with the first term first (a tie: the first shard): a binary heap. */
class CursorHeap {
  private readonly entries: Entry[] = [];

  get size(): number {
    return this.entries.length;
  }

  get first(): Entry {
    return this.entries[0] as Entry;
  }

  /** @param cursor before its first term */
  add(cursor: TermCursor, shard: number): void {
    if (!cursor.next()) return;
    const { entries } = this;
    let at = entries.push({ cursor, shard }) - 1;
    while (at > 0 && this.isBefore(at, (at - 1) >>> 1)) {
      this.swap(at, (at - 1) >>> 1);
      at = (at - 1) >>> 1;
    }
  }

  /** The first one goes on to its next term, or away. */
  next(): void {
    const { entries } = this;
    if (!this.first.cursor.next()) {
      const last = entries.pop();
      if (entries.length === 0 || last === undefined) return;
      entries[0] = last;
    }
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= entries.length) return;
      const child = left + 1 < entries.length && this.isBefore(left + 1, left) ? left + 1 : left;
      if (!this.isBefore(child, at)) return;
      this.swap(child, at);
      at = child;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [one, other] = [this.entries[a] as Entry, this.entries[b] as Entry];
    const order = one.cursor.compare(other.cursor);
    return order < 0 || (order === 0 && one.shard < other.shard);
  }

  private swap(a: number, b: number): void {
    [this.entries[a], this.entries[b]] = [this.entries[b] as Entry, this.entries[a] as Entry];
  }
}

/** Terms that come by code point, each as often as there are shards with it. */
class GrowingTerms {
  length = 0;
  private bytes = new Uint8Array(65536);
  private end = 0;
  /** where the last term starts */
  private last = 0;
  private blocks = new Uint32Array(1024);
  private counts = new Float64Array(4096);
  private documentFrequency = new Uint32Array(4096);

  add(cursor: TermCursor): void {
    const term = cursor.term();
    if (this.length === 0 || !this.isLast(term)) this.start(term);
    this.counts[this.length - 1] += cursor.count;
    this.documentFrequency[this.length - 1] += cursor.documents;
  }

  finish(): Pick<MergedTerms, 'terms' | 'totals'> {
    const { length } = this;
    return {
      terms: new TermList(this.bytes.slice(0, this.end), this.blocks.slice(0, Math.ceil(length / BLOCK)), length),
      totals: { documentFrequency: this.documentFrequency.slice(0, length), counts: this.counts.slice(0, length) },
    };
  }

  private isLast(term: Uint8Array): boolean {
    if (term.length !== this.end - this.last) return false;
    for (let b = 0; b < term.length; b++) if (term[b] !== this.bytes[this.last + b]) return false;
    return true;
  }

  private start(term: Uint8Array): void {
    while (this.end + term.length > this.bytes.length) this.bytes = doubled(this.bytes, Uint8Array);
    if (this.length === this.counts.length) {
      this.counts = doubled(this.counts, Float64Array);
      this.documentFrequency = doubled(this.documentFrequency, Uint32Array);
    }
    if (this.length % BLOCK === 0) {
      if (this.length / BLOCK === this.blocks.length) this.blocks = doubled(this.blocks, Uint32Array);
      this.blocks[this.length / BLOCK] = this.end;
    }
    this.bytes.set(term, this.end);
    this.last = this.end;
    this.end += term.length;
    this.length++;
  }
}

/** Writes indices in pieces. */
class IndexWriter {
  private readonly store: PieceStore;
  private readonly indices = new Int32Array(INDICES);
  private size = 0;
  private readonly pieces: number[] = [];

  constructor(store: PieceStore) {
    this.store = store;
  }

  add(index: number): void {
    this.indices[this.size++] = index;
    if (this.size === INDICES) this.flush();
  }

  finish(): number[] {
    if (this.size > 0) this.flush();
    return this.pieces;
  }

  private flush(): void {
    this.pieces.push(this.store.add(new Uint8Array(this.indices.buffer, 0, 4 * this.size)));
    this.size = 0;
  }
}

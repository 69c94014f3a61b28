import type { PieceStore } from '../tokenize/packed-rows.js';

/** Values that stay in memory where there is a store: of most collections all. */
const HELD = 100_000;
/** Values of a piece: one that is asked for is read with all of its piece. */
const BLOCK = 64;

/**
 * A list that is only written at its end, of values that JSON can hold. Those of long lists lie in a store, where there is one: memory then
 * holds a byte a value, and the last ones.
 */
export class SpooledList<Value> implements Iterable<Value> {
  private readonly store: PieceStore | undefined;
  private readonly most: number;
  /** values in the store, whose pieces have these numbers and sizes */
  private stored = 0;
  private readonly pieces: number[] = [];
  private readonly sizes: number[] = [];
  /** those behind them */
  private held: Value[] = [];
  /** the piece that was read last */
  private block = -1;
  private values: Value[] = [];

  /** @param most values that stay in memory */
  constructor(store?: PieceStore, most = HELD) {
    this.store = store;
    this.most = most;
  }

  get length(): number {
    return this.stored + this.held.length;
  }

  push(...values: Value[]): void {
    for (const value of values) {
      this.held.push(value);
      const room = this.stored === 0 ? this.most : BLOCK;
      if (this.store !== undefined && this.held.length >= Math.max(room, BLOCK)) this.spill(this.store);
    }
  }

  /** @param index below the length */
  at(index: number): Value {
    if (index >= this.stored) return this.held[index - this.stored] as Value;
    const block = Math.floor(index / BLOCK);
    if (block !== this.block) {
      const bytes = Buffer.allocUnsafe(this.sizes[block] as number);
      this.store?.read(this.pieces[block] as number, bytes);
      this.values = JSON.parse(bytes.toString('utf8')) as Value[];
      this.block = block;
    }
    return this.values[index % BLOCK] as Value;
  }

  *[Symbol.iterator](): Generator<Value> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  private spill(store: PieceStore): void {
    const full = this.held.length - (this.held.length % BLOCK);
    for (let first = 0; first < full; first += BLOCK) {
      const bytes = Buffer.from(JSON.stringify(this.held.slice(first, first + BLOCK)));
      this.pieces.push(store.add(bytes));
      this.sizes.push(bytes.length);
    }
    this.held = this.held.slice(full);
    this.stored += full;
  }
}

import type { PackedRows, Rows } from './packed-rows.js';
import type { NumbersOf } from './term-counts.js';

/** A shard that is being read. */
export interface OpenShard {
  /** its rows are those from `first` to `end` of all */
  readonly first: number;
  readonly end: number;
  readonly rows: PackedRows;
  /** for each counter, the index of each of its numbers among the terms of all shards */
  readonly termsOf: readonly Int32Array[];
}

/** What rows are read from. */
interface Shards {
  /** rows of all shards */
  readonly rows: number;
  shardOf(row: number): number;
  open(shard: number): OpenShard;
}

/** The rows of shards one after the other, of which the one that was read last is open; and what the numbers of its counters are. */
export class ShardedRows implements Rows, NumbersOf {
  readonly length: number;
  private readonly shards: Shards;
  private current: OpenShard | undefined;

  constructor(shards: Shards) {
    this.shards = shards;
    this.length = shards.rows;
  }

  viewOf(row: number): DataView {
    const { rows, first } = this.holding(row);
    return rows.viewOf(row - first);
  }

  startOf(row: number): number {
    const { rows, first } = this.holding(row);
    return rows.startOf(row - first);
  }

  sizeOf(row: number): number {
    const { rows, first } = this.holding(row);
    return rows.sizeOf(row - first);
  }

  counterOf(row: number): number {
    const { rows, first } = this.holding(row);
    return rows.counterOf(row - first);
  }

  /** Of a counter of the row that was read last. */
  at(counter: number): Int32Array | undefined {
    return this.current?.termsOf[counter];
  }

  private holding(row: number): OpenShard {
    const { current } = this;
    if (current !== undefined && row >= current.first && row < current.end) return current;
    // let go of the one before first: two need not be in memory
    this.current = undefined;
    this.current = this.shards.open(this.shards.shardOf(row));
    return this.current;
  }
}

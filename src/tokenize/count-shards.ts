import type { CounterTerms, NumberTally } from './counter-terms.js';
import { INDICES, mergeTerms } from './merge-terms.js';
import { PackedRows, type PieceStore, type SavedRows } from './packed-rows.js';
import { type SavedTerms, saveTerms } from './saved-terms.js';
import { type OpenShard, ShardedRows } from './sharded-rows.js';
import type { TermCounts, TermTotals } from './term-counts.js';

/** A shard whose pieces the store does not give back as they were. */
export class DamagedShard extends Error {
  /** number of the shard */
  readonly shard: number;
  /** the shards that it is one of */
  readonly of: CountShards;

  constructor(of: CountShards, shard: number, cause: unknown) {
    super(`shard ${shard} of the counts is damaged`, { cause });
    this.of = of;
    this.shard = shard;
  }
}

/** Documents by their numbers among those that were found. */
interface FoundRange {
  first: number;
  end: number;
}

/** The rows of some consecutive documents in a store, and the words that stand in them. */
interface Shard {
  readonly found: FoundRange;
  /** the row after its last, among those of all shards */
  readonly end: number;
  /** undefined where it could not be read when it was to be saved */
  saved: SavedShard | undefined;
  /** what must be the same when it is counted again */
  check: string | undefined;
}

interface SavedShard {
  rows: SavedRows;
  terms: SavedTerms;
  /** how many numbers each of the counters has */
  sizes: readonly number[];
  /** number of the piece with the index of each of these among the shard's terms, −1 for those in no row */
  numbers: number;
  /** numbers of the pieces with the index of each of its terms among those of all shards; there when they are merged */
  merged: readonly number[];
}

/**
 * Shards of counts in a store. Words have numbers of their own in each, so that a shard can be written when its documents have been
 * counted: before it is known what words are to come.
 */
export class CountShards {
  private readonly kind: TermCounts['kind'];
  private readonly store: PieceStore;
  private readonly shards: Shard[] = [];

  constructor(kind: TermCounts['kind'], store: PieceStore) {
    this.kind = kind;
    this.store = store;
  }

  get length(): number {
    return this.shards.length;
  }

  /** Rows that are not to be used any more then, of counters whose terms have all come. */
  add(rows: PackedRows, counters: CounterTerms, found: FoundRange): void {
    const end = (this.shards.at(-1)?.end ?? 0) + rows.length;
    this.shards.push({ found, end, ...this.save(this.length, rows, counters) });
  }

  foundOf(shard: number): FoundRange {
    return (this.shards[shard] as Shard).found;
  }

  /** Puts a shard that was counted again in the place of a damaged one; returns whether it has the same rows and words. */
  replace(shard: number, rows: PackedRows, counters: CounterTerms): boolean {
    const damaged = this.shards[shard] as Shard;
    if (rows.length !== damaged.end - this.firstOf(shard)) return false;
    const { saved, check } = this.save(shard, rows, counters);
    if (check === undefined || (damaged.check !== undefined && check !== damaged.check)) return false;
    damaged.saved = saved;
    damaged.check = check;
    return true;
  }

  private firstOf(shard: number): number {
    return this.shards[shard - 1]?.end ?? 0;
  }

  private save(shard: number, rows: PackedRows, counters: CounterTerms): Pick<Shard, 'saved' | 'check'> {
    let tallies: NumberTally[];
    try {
      tallies = counters.tally(this.kind, rows);
    } catch {
      // some of its rows are in the store already
      return { saved: undefined, check: undefined };
    }
    const { terms, termsOf } = counters.termsWhere((counter, number) => tallies[counter].rows[number] > 0);
    const totals = totalsOf(terms.length, termsOf, tallies);
    const sizes = termsOf.map(({ length }) => length);
    const numbers = new Int32Array(sizes.reduce((sum, size) => sum + size, 0));
    let end = 0;
    for (const ofCounter of termsOf) {
      numbers.set(ofCounter, end);
      end += ofCounter.length;
    }
    const store = this.storeOf(shard);
    const saved = saveTerms(terms, totals, store);
    return {
      saved: { rows: rows.save(), terms: saved, sizes, numbers: store.add(new Uint8Array(numbers.buffer)), merged: [] },
      check: `${rows.length} ${saved.hash}`,
    };
  }

  /**
   * The rows of all shards, with one list of terms.
   *
   * @throws DamagedShard also when its rows are read
   */
  merged(): Pick<TermCounts, 'rows' | 'terms' | 'termsOf' | 'totals'> {
    const shards = this.shards.map(({ saved }, number) => ({ terms: this.sound(saved, number).terms, store: this.storeOf(number) }));
    const { terms, totals, pieces } = mergeTerms(shards);
    this.shards.forEach((shard, number) => {
      (shard.saved as SavedShard).merged = pieces[number] as number[];
    });
    const rows = new ShardedRows(this);
    return { rows, terms, termsOf: rows, ...(this.kind === 'counts' ? { totals } : {}) };
  }

  private sound(saved: SavedShard | undefined, shard: number): SavedShard {
    if (saved === undefined) throw new DamagedShard(this, shard, undefined);
    return saved;
  }

  /** How many rows all shards have. */
  get rows(): number {
    return this.shards.at(-1)?.end ?? 0;
  }

  /** The shard of a row. */
  shardOf(row: number): number {
    let [low, high] = [0, this.shards.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (row < (this.shards[middle] as Shard).end) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Reads a shard: what its counters' numbers are among the terms of all shards, and its rows as they are asked for. */
  open(shard: number): OpenShard {
    const { rows, terms, sizes, numbers, merged } = this.sound(this.shards[shard]?.saved, shard);
    const store = this.storeOf(shard);
    const index = new Int32Array(terms.length);
    const bytes = new Uint8Array(index.buffer);
    let end = 0;
    for (const piece of merged) {
      const length = Math.min(4 * INDICES, bytes.length - end);
      store.read(piece, bytes.subarray(end, end + length));
      end += length;
    }
    const all = new Int32Array(sizes.reduce((sum, size) => sum + size, 0));
    store.read(numbers, new Uint8Array(all.buffer));
    for (let number = 0; number < all.length; number++) if (all[number] >= 0) all[number] = index[all[number]];
    let start = 0;
    const termsOf = sizes.map((size) => {
      start += size;
      return all.subarray(start - size, start);
    });
    const first = this.firstOf(shard);
    return { first, end: first + rows.length, rows: PackedRows.saved(rows, store), termsOf };
  }

  /** The store, with errors that say which shard is damaged. */
  private storeOf(shard: number): PieceStore {
    return {
      add: (piece) => this.store.add(piece),
      read: (number, into) => {
        try {
          this.store.read(number, into);
        } catch (cause) {
          throw new DamagedShard(this, shard, cause);
        }
      },
    };
  }
}

/** How often each term stands, and in how many rows. */
function totalsOf(terms: number, termsOf: readonly Int32Array[], tallies: readonly NumberTally[]): TermTotals {
  const totals = { documentFrequency: new Uint32Array(terms), counts: new Float64Array(terms) };
  termsOf.forEach((ofCounter, counter) => {
    const { rows, times } = tallies[counter] as NumberTally;
    for (let number = 0; number < ofCounter.length; number++) {
      if (ofCounter[number] < 0) continue;
      totals.documentFrequency[ofCounter[number]] += rows[number];
      totals.counts[ofCounter[number]] += times[number];
    }
  });
  return totals;
}

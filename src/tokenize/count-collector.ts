import { CountShards, type DamagedShard } from './count-shards.js';
import { CounterTerms } from './counter-terms.js';
import { doubled } from './doubled.js';
import { PackedRows, type PieceStore } from './packed-rows.js';
import type { TermCounts } from './term-counts.js';

/** Takes what one or more counters make of documents. */
export interface CountSink {
  /** A new counter; returns its number. */
  addCounter(): number;
  /**
   * The next terms of a counter, in the order of their numbers; before its rows are ended.
   *
   * @param bytes UTF-8, a line feed after each term
   */
  addTerms(counter: number, bytes: Uint8Array): void;
  /** The row of the next document, or of the next passage of one. */
  addRow(counter: number, row: Uint8Array, language: string): void;
  /** Says that a document that was found is done with, be it that it has rows or was left out. */
  endDocument?(): void;
  /** Says that no more rows of a counter are to come. */
  endCounter?(counter: number): void;
}

/** Bytes of rows after which a shard ends: some four hundred thousand documents of a hundred words. */
const SHARD = 64 * 1024 * 1024;

/**
 * Collects the rows of all documents, in their order. With a store memory is bounded, whatever the number of documents: rows go there in
 * shards, with the words that stand in them. What stays is the distinct words of the whole collection, as bytes, and a byte a document.
 */
export class CountCollector implements CountSink {
  private readonly kind: TermCounts['kind'];
  private readonly store: PieceStore | undefined;
  private readonly shardBytes: number;
  private readonly languages: string[] = [];
  private languageOf = new Uint8Array(1024);
  private length = 0;
  private readonly counters = new CounterTerms();
  private readonly ended = new Set<number>();
  private rows: PackedRows;
  private readonly shards: CountShards | undefined;
  /** documents that were found so far, and by the end of the shard before */
  private found = 0;
  private foundBefore = 0;

  /**
   * @param store for rows, where there may be many
   * @param shardBytes bytes of rows after which a shard ends
   */
  constructor(kind: TermCounts['kind'], store?: PieceStore, shardBytes = SHARD) {
    this.kind = kind;
    this.store = store;
    this.shardBytes = shardBytes;
    this.rows = new PackedRows(store);
    this.shards = store === undefined ? undefined : new CountShards(kind, store);
  }

  addCounter(): number {
    return this.counters.add();
  }

  addTerms(counter: number, bytes: Uint8Array): void {
    this.counters.addTerms(counter, bytes);
  }

  addRow(counter: number, row: Uint8Array, language: string): void {
    let index = this.languages.indexOf(language);
    if (index < 0) index = this.languages.push(language) - 1;
    if (index > 0xff) throw new RangeError('there are more than 256 languages');
    if (this.length === this.languageOf.length) this.languageOf = doubled(this.languageOf, Uint8Array);
    this.languageOf[this.length++] = index;
    this.rows.append(row, counter);
  }

  endDocument(): void {
    this.found++;
    if (this.shards !== undefined && this.rows.bytes >= this.shardBytes) this.endShard(this.shards);
  }

  endCounter(counter: number): void {
    this.ended.add(counter);
  }

  private endShard(shards: CountShards): void {
    shards.add(this.rows, this.counters, { first: this.foundBefore, end: this.found });
    this.foundBefore = this.found;
    this.rows = new PackedRows(this.store);
    for (const counter of this.ended) this.counters.drop(counter);
    this.ended.clear();
  }

  /**
   * All that was collected; no more may be added.
   *
   * @param isComplete whether each document that was counted was added, so that every term stands in a row
   * @throws DamagedShard where the store does not give back what was put there; after `replace` it can be called again
   */
  finish(isComplete = false): TermCounts {
    const { kind, rows, counters, languages, shards } = this;
    const languageOf = this.languageOf.subarray(0, this.length);
    if (shards !== undefined && (shards.length > 0 || rows.isSpilled)) {
      if (rows.length > 0) this.endShard(shards);
      return { kind, languages, languageOf, store: this.store, ...shards.merged() };
    }
    if (isComplete) return { kind, rows, languages, languageOf, ...counters.termsWhere(() => true) };
    const tallies = counters.tally(kind, rows);
    return { kind, rows, languages, languageOf, ...counters.termsWhere((counter, number) => tallies[counter].rows[number] > 0) };
  }

  /** Whether a damaged shard is one of these. */
  has({ of }: DamagedShard): boolean {
    return of === this.shards;
  }

  /** The documents, by their numbers among those that were found, whose rows a shard has: [first, end). */
  foundOf(shard: number): { first: number; end: number } {
    return (this.shards as CountShards).foundOf(shard);
  }

  /** What counts the documents of a damaged shard again: its rows, in their order; then call `replace`. */
  recount(): ShardRecount {
    return new ShardRecount(this.store as PieceStore);
  }

  /**
   * Puts what was counted again in the place of a shard.
   *
   * @returns whether it is what it was before
   */
  replace(shard: number, { rows, counters }: ShardRecount): boolean {
    return (this.shards as CountShards).replace(shard, rows, counters);
  }
}

/** Collects the rows of one shard. */
export class ShardRecount implements CountSink {
  readonly counters = new CounterTerms();
  readonly rows: PackedRows;

  constructor(store: PieceStore) {
    this.rows = new PackedRows(store);
  }

  addCounter(): number {
    return this.counters.add();
  }

  addTerms(counter: number, bytes: Uint8Array): void {
    this.counters.addTerms(counter, bytes);
  }

  addRow(counter: number, row: Uint8Array): void {
    this.rows.append(row, counter);
  }
}

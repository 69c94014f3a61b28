import { doubled } from './doubled.js';
import type { Rows } from './packed-rows.js';
import { sortedTerms } from './sorted-terms.js';
import { RowReader } from './term-counts.js';
import type { TermList } from './term-list.js';

/** The terms of one counter as they came: UTF-8, a line feed after each; and where each starts. */
interface MetTerms {
  bytes: Uint8Array<ArrayBuffer>;
  end: number;
  starts: Uint32Array<ArrayBuffer>;
  size: number;
}

/** The terms that stand in some rows. */
export interface RowTerms {
  /** by code point */
  terms: TermList;
  /** for each counter, the index into `terms` of each of its numbers; −1 for one that stands in no row */
  termsOf: Int32Array[];
}

/** What is counted of each number of a counter. */
export interface NumberTally {
  rows: Uint32Array;
  times: Float64Array;
}

/** The terms that counters have met, by their numbers, for as long as there may be rows of theirs. */
export class CounterTerms {
  private readonly counters: MetTerms[] = [];

  get length(): number {
    return this.counters.length;
  }

  /** A new counter; returns its number. */
  add(): number {
    return this.counters.push(nothing()) - 1;
  }

  /** How many terms of a counter have come. */
  sizeOf(counter: number): number {
    return (this.counters[counter] as MetTerms).size;
  }

  /** @param bytes UTF-8, a line feed after each term */
  addTerms(counter: number, bytes: Uint8Array): void {
    const met = this.counters[counter] as MetTerms;
    while (met.end + bytes.length > met.bytes.length) met.bytes = doubled(met.bytes, Uint8Array);
    met.bytes.set(bytes, met.end);
    let start = met.end;
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] !== 0x0a) continue;
      if (met.size === met.starts.length) met.starts = doubled(met.starts, Uint32Array);
      met.starts[met.size++] = start;
      start = met.end + at + 1;
    }
    met.end += bytes.length;
  }

  /** Lets go of the terms of a counter. */
  drop(counter: number): void {
    this.counters[counter] = nothing();
  }

  /** How often each number of each counter stands in rows. */
  tally(kind: 'counts' | 'sequence', rows: Rows): NumberTally[] {
    const tallies = this.counters.map(({ size }): NumberTally => ({ rows: new Uint32Array(size), times: new Float64Array(size) }));
    const lastRows = this.counters.map(({ size }) => new Uint32Array(kind === 'counts' ? 0 : size));
    const numbers = Int32Array.from({ length: Math.max(0, ...this.counters.map(({ size }) => size)) }, (_, number) => number);
    const reader = new RowReader({ kind, rows, termsOf: { at: () => numbers } });
    for (let row = 0; row < rows.length; row++) {
      const size = reader.read(row);
      const { terms, counts } = reader;
      const counter = rows.counterOf(row);
      const tally = tallies[counter] as NumberTally;
      if (kind === 'counts') {
        for (let p = 0; p < size; p++) {
          tally.rows[terms[p]]++;
          tally.times[terms[p]] += counts[p];
        }
        continue;
      }
      const last = lastRows[counter] as Uint32Array;
      for (let p = 0; p < size; p++) {
        tally.times[terms[p]]++;
        if (last[terms[p]] !== row + 1) tally.rows[terms[p]]++;
        last[terms[p]] = row + 1;
      }
    }
    return tallies;
  }

  /** The distinct terms whose numbers are used, of all counters together. */
  termsWhere(isUsed: (counter: number, number: number) => boolean): RowTerms {
    const bytes = new Uint8Array(this.counters.reduce((sum, { end }) => sum + end, 0));
    const total = this.counters.reduce((sum, { size }) => sum + size, 0);
    const all = { bytes, starts: new Uint32Array(total) };
    const used = new Uint32Array(total);
    let [end, id, size] = [0, 0, 0];
    this.counters.forEach((met, counter) => {
      bytes.set(met.bytes.subarray(0, met.end), end);
      for (let number = 0; number < met.size; number++, id++) {
        all.starts[id] = end + met.starts[number];
        if (isUsed(counter, number)) used[size++] = id;
      }
      end += met.end;
    });
    const indexOf = new Int32Array(total).fill(-1);
    const terms = sortedTerms(all, used.subarray(0, size), indexOf);
    let start = 0;
    const termsOf = this.counters.map((met) => {
      start += met.size;
      return indexOf.slice(start - met.size, start);
    });
    return { terms, termsOf };
  }
}

function nothing(): MetTerms {
  return { bytes: new Uint8Array(4096), end: 0, starts: new Uint32Array(512), size: 0 };
}

import type { PieceStore, Rows } from './packed-rows.js';
import type { TermList } from './term-list.js';

/** For each counter, what its numbers are: an array of arrays, or such as are read when their rows are. */
export interface NumbersOf {
  at(counter: number): Int32Array | undefined;
}

/** How often each word stands in each document; or, where phrases are looked for, which words stand in it one after the other. */
export interface TermCounts {
  /** how the rows are packed */
  readonly kind: 'counts' | 'sequence';
  /** a row a document */
  readonly rows: Rows;
  /** the distinct words of all rows, and terms that were given whole; by code point */
  readonly terms: TermList;
  /** for each counter, the index into `terms` of each of its numbers, −1 for one that stands in no row; good for the row that was read last */
  readonly termsOf: NumbersOf;
  /** languages that documents are in, by ISO 639-1 code; 'none' where no language is known */
  readonly languages: readonly string[];
  /** of each document, the index of its language */
  readonly languageOf: Uint8Array;
  /** of each term, how many documents have it and how often it stands, where that is known already */
  readonly totals?: TermTotals | undefined;
  /** where what is made of the rows can be put, which are many then */
  readonly store?: PieceStore | undefined;
}

export interface TermTotals {
  documentFrequency: Uint32Array;
  counts: Float64Array;
}

/** What the numbers of all counters are, where that is in memory. */
export function numbersInMemory({ termsOf }: Pick<TermCounts, 'termsOf'>): readonly Int32Array[] | undefined {
  return Array.isArray(termsOf) ? (termsOf as Int32Array[]) : undefined;
}

/** Reads the rows of counted documents, one after the other. */
export class RowReader {
  /** words of the row, as many as the last read() returned: indices into `terms`, each once in a row of counts */
  terms = new Int32Array(1024);
  /** how often each stands in the document */
  counts = new Uint32Array(1024);
  /** in a row of a sequence, 1 where something that parts phrases (see breaks.ts) stands before the word */
  breaks = new Uint8Array(1024);

  private readonly counted: Pick<TermCounts, 'kind' | 'rows' | 'termsOf'>;

  constructor(counted: Pick<TermCounts, 'kind' | 'rows' | 'termsOf'>) {
    this.counted = counted;
  }

  /** Reads the row of a document; returns how many words it has. */
  read(document: number): number {
    const { rows, termsOf, kind } = this.counted;
    const view = rows.viewOf(document);
    const start = rows.startOf(document);
    const end = start + rows.sizeOf(document);
    if (end - start > this.terms.length) this.grow(2 * (end - start));
    const { terms, counts, breaks } = this;
    const termOf = termsOf.at(rows.counterOf(document)) as Int32Array;
    const hasCounts = kind === 'counts' ? 1 : 0;
    let size = 0;
    for (let at = start; at < end; size++) {
      // four bytes at once, without a branch: how many a number has cannot be foreseen
      const four = view.getInt32(at, true);
      const highest = ~four & 0x80808080;
      const last = highest & -highest;
      const bits = four & (last - 1);
      let value = (bits & 0x7f) | ((bits & 0x7f00) >>> 1) | ((bits & 0x7f0000) >>> 2) | ((bits & 0x7f000000) >>> 3);
      at += (39 - Math.clz32(last)) >>> 3;
      if (last === 0) {
        value |= view.getUint8(at + 4) << 28;
        at += 5;
      }
      const bit = value & 1;
      terms[size] = termOf[value >>> 1];
      breaks[size] = bit;
      const hasCount = bit & hasCounts;
      let count = 1 + hasCount;
      const byte = view.getUint8(at) & -hasCount;
      at += hasCount;
      count += byte & 0x7f;
      if (byte > 0x7f) {
        let next = byte;
        for (let shift = 7; next > 0x7f; shift += 7) {
          next = view.getUint8(at++);
          count += (next & 0x7f) * 2 ** shift;
        }
      }
      counts[size] = count;
    }
    return size;
  }

  private grow(length: number): void {
    this.terms = new Int32Array(length);
    this.counts = new Uint32Array(length);
    this.breaks = new Uint8Array(length);
  }
}

import { PackedRows, type PieceStore } from './packed-rows.js';
import { sortedTerms } from './sorted-terms.js';
import { TermList } from './term-list.js';

/** How often each word stands in each document; or, where phrases are looked for, which words stand in it one after the other. */
export interface TermCounts {
  /** how the rows are packed */
  readonly kind: 'counts' | 'sequence';
  /** a row a document */
  readonly rows: PackedRows;
  /** the distinct words of all rows, and terms that were given whole; by code point */
  readonly terms: TermList;
  /** for each counter, the index into `terms` of each of its numbers; −1 for one that stands in no row */
  readonly termsOf: readonly Int32Array[];
  /** languages that documents are in, by ISO 639-1 code; 'none' where no language is known */
  readonly languages: readonly string[];
  /** of each document, the index of its language */
  readonly languageOf: Uint8Array;
}

/** Reads the rows of counted documents, one after the other. */
export class RowReader {
  /** words of the row, as many as the last read() returned: indices into `terms`, each once in a row of counts */
  terms = new Int32Array(1024);
  /** how often each stands in the document */
  counts = new Uint32Array(1024);
  /** in a row of a sequence, 1 where something that parts phrases (see breaks.ts) stands before the word */
  breaks = new Uint8Array(1024);

  private readonly counted: TermCounts;

  constructor(counted: TermCounts) {
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
    const termOf = termsOf[rows.counterOf(document)] as Int32Array;
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

/** Takes what one or more counters make of documents. */
export interface CountSink {
  /** A new counter; returns its number. */
  addCounter(): number;
  /**
   * The next terms of a counter, in the order of their numbers.
   *
   * @param bytes UTF-8, a line feed after each term
   */
  addTerms(counter: number, bytes: Uint8Array): void;
  /** The row of the next document. */
  addRow(counter: number, row: Uint8Array, language: string): void;
}

/** Collects the rows of all documents, in their order. */
export class CountCollector implements CountSink {
  private readonly kind: TermCounts['kind'];
  private readonly rows: PackedRows;
  private readonly languages: string[] = [];
  private languageOf = new Uint8Array(1024);
  private counters = 0;
  /** the terms of all counters, as they came: UTF-8, a line feed after each; where each starts; which counter each lot is of */
  private bytes = new Uint8Array(65536);
  private end = 0;
  private starts = new Uint32Array(4096);
  private size = 0;
  private readonly lots: { counter: number; first: number; size: number }[] = [];

  /** @param store for rows, where there may be many */
  constructor(kind: TermCounts['kind'], store?: PieceStore) {
    this.kind = kind;
    this.rows = new PackedRows(store);
  }

  addCounter(): number {
    return this.counters++;
  }

  addTerms(counter: number, bytes: Uint8Array): void {
    const first = this.size;
    while (this.end + bytes.length > this.bytes.length) this.bytes = doubled(this.bytes, Uint8Array);
    this.bytes.set(bytes, this.end);
    let start = this.end;
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] !== 0x0a) continue;
      if (this.size === this.starts.length) this.starts = doubled(this.starts, Uint32Array);
      this.starts[this.size++] = start;
      start = this.end + at + 1;
    }
    this.end += bytes.length;
    this.lots.push({ counter, first, size: this.size - first });
  }

  addRow(counter: number, row: Uint8Array, language: string): void {
    let index = this.languages.indexOf(language);
    if (index < 0) index = this.languages.push(language) - 1;
    if (index > 0xff) throw new RangeError('there are more than 256 languages');
    if (this.rows.length === this.languageOf.length) this.languageOf = doubled(this.languageOf, Uint8Array);
    this.languageOf[this.rows.length] = index;
    this.rows.append(row, counter);
  }

  /**
   * All that was collected; to be called once, since the terms as they came are let go.
   *
   * @param isComplete whether each document that was counted was added, so that every term stands in a row
   */
  finish(isComplete = false): TermCounts {
    const { kind, rows, languages } = this;
    const termsOf = this.idsOf();
    const indexOf = new Int32Array(this.size).fill(-1);
    const used = isComplete ? this.allIds() : this.usedIds(termsOf);
    const terms = sortedTerms({ bytes: this.bytes.subarray(0, this.end), starts: this.starts.subarray(0, this.size) }, used, indexOf);
    for (const ids of termsOf) for (let number = 0; number < ids.length; number++) ids[number] = indexOf[ids[number]];
    [this.bytes, this.starts] = [new Uint8Array(0), new Uint32Array(0)];
    return { kind, rows, terms, termsOf, languages, languageOf: this.languageOf.subarray(0, rows.length) };
  }

  /** For each counter, which of the terms that have come its numbers are. */
  private idsOf(): Int32Array[] {
    const sizes = new Int32Array(this.counters);
    for (const { counter, size } of this.lots) sizes[counter] += size;
    const idsOf = Array.from(sizes, (size) => new Int32Array(size));
    sizes.fill(0);
    for (const { counter, first, size } of this.lots) {
      const ids = idsOf[counter] as Int32Array;
      for (let id = first; id < first + size; id++) ids[sizes[counter]++] = id;
    }
    return idsOf;
  }

  private allIds(): Uint32Array<ArrayBuffer> {
    const ids = new Uint32Array(this.size);
    for (let id = 0; id < ids.length; id++) ids[id] = id;
    return ids;
  }

  /** The terms that stand in a row: a document that was counted need not have been added. */
  private usedIds(termsOf: readonly Int32Array[]): Uint32Array<ArrayBuffer> {
    const { kind, rows, languages, languageOf } = this;
    const isUsed = new Uint8Array(this.size);
    const reader = new RowReader({ kind, rows, terms: TermList.of([]), termsOf, languages, languageOf });
    for (let document = 0; document < rows.length; document++) {
      const size = reader.read(document);
      const { terms } = reader;
      for (let p = 0; p < size; p++) isUsed[terms[p]] = 1;
    }
    const used = new Uint32Array(this.size);
    let size = 0;
    for (let id = 0; id < isUsed.length; id++) if (isUsed[id] === 1) used[size++] = id;
    return used.subarray(0, size);
  }
}

function doubled<Numbers extends Uint8Array | Uint32Array>(from: Numbers, type: new (length: number) => Numbers): Numbers {
  const to = new type(2 * from.length);
  to.set(from);
  return to;
}

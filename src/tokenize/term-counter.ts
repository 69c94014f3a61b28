import { hashOf, type WordRule, WordScanner } from './word-scanner.js';

/** How often each word stands in each document: a sparse matrix with words in the order in which they were first met. */
export interface TermCounts {
  readonly documents: number;
  /** the distinct words, and terms that were given whole */
  readonly terms: string[];
  /** documents + 1 positions in the next two */
  readonly rowPointers: Int32Array;
  /** number of the word, index into `terms`; within a document in order of first occurrence, each once */
  readonly termIndices: Int32Array;
  readonly counts: Uint32Array;
}

/** A record of the table: four numbers side by side, so that a look-up touches one cache line. */
const HASH = 0;
/** number of the term + 1; 0 in a free record */
const TERM = 1;
/** where the term's entry of the current document is; before the document's first entry: none yet */
const ENTRY = 2;
/** of its key, in pairs of units */
const START = 3;

/** Counts words, document by document: an open-addressing table whose keys lie side by side in one array. */
export class TermCounter {
  private readonly scanner: WordScanner;

  private documents = 0;
  private rowPointers = new Int32Array(1024);
  private termIndices = new Int32Array(65536);
  private counts = new Uint32Array(65536);
  private stored = 0;

  private termCount = 0;
  /** records of four numbers, a power of two of them, at most half in use */
  private table = new Int32Array(4 * 32768);
  /** the terms in the order of their numbers, two UTF-16 code units at a time, each with a 0 or two at its end */
  private keys = new Uint32Array(131072);
  private keyEnd = 0;

  constructor(rule: WordRule) {
    this.scanner = new WordScanner(rule);
  }

  /**
   * Counts one document's words. Returns how many were counted, and how many runs of letters were too long to be words.
   *
   * @param wholeTerms further terms of the document, of any length, that are counted as they are, after its words
   */
  add(text: string, wholeTerms: readonly string[] = []): { tokens: number; tooLong: number } {
    const { scanner } = this;
    const first = this.stored;
    let tokens = wholeTerms.length;
    scanner.start(text);
    while (scanner.next()) {
      this.count(this.find(scanner.pairs, scanner.length, scanner.hash), first);
      tokens++;
    }
    for (const term of wholeTerms) {
      const key = keyOf(term);
      this.count(this.find(new Uint32Array(key.buffer), term.length, hashOf(key, term.length)), first);
    }
    this.documents++;
    if (this.documents === this.rowPointers.length) this.rowPointers = grown(this.rowPointers, new Int32Array(2 * this.rowPointers.length));
    this.rowPointers[this.documents] = this.stored;
    return { tokens, tooLong: scanner.tooLong };
  }

  /** All counts so far. The counter must not be used afterwards. */
  finish(): TermCounts {
    const keys = stringOf(new Uint16Array(this.keys.buffer, 0, 2 * this.keyEnd));
    const starts = new Int32Array(this.termCount + 1);
    starts[this.termCount] = 2 * this.keyEnd;
    for (let record = 0; record < this.table.length; record += 4) {
      const term = this.table[record + TERM] - 1;
      if (term >= 0) starts[term] = 2 * this.table[record + START];
    }
    const terms = new Array<string>(this.termCount);
    for (let term = 0; term < this.termCount; term++) {
      const end = starts[term + 1] - 1;
      terms[term] = keys.slice(starts[term], keys.charCodeAt(end - 1) === 0 ? end - 1 : end);
    }
    return {
      documents: this.documents,
      terms,
      rowPointers: this.rowPointers.subarray(0, this.documents + 1),
      termIndices: this.termIndices.subarray(0, this.stored),
      counts: this.counts.subarray(0, this.stored),
    };
  }

  /** Counts the term of a record in the current document, whose entries start at `first`. */
  private count(record: number, first: number): void {
    const entry = this.table[record + ENTRY];
    if (entry >= first) {
      this.counts[entry]++;
      return;
    }
    if (this.stored === this.termIndices.length) this.growEntries();
    this.table[record + ENTRY] = this.stored;
    this.termIndices[this.stored] = this.table[record + TERM] - 1;
    this.counts[this.stored] = 1;
    this.stored++;
  }

  /** The record of a term, a new one if it was not met before. Its units come two at a time, with a 0 or two after them. */
  private find(pairs: Uint32Array, length: number, hash: number): number {
    const { table, keys } = this;
    const size = (length >> 1) + 1;
    const mask = table.length - 1;
    for (let record = (hash << 2) & mask; ; record = (record + 4) & mask) {
      if (table[record + TERM] === 0) return this.insert(record, pairs, length, hash);
      if (table[record + HASH] !== hash) continue;
      const start = table[record + START];
      let i = 0;
      while (i < size && keys[start + i] === pairs[i]) i++;
      if (i === size) return record;
    }
  }

  private insert(record: number, pairs: Uint32Array, length: number, hash: number): number {
    if (8 * (this.termCount + 1) > this.table.length) {
      this.growTable();
      return this.find(pairs, length, hash);
    }
    const size = (length >> 1) + 1;
    while (this.keyEnd + size > this.keys.length) this.keys = grown(this.keys, new Uint32Array(2 * this.keys.length));
    for (let i = 0; i < size; i++) this.keys[this.keyEnd + i] = pairs[i];
    this.termCount++;
    const { table } = this;
    table[record + HASH] = hash;
    table[record + TERM] = this.termCount;
    table[record + ENTRY] = -1;
    table[record + START] = this.keyEnd;
    this.keyEnd += size;
    return record;
  }

  private growTable(): void {
    const old = this.table;
    const table = new Int32Array(2 * old.length);
    const mask = table.length - 1;
    for (let from = 0; from < old.length; from += 4) {
      if (old[from + TERM] === 0) continue;
      let to = (old[from + HASH] << 2) & mask;
      while (table[to + TERM] !== 0) to = (to + 4) & mask;
      for (let field = 0; field < 4; field++) table[to + field] = old[from + field];
    }
    this.table = table;
  }

  private growEntries(): void {
    const size = 2 * this.termIndices.length;
    this.termIndices = grown(this.termIndices, new Int32Array(size));
    this.counts = grown(this.counts, new Uint32Array(size));
  }
}

function grown<Numbers extends Int32Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** The units of a term, and a 0 or two after them. */
function keyOf(term: string): Uint16Array<ArrayBuffer> {
  const key = new Uint16Array(2 * ((term.length >> 1) + 1));
  for (let u = 0; u < term.length; u++) key[u] = term.charCodeAt(u);
  return key;
}

/** A string of UTF-16 code units, made in pieces that fit a function's arguments (apply, since ... would go through an iterator). */
function stringOf(units: Uint16Array): string {
  let text = '';
  for (let start = 0; start < units.length; start += 8192) text += String.fromCharCode.apply(null, units.subarray(start, start + 8192) as unknown as number[]);
  return text;
}

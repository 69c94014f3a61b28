import { MAX_WORD_LENGTH, type WordRule, WordScanner } from './word-scanner.js';

/** How often each word stands in each document: a sparse matrix with words in the order in which they were first met. */
export interface TermCounts {
  readonly documents: number;
  /** the distinct words */
  readonly terms: string[];
  /** documents + 1 positions in the next two */
  readonly rowPointers: Int32Array;
  /** number of the word, index into `terms`; within a document in order of first occurrence, each once */
  readonly termIndices: Int32Array;
  readonly counts: Uint32Array;
}

const HASH = 0;
const START = 1;
const LENGTH = 2;
const ENTRY = 3;

/** Counts words, document by document: an open-addressing table whose keys lie in one Uint16Array. */
export class TermCounter {
  private readonly scanner: WordScanner;

  private documents = 0;
  private rowPointers = new Int32Array(1024);
  private termIndices = new Int32Array(65536);
  private counts = new Uint32Array(65536);
  private stored = 0;

  private termCount = 0;
  /** term + 1 in each slot, 0 an empty one; at most a quarter full */
  private slots = new Int32Array(65536);
  /** of each term, side by side so that a look-up touches one cache line: hash, start and length of its key, its newest entry */
  private records = new Int32Array(4 * 16384);
  private keyEnd = 0;
  private keys = new Uint16Array(262144);

  constructor(rule: WordRule) {
    this.scanner = new WordScanner(rule);
  }

  /** Counts one document's words. Returns how many were counted, and how many runs of letters were too long to be words. */
  add(text: string): { tokens: number; tooLong: number } {
    const { scanner } = this;
    const first = this.stored;
    let tokens = 0;
    scanner.start(text);
    while (scanner.next()) {
      const term = this.find();
      tokens++;
      const entry = this.records[4 * term + ENTRY];
      if (entry >= first) {
        this.counts[entry]++;
      } else {
        if (this.stored === this.termIndices.length) this.growEntries();
        this.records[4 * term + ENTRY] = this.stored;
        this.termIndices[this.stored] = term;
        this.counts[this.stored] = 1;
        this.stored++;
      }
    }
    this.documents++;
    if (this.documents === this.rowPointers.length) this.rowPointers = grown(this.rowPointers, new Int32Array(2 * this.rowPointers.length));
    this.rowPointers[this.documents] = this.stored;
    return { tokens, tooLong: scanner.tooLong };
  }

  /** All counts so far. The counter must not be used afterwards. */
  finish(): TermCounts {
    const keys = stringOf(this.keys.subarray(0, this.keyEnd));
    const terms = new Array<string>(this.termCount);
    for (let term = 0; term < this.termCount; term++) {
      const start = this.records[4 * term + START];
      terms[term] = keys.slice(start, start + this.records[4 * term + LENGTH]);
    }
    return {
      documents: this.documents,
      terms,
      rowPointers: this.rowPointers.subarray(0, this.documents + 1),
      termIndices: this.termIndices.subarray(0, this.stored),
      counts: this.counts.subarray(0, this.stored),
    };
  }

  /** Number of the scanner's current word. */
  private find(): number {
    const { key, length, hash } = this.scanner;
    const { slots, records, keys } = this;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const term = slots[slot] - 1;
      if (term < 0) return this.insert(slot);
      const record = 4 * term;
      if (records[record + HASH] !== hash || records[record + LENGTH] !== length) continue;
      const start = records[record + START];
      let i = 0;
      while (i < length && keys[start + i] === key[i]) i++;
      if (i === length) return term;
    }
  }

  private insert(slot: number): number {
    const { key, length, hash } = this.scanner;
    const term = this.termCount++;
    if (this.keyEnd + MAX_WORD_LENGTH > this.keys.length) this.keys = grown(this.keys, new Uint16Array(2 * this.keys.length));
    for (let i = 0; i < length; i++) this.keys[this.keyEnd + i] = key[i];
    this.slots[slot] = term + 1;
    this.records.set([hash, this.keyEnd, length, -1], 4 * term);
    this.keyEnd += length;
    if (4 * this.termCount === this.records.length) this.growTerms();
    return term;
  }

  private growTerms(): void {
    this.records = grown(this.records, new Int32Array(2 * this.records.length));
    this.slots = new Int32Array(2 * this.slots.length);
    const mask = this.slots.length - 1;
    for (let term = 0; term < this.termCount; term++) {
      let slot = this.records[4 * term + HASH] & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = term + 1;
    }
  }

  private growEntries(): void {
    const size = 2 * this.termIndices.length;
    this.termIndices = grown(this.termIndices, new Int32Array(size));
    this.counts = grown(this.counts, new Uint32Array(size));
  }
}

function grown<Numbers extends Int32Array | Uint32Array | Uint16Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** A string of UTF-16 code units, made in pieces that fit a function's arguments. */
function stringOf(units: Uint16Array): string {
  let text = '';
  for (let start = 0; start < units.length; start += 8192) text += String.fromCharCode(...units.subarray(start, start + 8192));
  return text;
}

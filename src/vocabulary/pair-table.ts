/** Numbers of a record: the pair, how often it was counted, in how many documents, and the last of them + 1. */
const FIRST = 0;
const SECOND = 1;
const COUNT = 2;
const DOCUMENTS = 3;
const LAST = 4;
const RECORD = 5;

/** Counts pairs of numbers, each of them ≥ 0, over documents: an open-addressing table of records that lie side by side. */
export class PairTable {
  /** number of pairs; they are numbered in the order in which they were met */
  size = 0;
  private records = new Uint32Array(RECORD * 1024);
  /** number of a pair + 1, or 0; a power of two of them, at most half in use */
  private slots = new Uint32Array(4096);

  /** Counts a pair in a document; documents come one after the other. Returns the pair's number. */
  add(first: number, second: number, document: number): number {
    let pair = this.find(first, second);
    if (pair < 0) pair = this.insert(first, second);
    const record = RECORD * pair;
    this.records[record + COUNT]++;
    if (this.records[record + LAST] !== document + 1) {
      this.records[record + LAST] = document + 1;
      this.records[record + DOCUMENTS]++;
    }
    return pair;
  }

  /** The number of a pair; −1 where it is not in the table. */
  find(first: number, second: number): number {
    const { slots, records } = this;
    const mask = slots.length - 1;
    for (let slot = hashOfPair(first, second) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const record = RECORD * (slots[slot] - 1);
      if (records[record + FIRST] === first && records[record + SECOND] === second) return slots[slot] - 1;
    }
    return -1;
  }

  firstOf(pair: number): number {
    return this.records[RECORD * pair + FIRST];
  }

  secondOf(pair: number): number {
    return this.records[RECORD * pair + SECOND];
  }

  /** How often a pair was counted. */
  countOf(pair: number): number {
    return this.records[RECORD * pair + COUNT];
  }

  /** In how many documents a pair was counted. */
  documentsOf(pair: number): number {
    return this.records[RECORD * pair + DOCUMENTS];
  }

  private insert(first: number, second: number): number {
    if (2 * (this.size + 1) > this.slots.length) this.growSlots();
    if (RECORD * (this.size + 1) > this.records.length) {
      const larger = new Uint32Array(2 * this.records.length);
      larger.set(this.records);
      this.records = larger;
    }
    this.records[RECORD * this.size + FIRST] = first;
    this.records[RECORD * this.size + SECOND] = second;
    this.place(this.size);
    return this.size++;
  }

  private place(pair: number): void {
    const mask = this.slots.length - 1;
    let slot = hashOfPair(this.firstOf(pair), this.secondOf(pair)) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = pair + 1;
  }

  private growSlots(): void {
    this.slots = new Uint32Array(2 * this.slots.length);
    for (let pair = 0; pair < this.size; pair++) this.place(pair);
  }
}

/** A hash of two numbers, 32 bits. */
export function hashOfPair(first: number, second: number): number {
  let hash = Math.imul(first ^ 0x811c9dc5, 0x9e3779b1) ^ second;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

import { byCodePoint } from '../../math/code-point-order.js';
import { LineScanner } from './line-scanner.js';

/** A line stands in many documents if it stands in so many, and in one of so many. */
const LEAST_DOCUMENTS = 5;
const ONE_IN = 500;
/** Most lines of which the text is kept, and so most lines in the result. */
const MAX_TEXTS = 16384;
/** Slots of the table of counts, a power of two; at most three quarters are in use. */
const FIRST_SLOTS = 4096;
/** FIRST_SLOTS times a power of four, by which the table grows. */
const MAX_SLOTS = 2 ** 20;

/** A line that stands in many documents. */
export interface RepeatedLine {
  /** as LineScanner gives it */
  hash: number;
  /** how one of the documents writes it, white space folded */
  text: string;
  /** how many it stands in; in very large collections at least so many, see LineCounts */
  documents: number;
}

/** Finds the lines that stand in many documents: headers, disclaimers, menus. Memory: 50 MB at most, however large the collection is. */
export class RepeatedLines {
  private readonly scanner = new LineScanner();
  private readonly counts = new LineCounts();
  private readonly texts = new Map<number, string>();
  private documents = 0;

  /**
   * Counts a document's lines. Copies of documents must be left out before: all of their lines repeat.
   *
   * @param lines what linesOf(text) gives
   */
  add(lines: Float64Array, text: string): void {
    const least = leastDocuments(++this.documents);
    let wanted: Set<number> | undefined;
    // the share of the documents so far is at least that of all: whatever is in the result reaches it when it occurs for the last time
    for (const line of lines) {
      if (this.counts.add(line) < least || this.texts.has(line)) continue;
      wanted ??= new Set();
      wanted.add(line);
    }
    if (wanted === undefined) return;
    this.scanner.start(text);
    while (this.scanner.next()) {
      const { hash, begin, end } = this.scanner;
      if (!wanted.delete(hash)) continue;
      if (this.texts.size === MAX_TEXTS) this.dropTexts();
      this.texts.set(hash, copied(text.slice(begin, end).trim().replaceAll(/\s+/g, ' ')));
    }
  }

  /** The lines that stand in at least five documents and in at least 0.2 % of them, the most frequent first. */
  result(): RepeatedLine[] {
    const least = leastDocuments(this.documents);
    return Array.from(this.texts, ([hash, text]) => ({ hash, text, documents: this.counts.of(hash) }))
      .filter((line) => line.documents >= least)
      .sort((a, b) => b.documents - a.documents || byCodePoint(a.text, b.text) || a.hash - b.hash);
  }

  /** Forgets the texts of the rarer half of the lines; they come back if the lines do. */
  private dropTexts(): void {
    const kept = Array.from(this.texts.keys(), (hash) => ({ hash, documents: this.counts.of(hash) }))
      .sort((a, b) => b.documents - a.documents || a.hash - b.hash)
      .slice(0, MAX_TEXTS / 2);
    const texts = kept.map(({ hash }): [number, string] => [hash, this.texts.get(hash) ?? '']);
    this.texts.clear();
    for (const [hash, text] of texts) this.texts.set(hash, text);
  }
}

/** A string of its own: a slice of a text keeps the whole text in memory. */
function copied(slice: string): string {
  return Buffer.from(slice, 'utf16le').toString('utf16le');
}

function leastDocuments(documents: number): number {
  return Math.max(LEAST_DOCUMENTS, Math.ceil(documents / ONE_IN));
}

/**
 * Counts in bounded memory, after the lossy counting of Manku and Motwani (2002). A full table forgets the rarer half of its lines. What
 * is forgotten may come back and then counts from one again, so a count may be too low, but by no more than the bound of what was forgotten.
 * Up to 786,432 distinct lines all counts are exact. Afterwards the bound is at most the number of lines of all documents divided by
 * 393,216, since it rises by one only when as many occurrences make up for it: with a hundred lines a document 0.03 % of the documents.
 */
class LineCounts {
  private keys = new Float64Array(FIRST_SLOTS);
  /** 0 in a free slot */
  private counts = new Uint32Array(FIRST_SLOTS);
  /** in how many documents the line may have stood before it came into the table */
  private missed = new Uint32Array(FIRST_SLOTS);
  private used = 0;
  /** no line that is not in the table has stood in more documents */
  private bound = 0;

  /** Counts one more, and returns how many there are. */
  add(key: number): number {
    const slot = this.slotOf(key);
    if (this.counts[slot] > 0) return ++this.counts[slot];
    if (4 * (this.used + 1) > 3 * this.keys.length) {
      if (this.keys.length === MAX_SLOTS) this.forget();
      else this.rebuild(4 * this.keys.length);
      return this.add(key);
    }
    this.put(slot, key, 1, this.bound);
    return 1;
  }

  of(key: number): number {
    return this.counts[this.slotOf(key)];
  }

  private slotOf(key: number): number {
    const mask = this.keys.length - 1;
    let slot = (key >>> 0) & mask;
    while (this.counts[slot] > 0 && this.keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private put(slot: number, key: number, count: number, missed: number): void {
    this.keys[slot] = key;
    this.counts[slot] = count;
    this.missed[slot] = missed;
    this.used++;
  }

  private forget(): void {
    const possible = this.counts.map((count, slot) => (count > 0 ? count + this.missed[slot] : 0)).sort();
    this.bound = possible[possible.length - Math.ceil(this.used / 2)];
    this.rebuild(MAX_SLOTS);
  }

  /** Takes the lines above the bound over into a new table. */
  private rebuild(slots: number): void {
    const { keys, counts, missed, bound } = this;
    this.keys = new Float64Array(slots);
    this.counts = new Uint32Array(slots);
    this.missed = new Uint32Array(slots);
    this.used = 0;
    for (let slot = 0; slot < keys.length; slot++) {
      if (counts[slot] > 0 && counts[slot] + missed[slot] > bound) this.put(this.slotOf(keys[slot]), keys[slot], counts[slot], missed[slot]);
    }
  }
}

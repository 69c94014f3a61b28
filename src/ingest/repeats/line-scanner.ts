import { DIGIT, IDEOGRAPH, WORD_UNITS } from './word-characters.js';

/** A line that may be boilerplate has at least so many words and letters, and at most so many UTF-16 code units: no paragraph. */
const LEAST_WORDS = 2;
const LEAST_LETTERS = 6;
const GREATEST_LENGTH = 500;

/** What every run of digits counts as. */
const ZERO = DIGIT | 0x30;

const LOW_FACTOR = 0x01000193;
const HIGH_FACTOR = 0x5bd1e995;

/**
 * Finds the lines of a text that may be boilerplate, without making a string a line. Lines with the same words in lower case have the same
 * hash, whatever the white space and punctuation between and around the words; every run of digits counts as 0, so that
 * "Page 3 of 12" is the same line as "- page 10 of 12 -".
 *
 * Usage: start(text), then next() until it returns false; after each true, the line is text[begin … end).
 */
export class LineScanner {
  /** 53-bit hash of the line's words. */
  hash = 0;
  begin = 0;
  /** Of the line without its line feed. */
  end = -1;

  private text = '';

  start(text: string): void {
    this.text = text;
    this.end = -1;
  }

  /** Finds the next line. */
  next(): boolean {
    const { text } = this;
    while (this.end < text.length) {
      this.begin = this.end + 1;
      const feed = text.indexOf('\n', this.begin);
      this.end = feed < 0 ? text.length : feed;
      if (this.end - this.begin <= GREATEST_LENGTH && this.hashWords()) return true;
    }
    return false;
  }

  /** Hashes the current line; false where it has too few words or letters. */
  private hashWords(): boolean {
    const { text, end } = this;
    const units = WORD_UNITS;
    let low = 0;
    let high = 0;
    let words = 0;
    let letters = 0;
    let before = 0;
    for (let position = this.begin; position < end; position++) {
      let unit = units[text.charCodeAt(position)];
      if (unit !== 0) {
        if (unit < DIGIT || unit >= IDEOGRAPH) letters++;
        else unit = ZERO;
        if (before === 0 || before >= IDEOGRAPH || unit >= IDEOGRAPH) {
          words++;
          low = Math.imul(low, LOW_FACTOR);
          high = Math.imul(high, HIGH_FACTOR);
        }
        if (unit !== ZERO || before !== ZERO) {
          low = Math.imul(low ^ unit, LOW_FACTOR);
          high = Math.imul(high ^ unit, HIGH_FACTOR);
        }
      }
      before = unit;
    }
    this.hash = (spread(high) >>> 11) * 2 ** 32 + (spread(low) >>> 0);
    return words >= LEAST_WORDS && letters >= LEAST_LETTERS;
  }
}

/** Spreads a hash over all bits: MurmurHash3's finaliser. */
function spread(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The hashes of lines, of those that may be boilerplate. */
export function lineHashes(lines: Iterable<string>): Set<number> {
  const scanner = new LineScanner();
  const hashes = new Set<number>();
  for (const line of lines) {
    scanner.start(line);
    if (scanner.next()) hashes.add(scanner.hash);
  }
  return hashes;
}

/** The parts of a text that are left without those of its lines that are repeated, line feeds included: [begin, end). */
export function partsWithoutLines(text: string, isRepeated: (hash: number) => boolean): { begin: number; end: number }[] {
  const scanner = new LineScanner();
  const parts: { begin: number; end: number }[] = [];
  let begin = 0;
  scanner.start(text);
  while (scanner.next()) {
    if (!isRepeated(scanner.hash)) continue;
    if (scanner.begin > begin) parts.push({ begin, end: scanner.begin });
    begin = scanner.end + 1;
  }
  if (begin < text.length) parts.push({ begin, end: text.length });
  return parts;
}

/** A text without those of its lines that are repeated, line feeds included. */
export function withoutLines(text: string, isRepeated: (hash: number) => boolean): string {
  const parts = partsWithoutLines(text, isRepeated);
  return parts.map(({ begin, end }) => text.slice(begin, end)).join('');
}

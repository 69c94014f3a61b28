import { endOfLine, entries } from './lines';

/** Classes, as in ../../word-characters.ts. */
@inline
export const DIGIT: i32 = 2 << 16;
@inline
export const IDEOGRAPH: i32 = 3 << 16;
/** What every run of digits counts as in a line. */
@inline
const ZERO: i32 = DIGIT | 0x30;

@inline
const LINE_FEED: i32 = 10;

@inline
const HASH_START: i32 = <i32>0x811c9dc5;
@inline
const HASH_FACTOR: i32 = 0x01000193;

export const units = memory.data(4 * 65536);
/** of the words that ended in the piece */
export const wordHashes = memory.data(4 * 32770);

/** the word that a piece ended in, and its last unit */
let word: i32 = 0;
let before: i32 = 0;

export function startWords(): void {
  word = HASH_START;
  before = 0;
}

/** Hashes the words, and lists for each line what it is compared by: its units, 0 where a word ends. Returns the end of the hashes. */
export function hashWords(text: usize, size: i32): usize {
  let hash = word;
  let last = before;
  let into = wordHashes;
  let entry = entries;
  let line = text;
  let digitRuns: i32 = 0;
  const end = text + (<usize>size << 1);
  for (let at = text; at < end; at += 2) {
    const character = <i32>load<u16>(at);
    const unit = load<i32>(units + (<usize>character << 2));
    store<i32>(into, hash);
    if ((unit | last) < DIGIT) {
      // letters and what separates words
      store<i32>(entry, unit);
      entry += select<usize>(4, 0, (unit | last) != 0);
      into += select<usize>(4, 0, last > unit && unit == 0);
      hash = select<i32>((hash ^ unit) * HASH_FACTOR, HASH_START, unit != 0);
    } else {
      const isWord = unit != 0;
      const endsWord = last != 0 && (!isWord || unit >= IDEOGRAPH || last >= IDEOGRAPH);
      if (endsWord) {
        into += 4;
        hash = HASH_START;
        store<i32>(entry, 0);
        entry += 4;
      }
      if (isWord) {
        hash = (hash ^ unit) * HASH_FACTOR;
        const isDigit = unit >= DIGIT && unit < IDEOGRAPH;
        if (!isDigit || last < DIGIT || last >= IDEOGRAPH) {
          store<i32>(entry, isDigit ? ZERO : unit);
          entry += 4;
          digitRuns += <i32>isDigit;
        }
      }
    }
    last = unit;
    if (character == LINE_FEED) {
      endOfLine(entry, into, digitRuns, <i32>(at - line) >> 1);
      line = at + 2;
      digitRuns = 0;
    }
  }
  word = hash;
  before = last;
  return into;
}

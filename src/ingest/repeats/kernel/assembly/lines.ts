import { spread } from './spread';

/** A line that may be boilerplate has at least so many words and letters, and at most so many UTF-16 code units: no paragraph. */
@inline
const LEAST_WORDS: i32 = 2;
@inline
const LEAST_LETTERS: i32 = 6;
@inline
const GREATEST_LENGTH: i32 = 500;

@inline
const LOW_FACTOR: i32 = 0x01000193;
@inline
const HIGH_FACTOR: i32 = 0x5bd1e995;

/** of all lines of the piece, one after the other: units and 0 after each word; one a code unit at most, and two for a letter before an ideograph */
export const entries = memory.data(8 * 32770);
/** where the entries begin and end of the lines that may be boilerplate: such a line has seven code units at least, with its line feed */
const spans = memory.data(8 * 4700);
export const lines = memory.data(8 * 4700);

let span: usize = spans;
/** where the current line's entries and words begin */
let entryStart: usize = entries;
let wordStart: usize = 0;
/** whether the piece before ended inside a line, which is too long then */
let goesOn: bool = false;

export function startLines(): void {
  goesOn = false;
}

@inline
export function startPiece(wordHashes: usize): void {
  span = spans;
  entryStart = entries;
  wordStart = wordHashes;
}

@inline
export function endOfLine(entry: usize, word: usize, digitRuns: i32, length: i32): void {
  const words = <i32>(word - wordStart) >> 2;
  const letters = (<i32>(entry - entryStart) >> 2) - words - digitRuns;
  if (words >= LEAST_WORDS && letters >= LEAST_LETTERS && length <= GREATEST_LENGTH && !goesOn) {
    store<u32>(span, <u32>entryStart);
    // without the 0 after the last word
    store<u32>(span, <u32>entry - 4, 4);
    span += 8;
  }
  entryStart = entry;
  wordStart = word;
  goesOn = false;
}

export function endPiece(isInsideLine: bool): void {
  goesOn = isInsideLine;
}

/** Hashes the lines of the piece; returns how many there are. */
export function hashLines(): i32 {
  let into = lines;
  for (let at = spans; at < span; at += 8) {
    let low: i32 = 0;
    let high: i32 = 0;
    const end = <usize>load<u32>(at, 4);
    for (let entry = <usize>load<u32>(at); entry < end; entry += 4) {
      const unit = load<i32>(entry);
      low = (low ^ unit) * LOW_FACTOR;
      high = (high ^ unit) * HIGH_FACTOR;
    }
    const hash = ((<i64>(<u32>spread(high) >>> 11)) << 32) | <i64>(<u32>spread(low));
    store<f64>(into, <f64>hash);
    into += 8;
  }
  return <i32>(into - lines) >> 3;
}

import { countWhole, flush, flushIfFull, push, pushBytes } from './batch';
import { endPiece, isBreak, startGap, startPiece } from './breaks';
import { firstBytes } from './dictionary';
import { addTooLong, keepsOrder, reserveWords } from './row';
import { isTooLong, isWord, readRun, run, runEnd, textEnd } from './run';

/** Bytes of text that are looked at together, a bit each. */
const BLOCK: usize = 64;
/** zeros after the text: a block and the last word's sixteen bytes may go beyond its end */
const PADDING: usize = 80;
const LONGEST_KEY: u64 = 16;
const LAST: u64 = 0x8000000000000000;
const HYPHEN_MINUS: i8 = 0x2d;

let minLength: i32 = 1;
let numbers: bool = true;
let input: usize = 0;
let capacity: usize = 0;

export function startScan(least: i32, withNumbers: bool): void {
  minLength = least;
  numbers = withNumbers;
}

/** Where the next piece of text, of so many bytes at most, is to be written. */
export function inputFor(bytes: usize): usize {
  if (bytes + PADDING > capacity) {
    if (input) heap.free(input);
    capacity = bytes + PADDING;
    input = heap.alloc(capacity);
  }
  return input;
}

/** Counts a term of any length as it is. */
export function takeWhole(bytes: usize): void {
  reserveWords(1);
  countWhole(input, bytes);
}

/** Counts the words of a piece of text, at both ends of which there is a separator or the end of the text. */
export function scan(bytes: usize): void {
  const end = input + bytes;
  for (let at: usize = 0; at < PADDING; at += 16) v128.store(end + at, i32x4.splat(0));
  reserveWords((bytes >> 1) + 1);
  startPiece(input);
  let at = input;
  while (at < end) {
    at = scanBlock(at);
    flushIfFull();
  }
  flush();
  if (keepsOrder) endPiece(end);
}

/** Counts the words that start in a block, which must not start inside a word; returns where the next block starts. */
@inline
function scanBlock(block: usize): usize {
  const a = v128.load(block);
  const b = v128.load(block, 16);
  const c = v128.load(block, 32);
  const d = v128.load(block, 48);
  const word = bits(lettersAndDigits(a), lettersAndDigits(b), lettersAndDigits(c), lettersAndDigits(d));
  const beyondAscii = bits(a, b, c, d);
  // what may join a word that ends before it
  const joiners = beyondAscii | bits(joinersOf(a), joinersOf(b), joinersOf(c), joinersOf(d));
  const first = word & ~(word << 1);
  let starts = first | beyondAscii;
  // words of one letter, unless they end with the block or may go on
  if (minLength > 1) starts &= ~first | (word >> 1) | (joiners >> 1) | LAST;
  while (starts != 0) {
    const start = ctz(starts);
    const length = ctz(~(word >> start));
    const next = start + length;
    if (next == 64 && start > 0) return block + <usize>start;
    const begin = block + <usize>start;
    if (length > LONGEST_KEY || ((joiners >> next) & 1 && (length < 2 || load<u8>(begin + <usize>length) != HYPHEN_MINUS))) {
      const after = scanRun(begin) - block;
      if (after >= BLOCK) return block + after;
      starts &= <u64>-1 << after;
      continue;
    }
    starts &= starts - 1;
    const key = firstBytes(v128.or(v128.load(begin), i8x16.splat(0x20)), <usize>length);
    if (<i32>length < minLength || (!numbers && !hasLetter(key))) continue;
    push(key, isAfterBreak(begin, begin + <usize>length));
  }
  return block + BLOCK;
}

/** A bit for each byte of four vectors, those that have their highest set. */
@inline
function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  return <u64>i8x16.bitmask(a) | (<u64>i8x16.bitmask(b) << 16) | (<u64>i8x16.bitmask(c) << 32) | (<u64>i8x16.bitmask(d) << 48);
}

/** ASCII letters and digits: moved to the lowest of the signed numbers, where one comparison finds them. */
@inline
function lettersAndDigits(bytes: v128): v128 {
  const letters = i8x16.lt_s(i8x16.add(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(-128 - 0x61)), i8x16.splat(-128 + 26));
  const digits = i8x16.lt_s(i8x16.add(bytes, i8x16.splat(-128 - 0x30)), i8x16.splat(-128 + 10));
  return v128.or(letters, digits);
}

@inline
function joinersOf(bytes: v128): v128 {
  return v128.or(i8x16.eq(bytes, i8x16.splat(0x27)), i8x16.eq(bytes, i8x16.splat(HYPHEN_MINUS)));
}

/** Whether one of a key's letters and digits is a letter. */
@inline
function hasLetter(key: v128): bool {
  return ((i64x2.extract_lane(key, 0) | i64x2.extract_lane(key, 1)) & 0x4040404040404040) != 0;
}

/** Whether a break stands before a word; to be asked once of each word, in order. */
@inline
function isAfterBreak(begin: usize, end: usize): bool {
  if (!keepsOrder) return false;
  const after = isBreak(begin);
  startGap(end);
  return after;
}

/** Counts the word that starts at a position, if it is one; returns where to go on. */
function scanRun(begin: usize): usize {
  const next = readRun(begin);
  if (isTooLong()) addTooLong();
  else if (isWord(minLength, numbers)) pushBytes(run, runEnd - run, isAfterBreak(begin, textEnd));
  return next;
}

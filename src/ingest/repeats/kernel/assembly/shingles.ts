import { spread } from './spread';

@inline
const BINS: usize = 128;
/** The upper bits of a hash are its bin, the others its value. */
@inline
const BIN_SHIFT: i32 = 25;
@inline
const VALUE_MASK: i32 = (1 << 25) - 1;

@inline
const SHINGLE_WORDS: i32 = 5;
/** A shingle's hash is a polynomial of its words' hashes; LEAVING is the factor with which its first word leaves. */
@inline
const BASE: i32 = 0x2c1b3c6d;
@inline
const LEAVING: i32 = BASE * BASE * BASE * BASE * BASE;

export const minima = memory.data(4 * 128);

let words: i32 = 0;
let rolling: i32 = 0;
/** the last five words, the latest one last */
let first: i32 = 0;
let second: i32 = 0;
let third: i32 = 0;
let fourth: i32 = 0;
let fifth: i32 = 0;

export function startShingles(): void {
  words = rolling = first = second = third = fourth = fifth = 0;
  memory.fill(minima, 0xff, 4 * BINS);
}

/** Brings each bin down to the least hash of a shingle that falls into it. */
export function placeShingles(wordHashes: usize, end: usize): void {
  let count = words;
  let shingle = rolling;
  let a = first;
  let b = second;
  let c = third;
  let d = fourth;
  let e = fifth;
  for (let at = wordHashes; at < end; at += 4) {
    let word = load<i32>(at);
    word ^= word >>> 15;
    shingle = shingle * BASE + word - a * LEAVING;
    a = b;
    b = c;
    c = d;
    d = e;
    e = word;
    count++;
    if (count >= SHINGLE_WORDS) place(shingle);
  }
  words = count;
  rolling = shingle;
  first = a;
  second = b;
  third = c;
  fourth = d;
  fifth = e;
}

/** To be called at the end of each text: all words of one that has fewer than a shingle are one. Returns how many words there were. */
export function finish(): i32 {
  if (words > 0 && words < SHINGLE_WORDS) place(rolling);
  return words;
}

@inline
function place(shingle: i32): void {
  const hash = spread(shingle);
  const bin = minima + (<usize>(<u32>hash >>> BIN_SHIFT) << 2);
  const value = <u32>(hash & VALUE_MASK);
  const least = load<u32>(bin);
  store<u32>(bin, select<u32>(value, least, value < least));
}

/*
 * What texts are compared by, see ../../fingerprint.ts: each step over a piece of text is a loop of its own without branches that depend on
 * the letters, since a processor foretells the ends of words badly.
 */
import { endPiece, hashLines, lines, startLines, startPiece } from './lines';
import { minima, placeShingles, startShingles } from './shingles';
import { hashWords, startWords, units, wordHashes } from './words';

/** UTF-16 code units, 32,768 at most. */
const text = memory.data(2 * 32768);

export function textAddress(): usize {
  return text;
}

/** Of each code unit: its class in the upper 16 bits, its lower case in the others; 0 for what separates words. */
export function unitsAddress(): usize {
  return units;
}

/** 53-bit hashes, as float64. */
export function linesAddress(): usize {
  return lines;
}

/** The least hash of a shingle in each bin, more than any where there is none. */
export function minimaAddress(): usize {
  return minima;
}

export { finish } from './shingles';

/** To be called at the start of each text. */
export function start(): void {
  startWords();
  startShingles();
  startLines();
}

/**
 * Takes a piece of text. It ends with a line feed, as the last one does always, or is all inside a line and longer than one that counts.
 * Returns how many lines there are.
 */
export function scan(size: i32): i32 {
  startPiece(wordHashes);
  placeShingles(wordHashes, hashWords(text, size));
  endPiece(size > 0 && load<u16>(text + (<usize>(size - 1) << 1)) != 10);
  return hashLines();
}

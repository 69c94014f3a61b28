/* The fingerprint of a text, written plainly: what the compiled loops are compared with. */
import type { Fingerprint } from '../../src/ingest/repeats/fingerprint.js';
import { LineScanner } from '../../src/ingest/repeats/line-scanner.js';
import { densified, SIGNATURE_BINS } from '../../src/ingest/repeats/min-hash.js';
import { IDEOGRAPH, WORD_UNITS } from '../../src/ingest/repeats/word-characters.js';

const SHINGLE_WORDS = 5;

/** The upper bits of a hash are its bin, the others its value. */
const BIN_SHIFT = Math.clz32(SIGNATURE_BINS) + 1;
const VALUE_MASK = 2 ** BIN_SHIFT - 1;
/** Of a bin without shingles; more than any value. */
const EMPTY = 0xffffffff;

const HASH_START = 0x811c9dc5 | 0;
const HASH_FACTOR = 0x01000193;

/** A shingle's hash is a polynomial of its words' hashes; LEAVING is the factor with which its first word leaves. */
const BASE = 0x2c1b3c6d;
let LEAVING = 1;
for (let i = 0; i < SHINGLE_WORDS; i++) LEAVING = Math.imul(LEAVING, BASE);
/** The last words are kept in a ring: a power of two, at least SHINGLE_WORDS. */
const RING = 8;

export function plainFingerprintOf(text: string): Fingerprint {
  const minima = new Uint32Array(SIGNATURE_BINS).fill(EMPTY);
  const words = takeMinima(text, minima);
  return { signature: words === 0 ? undefined : densified(minima), lines: linesIn(text) };
}

/** Brings each bin down to the least hash of a shingle that falls into it. Returns how many words there were. */
function takeMinima(text: string, minima: Uint32Array): number {
  const units = WORD_UNITS;
  const size = text.length;
  const ring = new Int32Array(RING);
  let words = 0;
  let rolling = 0;
  let position = 0;
  while (position < size) {
    let unit = units[text.charCodeAt(position++)];
    if (unit === 0) continue;
    let word = Math.imul(HASH_START ^ unit, HASH_FACTOR);
    if (unit < IDEOGRAPH) {
      while (position < size) {
        unit = units[text.charCodeAt(position)];
        if (unit === 0 || unit >= IDEOGRAPH) break;
        word = Math.imul(word ^ unit, HASH_FACTOR);
        position++;
      }
    }
    word ^= word >>> 15;
    rolling = (Math.imul(rolling, BASE) + word - Math.imul(ring[(words - SHINGLE_WORDS) & (RING - 1)], LEAVING)) | 0;
    ring[words & (RING - 1)] = word;
    words++;
    if (words >= SHINGLE_WORDS) place(rolling, minima);
  }
  if (words > 0 && words < SHINGLE_WORDS) place(rolling, minima);
  return words;
}

/** Spreads a shingle's hash over all bits, by MurmurHash3's finaliser, and puts it into its bin. */
function place(shingle: number, minima: Uint32Array): void {
  let hash = Math.imul(shingle ^ (shingle >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  const bin = hash >>> BIN_SHIFT;
  const value = hash & VALUE_MASK;
  if (value < minima[bin]) minima[bin] = value;
}

function linesIn(text: string): Float64Array {
  const scanner = new LineScanner();
  const hashes = new Set<number>();
  scanner.start(text);
  while (scanner.next()) hashes.add(scanner.hash);
  return Float64Array.from(hashes).sort();
}

import { Random } from '../../math/random.js';
import { IDEOGRAPH, WORD_UNITS } from './word-characters.js';

/** Numbers of a signature, a power of two of at most 256. */
export const SIGNATURE_BINS = 128;
/** Fewer words find more texts that share phrases only, more words lose short texts with a few words changed. */
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

const LENDERS = lenders();

/**
 * What of a text is compared with others: one-permutation MinHash (Li, Owen and Zhang 2012) over the set of its shingles, with the
 * densification of Shrivastava (2017), so that texts of fewer shingles than bins can be compared too. A shingle is five words in a row, in
 * lower case; of a text of fewer words, all of them.
 *
 * The share of equal numbers of two signatures estimates the Jaccard similarity J of the two sets. Its standard deviation is
 * √(J (1 − J) / 128), at most 0.044; of texts of twenty words 0.055.
 *
 * @returns the low 16 bits of each bin's minimum, which differ as surely as all of them: two different ones are taken for equal once in
 * 65,536 times. Undefined where the text has no word.
 */
export function signatureOf(text: string): Uint16Array | undefined {
  const minima = new Uint32Array(SIGNATURE_BINS).fill(EMPTY);
  const words = takeMinima(text, minima);
  return words === 0 ? undefined : densified(minima);
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

/** An empty bin borrows from the first bin in its own random order that is not empty. */
function densified(minima: Uint32Array): Uint16Array {
  const signature = new Uint16Array(SIGNATURE_BINS);
  for (let bin = 0; bin < SIGNATURE_BINS; bin++) {
    let lender = bin;
    for (let i = bin * SIGNATURE_BINS; minima[lender] === EMPTY; i++) lender = LENDERS[i];
    signature[bin] = minima[lender];
  }
  return signature;
}

/** For each bin all bins in a random order, the same for all texts. */
function lenders(): Uint8Array {
  const random = new Random(1);
  const orders = new Uint8Array(SIGNATURE_BINS * SIGNATURE_BINS);
  for (let bin = 0; bin < SIGNATURE_BINS; bin++) {
    const order = orders.subarray(bin * SIGNATURE_BINS, (bin + 1) * SIGNATURE_BINS);
    for (let i = 0; i < SIGNATURE_BINS; i++) {
      const j = Math.floor(random.uniform() * (i + 1));
      order[i] = order[j];
      order[j] = i;
    }
  }
  return orders;
}

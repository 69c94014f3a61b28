import { Random } from '../../math/random.js';

/*
 * What of a text is compared with others to find near copies: one-permutation MinHash (Li, Owen and Zhang 2012) over the set of its
 * shingles, with the densification of Shrivastava (2017), so that texts of fewer shingles than bins can be compared too. A shingle is five
 * words in a row, in lower case; of a text of fewer words, all of them: fewer words find more texts that share phrases only, more words lose
 * short texts with a few words changed. The upper bits of a shingle's hash are its bin, the others its value; a signature has the low 16
 * bits of each bin's least value, which differ as surely as all of them: two different ones are taken for equal once in 65,536 times.
 *
 * The share of equal numbers of two signatures estimates the Jaccard similarity J of the two sets. Its standard deviation is
 * √(J (1 − J) / 128), at most 0.044; of texts of twenty words 0.055.
 */

/** Numbers of a signature, a power of two of at most 256. */
export const SIGNATURE_BINS = 128;

/** Of a bin without shingles; more than any value. */
const EMPTY = 0xffffffff;

const LENDERS = lenders();

/**
 * The signature of a text with one shingle or more: an empty bin borrows from the first bin in its own random order that is not empty.
 *
 * @param minima the least value of a shingle in each bin
 */
export function densified(minima: Uint32Array): Uint16Array {
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

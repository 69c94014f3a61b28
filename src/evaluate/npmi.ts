import { ln } from '../math/log.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';

/**
 * Coherence of a list of terms: the mean over their pairs of normalised pointwise mutual information (Bouma 2009; Lau, Newman and
 * Baldwin 2014), ln(p_ij / (p_i p_j)) / −ln p_ij with p the share of documents that have the terms.
 *
 * A pair that never meets counts −1, a pair in every document 1. Between −1 and 1; NaN for fewer than two terms.
 *
 * @param Xt terms × documents
 * @param terms row numbers of Xt
 */
export function npmi(Xt: CsrMatrix, terms: readonly number[]): number {
  let sum = 0;
  let pairs = 0;
  for (let a = 0; a < terms.length; a++) {
    for (let b = 0; b < a; b++) {
      sum += pairNpmi(Xt, terms[a], terms[b]);
      pairs++;
    }
  }
  return sum / pairs;
}

function pairNpmi(Xt: CsrMatrix, a: number, b: number): number {
  const documents = Xt.columns;
  const together = sharedDocuments(Xt, a, b);
  if (together === 0) return -1;
  if (together === documents) return 1;
  const frequency = (term: number) => Xt.rowPointers[term + 1] - Xt.rowPointers[term];
  return ln((together * documents) / (frequency(a) * frequency(b))) / -ln(together / documents);
}

/** In how many documents both terms stand: the length of the intersection of two sorted lists. */
function sharedDocuments({ rowPointers, columnIndices }: CsrMatrix, a: number, b: number): number {
  let p = rowPointers[a];
  let q = rowPointers[b];
  let shared = 0;
  while (p < rowPointers[a + 1] && q < rowPointers[b + 1]) {
    const difference = columnIndices[p] - columnIndices[q];
    if (difference === 0) shared++;
    if (difference <= 0) p++;
    if (difference >= 0) q++;
  }
  return shared;
}

import { ln } from '../math/log.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { type CoCounts, countOf, countTogether, sharedDocuments } from './co-counts.js';

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
  const frequency = (term: number) => Xt.rowPointers[term + 1] - Xt.rowPointers[term];
  return meanOverPairs(terms, (a, b) => pairNpmi(sharedDocuments(Xt, a, b), frequency(a), frequency(b), Xt.columns));
}

/**
 * The same over any units: documents, or windows of words. A term that stands in none never meets another, so each of its pairs counts −1.
 * (gensim's `c_npmi` adds 1e-12 to p_ij instead: the same for pairs that meet, but for 1e-6 at most; −0.9 to −0.5, by how common the terms
 * are, for those that do not.)
 *
 * @param terms columns, which must have been counted together
 */
export function npmiOfCounts(counts: CoCounts, terms: readonly number[]): number {
  return meanOverPairs(terms, (a, b) => pairNpmi(countTogether(counts, a, b), countOf(counts, a), countOf(counts, b), counts.units));
}

function meanOverPairs(terms: readonly number[], of: (a: number, b: number) => number): number {
  let sum = 0;
  let pairs = 0;
  for (let a = 0; a < terms.length; a++) {
    for (let b = 0; b < a; b++) {
      sum += of(terms[a], terms[b]);
      pairs++;
    }
  }
  return sum / pairs;
}

function pairNpmi(together: number, a: number, b: number, units: number): number {
  if (together === 0) return -1;
  if (together === units) return 1;
  return ln((together * units) / (a * b)) / -ln(together / units);
}

import { ln } from '../math/log.js';
import { type CoCounts, countOf, countTogether } from './co-counts.js';

/**
 * Coherence as Mimno, Wallach, Talley, Leenders and McCallum define it (2011, "Optimizing semantic coherence in topic models", equation 1),
 * known as UMass: Σ_{m=2}^{M} Σ_{l<m} ln[(D(v_m, v_l) + 1) / D(v_l)], D the number of documents that have the terms. It is a sum, so it
 * compares only lists of one length. (gensim's `u_mass` is another: a mean, over probabilities.)
 *
 * A pair whose v_l stands in no document, as may be in a reference collection, adds 0.
 *
 * @param counts over whole documents
 * @param terms columns by falling probability in the topic, counted together
 * @returns mostly below 0, at most M (M − 1) / 2 · ln 2; the nearer to 0, the more coherent; NaN for fewer than two terms
 */
export function umass(counts: CoCounts, terms: readonly number[]): number {
  if (terms.length < 2) return Number.NaN;
  let sum = 0;
  for (let m = 1; m < terms.length; m++) {
    for (let l = 0; l < m; l++) {
      const documents = countOf(counts, terms[l]);
      if (documents > 0) sum += ln((countTogether(counts, terms[m], terms[l]) + 1) / documents);
    }
  }
  return sum;
}

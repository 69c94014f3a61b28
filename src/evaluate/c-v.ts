import { ln } from '../math/log.js';
import { type CoCounts, countOf, countTogether } from './co-counts.js';

/** Added to the probability of a pair, so that one that never meets has a logarithm (Röder, Both and Hinneburg 2015; gensim). */
const EPSILON = 1e-12;

/**
 * C_v, the coherence that agreed best with people's judgement in Röder, Both and Hinneburg (2015, "Exploring the space of topic coherence
 * measures", sections 3 and 5): the mean over the terms of the cosine between the term's vector and the sum of all terms' vectors, the
 * vector of a term being its NPMI with each of the terms, itself too (one-set segmentation, indirect cosine, γ = 1, arithmetic mean).
 * NPMI is ln((p_ij + ε) / (p_i p_j)) / −ln(p_ij + ε) with ε = 1e-12, as gensim's `c_v` has it: a pair that never meets is somewhat above −1.
 *
 * Two cases that gensim has no value for: a term in no unit has a vector of zeros, and its cosine is 0; a term in every unit has 1 with
 * itself, as a pair in every unit has.
 *
 * @param counts over windows of 110 words, as the paper has it
 * @param terms columns, which must have been counted together
 * @returns between −1 and 1, in practice above 0; NaN for fewer than two terms
 */
export function cV(counts: CoCounts, terms: readonly number[]): number {
  if (terms.length < 2) return Number.NaN;
  const vectors = terms.map((term) => Float64Array.from(terms, (other) => smoothedNpmi(counts, term, other)));
  const whole = new Float64Array(terms.length);
  for (const vector of vectors) for (let j = 0; j < whole.length; j++) whole[j] += vector[j];
  let sum = 0;
  for (const vector of vectors) sum += cosine(vector, whole);
  return sum / terms.length;
}

function smoothedNpmi(counts: CoCounts, a: number, b: number): number {
  const { units } = counts;
  const [ofA, ofB] = [countOf(counts, a), countOf(counts, b)];
  if (ofA === 0 || ofB === 0) return 0;
  const together = a === b ? ofA : countTogether(counts, a, b);
  if (together === units) return 1;
  const share = together / units + EPSILON;
  return ln(share / ((ofA / units) * (ofB / units))) / -ln(share);
}

function cosine(a: Float64Array, b: Float64Array): number {
  let [product, ofA, ofB] = [0, 0, 0];
  for (let j = 0; j < a.length; j++) {
    product += a[j] * b[j];
    ofA += a[j] * a[j];
    ofB += b[j] * b[j];
  }
  return ofA === 0 || ofB === 0 ? 0 : product / (Math.sqrt(ofA) * Math.sqrt(ofB));
}

import { pow } from '../math/exp.js';

/** How likely a reader is to go on from one term to the next: the first ten have 86 % of the weight at 0.9 (Webber et al. 2010, equation 21). */
export const PERSISTENCE = 0.9;

/**
 * Rank-biased overlap of two rankings, extrapolated (Webber, Moffat and Zobel 2010, "A similarity measure for indefinite rankings",
 * equation 32): with X_d the number of terms that the first d of both share, s and l the lengths of the shorter and the longer one,
 *
 *     (1 − p)/p [ Σ_{d=1}^{l} X_d/d p^d + Σ_{d=s+1}^{l} X_s (d − s)/(s d) p^d ] + [ (X_l − X_s)/l + X_s/s ] p^l
 *
 * @param a terms, each once, best first
 * @param b the same
 * @returns 0 for no term in common to 1 for the same ranking; 0 where one is empty
 */
export function rankBiasedOverlap(a: readonly number[], b: readonly number[], p = PERSISTENCE): number {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const [s, l] = [shorter.length, longer.length];
  if (s === 0) return 0;
  const inShorter = new Set<number>();
  const inLonger = new Set<number>();
  let shared = 0;
  let sharedAtS = 0;
  let sum = 0;
  let weight = 1;
  for (let d = 1; d <= l; d++) {
    const next = longer[d - 1];
    inLonger.add(next);
    if (inShorter.has(next)) shared++;
    if (d <= s) {
      inShorter.add(shorter[d - 1]);
      if (inLonger.has(shorter[d - 1])) shared++;
    }
    if (d === s) sharedAtS = shared;
    weight *= p;
    const extrapolated = d > s ? (sharedAtS * (d - s)) / s : 0;
    sum += ((shared + extrapolated) / d) * weight;
  }
  return ((1 - p) / p) * sum + ((shared - sharedAtS) / l + sharedAtS / s) * pow(p, l);
}

/**
 * Inverse rank-biased overlap: 1 less the mean over all pairs of topics of the overlap of their first terms (Bianchi, Terragni and Hovy
 * 2021). 0 where all topics have the same terms in the same order, 1 where none shares a term with another; NaN for fewer than two topics.
 *
 * @param lists the first terms of each topic, best first
 */
export function inverseRankBiasedOverlap(lists: readonly (readonly number[])[]): number {
  let sum = 0;
  let pairs = 0;
  for (const [k, list] of lists.entries()) {
    for (const other of lists.slice(0, k)) {
      sum += rankBiasedOverlap(list, other);
      pairs++;
    }
  }
  return 1 - sum / pairs;
}

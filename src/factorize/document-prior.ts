import { digamma } from '../math/digamma.js';
import type { Engine } from './engine.js';

/** Documents that are looked at, evenly spaced: enough to tell K numbers. */
const SAMPLE = 4000;
/** No topic's pseudo-count falls below this share of the mean. */
const LEAST_SHARE = 0.01;

/**
 * One step of learning an asymmetric document prior (Wallach, Mimno and McCallum 2009): Minka's fixed point (2000, eq. 55),
 * a_k ← a_k Σ_i [ψ(N_ik + a_k) − ψ(a_k)] / Σ_i [ψ(N_i + Σa) − ψ(Σa)], on the expected counts N of a sample of documents; then the
 * numbers are scaled so that their mean is what the user has set. Topics that many documents have some words of get more.
 *
 * @returns the new pseudo-counts, topics in the order of the fit
 */
export function learnDocumentPrior(engine: Engine): Float64Array {
  const { topics, stride, priors } = engine;
  const before = priors?.documents as Float64Array;
  const sum = before.reduce((all, a) => all + a, 0);
  const { W, lengths } = engine.documentSample(SAMPLE);
  const gains = new Float64Array(topics);
  const least = before.map((a) => digamma(a));
  for (const [i, words] of lengths.entries()) {
    if (words === 0) continue;
    for (let k = 0; k < topics; k++) {
      const expected = (W[i * stride + k] * (words + sum)) / words - before[k];
      if (expected > 0) gains[k] += digamma(expected + before[k]) - least[k];
    }
  }
  const learned = before.map((a, k) => a * gains[k]);
  const total = learned.reduce((all, a) => all + a, 0);
  if (!(total > 0)) return before;
  const raised = learned.map((a) => Math.max(a / total, LEAST_SHARE / topics));
  const all = raised.reduce((partial, a) => partial + a, 0);
  return raised.map((share) => (share / all) * sum);
}

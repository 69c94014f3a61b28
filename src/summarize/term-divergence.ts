import { ln } from '../math/log.js';
import type { TopicModel } from '../topics/topic-model.js';

/** Terms of the collection that are added to those of a summary, so that what it lacks is not impossible. Fewer make for shorter sentences. */
const SMOOTHING = 100;
/** Nats by which a sentence of weight 1/e is worth less. */
const STRENGTH = 0.05;

/**
 * How far a summary is from a topic, KL(p ‖ q). Here p_j ∝ φ_kj √(φ_kj / b_j), with b the distribution of the collection: a topic's words, those more
 * that are its own. And q_j = (n_j + 100 b_j) / (n + 100), with n_j the counts of the summary. Since p sums to 1, all that a sentence changes is
 * Σ_j p_j ln(n_j + 100 b_j) − ln(n + 100): a sum over its terms.
 */
export class TermDivergence {
  private readonly probabilities: Float32Array;
  private readonly background: Float64Array;
  /** Σ_j φ_kj √(φ_kj / b_j) */
  private readonly scale: number;
  private readonly counts = new Map<number, number>();
  private total = 0;

  /**
   * @param probabilities φ_k, a topic's
   * @param background b, the collection's
   */
  constructor(probabilities: Float32Array, background: Float64Array) {
    this.probabilities = probabilities;
    this.background = background;
    let scale = 0;
    for (let j = 0; j < probabilities.length; j++) scale += this.target(j);
    this.scale = scale;
  }

  /** What adding a sentence is worth, in nats: by how much the divergence falls, less where the sentence can be quoted less well. */
  worth({ terms, weight }: { terms: Int32Array; weight: number }): number {
    let sum = 0;
    for (const j of terms) {
      const target = this.target(j);
      if (target === 0) continue;
      const before = (this.counts.get(j) ?? 0) + SMOOTHING * this.background[j];
      sum += target * ln((before + 1) / before);
    }
    return sum / this.scale - ln((this.total + terms.length + SMOOTHING) / (this.total + SMOOTHING)) + STRENGTH * ln(weight);
  }

  /** Adds the terms of a sentence, which differ. */
  add(terms: Int32Array): void {
    for (const j of terms) this.counts.set(j, (this.counts.get(j) ?? 0) + 1);
    this.total += terms.length;
  }

  private target(j: number): number {
    const probability = this.probabilities[j];
    return probability === 0 || this.background[j] === 0 ? 0 : probability * Math.sqrt(probability / this.background[j]);
  }
}

/** The divergence of the empty summary from each topic. */
export function topicDivergences(model: TopicModel): TermDivergence[] {
  const { topics, terms, topicTerms } = model;
  const background = collectionTerms(model);
  return Array.from({ length: topics }, (_, k) => new TermDivergence(topicTerms.subarray(k * terms, (k + 1) * terms), background));
}

/** The distribution of the collection over its terms, as the model has it: Σ_k prevalence_k φ_k. */
export function collectionTerms({ topics, terms, topicTerms, prevalence }: TopicModel): Float64Array {
  const sum = new Float64Array(terms);
  for (let k = 0; k < topics; k++) for (let j = 0; j < terms; j++) sum[j] += prevalence[k] * topicTerms[k * terms + j];
  return sum;
}

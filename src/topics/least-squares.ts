import type { CsrMatrix } from '../matrix/csr-matrix.js';

/** Largest change of a weight in a sweep, as a share of all weights, at which a document is done; and most sweeps. */
const BOUND = 1e-12;
const MOST_SWEEPS = 100_000;
/** Square of a topic's length, as a share of the largest, below which it is empty. */
const EMPTY_SHARE = 1e-20;

/**
 * Weights w ≥ 0 of documents with the least ‖x − w H‖², H fixed: coordinate descent on H Hᵀ and x H (hierarchical alternating least squares;
 * Cichocki and Phan 2009), which needs the entries of a document only once.
 */
export class LeastSquares {
  private readonly byTerm: Float32Array;
  private readonly topics: number;
  private readonly stride: number;
  /** H Hᵀ */
  private readonly gram: Float64Array;
  private readonly projections: Float64Array;
  private readonly weights: Float64Array;

  /** @param byTerm terms × stride, H's columns side by side */
  constructor(byTerm: Float32Array, topics: number, stride: number) {
    this.byTerm = byTerm;
    this.topics = topics;
    this.stride = stride;
    this.gram = new Float64Array(topics * topics);
    this.projections = new Float64Array(topics);
    this.weights = new Float64Array(topics);
    for (let b = 0; b < byTerm.length; b += stride) {
      for (let k = 0; k < topics; k++) if (byTerm[b + k] !== 0) for (let l = 0; l < topics; l++) this.gram[k * topics + l] += byTerm[b + k] * byTerm[b + l];
    }
    const largest = Math.max(...this.lengths());
    this.lengths().forEach((length, k) => {
      if (length < EMPTY_SHARE * largest) this.gram[k * topics + k] = 0;
    });
  }

  /**
   * Infers the mixture of document i.
   *
   * @param shares documents × topics, of which it writes row i
   * @returns the largest change of the last sweep, as a share of all weights
   */
  infer({ rowPointers, columnIndices, values }: CsrMatrix, i: number, shares: Float64Array): number {
    const { topics, stride, byTerm, projections, weights } = this;
    projections.fill(0);
    for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
      for (let k = 0, b = columnIndices[p] * stride; k < topics; k++, b++) projections[k] += values[p] * byTerm[b];
    }
    weights.fill(0);
    let change = 0;
    let sum = 0;
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      change = this.sweep();
      sum = weights.reduce((all, w) => all + w, 0);
      if (change <= BOUND * sum) break;
    }
    for (let k = 0; k < topics; k++) shares[i * topics + k] = sum > 0 ? weights[k] / sum : 1 / topics;
    return sum > 0 ? change / sum : 0;
  }

  /** Sets each weight to where the squares are least with the others as they are; returns the largest change. */
  private sweep(): number {
    const { topics, gram, projections, weights } = this;
    let largest = 0;
    for (let k = 0; k < topics; k++) {
      const square = gram[k * topics + k];
      if (square === 0) continue;
      let gradient = -projections[k];
      for (let l = 0; l < topics; l++) gradient += weights[l] * gram[k * topics + l];
      const updated = Math.max(0, weights[k] - gradient / square);
      largest = Math.max(largest, Math.abs(updated - weights[k]));
      weights[k] = updated;
    }
    return largest;
  }

  private lengths(): number[] {
    return Array.from({ length: this.topics }, (_, k) => this.gram[k * this.topics + k] as number);
  }
}

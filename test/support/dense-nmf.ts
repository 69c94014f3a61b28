/*
 * NMF by multiplicative updates on dense arrays, written from the formulas alone: slow, and it shares no arithmetic with src/.
 */

import type { Factors } from '../../src/factorize/factors.js';

type Matrix = number[][];

const product = (A: Matrix, B: Matrix): Matrix =>
  A.map((row) => (B[0] as number[]).map((_, j) => row.reduce((sum, a, k) => sum + a * ((B[k] as number[])[j] as number), 0)));
const transposed = (A: Matrix): Matrix => (A[0] as number[]).map((_, j) => A.map((row) => row[j] as number));
const combine = (A: Matrix, B: Matrix, f: (a: number, b: number) => number): Matrix =>
  A.map((row, i) => row.map((a, j) => f(a, (B[i] as number[])[j] as number)));

export interface DenseFactors {
  W: Matrix;
  H: Matrix;
}

/** The factors of a fit as rows. */
export function denseFactors({ W, Ht, topics }: Factors): DenseFactors {
  const rows = (flat: Float32Array) => Array.from({ length: flat.length / topics }, (_, i) => [...flat.slice(i * topics, (i + 1) * topics)]);
  return { W: rows(W), H: transposed(rows(Ht)) };
}

/** D = Σ x ln(x / λ) − x + λ over all cells. */
export function denseDivergence(X: Matrix, { W, H }: DenseFactors): number {
  return combine(X, product(W, H), (x, mean) => (x > 0 ? x * Math.log(x / mean) - x : 0) + mean)
    .flat()
    .reduce((a, b) => a + b, 0);
}

/** W ← W ∘ (X/WH Hᵀ) / (1 Hᵀ), then H ← H ∘ (Wᵀ X/WH) / (Wᵀ 1). */
export function denseKlIteration(X: Matrix, { W, H }: DenseFactors): DenseFactors {
  const ones = X.map((row) => row.map(() => 1));
  const step = (left: Matrix, factor: Matrix, other: Matrix) =>
    combine(
      factor,
      combine(product(left, transposed(other)), product(ones, transposed(other)), (a, b) => a / b),
      (a, b) => a * b,
    );
  const newW = step(
    combine(X, product(W, H), (x, mean) => x / mean),
    W,
    H,
  );
  const ratios = combine(X, product(newW, H), (x, mean) => x / mean);
  const onesT = transposed(ones);
  const newHt = combine(
    transposed(H),
    combine(product(transposed(ratios), newW), product(onesT, newW), (a, b) => a / b),
    (a, b) => a * b,
  );
  return { W: newW, H: transposed(newHt) };
}

/** W ← W ∘ (X Hᵀ) / (W H Hᵀ), then H ← H ∘ (Wᵀ X) / (Wᵀ W H). */
export function denseFrobeniusIteration(X: Matrix, { W, H }: DenseFactors): DenseFactors {
  const update = (data: Matrix, factor: Matrix, other: Matrix) =>
    combine(
      factor,
      combine(product(data, transposed(other)), product(product(factor, other), transposed(other)), (a, b) => a / b),
      (a, b) => a * b,
    );
  const newW = update(X, W, H);
  const newHt = update(transposed(X), transposed(H), transposed(newW));
  return { W: newW, H: transposed(newHt) };
}

/** ½ ‖X − W H‖². */
export function denseSquaredError(X: Matrix, { W, H }: DenseFactors): number {
  return combine(X, product(W, H), (x, mean) => (x - mean) ** 2 / 2)
    .flat()
    .reduce((a, b) => a + b, 0);
}

/** Pseudo-counts: of each topic in each document, and of each term in each topic. */
export interface DensePriors {
  a: readonly number[];
  b: number;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((all, x) => all + x, 0);

/** Σ_j x_ij r_ijk of each document and Σ_i x_ij r_ijk of each term, with responsibilities r_ijk ∝ (W_ik H_kj)^β. */
export function denseExpectedCounts(X: Matrix, { W, H }: DenseFactors, power = 1): { documents: Matrix; terms: Matrix } {
  const documents = W.map((row) => row.map(() => 0));
  const terms = H.map((row) => row.map(() => 0));
  for (const [i, row] of X.entries()) {
    for (const [j, x] of row.entries()) {
      const weights = (W[i] as number[]).map((w, k) => (w * ((H[k] as number[])[j] as number)) ** power);
      const sum = sumOf(weights);
      for (const [k, weight] of weights.entries()) {
        if (x === 0) continue;
        (documents[i] as number[])[k] = ((documents[i] as number[])[k] as number) + (x * weight) / sum;
        (terms[k] as number[])[j] = ((terms[k] as number[])[j] as number) + (x * weight) / sum;
      }
    }
  }
  return { documents, terms };
}

/** One step of expectation maximisation with Dirichlet priors, W first: W_i ← d_i (N_i + a) / (d_i + Σa), H_k ← (M_k + b) / (Σ M_k + m b). */
export function densePriorIteration(X: Matrix, { W, H }: DenseFactors, { a, b }: DensePriors, power = 1): DenseFactors {
  const newW = denseExpectedCounts(X, { W, H }, power).documents.map((counts, i) => {
    const words = sumOf(X[i] as number[]);
    return counts.map((n, k) => (words * (n + (a[k] as number))) / (words + sumOf(a)));
  });
  const newH = denseExpectedCounts(X, { W: newW, H }, power).terms.map((counts) => counts.map((n) => (n + b) / (sumOf(counts) + counts.length * b)));
  return { W: newW, H: newH };
}

/** D − Σ_i Σ_k a_k ln θ_ik − b Σ_kj ln φ_kj over the documents with words, θ_ik = W_ik / d_i, φ = H. */
export function densePriorObjective(X: Matrix, factors: DenseFactors, { a, b }: DensePriors): number {
  const { W, H } = factors;
  let objective = denseDivergence(X, factors);
  for (const [i, row] of W.entries()) {
    const words = sumOf(X[i] as number[]);
    if (words > 0) for (const [k, w] of row.entries()) if (a[k] !== 0) objective -= (a[k] as number) * Math.log(w / words);
  }
  if (b !== 0) objective -= b * sumOf(H.flat().map(Math.log));
  return objective;
}

/** The larger of Σ |W_ik − d_i (N_ik + a_k) / (d_i + Σa)| and Σ |s_k H_kj − (M_kj + b)|, s_k = Σ_j M_kj + m b, as a share of the words. */
export function densePriorResidual(X: Matrix, factors: DenseFactors, { a, b }: DensePriors): number {
  const { W, H } = factors;
  const { documents, terms } = denseExpectedCounts(X, factors);
  const ofDocuments = W.map((row, i) => {
    const words = sumOf(X[i] as number[]);
    return sumOf(row.map((w, k) => Math.abs(w - (words * ((documents[i] as number[])[k] as number) + words * (a[k] as number)) / (words + sumOf(a)))));
  });
  const ofTerms = H.map((row, k) => {
    const counts = terms[k] as number[];
    const scale = sumOf(counts) + counts.length * b;
    return sumOf(row.map((h, j) => Math.abs(scale * h - ((counts[j] as number) + b))));
  });
  return Math.max(sumOf(ofDocuments), sumOf(ofTerms)) / sumOf(X.flat());
}

export { product as denseProduct };

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

export { product as denseProduct };

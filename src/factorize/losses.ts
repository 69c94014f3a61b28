import { CompensatedSum } from '../math/compensated-sum.js';
import { ln } from '../math/log.js';
import { logFactorial } from '../math/log-factorial.js';
import { type CsrMatrix, total } from '../matrix/csr-matrix.js';
import { columnSums, type Factors, FLOOR, gramMatrix } from './factors.js';
import * as frobeniusKernel from './kernels/frobenius.js';
import * as klKernel from './kernels/kullback-leibler.js';

/** The counts both ways round: rows are documents in X, terms in Xt. */
export interface Problem {
  readonly X: CsrMatrix;
  readonly Xt: CsrMatrix;
}

/** What a fit minimises. */
export interface Loss {
  /** One multiplicative half-step of A, the factor of X's rows, with B fixed. */
  updateRows(X: CsrMatrix, A: Float64Array, B: Float64Array, K: number): void;
  /** The value to be minimised at these factors. */
  objective(problem: Problem, factors: Factors): number;
  /** Where the factors stand towards a stationary point. H's rows must sum to 1. */
  stationarity(problem: Problem, factors: Factors): Stationarity;
}

/** How far the factors are from a stationary point, without units. */
export interface Stationarity {
  /** the larger one of the two factors' Σ entry · |gradient|, as a share of the data; 0 at a stationary point */
  kktResidual: number;
  /** the most negative gradient among the entries at the floor, as a share of its scale; 0 where none of them would grow */
  lowestGradient: number;
}

/**
 * Generalised Kullback-Leibler divergence over all cells: D(X | W H) = Σ x ln(x / λ) − Σ x + Σ λ, with λ = W H. The cells without
 * a count contribute λ, so Σ λ = Σ_k (Σ_i W_ik)(Σ_j H_kj) and no dense product is needed.
 */
export function generalizedKlDivergence(X: CsrMatrix, { W, Ht, topics: K }: Factors): number {
  const documentSums = columnSums(W, K);
  const termSums = columnSums(Ht, K);
  const sum = new CompensatedSum();
  sum.add(klKernel.logRatioSum(X, W, Ht, K));
  sum.add(-total(X));
  for (let k = 0; k < K; k++) sum.add(documentSums[k] * termSums[k]);
  return sum.value;
}

/** Σ x ln x − x − ln x!: the Poisson log-likelihood of a model that predicts each count exactly. log p(X | W H) is this − D. */
export function saturatedLogLikelihood(X: CsrMatrix): number {
  const sum = new CompensatedSum();
  for (let p = 0; p < X.values.length; p++) {
    const x = X.values[p];
    sum.add(x * ln(x) - x - logFactorial(x));
  }
  return sum.value;
}

const kullbackLeibler: Loss = {
  updateRows: (X, A, B, K) => klKernel.updateRows(X, A, B, K, columnSums(B, K), FLOOR),
  objective: ({ X }, factors) => generalizedKlDivergence(X, factors),
  stationarity: ({ X, Xt }, { W, Ht, topics: K }) => {
    const documents = klKernel.residualOfRows(X, W, Ht, K, columnSums(Ht, K), FLOOR);
    const terms = klKernel.residualOfRows(Xt, Ht, W, K, columnSums(W, K), FLOOR);
    return stationarity(documents, terms, total(X));
  },
};

const frobenius: Loss = {
  updateRows: (X, A, B, K) => frobeniusKernel.updateRows(X, A, B, K, gramMatrix(B, K), FLOOR),
  objective: ({ X }, { W, Ht, topics: K }) => {
    const documents = gramMatrix(W, K);
    const terms = gramMatrix(Ht, K);
    const sum = new CompensatedSum();
    sum.add(sumOfSquares(X));
    sum.add(-2 * frobeniusKernel.crossSum(X, W, Ht, K));
    for (let kl = 0; kl < documents.length; kl++) sum.add(documents[kl] * terms[kl]);
    return sum.value / 2;
  },
  stationarity: ({ X, Xt }, { W, Ht, topics: K }) => {
    const documents = frobeniusKernel.residualOfRows(X, W, Ht, K, gramMatrix(Ht, K), FLOOR);
    const terms = frobeniusKernel.residualOfRows(Xt, Ht, W, K, gramMatrix(W, K), FLOOR);
    return stationarity(documents, terms, sumOfSquares(X));
  },
};

function stationarity(documents: klKernel.Residual, terms: klKernel.Residual, scale: number): Stationarity {
  return { kktResidual: Math.max(documents.sum, terms.sum) / scale, lowestGradient: Math.min(documents.lowest, terms.lowest) };
}

function sumOfSquares(X: CsrMatrix): number {
  const sum = new CompensatedSum();
  for (let p = 0; p < X.values.length; p++) sum.add(X.values[p] * X.values[p]);
  return sum.value;
}

/** The losses by the name that the setting `loss` takes. */
export const losses = { 'kullback-leibler': kullbackLeibler, frobenius } as const;
export type LossName = keyof typeof losses;

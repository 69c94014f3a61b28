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
  /** Distance from a stationary point, without units; 0 at one. H's rows must sum to 1. */
  kktResidual(problem: Problem, factors: Factors): number;
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
  kktResidual: ({ X, Xt }, { W, Ht, topics: K }) => {
    const documents = klKernel.residualOfRows(X, W, Ht, K, columnSums(Ht, K), FLOOR);
    const terms = klKernel.residualOfRows(Xt, Ht, W, K, columnSums(W, K), FLOOR);
    return Math.max(documents.sum, terms.sum) / total(X);
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
  kktResidual: ({ X, Xt }, { W, Ht, topics: K }) => {
    const documents = frobeniusKernel.residualOfRows(X, W, Ht, K, gramMatrix(Ht, K));
    const terms = frobeniusKernel.residualOfRows(Xt, Ht, W, K, gramMatrix(W, K));
    return Math.max(documents, terms) / sumOfSquares(X);
  },
};

function sumOfSquares(X: CsrMatrix): number {
  const sum = new CompensatedSum();
  for (let p = 0; p < X.values.length; p++) sum.add(X.values[p] * X.values[p]);
  return sum.value;
}

/** The losses by the name that the setting `loss` takes. */
export const losses = { 'kullback-leibler': kullbackLeibler, frobenius } as const;
export type LossName = keyof typeof losses;

import type { Solver, SolverContext } from './solver.js';

/**
 * Sequential coordinate descent, W first, then H: each row's entries one after the other, the row's means λ kept up to date.
 *
 * KL divergence (after Hsieh and Dhillon 2011; Lin and Boutros 2020; Carbonetto et al. 2021): with B the fixed factor, s_k its column
 * sums, N = Σ_j x_j B_jk / λ_j and Q = Σ_j x_j B_jk² / λ_j², Newton's step for entry a is (N − s_k) / Q. Here the step is (N / Q)(N / s_k − 1):
 * it takes N(a) to be of the form c / (d + a) with the value and the slope that it has, which is exact where one entry of the row matters,
 * and goes less far down and further up than Newton's. Frobenius norm: hierarchical alternating least squares (Cichocki and Phan 2009),
 * where each step is the exact minimum.
 *
 * With priors the documents' steps minimise the objective with the prior's term for the one entry, and the terms take the plain step: the sum of
 * a topic ties all its terms together.
 *
 * A step of the KL kind can in principle go too far; should the objective rise, multiplicative updates take over.
 */
export function coordinateDescent({ engine, loss }: SolverContext): Solver {
  let careful = false;
  return {
    monotone: true,
    async iterate() {
      const kernel = careful ? loss.multiplicative : loss.descent;
      await engine.step(engine.documents, kernel);
      await engine.step(engine.terms, engine.priors === undefined ? kernel : loss.multiplicative);
    },
    retreat() {
      if (careful) return false;
      careful = true;
      return true;
    },
    state: () => [careful ? 1 : 0],
    resume: ([wasCareful]) => {
      careful = wasCareful === 1;
    },
  };
}

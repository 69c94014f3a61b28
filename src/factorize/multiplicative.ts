import { type Factors, normalizeTopics } from './factors.js';
import type { Loss, Problem } from './losses.js';

/**
 * Multiplicative updates (Lee and Seung 1999, 2001): W first, then H, then each topic's scale moved to W. The objective never rises.
 * With the generalised KL divergence this is maximum likelihood by EM (Gaussier and Goutte 2005; Ding, Li and Peng 2008).
 *
 * @returns a function that does one iteration on the factors, in place
 */
export function multiplicative(problem: Problem, factors: Factors, loss: Loss): () => void {
  const { W, Ht, topics } = factors;
  return () => {
    loss.updateRows(problem.X, W, Ht, topics);
    loss.updateRows(problem.Xt, Ht, W, topics);
    normalizeTopics(factors);
  };
}

/** The solvers by the name that the setting `solver` takes. */
export const solvers = { multiplicative } as const;
export type SolverName = keyof typeof solvers;

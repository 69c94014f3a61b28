import type { Solver, SolverContext } from './solver.js';

/**
 * Multiplicative updates (Lee and Seung 1999, 2001): W first, then H. The objective never rises. With the generalised KL divergence
 * this is maximum likelihood by EM (Gaussier and Goutte 2005; Ding, Li and Peng 2008).
 */
export function multiplicative({ engine, loss }: SolverContext): Solver {
  return {
    monotone: true,
    async iterate() {
      await engine.step(engine.documents, loss.multiplicative);
      await engine.step(engine.terms, loss.multiplicative);
    },
    retreat: () => false,
    state: () => [],
    resume: () => {},
  };
}

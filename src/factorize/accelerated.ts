import { MiniBatches } from './online.js';
import type { Solver, SolverContext } from './solver.js';

/** Iterations without extrapolation after the objective has risen: one row of the trace. */
const PLAIN_ITERATIONS = 10;

/**
 * The default. From a start that knows nothing of the counts yet, one pass of mini-batches (see online.ts): it does the work of some
 * twenty multiplicative iterations. Then coordinate descent (see coordinate-descent.ts), extrapolated: each half-step starts from
 * a + α max(0, a − a_before), with Nesterov's α = (t − 1) / t⁺, t⁺ = (1 + √(1 + 4 t²)) / 2 (Ang and Gillis 2019; Hien, Leplat and Gillis 2024;
 * only what grows is extrapolated, so that entries stay ≥ 0). Should the objective have risen, the fit goes back to where it was
 * lowest, does without extrapolation for a while, and begins it anew; should it rise without, multiplicative updates take over.
 *
 * With priors multiplicative updates are extrapolated: they leave no weight at 0 that coordinate descent could pass over, which then costs twice as
 * much and brings no more.
 */
export function accelerated({ engine, loss, seed, coldStart }: SolverContext): Solver {
  const warmUp = coldStart && !loss.gram;
  let started = false;
  let t = 1;
  let plainLeft = 0;
  let careful = false;

  const momentum = () => {
    if (plainLeft > 0) {
      plainLeft--;
      return 0;
    }
    const next = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
    const alpha = (t - 1) / next;
    t = next;
    return alpha;
  };
  return {
    monotone: true,
    async iterate() {
      if (!started) {
        started = true;
        if (warmUp) return new MiniBatches(engine, seed).pass();
      }
      const kernel = careful || engine.priors !== undefined ? loss.multiplicative : loss.descent;
      const alpha = careful ? 0 : momentum();
      await engine.step(engine.documents, kernel, { momentum: alpha });
      await engine.step(engine.terms, kernel, { momentum: alpha });
    },
    retreat() {
      if (careful) return false;
      if (plainLeft > 0 || t === 1) careful = true;
      t = 1;
      plainLeft = PLAIN_ITERATIONS;
      return true;
    },
    state: () => [started ? 1 : 0, t, plainLeft, careful ? 1 : 0],
    resume: (state) => {
      started = state[0] === 1;
      t = state[1] as number;
      plainLeft = state[2] as number;
      careful = state[3] === 1;
    },
  };
}

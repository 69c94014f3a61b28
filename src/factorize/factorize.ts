import { InterruptedError, NumericalError } from '../errors/errors.js';
import { type CsrMatrix, transpose } from '../matrix/csr-matrix.js';
import type { Factors } from './factors.js';
import { generalizedKlDivergence, type LossName, losses, type Problem, type Stationarity, saturatedLogLikelihood } from './losses.js';
import { type SolverName, solvers } from './multiplicative.js';

/** Iterations between two rows of the trace: a row costs about as much as an iteration and a half. */
const TRACE_EVERY = 10;

export interface FitSettings {
  loss: LossName;
  solver: SolverName;
  /** ≥ 1 */
  maxIterations: number;
  /** stop when the objective falls by less than this share of itself per iteration; 0 never stops early */
  tolerance: number;
}

/** The state of a fit after some iterations. */
export interface TraceRow extends Stationarity {
  iteration: number;
  /** since the start of the fit; the only number here that differs from run to run */
  seconds: number;
  klDivergence: number;
  /** what the solver minimises: the divergence, or ½ ‖X − W H‖² */
  objective: number;
  /** Poisson log-likelihood, nats */
  logLikelihood: number;
  /** fall of the objective per iteration since the last row, as a share of it; NaN in the first row */
  relativeChange: number;
}

/** Why a fit stopped: its objective stood still, or it had done its iterations. */
export type FitStatus = 'converged' | 'max-iterations';

/** A finished fit. */
export interface Factorization {
  factors: Factors;
  status: FitStatus;
  iterations: number;
  trace: TraceRow[];
}

export interface FitHooks {
  /** called after each iteration with its number and the last row of the trace */
  onIteration?: (iteration: number, last: TraceRow) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Fits X ≈ W H from a start, which is changed in place. Lets other work of the process happen about ten times a second.
 *
 * @throws NumericalError when the objective is no longer a finite number
 * @throws InterruptedError when the signal is aborted
 */
export async function factorize(X: CsrMatrix, factors: Factors, settings: FitSettings, hooks: FitHooks = {}): Promise<Factorization> {
  const problem: Problem = { X, Xt: transpose(X) };
  const loss = losses[settings.loss];
  const iterate = solvers[settings.solver](problem, factors, loss);
  const saturated = saturatedLogLikelihood(X);
  const started = performance.now();
  const trace: TraceRow[] = [];
  const record = (iteration: number): TraceRow => {
    const klDivergence = generalizedKlDivergence(X, factors);
    const objective = settings.loss === 'kullback-leibler' ? klDivergence : loss.objective(problem, factors);
    if (!Number.isFinite(objective)) throw new NumericalError(`the objective is ${objective} after ${iteration} iterations`, { iteration });
    const last = trace.at(-1);
    const row = {
      iteration,
      seconds: (performance.now() - started) / 1000,
      klDivergence,
      objective,
      logLikelihood: saturated - klDivergence,
      relativeChange: last === undefined ? Number.NaN : (last.objective - objective) / Math.abs(last.objective) / (iteration - last.iteration),
      ...loss.stationarity(problem, factors),
    };
    trace.push(row);
    return row;
  };

  let last = record(0);
  let status: FitStatus = 'max-iterations';
  let iteration = 0;
  let paused = performance.now();
  while (iteration < settings.maxIterations) {
    iterate();
    iteration++;
    if (iteration % TRACE_EVERY === 0 || iteration === settings.maxIterations) {
      last = record(iteration);
      if (settings.tolerance > 0 && last.relativeChange < settings.tolerance) status = 'converged';
    }
    hooks.onIteration?.(iteration, last);
    if (status === 'converged') break;
    if (performance.now() - paused > 100) {
      await new Promise((resume) => setImmediate(resume));
      paused = performance.now();
    }
    if (hooks.signal?.aborted)
      throw new InterruptedError(`interrupted in iteration ${iteration} of the fit`, {
        hint: 'Run the same command again: the stages that are finished are reused.',
      });
  }
  return { factors, status, iterations: iteration, trace };
}

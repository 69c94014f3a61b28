import type { Engine } from './engine.js';
import type { Loss } from './losses.js';

/** What a solver works with. */
export interface SolverContext {
  engine: Engine;
  loss: Loss;
  /** of the order of mini-batches */
  seed: number;
  /** whether the start explains the counts no better than the collection's word frequencies alone would */
  coldStart: boolean;
}

/** A way to bring the objective down. */
export interface Solver {
  /** whether the objective must never rise from one row of the trace to the next */
  readonly monotone: boolean;
  /** one iteration: each factor is updated once at least */
  iterate(): Promise<void>;
  /**
   * The objective had risen, and the factors are back where it was lowest: go on more carefully.
   *
   * @returns false when there is no more careful way; then the fit is as near to its end as its arithmetic can tell
   */
  retreat(): boolean;
  /** the numbers that, with the factors, decide all that follows */
  state(): number[];
  resume(state: readonly number[]): void;
}

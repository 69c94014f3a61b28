import { NumericalError } from '../errors/errors.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { Annealing } from './annealing.js';
import { Engine, type EngineState } from './engine.js';
import type { Factors } from './factors.js';
import { type CountSums, countSums, type Evaluation, type LossName, losses } from './losses.js';
import { onlineLayout } from './online.js';
import type { Priors } from './priors.js';
import type { Solver } from './solver.js';
import { type SolverName, solvers } from './solvers.js';
import { type Crew, SingleThread } from './workers/crew.js';

/** Iterations between two rows of the trace: a row costs about as much as half an iteration. */
const TRACE_EVERY = 10;
/** Iterations of each of several starts, before the best of them goes on. */
const SHORT_RUN = 20;

export interface FitSettings {
  loss: LossName;
  solver: SolverName;
  /** any integer: of the order of mini-batches */
  seed: number;
  /** ≥ 1 */
  maxIterations: number;
  /** stop when the objective falls by less than this share of itself per iteration; 0 goes on as long as float32 can bring it down */
  tolerance: number;
  /** stop when the KKT residual is below; 0 never stops early */
  kktTolerance: number;
  /** a ≥ 0: pseudo-counts of each topic in each document, on average over the topics; default 0, and must be with the Frobenius norm */
  documentPrior?: number | undefined;
  /** b ≥ 0: pseudo-counts of each term in each topic; default 0, and must be with the Frobenius norm */
  termPrior?: number | undefined;
  /** whether the start is one to go on from: annealing would undo it */
  startIsFit?: boolean;
}

/** The state of a fit after some iterations. */
export interface TraceRow extends Evaluation {
  iteration: number;
  /** since the start of the fit; the only number here that differs from run to run */
  seconds: number;
  /** Poisson log-likelihood, nats */
  logLikelihood: number;
  /** fall of the objective per iteration since the last row, as a share of it; NaN in the first row */
  relativeChange: number;
}

/**
 * Why a fit stopped: its objective stood still, its KKT residual was small enough, it had done its iterations, or it was told to.
 */
export type FitStatus = 'converged' | 'stationary' | 'max-iterations' | 'interrupted';

/** A finished fit. */
export interface Factorization {
  factors: Factors;
  status: FitStatus;
  iterations: number;
  trace: TraceRow[];
  /** a as it was learned, K numbers; 0 without priors */
  documentPrior: Float64Array;
  /** the counts that were fitted, in the memory of the fit: X can be let go */
  X: CsrMatrix;
}

/** A fit between two iterations: with it, the fit goes on with the same bits. */
export interface Checkpoint {
  iteration: number;
  trace: TraceRow[];
  solver: number[];
  annealing: number[];
  engine: EngineState;
}

export interface FitHooks {
  /** called after each iteration, but those of short runs, with its number and the last row of the trace */
  onIteration?: ((iteration: number, last: TraceRow) => void) | undefined;
  /** called before each of several short runs with its number, from 1, and how many there are */
  onStart?: ((start: number, starts: number) => void) | undefined;
  /** ends the fit after the iteration at hand */
  signal?: AbortSignal | undefined;
  /** who does the work; default: this thread */
  crew?: Crew | undefined;
  /** most bytes of one WebAssembly memory; beyond it, blocks of rows are copied in */
  memoryLimit?: number | undefined;
  /** iterations between two rows of the trace */
  traceEvery?: number | undefined;
  /** called every so many seconds, and when the fit is told to end; the arrays change when it returns */
  checkpoint?: { seconds: number; write(state: Checkpoint): void } | undefined;
  /** where an earlier fit of the same counts, start and settings was */
  resume?: Checkpoint | undefined;
}

/**
 * Fits X ≈ W H.
 *
 * @param X documents × terms
 * @param starts one start or more: of several, each is made and has a short run in turn, and the best goes on
 * @throws NumericalError when the objective is no longer a finite number
 */
export async function factorize(X: CsrMatrix, starts: readonly (() => Factors)[], settings: FitSettings, hooks: FitHooks = {}): Promise<Factorization> {
  const { crew = new SingleThread(), memoryLimit } = hooks;
  const loss = losses[settings.loss];
  const [firstStart, ...otherStarts] = starts as [() => Factors, ...(() => Factors)[]];
  const start = firstStart();
  const priors = priorsOf(settings, start.topics);
  const engine = await Engine.create(X, start, { crew, memoryLimit, gram: loss.gram, priors, more: onlineLayout(X) });
  const fit = new Fit(engine, settings, countSums(X), hooks);
  if (hooks.resume === undefined) await fit.begin(otherStarts);
  else fit.resume(hooks.resume);
  const status = await fit.run();
  const documentPrior = engine.priors?.documents ?? new Float64Array(engine.topics);
  return { factors: engine.factors(), status, iterations: fit.iteration, trace: fit.trace, documentPrior, X: engine.documents.matrix };
}

function priorsOf({ documentPrior = 0, termPrior = 0 }: FitSettings, topics: number): Priors | undefined {
  if (documentPrior === 0 && termPrior === 0) return undefined;
  return { documents: new Float64Array(topics).fill(documentPrior), terms: termPrior };
}

class Fit {
  iteration = 0;
  trace: TraceRow[] = [];
  private readonly engine: Engine;
  private readonly settings: FitSettings;
  private readonly counts: CountSums;
  private readonly hooks: FitHooks;
  private solver: Solver;
  private readonly annealing: Annealing;
  /** whether not all short runs were done: there is nothing to go on from then that would lead to the same bits */
  private startsCutShort = false;
  /** when the clock of `seconds` was at 0 */
  private started = performance.now();
  private paused = performance.now();
  private saved = performance.now();

  constructor(engine: Engine, settings: FitSettings, counts: CountSums, hooks: FitHooks) {
    this.engine = engine;
    this.settings = settings;
    this.counts = counts;
    this.hooks = hooks;
    this.solver = this.newSolver(false);
    this.annealing = new Annealing(engine, engine.documents.matrix, settings.maxIterations, settings.startIsFit ? 1 : undefined);
  }

  private newSolver(coldStart: boolean): Solver {
    const { engine, settings } = this;
    return solvers[settings.solver]({ engine, loss: losses[settings.loss], seed: settings.seed, coldStart });
  }

  private evaluate(): Promise<Evaluation> {
    return losses[this.settings.loss].evaluate(this.engine, this.counts);
  }

  /** Goes through the short runs, if there are several starts; those of the best are the fit's first iterations. Writes the trace's first rows. */
  async begin(otherStarts: readonly (() => Factors)[]): Promise<void> {
    const { engine } = this;
    const first = await this.evaluate();
    this.check(first.objective);
    // what is annealed is warm when its solver begins
    const isCold = ({ klDivergence }: Evaluation) => this.annealing.iterations === 0 && klDivergence >= this.counts.independence;
    if (otherStarts.length === 0) {
      this.solver = this.newSolver(isCold(first));
      this.record(first);
      return;
    }
    const length = this.annealing.iterations || Math.min(SHORT_RUN, this.settings.maxIterations);
    let best = { start: first, end: first, iterations: 0, annealing: this.annealing.state() };
    let lowest = Number.POSITIVE_INFINITY;
    for (let run = 0; run <= otherStarts.length; run++) {
      if (run > 0) {
        engine.set((otherStarts[run - 1] as () => Factors)());
        this.annealing.reset();
      }
      this.hooks.onStart?.(run + 1, otherStarts.length + 1);
      const start = run === 0 ? first : await this.evaluate();
      const solver = this.newSolver(isCold(start));
      let iterations = 0;
      for (; iterations < length && !this.hooks.signal?.aborted; iterations++) {
        await (this.annealing.finished ? solver : this.annealing).iterate();
        await this.breathe();
      }
      const end = await this.evaluate();
      if (end.objective < lowest) {
        engine.save();
        lowest = end.objective;
        best = { start, end, iterations, annealing: this.annealing.state() };
      }
      if (this.hooks.signal?.aborted) {
        this.startsCutShort = true;
        break;
      }
    }
    this.check(lowest);
    engine.restore();
    this.annealing.resume(best.annealing);
    this.solver = this.newSolver(false);
    this.record(best.start);
    this.iteration = best.iterations;
    if (best.iterations > 0) this.record(best.end);
  }

  resume({ iteration, trace, solver, annealing, engine }: Checkpoint): void {
    this.iteration = iteration;
    this.trace = [...trace];
    this.solver = this.newSolver(false);
    this.solver.resume(solver);
    this.annealing.resume(annealing);
    this.engine.resume(engine);
    this.started -= 1000 * this.last.seconds;
  }

  private get last(): TraceRow {
    return this.trace.at(-1) as TraceRow;
  }

  /** Iterates until a reason to stop. */
  async run(): Promise<FitStatus> {
    const { settings, hooks } = this;
    const traceEvery = hooks.traceEvery ?? TRACE_EVERY;
    while (this.iteration < settings.maxIterations) {
      if (hooks.signal?.aborted) return this.interrupt();
      const annealed = !this.annealing.finished;
      await (annealed ? this.annealing : this.solver).iterate();
      this.iteration++;
      const annealingEnds = annealed && this.annealing.finished;
      if (this.iteration % traceEvery === 0 || this.iteration === settings.maxIterations || annealingEnds) {
        const status = await this.trackProgress(annealed);
        hooks.onIteration?.(this.iteration, this.last);
        if (status !== undefined) return status;
      } else hooks.onIteration?.(this.iteration, this.last);
      await this.breathe();
      if (hooks.checkpoint !== undefined && performance.now() - this.saved > 1000 * hooks.checkpoint.seconds) this.writeCheckpoint();
    }
    return 'max-iterations';
  }

  /** Adds a row to the trace, or where the objective has not fallen goes back to the last row, but while annealing. Returns a reason to stop, if there is one. */
  private async trackProgress(annealed: boolean): Promise<FitStatus | undefined> {
    const { tolerance, kktTolerance } = this.settings;
    const evaluation = await this.evaluate();
    this.check(evaluation.objective);
    if (!annealed && this.solver.monotone && evaluation.objective >= this.last.objective) {
      this.engine.restore();
      return this.solver.retreat() ? undefined : 'converged';
    }
    this.record(evaluation);
    if (annealed) return undefined;
    if (this.last.kktResidual < kktTolerance) return 'stationary';
    if (tolerance > 0 && Math.abs(this.last.relativeChange) < tolerance) return 'converged';
    return undefined;
  }

  private record(evaluation: Evaluation): void {
    const { iteration, counts } = this;
    const before = this.trace.at(-1);
    this.engine.save();
    this.trace.push({
      iteration,
      seconds: (performance.now() - this.started) / 1000,
      ...evaluation,
      logLikelihood: counts.saturated - evaluation.klDivergence,
      relativeChange:
        before === undefined ? Number.NaN : (before.objective - evaluation.objective) / Math.abs(before.objective) / (iteration - before.iteration),
    });
  }

  private check(objective: number): void {
    if (Number.isFinite(objective)) return;
    throw new NumericalError(`the objective is ${objective} after ${this.iteration} iterations`, {
      iteration: this.iteration,
      hint: 'Is a number of the start or of the counts out of proportion? Another seed or start may help.',
    });
  }

  /** Ends with what there is: the checkpoint is where the fit would go on, the factors are never worse than the last row. */
  private async interrupt(): Promise<FitStatus> {
    if (this.hooks.checkpoint !== undefined && this.iteration > 0 && !this.startsCutShort) this.writeCheckpoint();
    if (this.iteration > this.last.iteration) {
      const evaluation = await this.evaluate();
      if (evaluation.objective <= this.last.objective || !this.annealing.finished) this.record(evaluation);
      else this.engine.restore();
    }
    return 'interrupted';
  }

  private writeCheckpoint(): void {
    const { iteration, trace, solver, annealing, engine, hooks } = this;
    hooks.checkpoint?.write({ iteration, trace, solver: solver.state(), annealing: annealing.state(), engine: engine.state() });
    this.saved = performance.now();
  }

  /** Lets other work of the process happen about ten times a second. */
  private async breathe(): Promise<void> {
    if (performance.now() - this.paused < 100) return;
    await new Promise((resume) => setTimeout(resume, 0));
    this.paused = performance.now();
  }
}

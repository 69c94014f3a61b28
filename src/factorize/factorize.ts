import type { Communicator } from '../distribute/communicator.js';
import { ONE_PROCESS } from '../distribute/one-process.js';
import { NumericalError } from '../errors/errors.js';
import { type CsrMatrix, columnTotals } from '../matrix/csr-matrix.js';
import { Annealing } from './annealing.js';
import { shardBounds } from './document-shards.js';
import { Engine, type EngineState } from './engine.js';
import { type Factors, keepMeansPositive } from './factors.js';
import type { FitStatus } from './fit-status.js';
import { type CountSums, countSums, type Evaluation, type LossName, losses } from './losses.js';
import { onlineLayout } from './online.js';
import type { Priors } from './priors.js';
import { ShardedEngine, type ShardedShape } from './sharded-engine.js';
import type { Solver } from './solver.js';
import { type SolverName, solvers } from './solvers.js';
import { type Crew, SingleThread } from './workers/crew.js';
import type { ReusableMemory } from './workers/store.js';

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

/** A finished fit. */
export interface Factorization {
  factors: Factors;
  status: FitStatus;
  iterations: number;
  trace: TraceRow[];
  /** a as it was learned, K numbers; 0 without priors */
  documentPrior: Float64Array;
  /** how many ranks took part */
  ranks: number;
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
  /** what the memory is taken from; the `X` of the factorization is in it */
  memory?: ReusableMemory | undefined;
  /** iterations between two rows of the trace */
  traceEvery?: number | undefined;
  /** called every so many seconds, and when the fit is told to end; the arrays change when it returns */
  checkpoint?: { seconds: number; write(state: Checkpoint): void } | undefined;
  /** where an earlier fit of the same counts, start and settings was */
  resume?: Checkpoint | undefined;
  /** ranks that share the work, where it is sharded */
  communicator?: Communicator | undefined;
  /** told what the other ranks are to join then, with `joinFit` */
  onShared?: ((task: FitTask) => void) | undefined;
}

/** A fit that several ranks share, as rank 0 tells the others of it. */
export interface FitTask {
  task: 'fit';
  shape: ShardedShape;
  settings: FitSettings;
  counts: CountSums;
  /** how many starts there are */
  starts: number;
  resumes: boolean;
  traceEvery: number | undefined;
}

/**
 * Whether a fit goes through the documents in shards, which ranks can share: a large one by steps that are sums over documents. Coordinate
 * descent of the terms is none; with priors all solvers take the other step.
 */
export function isSharded(X: CsrMatrix, { loss, solver, documentPrior = 0, termPrior = 0 }: Omit<FitSettings, 'seed'>): boolean {
  const takesSums = loss === 'kullback-leibler' && solver !== 'online' && (solver === 'multiplicative' || documentPrior > 0 || termPrior > 0);
  return takesSums && shardBounds(X.rowPointers).length > 2;
}

/**
 * Fits X ≈ W H. Of several ranks rank 0 calls it, while the others wait for its task and `joinFit`; the bits are those of one.
 *
 * @param X documents × terms
 * @param starts one start or more: of several, each is made and has a short run in turn, and the best goes on
 * @throws NumericalError when the objective is no longer a finite number
 */
export async function factorize(X: CsrMatrix, starts: readonly (() => Factors)[], settings: FitSettings, hooks: FitHooks = {}): Promise<Factorization> {
  const { crew = new SingleThread(), memoryLimit, memory, resume, traceEvery } = hooks;
  const [firstStart, ...otherStarts] = starts as [() => Factors, ...(() => Factors)[]];
  const start = firstStart();
  const priors = priorsOf(settings, start.topics);
  const counts = countSums(X);
  let engine: Engine;
  let ranks = 1;
  if (isSharded(X, settings)) {
    const bounds = shardBounds(X.rowPointers);
    const shape = { rows: X.rows, columns: X.columns, topics: start.topics, bounds, columnTotals: columnTotals(X) };
    const { communicator = ONE_PROCESS } = hooks;
    hooks.onShared?.({ task: 'fit', shape, settings, counts, starts: starts.length, resumes: resume !== undefined, traceEvery });
    ranks = communicator.size;
    engine = await ShardedEngine.deal(X, start, shape, { crew, communicator, memoryLimit, memory, priors });
  } else engine = await Engine.create(X, start, { crew, memoryLimit, memory, gram: losses[settings.loss].gram, priors, more: onlineLayout(X) });
  const fit = new Fit(engine, settings, counts, engine instanceof ShardedEngine ? hooks : { ...hooks, communicator: undefined });
  if (resume === undefined) await fit.begin(otherStarts);
  else fit.resume(resume);
  const status = await fit.run();
  const documentPrior = engine.priors?.documents ?? new Float64Array(engine.topics);
  // one process has them all in the memory of the fit
  const counted = engine.documents.matrix.rows === X.rows ? engine.documents.matrix : X;
  const factors = engine.factors();
  keepMeansPositive(counted, factors);
  return { factors, status, iterations: fit.iteration, trace: fit.trace, documentPrior, ranks, X: counted };
}

/**
 * Does this rank's part of a fit that rank 0 has begun.
 *
 * @throws NumericalError as there
 */
export async function joinFit({ shape, settings, counts, starts, resumes, traceEvery }: FitTask, communicator: Communicator, crew: Crew): Promise<void> {
  const engine = await ShardedEngine.deal(undefined, undefined, shape, { crew, communicator, priors: priorsOf(settings, shape.topics) });
  const fit = new Fit(engine, settings, counts, { communicator, traceEvery });
  if (resumes) fit.resume(undefined);
  else await fit.begin(Array.from({ length: starts - 1 }, () => () => undefined));
  await fit.run();
  engine.factors();
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
    this.annealing = new Annealing(engine, settings.maxIterations, settings.startIsFit ? 1 : undefined);
  }

  private newSolver(coldStart: boolean): Solver {
    const { engine, settings } = this;
    // mini-batches go through the documents one after the other, which shards do not
    const isWarmedUp = coldStart && !(engine instanceof ShardedEngine);
    return solvers[settings.solver]({ engine, loss: losses[settings.loss], seed: settings.seed, coldStart: isWarmedUp });
  }

  private evaluate(): Promise<Evaluation> {
    return losses[this.settings.loss].evaluate(this.engine, this.counts);
  }

  /** What rank 0 says; all ranks ask at the same place. */
  private agree(isSo: boolean): boolean {
    const said = Uint8Array.of(isSo ? 1 : 0);
    this.hooks.communicator?.broadcast(said);
    return said[0] === 1;
  }

  private isInterrupted(): boolean {
    return this.agree(this.hooks.signal?.aborted === true);
  }

  /** Goes through the short runs, if there are several starts; those of the best are the fit's first iterations. Writes the trace's first rows. */
  async begin(otherStarts: readonly (() => Factors | undefined)[]): Promise<void> {
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
      let isCutShort = false;
      for (; iterations < length; iterations++) {
        isCutShort = this.isInterrupted();
        if (isCutShort) break;
        await (this.annealing.finished ? solver : this.annealing).iterate();
        await this.breathe();
      }
      const end = await this.evaluate();
      if (end.objective < lowest) {
        engine.save();
        lowest = end.objective;
        best = { start, end, iterations, annealing: this.annealing.state() };
      }
      if (isCutShort) {
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

  /** @param checkpoint on rank 0 */
  resume(checkpoint: Checkpoint | undefined): void {
    const { iteration, trace, solver, annealing } = this.fromFirst(checkpoint);
    this.iteration = iteration;
    this.trace = [...trace];
    this.solver = this.newSolver(false);
    this.solver.resume(solver);
    this.annealing.resume(annealing);
    if (this.engine instanceof ShardedEngine) this.engine.resume(checkpoint?.engine);
    else this.engine.resume((checkpoint as Checkpoint).engine);
    this.started -= 1000 * this.last.seconds;
  }

  /** All of a checkpoint but its factors, from rank 0. */
  private fromFirst(checkpoint: Checkpoint | undefined): Omit<Checkpoint, 'engine'> {
    const { communicator } = this.hooks;
    if (communicator === undefined || communicator.size === 1) return checkpoint as Checkpoint;
    const { engine: _, ...rest } = checkpoint ?? { engine: undefined };
    const bytes = new TextEncoder().encode(JSON.stringify(rest));
    const length = Float64Array.of(bytes.length);
    communicator.broadcast(new Uint8Array(length.buffer));
    const all = checkpoint === undefined ? new Uint8Array(length[0] as number) : bytes;
    communicator.broadcast(all);
    const { trace, ...others } = JSON.parse(new TextDecoder().decode(all)) as Omit<Checkpoint, 'engine'>;
    // JSON has no NaN: the change before the first row
    return { ...others, trace: trace.map((row) => ({ ...row, relativeChange: row.relativeChange ?? Number.NaN })) };
  }

  private get last(): TraceRow {
    return this.trace.at(-1) as TraceRow;
  }

  /** Iterates until a reason to stop. */
  async run(): Promise<FitStatus> {
    const { settings, hooks } = this;
    const traceEvery = hooks.traceEvery ?? TRACE_EVERY;
    while (this.iteration < settings.maxIterations) {
      if (this.isInterrupted()) return this.interrupt();
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
      if (this.agree(hooks.checkpoint !== undefined && performance.now() - this.saved > 1000 * hooks.checkpoint.seconds)) this.writeCheckpoint();
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
    if (this.agree(this.hooks.checkpoint !== undefined) && this.iteration > 0 && !this.startsCutShort) this.writeCheckpoint();
    if (this.iteration > this.last.iteration) {
      const evaluation = await this.evaluate();
      if (evaluation.objective <= this.last.objective || !this.annealing.finished) this.record(evaluation);
      else this.engine.restore();
    }
    return 'interrupted';
  }

  private writeCheckpoint(): void {
    const { iteration, trace, solver, annealing, hooks } = this;
    // of the factors each rank has its part
    const engine = this.engine.state();
    hooks.checkpoint?.write({ iteration, trace, solver: solver.state(), annealing: annealing.state(), engine });
    this.saved = performance.now();
  }

  /** Lets other work of the process happen about ten times a second. */
  private async breathe(): Promise<void> {
    if (performance.now() - this.paused < 100) return;
    await new Promise((resume) => setTimeout(resume, 0));
    this.paused = performance.now();
  }
}

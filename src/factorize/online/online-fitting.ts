import path from 'node:path';
import { ONE_PROCESS } from '../../distribute/one-process.js';
import { NumericalError } from '../../errors/errors.js';
import { pow } from '../../math/exp.js';
import type { MatrixShards } from '../../matrix/matrix-shards.js';
import type { TraceRow } from '../factorize.js';
import { FLOOR } from '../factors.js';
import type { FitStatus } from '../fit-status.js';
import { unitsOf } from '../kernels/expected-counts.js';
import type { Priors } from '../priors.js';
import { SingleThread } from '../workers/crew.js';
import { batches, LEAST_SHARDS } from './batches.js';
import { HeldOutScore } from './held-out-score.js';
import { interruptedIn } from './interrupted.js';
import { isAnywhere } from './ranks.js';
import { RowFile } from './row-file.js';
import type { OnlineCheckpoint, OnlineFit, OnlineHooks, OnlinePhase, OnlineSettings } from './settings.js';
import { ShardEngine } from './shard-engine.js';
import { type PassOptions, ShardPasses } from './shard-passes.js';
import type { Survey } from './survey.js';

/** Half-steps of a shard's documents before its words are counted: where their mixtures begin flat, in further passes, and in the last one. */
const FIRST_REPEATS = 10;
const REPEATS = 4;
/** Passes over which the fall of the objective is averaged. */
const CONVERGENCE_WINDOW = 5;
const LAST_REPEATS = 5;
/** Rate of the t-th mini-batch: gain (t + DELAY)^POWER. */
const RATE_POWER = -0.6;
const RATE_DELAY = 4;
/** Passes of mini-batches at most, and the rise of the held-out score, in nats a word, below which they end. */
const MOST_BATCH_PASSES = 4;
const LEAST_RISE = 0.002;

/** The passes of a fit: see fit-online.ts. */
export class OnlineFitting {
  private readonly X: MatrixShards;
  private readonly settings: OnlineSettings;
  private readonly hooks: OnlineHooks;
  private readonly survey: Survey;
  private readonly engine: ShardEngine;
  private readonly work: ShardPasses;
  private readonly heldOut: HeldOutScore;
  private readonly files: readonly [RowFile, RowFile];
  private passes = 0;
  private batchPasses = 0;
  private batchesDone: boolean;
  private steps = 0;
  private gain = 1;
  private readonly tokens: Float64Array;
  private t = 1;
  private scores: number[] = [];
  private trace: TraceRow[] = [];
  /** the file that has the mixtures now, and the one that a checkpoint is about */
  private current: 0 | 1 = 0;
  private kept: 0 | 1 | undefined;
  private started = performance.now();
  private saved = performance.now();

  private constructor(X: MatrixShards, settings: OnlineSettings, hooks: OnlineHooks, survey: Survey, engine: ShardEngine, files: [RowFile, RowFile]) {
    this.X = X;
    this.settings = settings;
    this.hooks = hooks;
    this.survey = survey;
    this.engine = engine;
    this.tokens = new Float64Array(engine.topics);
    this.files = files;
    const marks = new Int32Array(X.columns);
    this.work = new ShardPasses(engine, X, hooks.communicator ?? ONE_PROCESS, marks);
    this.heldOut = new HeldOutScore(engine, survey.heldOut, marks);
    engine.units.set(unitsOf(survey.totals));
    this.batchesDone = X.shards.length < LEAST_SHARDS;
  }

  static async create(X: MatrixShards, settings: OnlineSettings, hooks: OnlineHooks, survey: Survey, documentPrior: Float64Array): Promise<OnlineFitting> {
    const { topics, documentPrior: a, termPrior: b } = settings;
    const priors: Priors | undefined = a === 0 && b === 0 ? undefined : { documents: documentPrior, terms: b };
    const { rows, columnIndices } = survey.heldOut;
    const heldOut = { rows, entries: columnIndices.length, terms: Math.min(columnIndices.length, X.columns) };
    const engine = await ShardEngine.create({ X, topics, priors, heldOut, crew: hooks.crew ?? new SingleThread(), memoryLimit: hooks.memoryLimit });
    const open = (file: 0 | 1) => RowFile.open(path.join(hooks.scratch, `mixtures-${file}.f32`), engine.stride);
    return new OnlineFitting(X, settings, hooks, survey, engine, [await open(0), await open(1)]);
  }

  /** Takes the topics of the sample, m × K. */
  async begin(Ht: Float32Array): Promise<void> {
    const { topics, stride, terms, H } = this.engine;
    for (let j = 0; j < terms; j++) for (let k = 0; k < topics; k++) H[j * stride + k] = Math.max(FLOOR, Ht[j * topics + k]);
    this.engine.previous.set(H);
    // as if all topics had as many words
    this.tokens.fill(this.survey.words / topics);
    this.scores.push(await this.heldOut.evaluate());
  }

  resume(state: OnlineCheckpoint): void {
    this.passes = state.passes;
    this.batchPasses = state.batchPasses;
    this.batchesDone = state.batchesDone;
    [this.steps, this.gain, this.t] = state.numbers;
    this.scores = [...state.scores];
    this.trace = [...state.trace];
    this.engine.H.set(state.H);
    this.engine.previous.set(state.previous);
    this.tokens.set(state.tokens);
    this.current = state.mixtures;
    this.kept = state.mixtures;
    this.started -= 1000 * (this.trace.at(-1)?.seconds ?? 0);
  }

  async run(): Promise<OnlineFit> {
    let status: FitStatus | undefined;
    // the last pass is one of them
    while (status === undefined && this.passes < this.settings.maxIterations - 1) {
      const done = this.batchesDone ? await this.wholePass() : await this.batchPass();
      if (!done) throw interruptedIn(this.passes + 1);
      if (this.batchesDone && this.hasConverged()) status = 'converged';
      else await this.keepState();
    }
    return this.finish(status ?? 'max-iterations');
  }

  /** Where mixtures are written: not over those that a checkpoint is about. */
  private get target(): 0 | 1 {
    return this.kept === this.current ? ((1 - this.current) as 0 | 1) : this.current;
  }

  private async pass(phase: OnlinePhase, steps: number[][], options: Partial<PassOptions>, onStep: () => Promise<void>): Promise<boolean> {
    const { files, target, hooks } = this;
    const onShard = (done: number) => this.report(phase, done);
    const from = this.passes === 0 ? undefined : files[this.current];
    const repeats = this.passes === 0 ? FIRST_REPEATS : REPEATS;
    const done = await this.work.pass(steps, { repeats, from, to: files[target], onShard, signal: hooks.signal, ...options }, onStep);
    if (!done) return false;
    this.current = target;
    this.passes++;
    return true;
  }

  private report(phase: OnlinePhase, done: number): void {
    this.hooks.onProgress?.({ phase, passes: this.passes, done, all: this.X.shards.length, heldOut: this.scores.at(-1), last: this.trace.at(-1) });
  }

  private async batchPass(): Promise<boolean> {
    const steps = batches(this.X.shards.length, this.settings.seed, this.batchPasses);
    const done = await this.pass('batches', steps, { without: this.survey.heldOutSpacing }, () => this.mixIn());
    if (!done) return false;
    this.batchPasses++;
    const before = this.scores.at(-1) as number;
    const score = await this.heldOut.evaluate();
    this.scores.push(score);
    if (!(score - before > LEAST_RISE) || this.batchPasses === MOST_BATCH_PASSES) {
      this.batchesDone = true;
      this.engine.previous.set(this.engine.H);
    }
    return true;
  }

  /** Running counts ← (1 − ρ) of themselves + ρ · (all words / words of the step) · those of the step, and H ∝ these + b. */
  private async mixIn(): Promise<void> {
    const { engine, tokens, survey, settings } = this;
    const { topics, terms } = engine;
    const found = await engine.sumCounts();
    const words = found.reduce((sum, count) => sum + count, 0);
    if (words === 0) return;
    const rate = this.gain * pow(this.steps + RATE_DELAY, RATE_POWER);
    const share = (rate * survey.words) / words;
    const b = settings.termPrior;
    // H is (running counts + b) / (running tokens + b m), so that the counts need no array of their own
    const before = Float64Array.from({ length: topics }, (_, k) => tokens[k] + b * terms);
    for (let k = 0; k < topics; k++) tokens[k] = (1 - rate) * tokens[k] + share * found[k];
    const after = (k: number) => tokens[k] + b * terms;
    await engine.renewTopics({
      kept: (k) => (after(k) > 0 ? ((1 - rate) * before[k]) / after(k) : 0),
      gains: (k) => (after(k) > 0 ? share / after(k) : 0),
      scales: () => 1,
      pseudoCount: (rate * b) / share,
    });
    this.steps++;
  }

  /** H ∝ expected counts + b, extrapolated. */
  private async settle(momentum: number): Promise<{ residual: number; lowest: number }> {
    const { engine, settings } = this;
    const pseudoCount = settings.termPrior;
    const found = await engine.sumCounts();
    const scales = (k: number) => found[k] + pseudoCount * engine.terms;
    return engine.renewTopics({ kept: () => 0, gains: (k) => (scales(k) > 0 ? 1 / scales(k) : 0), scales, pseudoCount, momentum });
  }

  /** A batch half-step of all documents and of the topics, and the figures of the factors that it begins with. */
  private async wholePass(): Promise<boolean> {
    const { engine, passes } = this;
    const logPrior = await engine.logPriorOfTerms();
    const next = (1 + Math.sqrt(1 + 4 * this.t * this.t)) / 2;
    const momentum = (this.t - 1) / next;
    // the other way round each time
    const shards = Array.from(this.X.shards.keys());
    return this.pass('passes', [passes % 2 === 0 ? shards : shards.reverse()], { measure: 'before' }, async () => {
      const before = this.trace.at(-1)?.objective ?? Number.POSITIVE_INFINITY;
      this.record(passes, logPrior, await this.settle(momentum));
      this.t = (this.trace.at(-1) as TraceRow).objective > before ? 1 : next;
    });
  }

  private record(iteration: number, termsLogPrior: number, terms: { residual: number; lowest: number }): void {
    const { survey, work, engine } = this;
    const documents = work.allFigures();
    const pseudoTotal = engine.priors?.documents.reduce((sum, a) => sum + a, 0) ?? 0;
    // W's rows have the sums of the documents' counts, and H's rows sum to 1: the sum of the means is that of the counts
    const klDivergence = documents.dataTerm;
    const objective = klDivergence - (documents.logPrior - pseudoTotal * survey.logLengths + termsLogPrior);
    if (!Number.isFinite(objective)) {
      throw new NumericalError(`the objective is ${objective} after ${iteration} passes`, {
        iteration,
        hint: 'Is a number of the counts out of proportion? Another seed may help.',
      });
    }
    const before = this.trace.at(-1);
    this.trace.push({
      iteration,
      seconds: (performance.now() - this.started) / 1000,
      klDivergence,
      objective,
      logLikelihood: survey.saturated - klDivergence,
      relativeChange:
        before === undefined ? Number.NaN : (before.objective - objective) / Math.abs(before.objective) / Math.max(1, iteration - before.iteration),
      kktResidual: Math.max(documents.residual, terms.residual) / survey.words,
      lowestGradient: Math.min(documents.lowest, terms.lowest),
    });
  }

  private hasConverged(): boolean {
    const [before, last] = [this.trace.at(-1 - CONVERGENCE_WINDOW), this.trace.at(-1)];
    if (before === undefined || last === undefined) return false;
    const change = (before.objective - last.objective) / Math.abs(before.objective) / CONVERGENCE_WINDOW;
    // the tolerance is that of an iteration of two half-steps
    return Math.abs(change) < (this.settings.tolerance * (REPEATS + 1)) / 2;
  }

  /** Where one is due, by the clock of rank 0. Ranks wait for each other, so that no mixtures are overwritten that a checkpoint is still about. */
  private async keepState(): Promise<void> {
    const { hooks, engine } = this;
    if (hooks.checkpoint === undefined) return;
    const communicator = hooks.communicator ?? ONE_PROCESS;
    const isDue = communicator.rank === 0 && performance.now() - this.saved >= 1000 * hooks.checkpoint.seconds;
    if (!isAnywhere(communicator, isDue)) return;
    await this.files[this.current].sync();
    isAnywhere(communicator, false);
    const isWritten = hooks.checkpoint.write({
      passes: this.passes,
      batchPasses: this.batchPasses,
      batchesDone: this.batchesDone,
      numbers: [this.steps, this.gain, this.t],
      scores: this.scores,
      trace: this.trace,
      documentPrior: engine.priors?.documents ?? new Float64Array(engine.topics),
      H: engine.H,
      previous: engine.previous,
      tokens: this.tokens,
      mixtures: this.current,
    });
    this.saved = performance.now();
    // where it could not be written the one before stays, and so must its mixtures
    if (isAnywhere(communicator, communicator.rank === 0 && isWritten)) this.kept = this.current;
  }

  /** The last pass: the topics stay; the mixtures, the expected counts and the figures are those that go with them. */
  private async finish(status: FitStatus): Promise<OnlineFit> {
    const { engine, hooks } = this;
    if (this.batchesDone) engine.H.set(engine.previous);
    const { topics, stride, terms } = engine;
    const file = path.join(hooks.scratch, 'mixtures.f32');
    const mixtures = await RowFile.open(file, topics);
    const logPrior = await engine.logPriorOfTerms();
    const H = engine.H.slice();
    const options: Partial<PassOptions> = {
      repeats: this.passes === 0 ? FIRST_REPEATS : LAST_REPEATS,
      measure: 'after',
      onMixtures: (firstRow, rows) => mixtures.write(firstRow, rows),
      signal: undefined,
    };
    await this.pass('last', [Array.from(this.X.shards.keys())], options, async () => {
      this.record(this.passes + 1, logPrior, await this.settle(0));
    });
    await mixtures.sync();
    await mixtures.close();
    // rank 0 reads what all have written
    isAnywhere(hooks.communicator ?? ONE_PROCESS, false);
    const tokens = (await engine.sumCounts()).slice(0, topics);
    const { sums, units } = engine;
    const [Ht, counts] = [new Float32Array(terms * topics), new Float64Array(terms * topics)];
    for (let j = 0; j < terms; j++) {
      for (let k = 0; k < topics; k++) {
        Ht[j * topics + k] = H[j * stride + k];
        counts[j * topics + k] = sums[j * stride + k] / units[j];
      }
    }
    return {
      topics,
      Ht,
      counts,
      tokens,
      mixtures: file,
      status,
      iterations: this.passes,
      trace: this.trace,
      documentPrior: engine.priors?.documents ?? new Float64Array(topics),
    };
  }

  async close(): Promise<void> {
    for (const file of this.files) await file.close();
  }
}

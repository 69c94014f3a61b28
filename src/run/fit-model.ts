import { availableParallelism } from 'node:os';
import type { Communicator } from '../distribute/communicator.js';
import { ONE_PROCESS } from '../distribute/one-process.js';
import { giveTask } from '../distribute/tasks.js';
import { ConfigError, InterruptedError } from '../errors/errors.js';
import { blockCount } from '../factorize/blocks.js';
import { type Checkpoint, factorize, isSharded, type TraceRow } from '../factorize/factorize.js';
import { columnSums, type Factors } from '../factorize/factors.js';
import { neighbourStart } from '../factorize/neighbour-start.js';
import { givenStart, randomStart, sampledStart } from '../factorize/start.js';
import { svdStart } from '../factorize/svd-start.js';
import { topicScoreStart } from '../factorize/topic-score-start.js';
import { SingleThread } from '../factorize/workers/crew.js';
import { Pool } from '../factorize/workers/pool.js';
import { Random } from '../math/random.js';
import { type CsrMatrix, nnz, rowSums } from '../matrix/csr-matrix.js';
import type { DenseMatrix } from '../matrix/npy.js';
import type { FitFigures } from '../report/sentences.js';
import { orderTopics, type RoundedFactors, topicOrder } from '../topics/topic-model.js';
import type { NamedStart, Settings } from './settings.js';

/** Factors to start from. */
export interface GivenStart {
  W: DenseMatrix;
  H: DenseMatrix;
  source: string;
}

/** The settings that decide how counts become topics. */
export type ModelSettings = Pick<
  Settings,
  'seed' | 'loss' | 'solver' | 'documentPrior' | 'termPrior' | 'restarts' | 'maxIterations' | 'tolerance' | 'kktTolerance'
> & {
  topics: number;
  init: NamedStart | GivenStart;
};

export interface ModelHooks {
  /** default: the cores */
  threads?: number | undefined;
  onIteration?: ((iteration: number, last: TraceRow) => void) | undefined;
  onStart?: ((start: number, starts: number) => void) | undefined;
  signal?: AbortSignal | undefined;
  checkpoint?: { seconds: number; write(state: Checkpoint): void } | undefined;
  resume?: Checkpoint | undefined;
  /** other ranks, which take part in a large fit */
  communicator?: Communicator | undefined;
}

/**
 * Random starts that are tried where nothing is said, and the multiplications of an iteration of them all together; more with priors, where
 * it pays more.
 */
export const MOST_RESTARTS = 10;
const QUICK_WORK = 10_000_000;
const QUICK_WORK_WITH_PRIORS = 20_000_000;

/** Multiplications of an iteration below which threads cost more than they bring. */
const SMALL_WORK = 2_000_000;

/** How a fit ended, for reports and the manifest. */
export interface FitSummary extends FitFigures {
  relativeChange: number;
}

/** A fit, its topics numbered and its numbers rounded as they are written. */
export interface FittedModel {
  factors: RoundedFactors;
  trace: TraceRow[];
  summary: FitSummary;
  /** how many ranks took part */
  ranks: number;
  /** the counts, in the memory of the fit: those given can be let go */
  X: CsrMatrix;
}

/** @throws ConfigError when there are more topics than documents or terms */
export function checkTopics(topics: number, documents: number, terms: number): void {
  const [size, what] = documents < terms ? [documents, 'documents'] : [terms, 'terms'];
  if (topics <= size) return;
  const fewer = Math.max(2, Math.round(Math.sqrt(size)));
  throw new ConfigError(`\`topics\` must be at most the number of ${what}, ${size}, got ${topics}`, {
    hint: size < 2 ? `Topics need at least two ${what}; \`chunk\` cuts long texts into passages.` : `Ask for fewer topics, for example --topics ${fewer}.`,
  });
}

/**
 * Fits the model to counts.
 *
 * @param X documents × terms
 * @throws ConfigError when there are more topics than documents or terms
 * @throws InterruptedError when the signal is aborted before the first iteration; later the fit ends with that status
 */
export async function fitModel(X: CsrMatrix, settings: ModelSettings, { threads = availableParallelism(), ...hooks }: ModelHooks = {}): Promise<FittedModel> {
  checkTopics(settings.topics, X.rows, X.columns);
  const pool = isSmallWork(X, settings.topics) ? undefined : new Pool(Math.min(threads, blockCount(X.rows, nnz(X))));
  try {
    const { init, ...fitSettings } = settings;
    const startIsFit = typeof init !== 'string';
    const fit = await factorize(
      X,
      starts(X, settings),
      { ...fitSettings, startIsFit },
      { ...hooks, crew: pool ?? new SingleThread(), onShared: (task) => giveTask(hooks.communicator ?? ONE_PROCESS, task) },
    );
    if (fit.status === 'interrupted' && fit.iterations === 0) {
      throw new InterruptedError('interrupted before the first iteration of the fit', {
        hint: 'Run the same command again: the stages that are finished are reused.',
      });
    }
    const { iteration: _, seconds: __, ...figures } = fit.trace.at(-1) as TraceRow;
    const factors = orderTopics(fit.factors, X.rows, X.columns);
    const documentPrior = topicOrder(fit.factors).map((k) => fit.documentPrior[k]);
    const emptyTopics = topicsWithoutWords(columnSums(factors.W, settings.topics), rowSums(fit.X), documentPrior);
    const { ranks, X: counts, trace } = fit;
    return { factors, X: counts, trace, ranks, summary: { status: fit.status, iterations: fit.iterations, ...figures, emptyTopics, documentPrior } };
  } finally {
    await pool?.close();
  }
}

/**
 * Numbers of the topics with less than one word beside those that the prior gives them: of a document's N words, N a_k / (N + Σa).
 *
 * @param tokens words of each topic
 * @param lengths words of each document
 */
export function topicsWithoutWords(tokens: Float64Array, lengths: Iterable<number>, documentPrior: readonly number[]): number[] {
  const sum = documentPrior.reduce((all, a) => all + a, 0);
  let shares = 0;
  for (const words of lengths) if (words > 0) shares += words / (words + sum);
  return [...tokens.keys()].filter((k) => tokens[k] - shares * documentPrior[k] < 1).map((k) => k + 1);
}

/** Whether a fit is done on the calling thread, however many others there are. */
export function isSmallWork(X: CsrMatrix, topics: number): boolean {
  return nnz(X) * topics < SMALL_WORK;
}

/** How many random starts are tried: as many as were asked for, or as take no time. */
export function randomStarts(X: CsrMatrix, { topics, documentPrior = 0, termPrior = 0, restarts }: Omit<ModelSettings, 'init' | 'seed'>): number {
  return restarts ?? quickRestarts(X, topics, documentPrior === 0 && termPrior === 0);
}

/** Random starts that are worth trying because it takes no time; it depends on the counts alone. */
function quickRestarts(X: CsrMatrix, topics: number, maximumLikelihood: boolean): number {
  const work = maximumLikelihood ? QUICK_WORK : QUICK_WORK_WITH_PRIORS;
  return Math.max(1, Math.min(MOST_RESTARTS, Math.floor(work / (nnz(X) * topics))));
}

function starts(X: CsrMatrix, settings: ModelSettings): (() => Factors)[] {
  const { topics, seed, init, documentPrior = 0, termPrior = 0 } = settings;
  const random = new Random(seed);
  const maximumLikelihood = documentPrior === 0 && termPrior === 0;
  if (init === 'random') {
    const start = maximumLikelihood ? randomStart : neighbourStart;
    const make = () => (isSharded(X, settings) ? sampledStart(X, topics, (sample) => start(sample, topics, random)) : start(X, topics, random));
    return Array.from({ length: randomStarts(X, settings) }, () => make);
  }
  if (init === 'svd') return [() => svdStart(X, topics, random)];
  if (init === 'topic-score') return [() => topicScoreStart(X, topics, random)];
  return [() => givenStart(X, topics, init.W, init.H, init.source)];
}

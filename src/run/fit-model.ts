import { availableParallelism } from 'node:os';
import { ConfigError, InterruptedError } from '../errors/errors.js';
import { blockCount } from '../factorize/blocks.js';
import { type Checkpoint, factorize, type TraceRow } from '../factorize/factorize.js';
import type { Factors } from '../factorize/factors.js';
import { givenStart, randomStart } from '../factorize/start.js';
import { svdStart } from '../factorize/svd-start.js';
import { topicScoreStart } from '../factorize/topic-score-start.js';
import { SingleThread } from '../factorize/workers/crew.js';
import { Pool } from '../factorize/workers/pool.js';
import { Random } from '../math/random.js';
import { type CsrMatrix, nnz } from '../matrix/csr-matrix.js';
import type { DenseMatrix } from '../matrix/npy.js';
import type { FitFigures } from '../report/sentences.js';
import { orderTopics, type RoundedFactors, topicModel } from '../topics/topic-model.js';
import type { NamedStart, Settings } from './settings.js';

/** Factors to start from. */
export interface GivenStart {
  W: DenseMatrix;
  H: DenseMatrix;
  source: string;
}

/** The settings that decide how counts become topics. */
export type ModelSettings = Pick<Settings, 'topics' | 'seed' | 'loss' | 'solver' | 'restarts' | 'maxIterations' | 'tolerance' | 'kktTolerance'> & {
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
}

/** Random starts that are tried where nothing is said, and the multiplications of an iteration of them all together. */
const MOST_RESTARTS = 10;
const QUICK_WORK = 10_000_000;

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
  const pool = nnz(X) * settings.topics < SMALL_WORK ? undefined : new Pool(Math.min(threads, blockCount(X.rows, nnz(X))));
  try {
    const fit = await factorize(X, starts(X, settings), settings, { ...hooks, crew: pool ?? new SingleThread() });
    if (fit.status === 'interrupted' && fit.iterations === 0) {
      throw new InterruptedError('interrupted before the first iteration of the fit', {
        hint: 'Run the same command again: the stages that are finished are reused.',
      });
    }
    const { iteration: _, seconds: __, ...figures } = fit.trace.at(-1) as TraceRow;
    const factors = orderTopics(fit.factors, X.rows, X.columns);
    const { tokens } = topicModel(factors);
    const emptyTopics = [...tokens.keys()].filter((k) => tokens[k] < 1).map((k) => k + 1);
    return { factors, X: fit.X, trace: fit.trace, summary: { status: fit.status, iterations: fit.iterations, ...figures, emptyTopics } };
  } finally {
    await pool?.close();
  }
}

/** Random starts that are worth trying because it takes no time; it depends on the counts alone. */
function quickRestarts(X: CsrMatrix, topics: number): number {
  return Math.max(1, Math.min(MOST_RESTARTS, Math.floor(QUICK_WORK / (nnz(X) * topics))));
}

function starts(X: CsrMatrix, { topics, seed, init, restarts = quickRestarts(X, topics) }: ModelSettings): (() => Factors)[] {
  const random = new Random(seed);
  if (init === 'random') return Array.from({ length: restarts }, () => () => randomStart(X, topics, random));
  if (init === 'svd') return [() => svdStart(X, topics, random)];
  if (init === 'topic-score') return [() => topicScoreStart(X, topics, random)];
  return [() => givenStart(X, topics, init.W, init.H, init.source)];
}

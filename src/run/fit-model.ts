import { ConfigError } from '../errors/errors.js';
import { type FitHooks, factorize, type TraceRow } from '../factorize/factorize.js';
import { givenStart, randomStart } from '../factorize/start.js';
import { Random } from '../math/random.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';
import type { DenseMatrix } from '../matrix/npy.js';
import type { FitFigures } from '../report/sentences.js';
import { orderTopics, type RoundedFactors } from '../topics/topic-model.js';
import type { Settings } from './settings.js';

/** The settings that decide how counts become topics. */
export type ModelSettings = Pick<Settings, 'topics' | 'seed' | 'loss' | 'solver' | 'maxIterations' | 'tolerance'> & {
  /** factors to start from instead of random ones */
  start?: { W: DenseMatrix; H: DenseMatrix; source: string } | undefined;
};

/** How a fit ended, for reports and the manifest. */
export interface FitSummary extends FitFigures {
  relativeChange: number;
}

/** A fit, its topics numbered and its numbers rounded as they are written. */
export interface FittedModel {
  factors: RoundedFactors;
  trace: TraceRow[];
  summary: FitSummary;
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
 */
export async function fitModel(X: CsrMatrix, settings: ModelSettings, hooks: FitHooks = {}): Promise<FittedModel> {
  const { topics, start } = settings;
  checkTopics(topics, X.rows, X.columns);
  const factors = start === undefined ? randomStart(X, topics, new Random(settings.seed)) : givenStart(X, topics, start.W, start.H, start.source);
  const fit = await factorize(X, factors, settings, hooks);
  const { klDivergence, objective, logLikelihood, kktResidual, lowestGradient, relativeChange } = fit.trace.at(-1) as TraceRow;
  return {
    factors: orderTopics(fit.factors, X.rows, X.columns),
    trace: fit.trace,
    summary: { status: fit.status, iterations: fit.iterations, klDivergence, objective, logLikelihood, kktResidual, lowestGradient, relativeChange },
  };
}

import { Random } from '../../math/random.js';
import { type CsrMatrix, total } from '../../matrix/csr-matrix.js';
import { type Factorization, type FitHooks, type FitSettings, factorize } from '../factorize.js';
import { neighbourStart } from '../neighbour-start.js';
import { randomStart } from '../start.js';
import type { Crew } from '../workers/crew.js';
import { ReusableMemory } from '../workers/store.js';
import { pruneTopics } from './prune-topics.js';
import { reviseTopics, type SampledTopics } from './revise-topics.js';
import type { OnlineSettings } from './settings.js';
import { LARGE } from './survey.js';

/** Iterations on the sample at most; with priors half of them are annealing. */
const ITERATIONS = 120;
/** Further ones change the sample's topics less than other documents will. */
const TOLERANCE = 1e-4;
/** In a large collection there are so many topics more to begin with, for each that is asked for; but not more than so many. */
const SPARE = 0.5;
const MOST_SPARE = 64;
/** In how many rounds these go, iterations after each of them, and after the last. */
const ROUNDS = 5;
const ROUND_ITERATIONS = 12;
const LAST_ITERATIONS = 40;
/** One revision is tried for so many entries of the collection, up to the most: in a large one they cost next to nothing. */
const ENTRIES_A_TRIAL = 2 ** 20;
const MOST_TRIALS = 20;

export interface SampleHooks {
  crew: Crew;
  memoryLimit: number | undefined;
  onIteration: (iteration: number) => void;
  signal: AbortSignal | undefined;
}

/**
 * A fit of a sample of the documents, in memory; it learns the document prior too. For a large collection it begins with more topics than are asked for, of which
 * those go that are missed least: a start that leaves out a topic is hard to mend, and where there are half as many again it hardly happens. Last, topics are
 * revised (see revise-topics.ts).
 *
 * The topics of a sample have few words: their prior is scaled down, so that it weighs as much as it does in the whole collection.
 *
 * @param whole entries and words of the whole collection
 * @returns where it was told to end, whatever there is: it may have more topics
 */
export async function fitSample(X: CsrMatrix, whole: { entries: number; words: number }, settings: OnlineSettings, hooks: SampleHooks): Promise<SampledTopics> {
  const { topics, seed } = settings;
  const scaled = { ...settings, termPrior: settings.termPrior * Math.min(1, total(X) / Math.max(1, whole.words)) };
  const random = new Random(seed);
  let iterations = 0;
  const counted = { ...hooks, memory: new ReusableMemory(), onIteration: (iteration: number) => hooks.onIteration(iterations + iteration) };
  const spare = whole.entries < LARGE ? 0 : Math.min(MOST_SPARE, Math.floor(SPARE * topics));
  const begin = scaled.documentPrior === 0 && scaled.termPrior === 0 ? randomStart : neighbourStart;
  let fit = await fitFrom(X, () => begin(X, topics + spare, random), topics + spare, ITERATIONS, scaled, counted);
  while (fit.factors.topics > topics && !hooks.signal?.aborted) {
    iterations += fit.iterations;
    const pruned = pruneTopics(X, fit.factors, Math.min(fit.factors.topics - topics, Math.ceil(spare / ROUNDS)));
    const goOn = pruned.topics === topics ? LAST_ITERATIONS : ROUND_ITERATIONS;
    fit = await fitFrom(X, () => pruned, pruned.topics, goOn, scaled, counted, true);
  }
  if (hooks.signal?.aborted) return fit;
  iterations += fit.iterations;
  const trials = topics < 4 ? 0 : Math.min(MOST_TRIALS, Math.floor(whole.entries / ENTRIES_A_TRIAL));
  return reviseTopics(X, fit, { settings: scaled, ...counted, random, trials, onTrial: counted.onIteration });
}

function fitFrom(
  X: CsrMatrix,
  start: () => SampledTopics['factors'],
  topics: number,
  maxIterations: number,
  { seed, documentPrior, termPrior, topics: asked }: OnlineSettings,
  hooks: FitHooks,
  startIsFit = false,
): Promise<Factorization> {
  const settings: FitSettings = {
    loss: 'kullback-leibler',
    solver: 'accelerated',
    tolerance: TOLERANCE,
    kktTolerance: 0,
    maxIterations,
    seed,
    // as much a document, whatever the number of topics
    documentPrior: (documentPrior * asked) / topics,
    termPrior,
    startIsFit,
  };
  return factorize(X, [start], settings, hooks);
}

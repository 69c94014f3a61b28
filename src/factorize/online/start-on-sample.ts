import { Random } from '../../math/random.js';
import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import { factorize } from '../factorize.js';
import { neighbourStart } from '../neighbour-start.js';
import { randomStart } from '../start.js';
import type { Crew } from '../workers/crew.js';
import { reviseTopics, type SampledTopics } from './revise-topics.js';
import type { OnlineSettings } from './settings.js';

/** Iterations on the sample at most; with priors half of them are annealing. */
const ITERATIONS = 120;
/** Further ones change the sample's topics less than other documents will. */
const TOLERANCE = 1e-4;
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
 * A fit of a sample of the documents, in memory; it learns the document prior too.
 *
 * @param entries of the whole collection: in a large one topics are revised, see revise-topics.ts
 */
export async function fitSample(X: CsrMatrix, entries: number, settings: OnlineSettings, hooks: SampleHooks): Promise<SampledTopics> {
  const { topics, seed, documentPrior, termPrior } = settings;
  const random = new Random(seed);
  const start = documentPrior === 0 && termPrior === 0 ? randomStart : neighbourStart;
  const fixed = { loss: 'kullback-leibler', solver: 'accelerated', tolerance: TOLERANCE, kktTolerance: 0, maxIterations: ITERATIONS } as const;
  const fit = await factorize(X, [() => start(X, topics, random)], { ...fixed, seed, documentPrior, termPrior }, hooks);
  const { iterations } = fit;
  const trials = topics < 4 ? 0 : Math.min(MOST_TRIALS, Math.floor(entries / ENTRIES_A_TRIAL));
  return reviseTopics(X, fit, { settings, ...hooks, random, trials, onTrial: (trial) => hooks.onIteration(iterations + trial) });
}

import { bootstrapSample } from '../../evaluate/bootstrap-sample.js';
import { type ComparedFit, type Counterpart, compareRefit, isOnSample } from '../../evaluate/stability.js';
import { Random } from '../../math/random.js';
import { type CsrMatrix, columnTotals } from '../../matrix/csr-matrix.js';
import { rankTerms } from '../../topics/term-scores.js';
import { expectedTopicTermCounts, type RoundedFactors, topicModel } from '../../topics/topic-model.js';
import { TOP_TERMS } from '../describe-topics.js';
import { fitModel, MOST_RESTARTS, type ModelSettings, randomStarts } from '../fit-model.js';

/** What all refits of a fit have in common. */
export interface RefitTask {
  /** documents × terms */
  X: CsrMatrix;
  /** those of the fit, but for its start and seed */
  settings: Omit<ModelSettings, 'init' | 'seed'>;
  /** the fit that is judged */
  fit: ComparedFit;
  /** of all refits; any integer */
  seed: number;
}

/**
 * Fits the model once more: with an odd number from another seed, with an even one on a bootstrap sample of the documents too.
 *
 * @param refit its number, from 1, which with the seed decides all random draws
 * @param threads ≥ 1
 */
export async function makeRefit({ X, settings, fit, seed }: RefitTask, refit: number, threads: number): Promise<Counterpart[]> {
  const { fitSeed, sampleSeed } = seedsOf(seed, refit);
  const counts = isOnSample(refit) ? bootstrapSample(X, new Random(sampleSeed)) : X;
  const restarts = settings.restarts ?? startsOfRefit(randomStarts(X, settings));
  const { factors, summary, X: fitted } = await fitModel(counts, { ...settings, restarts, seed: fitSeed, init: 'random' }, { threads });
  return compareRefit(fit, comparedFit(fitted, factors, summary.emptyTopics));
}

/**
 * Where several starts take no time, a refit tries twice as many as the fit, ten at most: a topic should be missing because the documents allow
 * it, not because a refit got stuck. With twenty planted topics one refit in fifteen did.
 */
function startsOfRefit(starts: number): number {
  return starts === 1 ? 1 : Math.max(starts, Math.min(2 * starts, MOST_RESTARTS));
}

/** A fit as it is compared with others. */
export function comparedFit(X: CsrMatrix, factors: RoundedFactors, emptyTopics: readonly number[]): ComparedFit {
  const model = topicModel(factors);
  const ranked = rankTerms(model, expectedTopicTermCounts(X, factors), columnTotals(X), TOP_TERMS);
  const { topics, terms, H } = factors;
  return { topics, terms, H, prevalence: model.prevalence, emptyTopics, topTerms: ranked.map((first) => first.map(({ term }) => term)) };
}

function seedsOf(seed: number, refit: number): { fitSeed: number; sampleSeed: number } {
  const random = new Random(seed);
  const draw = () => Math.floor(random.uniform() * 2 ** 32);
  for (let r = 1; r < refit; r++) {
    draw();
    draw();
  }
  return { fitSeed: draw(), sampleSeed: draw() };
}

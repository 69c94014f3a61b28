import { diversity } from '../../evaluate/diversity.js';
import { completionScores, type Halves, meanScores, perWord } from '../../evaluate/held-out.js';
import { npmi } from '../../evaluate/npmi.js';
import type { Candidate } from '../../evaluate/recommend-topics.js';
import { type ComparedFit, compareRefit } from '../../evaluate/stability.js';
import { type CsrMatrix, columnTotals, transpose } from '../../matrix/csr-matrix.js';
import { rankTerms, smoothedTopicTerms } from '../../topics/term-scores.js';
import { expectedTopicTermCounts, topicModel } from '../../topics/topic-model.js';
import { TOP_TERMS } from '../describe-topics.js';
import { fitModel, type ModelSettings } from '../fit-model.js';
import { comparedFit } from '../refits/refit.js';

/** Fits of each number of topics: one may be unlucky in its start, and two must be compared to tell. */
export const FITS = 3;
/** First terms over which diversity is taken. */
const DIVERSITY_TERMS = 25;

/** What all numbers of topics are measured with. */
export interface CandidateTask {
  /** the training documents × terms */
  X: CsrMatrix;
  halves: Halves;
  /** of the fits; the first one's seed, the others have the next ones */
  settings: Omit<ModelSettings, 'topics'>;
}

/**
 * Fits a number of topics several times to the training documents, and measures the topics on these and on others.
 *
 * @param threads ≥ 1
 */
export async function measureCandidate({ X, halves, settings }: CandidateTask, topics: number, threads: number): Promise<Candidate> {
  const scores: Float64Array[] = [];
  const fits: ComparedFit[] = [];
  let [coherence, different] = [0, 0];
  const Xt = transpose(X);
  const totals = columnTotals(X);
  for (let fit = 0; fit < FITS; fit++) {
    const { factors, summary } = await fitModel(X, { ...settings, topics, seed: settings.seed + fit }, { threads });
    const expected = expectedTopicTermCounts(X, factors);
    scores.push(await completionScores(halves, smoothedTopicTerms(expected, topics, X.columns), summary.documentPrior));
    const top = rankTerms(topicModel(factors), expected, totals, DIVERSITY_TERMS).map((ranked) => ranked.map(({ term }) => term));
    coherence += meanOfNumbers(top.map((terms) => npmi(Xt, terms.slice(0, TOP_TERMS)))) / FITS;
    different += diversity(top) / FITS;
    fits.push(comparedFit(X, factors, summary.emptyTopics));
  }
  return {
    topics,
    fits: scores.map((ofFit) => perWord(halves, ofFit).nats),
    scores: [...meanScores(scores)],
    npmi: coherence,
    diversity: different,
    stability: meanOverPairs(fits, (a, b) => compareRefit(a, b).filter(({ found }) => found).length / topics),
  };
}

/** The mean of those that are numbers. */
function meanOfNumbers(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function meanOverPairs<T>(items: readonly T[], figure: (a: T, b: T) => number): number {
  const pairs = items.flatMap((a, x) => items.slice(x + 1).map((b) => figure(a, b)));
  return meanOfNumbers(pairs);
}

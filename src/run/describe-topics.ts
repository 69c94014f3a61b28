import { exclusivity } from '../evaluate/exclusivity.js';
import { npmi } from '../evaluate/npmi.js';
import { transpose } from '../matrix/csr-matrix.js';
import { labelTopics } from '../topics/labels.js';
import { type RankedTerm, rankTerms } from '../topics/term-scores.js';
import { expectedTopicTermCounts, type RoundedFactors, type TopicModel, topicModel } from '../topics/topic-model.js';
import type { CountedCollection } from './count-documents.js';

/** Terms of a topic that topics.csv lists. */
const LISTED_TERMS = 50;
/** Terms over which coherence and exclusivity are taken, and that stand in summaries. */
export const TOP_TERMS = 10;

/** A term of a topic, by name, with the measures by which people rank terms. */
export interface TopicTerm extends Omit<RankedTerm, 'term'> {
  term: string;
}

/** What is said of a topic. */
export interface TopicDescription {
  /** from 1, the same in every file */
  topic: number;
  label: string;
  /** share of the collection's words, 0 to 1 */
  prevalence: number;
  /** expected number of the collection's words */
  tokens: number;
  /** coherence of the first ten terms over documents, −1 to 1 */
  npmi: number;
  /** how far the first ten terms are its own, 0 to 1 */
  exclusivity: number;
  /** up to fifty, in falling order of score */
  terms: TopicTerm[];
}

/** The topics of a fit, with their terms ranked and measured. */
export function describeTopics({ X, vocabulary }: CountedCollection, factors: RoundedFactors): { model: TopicModel; descriptions: TopicDescription[] } {
  const model = topicModel(factors);
  const ranked = rankTerms(model, expectedTopicTermCounts(X, factors), vocabulary.counts, LISTED_TERMS);
  const named = ranked.map((terms) => terms.map((ranking): TopicTerm => ({ ...ranking, term: vocabulary.terms[ranking.term] as string })));
  const labels = labelTopics(named.map((terms) => terms.map(({ term }) => term)));
  const Xt = transpose(X);
  const descriptions = named.map((terms, k) => {
    const top = ranked[k].slice(0, TOP_TERMS).map(({ term }) => term);
    return {
      topic: k + 1,
      label: labels[k],
      prevalence: model.prevalence[k],
      tokens: model.tokens[k],
      npmi: npmi(Xt, top),
      exclusivity: exclusivity(model, k, top),
      terms,
    };
  });
  return { model, descriptions };
}

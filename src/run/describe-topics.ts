import { exclusivity } from '../evaluate/exclusivity.js';
import { npmi } from '../evaluate/npmi.js';
import { transpose } from '../matrix/csr-matrix.js';
import { labelTopics } from '../topics/labels.js';
import { functionWordsAmong, type Remark, remarkOnTopics } from '../topics/remarks.js';
import { type RankedTerm, rankTerms } from '../topics/term-scores.js';
import { expectedTopicTermCounts, type RoundedFactors, type TopicModel, topicModel } from '../topics/topic-model.js';
import type { CountedCollection } from './counted-collection.js';

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
  /** why it is worth a second look, the gravest first; mostly none */
  remarks: Remark[];
  /** up to fifty, in falling order of score */
  terms: TopicTerm[];
}

/**
 * The topics of a fit, with their terms ranked and measured.
 *
 * @param emptyTopics numbers of the topics without words
 */
export function describeTopics(
  collection: CountedCollection,
  factors: RoundedFactors,
  emptyTopics: readonly number[],
): { model: TopicModel; descriptions: TopicDescription[] } {
  const { X, vocabulary } = collection;
  const model = topicModel(factors);
  const ranked = rankTerms(model, expectedTopicTermCounts(X, factors), vocabulary.counts, LISTED_TERMS);
  const named = ranked.map((terms) => terms.map((ranking): TopicTerm => ({ ...ranking, term: vocabulary.terms[ranking.term] as string })));
  const listed = named.map((terms) => terms.map(({ term }) => term));
  const functionWords = listed.map((terms) => functionWordsAmong(terms, TOP_TERMS));
  const labels = labelTopics(listed, functionWords);
  const Xt = transpose(X);
  const top = ranked.map((terms) => terms.slice(0, TOP_TERMS).map(({ term }) => term));
  const coherence = top.map((terms) => npmi(Xt, terms));
  const remarks = remarkOnTopics(
    collection,
    model,
    factors.W,
    listed.map((terms, k) => ({ terms: terms.slice(0, TOP_TERMS), functionWords: functionWords[k], npmi: coherence[k] })),
    emptyTopics,
  );
  const descriptions = named.map((terms, k) => ({
    topic: k + 1,
    label: labels[k],
    prevalence: model.prevalence[k],
    tokens: model.tokens[k],
    npmi: coherence[k],
    exclusivity: exclusivity(model, k, top[k]),
    remarks: remarks[k],
    terms,
  }));
  return { model, descriptions };
}

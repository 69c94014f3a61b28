import { type CoCounts, documentCoCounts } from '../evaluate/co-counts.js';
import { exclusivity } from '../evaluate/exclusivity.js';
import { type MisfitScale, misfitScale, misfitScores, type Surprise, surpriseOf } from '../evaluate/misfit.js';
import { npmiOfCounts } from '../evaluate/npmi.js';
import { TermPairs } from '../evaluate/term-pairs.js';
import type { LossName } from '../factorize/losses.js';
import { transpose } from '../matrix/csr-matrix.js';
import { MixtureSolver } from '../topics/infer.js';
import { labelTopics } from '../topics/labels.js';
import { functionWordsAmong, type Remark, remarkOnTopics } from '../topics/remarks.js';
import { type RankedTerm, rankTerms } from '../topics/term-scores.js';
import { expectedTopicTermCounts, type RoundedFactors, type TopicModel, type Topics, topicModel } from '../topics/topic-model.js';
import { type TopicSpread, topicSpread } from '../topics/topic-spread.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { CountedCollection } from './counted-collection.js';
import type { DocumentRecord } from './document-records.js';

/** Terms of a topic that topics.csv lists. */
export const LISTED_TERMS = 50;
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

/** What is said of a fit. */
export interface DescribedTopics {
  /** its mixtures are those inferred */
  model: TopicModel;
  descriptions: TopicDescription[];
  misfit: {
    surprise: Surprise;
    /** what it is measured against */
    scale: MisfitScale;
    /** of each document, see `misfitScores` */
    scores: Float64Array;
  };
}

/** What is to be known of a fit beside its factors. */
export interface FitFacts {
  loss: LossName;
  /** pseudo-counts of the topics in each document; none: 0 */
  documentPrior: readonly number[];
  /** numbers of the topics without words */
  emptyTopics: readonly number[];
}

/**
 * The topics of a fit, with their terms ranked and measured. What is said of the topics is of the fit's own weights W; the mixtures of the
 * documents are inferred anew with the topics fixed, so that each is the one that `inferMixtures` finds.
 */
export async function describeTopics(collection: CountedCollection, factors: RoundedFactors, facts: FitFacts): Promise<DescribedTopics> {
  const { X, vocabulary, documents } = collection;
  const model = topicModel(factors);
  const ranked = rankTerms(model, expectedTopicTermCounts(X, factors), vocabulary.counts, LISTED_TERMS);
  const descriptions = describeRanked(ranked, {
    vocabulary,
    model,
    counts: documentCoCounts(transpose(X), topPairs(ranked, X.columns)),
    spread: topicSpread(model, factors.W),
    idOf: (row) => (documents[row] as DocumentRecord).id,
    emptyTopics: facts.emptyTopics,
  });
  const solver = await MixtureSolver.create({ ...model, ...facts });
  const { shares } = solver.infer(X);
  const unknown = documents.map((document) => document.unknown);
  const surprise = surpriseOf(X, unknown, shares, solver.topics);
  const scale = misfitScale(surprise);
  const misfit = { surprise, scale, scores: misfitScores(surprise, scale) };
  return { model: { ...model, documentTopics: Float32Array.from(shares) }, descriptions, misfit };
}

/** The pairs of the first terms of each topic, whose meetings are to be counted. */
export function topPairs(ranked: readonly (readonly RankedTerm[])[], columns: number): TermPairs {
  return new TermPairs(ranked.map(topOf), columns);
}

function topOf(ranked: readonly RankedTerm[]): number[] {
  return ranked.slice(0, TOP_TERMS).map(({ term }) => term);
}

/** What descriptions are made of, beside the ranked terms. */
export interface DescriptionParts {
  vocabulary: Vocabulary;
  model: Topics;
  /** of documents, and of the pairs of first terms in them */
  counts: CoCounts;
  spread: TopicSpread;
  /** of a document, by its row */
  idOf: (row: number) => string;
  emptyTopics: readonly number[];
}

/** What is said of each topic. */
export function describeRanked(
  ranked: readonly (readonly RankedTerm[])[],
  { vocabulary, model, counts, spread, idOf, emptyTopics }: DescriptionParts,
): TopicDescription[] {
  const named = ranked.map((terms) => terms.map((ranking): TopicTerm => ({ ...ranking, term: vocabulary.terms[ranking.term] as string })));
  const listed = named.map((terms) => terms.map(({ term }) => term));
  const functionWords = listed.map((terms) => functionWordsAmong(terms, TOP_TERMS));
  const labels = labelTopics(listed, functionWords);
  const top = ranked.map(topOf);
  const coherence = top.map((terms) => npmiOfCounts(counts, terms));
  const told = listed.map((terms, k) => ({ terms: terms.slice(0, TOP_TERMS), functionWords: functionWords[k], npmi: coherence[k] }));
  const remarks = remarkOnTopics(vocabulary, spread, idOf, told, emptyTopics);
  return named.map((terms, k) => ({
    topic: k + 1,
    label: labels[k],
    prevalence: model.prevalence[k],
    tokens: model.tokens[k],
    npmi: coherence[k],
    exclusivity: exclusivity(model, k, top[k]),
    remarks: remarks[k],
    terms,
  }));
}

import { frexOfTerms, LEAST_COUNT, RELEVANCE_LAMBDA, relevanceOf } from '../../../../topics/term-scores.js';
import type { PageTopic, PageVocabulary } from '../../../page-content.js';

/*
 * The terms of a topic in the order that is asked for, over the whole vocabulary.
 */

export const ORDERS = ['score', 'relevance', 'frex', 'probability'] as const;
/** What terms are ranked by. */
export type Order = (typeof ORDERS)[number];

export interface Ranking {
  order: Order;
  /** λ of relevance, 0 to 1 */
  lambda: number;
}

/** What an address says of the ranking: `relevance=0.35` or `order=frex`; without either it is by term score. */
export function rankingOf({ order, relevance }: Readonly<Record<string, string>>): Ranking {
  const lambda = relevance === undefined || relevance.trim() === '' ? NaN : Number(relevance);
  if (lambda >= 0 && lambda <= 1) return { order: 'relevance', lambda };
  return { order: ORDERS.find((one) => one === order) ?? 'score', lambda: RELEVANCE_LAMBDA };
}

/** The query of a ranking, on top of what else stands in the address. */
export function withRanking(query: Readonly<Record<string, string>>, { order, lambda }: Ranking): Record<string, string> {
  const { order: _, relevance: __, ...others } = query;
  if (order === 'score') return others;
  return order === 'relevance' ? { ...others, relevance: String(lambda) } : { ...others, order };
}

/** What terms are ranked with. */
export interface TermModel {
  vocabulary: PageVocabulary;
  /** φ, topics × terms */
  topicTerms: Float32Array;
  /** φ of each term, summed over the topics */
  totals: Float64Array;
  /** counted words of the collection */
  words: number;
}

export function termModel(vocabulary: PageVocabulary, topicTerms: Float32Array): TermModel {
  const terms = vocabulary.terms.length;
  const totals = new Float64Array(terms);
  for (let begin = 0; begin < topicTerms.length; begin += terms) for (let j = 0; j < terms; j++) totals[j] += topicTerms[begin + j];
  return { vocabulary, topicTerms, totals, words: vocabulary.counts.reduce((sum, count) => sum + count, 0) };
}

/** Of the occurrences of a term the share that belongs to each topic, 0 to 1. @param tokens expected number of words of each topic */
export function sharesOfTerm({ vocabulary, topicTerms }: TermModel, tokens: readonly number[], column: number): Float64Array {
  const terms = vocabulary.terms.length;
  const shares = Float64Array.from(tokens, (own, k) => own * (topicTerms[k * terms + column] as number));
  const all = shares.reduce((sum, own) => sum + own, 0);
  return shares.map((own) => own / all);
}

/** Topics that are named, and the least share of one. */
const MOST_NAMED = 4;
const LEAST_SHARE = 0.05;

/** The topics with most of a word, the largest share first, and what all others have together. */
export function namedTopics(shares: ArrayLike<number>): { named: { topic: number; share: number }[]; rest: number } {
  const all = Array.from(shares, (share, k) => ({ topic: k + 1, share })).sort((a, b) => b.share - a.share || a.topic - b.topic);
  const named = all.filter(({ share }, at) => at === 0 || (at < MOST_NAMED && share >= LEAST_SHARE));
  return { named, rest: all.slice(named.length).reduce((sum, { share }) => sum + share, 0) };
}

/** A term as it is drawn. */
export interface TermRow {
  column: number;
  term: string;
  /** expected number of its occurrences that belong to the topic */
  here: number;
  /** its occurrences in the collection */
  everywhere: number;
  /** of the term in the topic */
  probability: number;
  /** by which it is ranked */
  value: number;
}

/** Terms of a topic, ranked. */
export class TopicTerms {
  readonly #topic: PageTopic;
  readonly #model: TermModel;
  readonly #row: Float32Array;
  /** columns of the terms of which the topic has at least half a word */
  readonly #present: number[] = [];
  #frex: Float64Array | undefined;

  constructor(topic: PageTopic, model: TermModel) {
    this.#topic = topic;
    this.#model = model;
    const terms = model.vocabulary.terms.length;
    this.#row = model.topicTerms.subarray((topic.topic - 1) * terms, topic.topic * terms);
    this.#row.forEach((probability, j) => {
      if (probability * topic.tokens >= LEAST_COUNT) this.#present.push(j);
    });
  }

  /** The first terms, the best first (a tie: the lower column). @param hidden terms that are passed over */
  first(length: number, ranking: Ranking, hidden: readonly string[] = []): TermRow[] {
    const { terms, counts } = this.#model.vocabulary;
    const value = this.#values(ranking);
    const columns = ranking.order === 'score' ? this.#topic.terms.map(({ column }) => column) : firstOf(this.#present, value, length + hidden.length);
    const rows = columns.map((column) => ({
      column,
      term: terms[column] as string,
      here: this.#row[column] * this.#topic.tokens,
      everywhere: counts[column] as number,
      probability: this.#row[column],
      value: value(column),
    }));
    return rows.filter(({ term }) => !hidden.includes(term)).slice(0, length);
  }

  /** By what a term is ranked, by its column. */
  #values({ order, lambda }: Ranking): (column: number) => number {
    const { vocabulary, totals, words } = this.#model;
    switch (order) {
      case 'score': {
        const scores = new Map(this.#topic.terms.map(({ column, score }) => [column, score]));
        return (column) => scores.get(column) ?? NaN;
      }
      case 'relevance':
        return (column) => relevanceOf(this.#row[column], (vocabulary.counts[column] as number) / words, lambda);
      case 'frex': {
        this.#frex ??= frexOfTerms(this.#row, totals);
        const frex = this.#frex;
        return (column) => frex[column];
      }
      case 'probability':
        return (column) => this.#row[column];
    }
  }
}

/** The columns of the largest values, in falling order, in one pass. @param columns in rising order */
function firstOf(columns: readonly number[], value: (column: number) => number, length: number): number[] {
  const first: number[] = [];
  const values: number[] = [];
  for (const column of columns) {
    const own = value(column);
    if (first.length === length && !(own > (values[length - 1] as number))) continue;
    let at = first.length;
    while (at > 0 && own > (values[at - 1] as number)) at--;
    first.splice(at, 0, column);
    values.splice(at, 0, own);
    if (first.length > length) {
      first.pop();
      values.pop();
    }
  }
  return first;
}

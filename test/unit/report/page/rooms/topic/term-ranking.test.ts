import { describe, expect, it } from 'vitest';
import {
  namedTopics,
  type Ranking,
  rankingOf,
  sharesOfTerm,
  TopicTerms,
  termModel,
  withRanking,
} from '../../../../../../src/report/page/rooms/topic/term-ranking.js';
import type { PageTopic } from '../../../../../../src/report/page-content.js';
import { rankTerms } from '../../../../../../src/topics/term-scores.js';
import type { TopicModel } from '../../../../../../src/topics/topic-model.js';
import { randomTopics } from '../../../../../support/fixed-topics.js';

const TOPICS = 5;
const TERMS = 200;
const { topicTerms } = randomTopics(TOPICS, TERMS, 1);
const tokens = Float64Array.from({ length: TOPICS }, (_, k) => 900 / (k + 1));
const words = tokens.reduce((sum, own) => sum + own, 0);
const expected = Float64Array.from(topicTerms, (probability, at) => probability * (tokens[Math.floor(at / TERMS)] as number));
const counts = Float64Array.from({ length: TERMS }, (_, j) => {
  let sum = 0;
  for (let k = 0; k < TOPICS; k++) sum += expected[k * TERMS + j] as number;
  return Math.max(1, Math.round(sum));
});
const model: TopicModel = {
  ...{ topics: TOPICS, documents: 0, terms: TERMS, documentTopics: new Float32Array(0), topicTerms, tokens },
  prevalence: tokens.map((own) => own / words),
};
const vocabulary = { terms: Array.from({ length: TERMS }, (_, j) => `w${j}`), counts: Array.from(counts), documentFrequency: Array.from(counts) };
const ranked = rankTerms(model, expected, counts, TERMS);

/** The page's topic, from 0. */
function termsOf(k: number): TopicTerms {
  const terms = (ranked[k] ?? []).map(({ term, probability, score, frex }) => ({ column: term, term: `w${term}`, probability, score, frex }));
  const topic: PageTopic = {
    ...{ topic: k + 1, label: '', prevalence: model.prevalence[k] as number, tokens: model.tokens[k] as number, documents: 0, npmi: null, exclusivity: null },
    ...{ remarks: [], trust: [], terms, place: [0, 0], nearest: [], summary: [], overTime: '', passages: [] },
  };
  return new TopicTerms(topic, termModel(vocabulary, model.topicTerms));
}

const ranking = (order: Ranking['order'], lambda = 0.6): Ranking => ({ order, lambda });

describe('TopicTerms', () => {
  it.each(['relevance', 'frex', 'probability', 'score'] as const)('ranks by %s as src/topics does', (order) => {
    for (const [k, own] of ranked.entries()) {
      const falling = own.toSorted((a, b) => b[order] - a[order] || a.term - b.term);
      const rows = termsOf(k).first(12, ranking(order));
      expect(rows.map(({ column }) => column)).toEqual(falling.slice(0, 12).map(({ term }) => term));
      expect(rows.map(({ value }) => value)).toEqual(falling.slice(0, 12).map((one) => one[order]));
    }
  });

  it('goes from lift to probability with λ', () => {
    const terms = termsOf(0);
    const lift = (column: number) => (model.topicTerms[column] as number) / (counts[column] as number);
    const byLift = terms.first(TERMS, ranking('probability')).toSorted((a, b) => lift(b.column) - lift(a.column));
    expect(terms.first(8, ranking('relevance', 0)).map(({ column }) => column)).toEqual(byLift.slice(0, 8).map(({ column }) => column));
    expect(terms.first(8, ranking('relevance', 1)).map(({ column }) => column)).toEqual(terms.first(8, ranking('probability')).map(({ column }) => column));
  });

  it('has the words of the topic and of the collection', () => {
    const [row] = termsOf(1).first(1, ranking('probability'));
    const { column = -1 } = row ?? {};
    expect(row).toMatchObject({ term: `w${column}`, here: expected[TERMS + column], everywhere: counts[column] });
  });

  it('fills the places of hidden words with others', () => {
    const terms = termsOf(0);
    for (const order of ['score', 'relevance'] as const) {
      const all = terms.first(10, ranking(order)).map(({ term }) => term);
      const hidden = [all[0] as string, all[4] as string];
      expect(terms.first(8, ranking(order), hidden).map(({ term }) => term)).toEqual(all.filter((term) => !hidden.includes(term)));
    }
  });

  it('passes over terms of which the topic has less than half a word', () => {
    for (const k of ranked.keys()) for (const { here } of termsOf(k).first(TERMS, ranking('relevance', 0))) expect(here).toBeGreaterThanOrEqual(0.5);
    // some are passed over
    expect(termsOf(4).first(TERMS, ranking('relevance', 0)).length).toBeLessThan(TERMS);
  });

  it('puts the lower column first in a tie', () => {
    const even = { terms: ['a', 'b', 'c'], counts: [1, 1, 1], documentFrequency: [1, 1, 1] };
    const topic = { topic: 1, tokens: 3, terms: [] } as unknown as PageTopic;
    const terms = new TopicTerms(topic, termModel(even, new Float32Array(3).fill(1 / 3)));
    expect(terms.first(2, ranking('relevance')).map(({ term }) => term)).toEqual(['a', 'b']);
  });
});

describe('sharesOfTerm', () => {
  it('says where the occurrences of a term are, which are as many as there are here', () => {
    const model = termModel(vocabulary, topicTerms);
    for (const column of [...counts.keys()].filter((j) => (counts[j] as number) > 1)) {
      const shares = sharesOfTerm(model, [...tokens], column);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      const here = Array.from(tokens, (_, k) => expected[k * TERMS + column] as number);
      const all = here.reduce((sum, own) => sum + own, 0);
      for (const [k, share] of shares.entries()) expect(share * all).toBeCloseTo(here[k] as number, 6);
    }
  });
});

describe('namedTopics', () => {
  it('names the topics with a twentieth or more of a word, four at most', () => {
    expect(namedTopics([0.04, 0.5, 0.06, 0.4])).toEqual({
      named: [
        { topic: 2, share: 0.5 },
        { topic: 4, share: 0.4 },
        { topic: 3, share: 0.06 },
      ],
      rest: 0.04,
    });
    expect(namedTopics(new Array(10).fill(0.1)).named.map(({ topic }) => topic)).toEqual([1, 2, 3, 4]);
    expect(namedTopics(new Array(40).fill(0.025)).named).toEqual([{ topic: 1, share: 0.025 }]);
  });
});

describe('rankingOf', () => {
  it('reads what withRanking writes, and leaves the rest of the query', () => {
    for (const one of [ranking('score'), ranking('frex'), ranking('probability'), ranking('relevance', 0), ranking('relevance', 0.35)]) {
      const query = withRanking({ other: 'x', relevance: '0.9', order: 'frex' }, one);
      expect(rankingOf(query)).toEqual(one);
      expect(query.other).toBe('x');
    }
    expect(withRanking({ order: 'frex' }, ranking('score'))).toEqual({});
  });

  it.each(['', ' ', 'x', '1.01', '-0.1', 'NaN'])('takes no relevance of %j', (relevance) => {
    expect(rankingOf({ relevance })).toEqual(ranking('score'));
  });
});

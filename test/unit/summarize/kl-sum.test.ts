import { describe, expect, it } from 'vitest';
import type { CandidateSentence } from '../../../src/summarize/candidate-sentences.js';
import { type SummaryOptions, summarize } from '../../../src/summarize/kl-sum.js';
import type { TopicModel } from '../../../src/topics/topic-model.js';

const OPTIONS: SummaryOptions = { topicSentences: 3, collectionSentences: 5, sourceOf: (document) => document };

/** Topics over six terms, of which each has two; the second is the largest. */
const model: TopicModel = {
  topics: 3,
  documents: 9,
  terms: 6,
  documentTopics: new Float32Array(27).fill(1 / 3),
  topicTerms: Float32Array.of(0.6, 0.4, 0, 0, 0, 0, 0, 0, 0.6, 0.4, 0, 0, 0, 0, 0, 0, 0.6, 0.4),
  tokens: Float64Array.of(30, 50, 20),
  prevalence: Float64Array.of(0.3, 0.5, 0.2),
};
const TEXTS = ['one two three', 'four five six', 'seven eight nine', 'ten eleven twelve'];
const sentence = (document: number, terms: readonly number[], text = TEXTS[document % 4] as string, weight = 1): CandidateSentence => {
  return { document, begin: 0, text, terms: Int32Array.from(terms), weight };
};
const chosen = (candidates: CandidateSentence[], options: Partial<SummaryOptions> = {}) =>
  summarize([candidates, [], []], model, { ...OPTIONS, ...options }).topics[0]?.map(({ document }) => document);

describe('summarize', () => {
  it('takes first what comes nearest to the topic, then what is missing', () => {
    expect(chosen([sentence(0, [1, 2]), sentence(1, [0, 1]), sentence(2, [0, 3])])).toEqual([1, 2, 0]);
    expect(chosen([sentence(0, [0, 1, 2, 3, 4, 5]), sentence(1, [0, 1])], { topicSentences: 1 })).toEqual([1]);
  });

  it('takes the better sentence, of equal ones the earlier', () => {
    expect(chosen([sentence(0, [0], undefined, 0.1), sentence(1, [0])], { topicSentences: 1 })).toEqual([1]);
    expect(chosen([sentence(2, [0]), sentence(1, [0])], { topicSentences: 1 })).toEqual([1]);
  });

  it('says nothing twice, and takes one sentence of a source', () => {
    expect(chosen([sentence(0, [0, 1]), sentence(1, [0, 1], TEXTS[0]), sentence(2, [0])])).toEqual([0, 2]);
    expect(chosen([sentence(0, [0, 1]), sentence(1, [0, 1]), sentence(2, [0])], { sourceOf: (i) => (i < 2 ? 'a' : 'b') })).toEqual([0, 2]);
  });

  it('takes the first sentences of the largest topics for the collection, in the order of the documents', () => {
    const candidates = [[sentence(0, [0, 1])], [sentence(5, [2, 3]), sentence(2, [2])], [sentence(3, [4, 5])]];
    const documents = (most: number) => summarize(candidates, model, { ...OPTIONS, collectionSentences: most }).collection.map(({ document }) => document);
    expect(documents(5)).toEqual([0, 3, 5]);
    expect(documents(2)).toEqual([0, 5]);
    expect(documents(0)).toEqual([]);
  });

  it('takes another sentence of a topic where the collection has the source already', () => {
    const candidates = [[sentence(6, [0, 1]), sentence(3, [0])], [sentence(6, [2, 3])], []];
    expect(summarize(candidates, model, OPTIONS).collection.map(({ document }) => document)).toEqual([3, 6]);
  });

  it('gives nothing where there is nothing', () => {
    expect(summarize([[], [], []], model, OPTIONS)).toEqual({ collection: [], topics: [[], [], []] });
  });
});

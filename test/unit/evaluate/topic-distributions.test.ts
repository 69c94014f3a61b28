import { describe, expect, it } from 'vitest';
import { allocations } from '../../../src/evaluate/allocation.js';
import { corpusDivergence } from '../../../src/evaluate/corpus-divergence.js';
import { dominantTopics } from '../../../src/evaluate/dominant-topics.js';
import { effectiveWords } from '../../../src/evaluate/effective-words.js';
import type { TopicModel } from '../../../src/topics/topic-model.js';

const model: TopicModel = {
  topics: 3,
  documents: 5,
  terms: 4,
  // biome-ignore format: a row a document
  documentTopics: Float32Array.of(
    0.75, 0.25, 0,
    0.25, 0.75, 0,
    0.5, 0.5, 0,
    0.03125, 0.96875, 0,
    0, 0, 1,
  ),
  // biome-ignore format: a row a topic
  topicTerms: Float32Array.of(
    0.5, 0.5, 0, 0,
    0.25, 0.25, 0.25, 0.25,
    1, 0, 0, 0,
  ),
  tokens: Float64Array.of(1, 1, 1),
  prevalence: Float64Array.of(0.4, 0.4, 0.2),
};

describe('effectiveWords', () => {
  it('is 1 / Σ φ²', () => {
    expect([0, 1, 2].map((k) => effectiveWords(model, k))).toEqual([2, 4, 1]);
  });
});

describe('corpusDivergence', () => {
  it('is Σ φ ln(φ / q)', () => {
    const counts = Float64Array.of(4, 2, 1, 1);
    // ½ ln(½ / ½) + ½ ln(½ / ¼)
    expect(corpusDivergence(model, 0, counts)).toBeCloseTo(Math.log(2) / 2, 14);
    // ¼ (ln ½ + ln 1 + ln 2 + ln 2)
    expect(corpusDivergence(model, 1, counts)).toBeCloseTo(Math.log(2) / 4, 14);
  });

  it('leaves out terms that the collection does not have', () => {
    expect(corpusDivergence(model, 0, Float64Array.of(4, 0, 2, 2))).toBe(0);
  });
});

describe('dominantTopics', () => {
  it('is the topic of the largest share, of equal ones the first', () => {
    expect([...dominantTopics(model)]).toEqual([0, 1, 0, 1, 2]);
  });
});

describe('allocations', () => {
  it('gives the documents that have a topic, those where it is first, and those where it is 30 %', () => {
    // document 4 has 0.03125 · 8 = ¼ word of topic 1, so it does not have it; document 5 has no words
    expect(allocations(model, Float64Array.of(8, 8, 8, 8, 0))).toEqual([
      { documents: 3, rank1Documents: 2, rank1Share: 2 / 3, allocationCount: 2 / 3 },
      { documents: 4, rank1Documents: 2, rank1Share: 2 / 4, allocationCount: 3 / 4 },
      { documents: 0, rank1Documents: 0, rank1Share: Number.NaN, allocationCount: Number.NaN },
    ]);
  });
});

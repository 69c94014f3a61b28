import { describe, expect, it } from 'vitest';
import { exclusivity } from '../../../src/evaluate/exclusivity.js';
import type { TopicModel } from '../../../src/topics/topic-model.js';

const model: TopicModel = {
  topics: 2,
  documents: 0,
  terms: 4,
  documentTopics: new Float32Array(0),
  // biome-ignore format: a row a topic
  topicTerms: Float32Array.of(
    0.5, 0.25, 0.25, 0,
    0.125, 0.375, 0.25, 0.25,
  ),
  tokens: Float64Array.of(1, 1),
  prevalence: Float64Array.of(0.5, 0.5),
};

describe('exclusivity', () => {
  it('is the mean share of the topic in its terms', () => {
    // 0.5 / 0.625 = 0.8 and 0.25 / 0.625 = 0.4: mean 0.6
    expect(exclusivity(model, 0, [0, 1])).toBeCloseTo(0.6, 15);
    // 0.125 / 0.625 = 0.2, 0.375 / 0.625 = 0.6, 0.25 / 0.25 = 1: mean 0.6
    expect(exclusivity(model, 1, [3, 0, 1])).toBeCloseTo(0.6, 15);
  });

  it('is 1 for terms of its own and 1 / topics for shared ones', () => {
    expect(exclusivity(model, 1, [3])).toBe(1);
    expect(exclusivity(model, 0, [2])).toBe(0.5);
  });

  it('is NaN for no terms', () => {
    expect(exclusivity(model, 0, [])).toBeNaN();
  });
});

import { describe, expect, it } from 'vitest';
import { rankTerms, smoothedTopicTerms } from '../../../src/topics/term-scores.js';
import type { TopicModel } from '../../../src/topics/topic-model.js';

function modelOf(topicTerms: readonly (readonly number[])[]): TopicModel {
  const topics = topicTerms.length;
  return {
    topics,
    documents: 0,
    terms: topicTerms[0].length,
    documentTopics: new Float32Array(0),
    topicTerms: Float32Array.from(topicTerms.flat()),
    tokens: new Float64Array(topics).fill(1),
    prevalence: new Float64Array(topics).fill(1 / topics),
  };
}

const { LN2 } = Math;
const LN3 = Math.log(3);

describe('smoothedTopicTerms', () => {
  it('adds 0.01 to each expected count', () => {
    // (2.99 + 0.01) / (3.98 + 2 · 0.01) = 3/4; a topic without words is even
    const smoothed = smoothedTopicTerms(Float64Array.of(2.99, 0.99, 0, 0), 2, 2);
    expect([...smoothed].map((x) => x.toFixed(14))).toEqual(['0.75000000000000', '0.25000000000000', '0.50000000000000', '0.50000000000000']);
  });
});

describe('rankTerms', () => {
  it('has the term score φ̃ ln(φ̃ / geometric mean)', () => {
    // φ̃ is 3/4, 1/4 in topic 0 and 1/4, 3/4 in topic 1; the geometric mean of each term is √3 / 4
    const model = modelOf([
      [0.75, 0.25],
      [0.25, 0.75],
    ]);
    const [first, second] = rankTerms(model, Float64Array.of(2.99, 0.99, 0.99, 2.99), Float64Array.of(4, 4), 10);
    // 3/4 ln(3/4 · 4/√3) = 3/4 ln √3 = 3/8 ln 3; 1/4 ln(1/4 · 4/√3) = −1/8 ln 3
    expect(first.map(({ term }) => term)).toEqual([0, 1]);
    expect(first[0].score).toBeCloseTo((3 / 8) * LN3, 14);
    expect(first[1].score).toBeCloseTo((-1 / 8) * LN3, 14);
    expect(second.map(({ term }) => term)).toEqual([1, 0]);
    expect(second[0].score).toBeCloseTo((3 / 8) * LN3, 14);
  });

  const model = modelOf([
    [0.5, 0.25, 0.125, 0.125, 0],
    [0.125, 0.125, 0.25, 0.25, 0.25],
    [0, 0, 0, 0.25, 0.75],
  ]);
  const byTerm = (counts: Float64Array) =>
    rankTerms(
      model,
      Float64Array.from(model.topicTerms, (p) => 100 * p),
      counts,
      10,
    )[0].toSorted((a, b) => a.term - b.term);

  it('has the probability, and no term without any', () => {
    expect(byTerm(Float64Array.of(1, 1, 1, 1, 1)).map(({ term, probability }) => [term, probability])).toEqual([
      [0, 0.5],
      [1, 0.25],
      [2, 0.125],
      [3, 0.125],
    ]);
  });

  it('has no term of which the topic has less than half a word, whatever probability a prior gives it', () => {
    const model = modelOf([
      [0.7, 0.2, 0.1],
      [0.1, 0.2, 0.7],
    ]);
    const [first, second] = rankTerms(model, Float64Array.of(7, 0.5, 0.49, 0, 2, 7), Float64Array.of(7, 2.5, 7.49), 10);
    expect(first.map(({ term }) => term)).toEqual([0, 1]);
    expect(second.map(({ term }) => term)).toEqual([2, 1]);
  });

  it('has FREX, the harmonic mean of the ranks of probability and exclusivity', () => {
    const frex = byTerm(Float64Array.of(1, 1, 1, 1, 1)).map((ranked) => ranked.frex);
    // among all five terms, the last of which has no probability here:
    // exclusivity: 0.5/0.625 = 0.8, 0.25/0.375 = 2/3, 0.125/0.375 = 1/3, 0.125/0.625 = 0.2, so ranks 5/5, 4/5, 3/5, 2/5;
    // probability: ranks 5/5, 4/5 and a tie of 3/5; 1 / (½ / f + ½ / e): 1, 4/5, 3/5, 1 / (5/6 + 5/4)
    expect(frex[0]).toBeCloseTo(1, 14);
    expect(frex[1]).toBeCloseTo(4 / 5, 14);
    expect(frex[2]).toBeCloseTo(3 / 5, 14);
    expect(frex[3]).toBeCloseTo(0.48, 14);
  });

  it('has relevance, 0.6 ln φ + 0.4 ln(φ / share of the collection)', () => {
    const relevance = byTerm(Float64Array.of(4, 4, 4, 2, 2)).map((ranked) => ranked.relevance);
    // shares 1/4, 1/4, 1/4, 1/8: −0.6 ln 2 + 0.4 ln 2; −1.2 ln 2 + 0; −1.8 ln 2 − 0.4 ln 2; −1.8 ln 2 + 0
    expect(relevance[0]).toBeCloseTo(-0.2 * LN2, 14);
    expect(relevance[1]).toBeCloseTo(-1.2 * LN2, 14);
    expect(relevance[2]).toBeCloseTo(-2.2 * LN2, 14);
    expect(relevance[3]).toBeCloseTo(-1.8 * LN2, 14);
  });

  it('gives as many terms as asked for, the best first', () => {
    const [ranked] = rankTerms(
      model,
      Float64Array.from(model.topicTerms, (p) => 100 * p),
      Float64Array.of(1, 1, 1, 1, 1),
      2,
    );
    expect(ranked.map(({ term }) => term)).toEqual([0, 1]);
  });

  it('puts the lower column first in a tie', () => {
    const even = modelOf([
      [0.25, 0.25, 0.5],
      [0.5, 0.5, 0],
    ]);
    const [first, second] = rankTerms(even, Float64Array.of(1, 1, 2, 2, 2, 0), Float64Array.of(1, 1, 1), 10);
    expect(first.map(({ term }) => term)).toEqual([2, 0, 1]);
    expect(second.map(({ term }) => term)).toEqual([0, 1]);
    expect(first[1].score).toBe(first[2].score);
  });
});

import { describe, expect, it } from 'vitest';
import { expectedTopicTermCounts, orderTopics, type RoundedFactors, topicModel } from '../../../src/topics/topic-model.js';
import { csrOf } from '../matrix/dense.js';

describe('orderTopics', () => {
  it('numbers topics by falling number of words, and turns H back', () => {
    // W is 2 × 3 with column sums 3, 9, 5; H is 3 × 2
    const rounded = orderTopics({ topics: 3, W: Float32Array.of(1, 4, 2, 2, 5, 3), Ht: Float32Array.of(0.1, 0.2, 0.3, 0.9, 0.8, 0.7) }, 2, 2);
    expect(rounded).toEqual({
      topics: 3,
      documents: 2,
      terms: 2,
      W: Float32Array.of(4, 2, 1, 5, 3, 2),
      H: Float32Array.of(0.2, 0.8, 0.3, 0.7, 0.1, 0.9),
    });
  });

  it('keeps the order of the fit for a tie', () => {
    expect(orderTopics({ topics: 2, W: Float32Array.of(1, 2, 2, 1), Ht: Float32Array.of(1, 1) }, 2, 1).W).toEqual(Float32Array.of(1, 2, 2, 1));
  });
});

describe('topicModel', () => {
  const model = topicModel({
    topics: 2,
    documents: 3,
    terms: 2,
    W: Float32Array.of(6, 2, 0, 0, 0, 4),
    H: Float32Array.of(0.5, 0.5, 0, 0),
  });

  it('makes the rows of documents sum to 1; one without words is even', () => {
    expect(model.documentTopics).toEqual(Float32Array.of(0.75, 0.25, 0.5, 0.5, 0, 1));
  });

  it('makes the rows of topics sum to 1; one without terms is even', () => {
    expect(model.topicTerms).toEqual(Float32Array.of(0.5, 0.5, 0.5, 0.5));
  });

  it('counts the words of each topic', () => {
    expect(model.tokens).toEqual(Float64Array.of(6, 6));
    expect(model.prevalence).toEqual(Float64Array.of(0.5, 0.5));
  });
});

describe('expectedTopicTermCounts', () => {
  it('shares each count out by W_ik H_kj', () => {
    const factors: RoundedFactors = { topics: 2, documents: 2, terms: 2, W: Float32Array.of(3, 1, 0, 2), H: Float32Array.of(0.5, 0.5, 0.25, 0.75) };
    // document 0: shares 1.5 and 0.25 of term 0 (7 words: 6 and 1), 1.5 and 0.75 of term 1 (3 words: 2 and 1); document 1: all to topic 1
    expect(
      expectedTopicTermCounts(
        csrOf([
          [7, 3],
          [0, 5],
        ]),
        factors,
      ),
    ).toEqual(Float64Array.of(6, 2, 1, 1 + 5));
  });

  it('leaves out a count that the model cannot explain', () => {
    const factors: RoundedFactors = { topics: 1, documents: 1, terms: 2, W: Float32Array.of(4), H: Float32Array.of(1, 0) };
    expect(expectedTopicTermCounts(csrOf([[4, 9]]), factors)).toEqual(Float64Array.of(4, 0));
  });
});

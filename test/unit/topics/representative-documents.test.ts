import { describe, expect, it } from 'vitest';
import { representativeDocuments } from '../../../src/topics/representative-documents.js';
import type { TopicModel } from '../../../src/topics/topic-model.js';
import { csrOf } from '../matrix/dense.js';

function modelOf(documentTopics: readonly (readonly number[])[]): TopicModel {
  return {
    topics: 2,
    documents: documentTopics.length,
    terms: 1,
    documentTopics: Float32Array.from(documentTopics.flat()),
    topicTerms: Float32Array.of(1, 1),
    tokens: Float64Array.of(1, 1),
    prevalence: Float64Array.of(0.5, 0.5),
  };
}

describe('representativeDocuments', () => {
  it('puts the larger share first, but not of a very short document', () => {
    // θ N / (N + 20): 1 · 5/25 = 0.2, 0.5 · 80/100 = 0.4, 0.75 · 180/200 = 0.675; topic 1: 0, 0.4, 0.225
    const model = modelOf([
      [1, 0],
      [0.5, 0.5],
      [0.75, 0.25],
    ]);
    expect(representativeDocuments(model, csrOf([[5], [80], [180]]), 3)).toEqual([
      [2, 1, 0],
      [1, 2],
    ]);
  });

  it('gives as many as asked for, of equal ones the earlier', () => {
    const model = modelOf([
      [0.5, 0.5],
      [0.5, 0.5],
      [0.75, 0.25],
      [0.5, 0.5],
    ]);
    expect(representativeDocuments(model, csrOf([[20], [20], [20], [20]]), 2)).toEqual([
      [2, 0],
      [0, 1],
    ]);
  });

  it('leaves out documents without words', () => {
    expect(
      representativeDocuments(
        modelOf([
          [0.5, 0.5],
          [1, 0],
        ]),
        csrOf([[0], [3]]),
        3,
      ),
    ).toEqual([[1], []]);
  });
});

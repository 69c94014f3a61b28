import { describe, expect, it } from 'vitest';
import { collectionTerms, topicDivergences } from '../../../src/summarize/term-divergence.js';
import type { TopicModel } from '../../../src/topics/topic-model.js';

const model: TopicModel = {
  topics: 2,
  documents: 1,
  terms: 4,
  documentTopics: Float32Array.of(0.5, 0.5),
  topicTerms: Float32Array.of(0.5, 0.25, 0.25, 0, 0, 0.25, 0.25, 0.5),
  tokens: Float64Array.of(3, 1),
  prevalence: Float64Array.of(0.75, 0.25),
};

/** KL(p ‖ q) of the first topic and a summary, by the definition. */
function divergence(counts: readonly number[]): number {
  const b = [0.375, 0.25, 0.25, 0.125];
  const raw = [0.5, 0.25, 0.25, 0].map((phi, j) => phi * Math.sqrt(phi / (b[j] as number)));
  const sum = raw.reduce((a, x) => a + x, 0);
  const n = counts.reduce((a, x) => a + x, 0);
  return raw.reduce((kl, x, j) => (x === 0 ? kl : kl + (x / sum) * Math.log((x / sum / ((counts[j] as number) + 100 * (b[j] as number))) * (n + 100))), 0);
}

describe('TermDivergence', () => {
  it('tells by how much a sentence lowers the divergence', () => {
    const [first] = topicDivergences(model);
    expect(first?.worth({ terms: Int32Array.of(0, 1), weight: 1 })).toBeCloseTo(divergence([0, 0, 0, 0]) - divergence([1, 1, 0, 0]), 12);
    first?.add(Int32Array.of(0, 1));
    expect(first?.worth({ terms: Int32Array.of(0, 3), weight: 1 })).toBeCloseTo(divergence([1, 1, 0, 0]) - divergence([2, 1, 0, 1]), 12);
  });

  it('makes a sentence worth less that can be quoted less well', () => {
    const [first] = topicDivergences(model);
    const terms = Int32Array.of(0, 1);
    expect(first?.worth({ terms, weight: 0.5 })).toBeLessThan(first?.worth({ terms, weight: 1 }) as number);
  });

  it('passes over terms that nothing is known of', () => {
    const empty = { ...model, prevalence: Float64Array.of(1, 0) };
    const [, second] = topicDivergences(empty);
    expect(second?.worth({ terms: Int32Array.of(3), weight: 1 })).toBeLessThan(0);
  });
});

describe('collectionTerms', () => {
  it('mixes the topics by their prevalence', () => {
    expect([...collectionTerms(model)]).toEqual([0.375, 0.25, 0.25, 0.125]);
  });
});

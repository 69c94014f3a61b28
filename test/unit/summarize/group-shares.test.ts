import { describe, expect, it } from 'vitest';
import { groupShares } from '../../../src/summarize/group-shares.js';

describe('groupShares', () => {
  // two topics; the documents of period 1 are a text of 30 words in two passages, and one of 10
  const mixtures = Float32Array.of(0.5, 0.5, 1, 0, 0, 1, 0.25, 0.75, 0.5, 0.5);
  const tokens = Float64Array.of(20, 10, 10, 8, 5);
  const periodOf = Int32Array.of(1, 1, 1, 0, -1);
  const source = [7, 7, 8, 9, 10];
  const found = groupShares({ words: tokens, topics: 2, documentTopics: mixtures, sourceOf: (i) => source[i], groupOf: periodOf, groups: 2 });

  it('weighs documents by their words', () => {
    expect([...found.shares]).toEqual([0.25, 0.5, 0.75, 0.5]);
  });

  it('takes the passages of a text for one document', () => {
    // (30 + 10)² / (30² + 10²)
    expect([...found.units]).toEqual([1, 1.6]);
    // topic 1 is 2/3 of one text and none of the other
    const squares = 1.6 * (0.75 * (2 / 3 - 0.5) ** 2 + 0.25 * 0.5 ** 2);
    for (const [at, square] of [0, squares, 0, squares].entries()) expect(found.squares[at]).toBeCloseTo(square, 12);
  });

  it('counts passages by themselves in periods of their own', () => {
    const apart = groupShares({
      ...{ words: tokens, topics: 2, documentTopics: mixtures, sourceOf: (i) => source[i] },
      ...{ groupOf: Int32Array.of(0, 1, -1, -1, -1), groups: 2 },
    });
    expect([...apart.shares]).toEqual([0.5, 1, 0.5, 0]);
    expect([...apart.units]).toEqual([1, 1]);
  });
});

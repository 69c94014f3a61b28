import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/math/random.js';
import { type GroupedMixtures, groupShares } from '../../../src/summarize/group-shares.js';
import { shareIntervals } from '../../../src/summarize/share-intervals.js';
import { dirichlet, normal } from '../../support/dirichlet.js';

const alone = (document: number) => document;
const intervalsOf = (documents: GroupedMixtures) => {
  const data = groupShares(documents);
  return { share: data.shares, ...shareIntervals(data) };
};
const TOPICS = 8;
const MEAN = [0.3, 0.2, 0.15, 0.12, 0.1, 0.06, 0.04, 0.03];

/** How many of the intervals hold the planted shares, by the size of the group. */
function coverage(
  sizes: readonly number[],
  { concentration, spread, cut = Number.POSITIVE_INFINITY }: { concentration: number; spread: number; cut?: number },
  runs: number,
) {
  const random = new Random(3);
  const found = new Map<number, { held: number; all: number }>();
  for (let run = 0; run < runs; run++) {
    const planted = sizes.map(() => dirichlet(random, MEAN, 20));
    const words: number[] = [];
    const mixtures: number[] = [];
    const groupOf: number[] = [];
    const sources: number[] = [];
    let source = 0;
    for (const [group, size] of sizes.entries()) {
      for (let i = 0; i < size; i++) {
        const mixture = dirichlet(random, planted[group], concentration);
        const length = 10 + 200 * Math.exp(spread * normal(random));
        const passages = Math.ceil(length / cut) || 1;
        for (let passage = 0; passage < passages; passage++) {
          words.push(length / passages);
          mixtures.push(...mixture);
          groupOf.push(group);
          sources.push(source);
        }
        source++;
      }
    }
    const documents = { words, topics: TOPICS, documentTopics: Float32Array.from(mixtures), groupOf: Int32Array.from(groupOf), groups: sizes.length };
    const { low, high } = intervalsOf({ ...documents, sourceOf: (document) => sources[document] });
    for (const [group, shares] of planted.entries()) {
      const count = found.get(sizes[group]) ?? { held: 0, all: 0 };
      for (const [k, share] of shares.entries()) {
        const y = k * sizes.length + group;
        if (low[y] <= share && share <= high[y]) count.held++;
        count.all++;
      }
      found.set(sizes[group], count);
    }
  }
  return [...found.values()].map(({ held, all }) => held / all);
}

describe('the intervals of shares', () => {
  it.each([
    ['documents of few topics', [1, 2, 5, 20, 100], { concentration: 1, spread: 0 }, 200],
    ['of few topics, of very different lengths', [1, 2, 5, 20, 100], { concentration: 1, spread: 0.8 }, 200],
    ['documents of many topics', [1, 2, 5, 20, 100], { concentration: 10, spread: 0.5 }, 200],
    ['passages of documents', [5, 20, 100], { concentration: 2, spread: 0.8, cut: 50 }, 100],
    ['two small groups', [3, 4], { concentration: 5, spread: 0.5 }, 1000],
    ['many small groups', Array.from({ length: 60 }, () => 3), { concentration: 2, spread: 0.5 }, 20],
  ])('cover nine tenths of the planted shares: %s', (_, sizes, of, runs) => {
    for (const share of coverage(sizes, of, runs)) {
      expect(share).toBeGreaterThan(0.85);
      expect(share).toBeLessThan(0.95);
    }
  });

  it('weigh documents by their words', () => {
    const documents = { words: [30, 10, 0], topics: 2, documentTopics: Float32Array.of(1, 0, 0.5, 0.5, 0.25, 0.75), groups: 1 };
    const { share } = intervalsOf({ ...documents, groupOf: new Int32Array(3), sourceOf: alone });
    expect([...share]).toEqual([0.875, 0.125]);
  });

  it('are those of the documents, however these are cut into passages and wherever the passages stand', () => {
    const whole = intervalsOf({
      words: [30, 10, 20],
      topics: 2,
      documentTopics: Float32Array.of(1, 0, 0.5, 0.5, 0.25, 0.75),
      groupOf: Int32Array.of(0, 0, 0),
      groups: 1,
      sourceOf: alone,
    });
    const cut = intervalsOf({
      words: [15, 10, 15, 10, 10],
      topics: 2,
      documentTopics: Float32Array.of(1, 0, 0.5, 0.5, 1, 0, 0.5, 0.5, 0, 1),
      groupOf: Int32Array.of(0, 0, 0, 0, 0),
      groups: 1,
      sourceOf: (document) => [7, 5, 7, 2, 2][document],
    });
    for (const of of ['share', 'low', 'high'] as const) for (const [y, value] of whole[of].entries()) expect(cut[of][y]).toBeCloseTo(value, 12);
  });

  it('of a group of one document is wide, by what the others scatter', () => {
    const scattered = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? [0.9, 0.1] : [0.1, 0.9]));
    const even = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? [0.51, 0.49] : [0.49, 0.51]));
    const widthOf = (others: number[][]) => {
      const { low, high } = intervalsOf({
        words: Array.from({ length: 21 }, () => 100),
        topics: 2,
        documentTopics: Float32Array.from([0.5, 0.5, ...others.flat()]),
        groupOf: Int32Array.from({ length: 21 }, (_, i) => (i === 0 ? 0 : 1)),
        groups: 2,
        sourceOf: alone,
      });
      return high[0] - low[0];
    };
    expect(widthOf(scattered)).toBeGreaterThan(0.7);
    expect(widthOf(even)).toBeLessThan(0.1);
  });

  it('say next to nothing where no group has two documents, and nothing of a group without words', () => {
    const { share, low, high } = intervalsOf({
      words: [100, 0],
      topics: 2,
      documentTopics: Float32Array.of(0.5, 0.5, 0.5, 0.5),
      groupOf: Int32Array.of(0, 1),
      groups: 2,
      sourceOf: alone,
    });
    expect(low[0]).toBeLessThan(0.1);
    expect(high[0]).toBeGreaterThan(0.9);
    for (const values of [share, low, high]) expect([values[1], values[3]]).toEqual([Number.NaN, Number.NaN]);
  });

  it('hold the share and stay within 0 and 1', () => {
    const { share, low, high } = intervalsOf({
      words: [5, 5, 5],
      topics: 2,
      documentTopics: Float32Array.of(1, 0, 1, 0, 1, 0),
      groupOf: Int32Array.of(0, 0, -1),
      groups: 1,
      sourceOf: alone,
    });
    expect([...share]).toEqual([1, 0]);
    expect([low[1], high[0]]).toEqual([0, 1]);
  });

  it('are wide where all of a few documents are about one topic', () => {
    const { low, high } = intervalsOf({
      words: [9, 9, 9, 9],
      topics: 2,
      documentTopics: Float32Array.of(1, 0, 1, 0, 1, 0, 1, 0),
      groupOf: Int32Array.of(0, 0, 1, 1),
      groups: 2,
      sourceOf: alone,
    });
    expect(low[0]).toBeLessThan(0.5);
    expect(high[0]).toBe(1);
  });
});

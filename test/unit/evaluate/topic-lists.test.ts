import { describe, expect, it } from 'vitest';
import { diversity } from '../../../src/evaluate/diversity.js';
import { inverseRankBiasedOverlap, rankBiasedOverlap } from '../../../src/evaluate/rank-biased-overlap.js';

describe('diversity', () => {
  it('is the share of different terms', () => {
    // 1, 2, 3, 4 of six
    expect(diversity([[1, 2, 3], [3, 4], [1]])).toBeCloseTo(4 / 6, 15);
    expect(diversity([[1], [1]])).toBe(0.5);
    expect(diversity([[], []])).toBeNaN();
  });
});

describe('rankBiasedOverlap', () => {
  it('weighs the overlap of each depth', () => {
    // shared among the first 1, 2, 3: 1, 1, 2; (0.1/0.9) (0.9 + 0.81/2 + 0.729 · 2/3) + 0.729 · 2/3 = 0.199 + 0.486
    expect(rankBiasedOverlap([1, 2, 3], [1, 3, 4])).toBeCloseTo(0.685, 12);
  });

  it('extrapolates where one ranking is shorter', () => {
    // X_1 = X_2 = 1, s = 1, l = 2: (0.5/0.5) (0.5 + 0.25/2 + 0.25 · 1/2) + (0 + 1) · 0.25
    expect(rankBiasedOverlap([1], [1, 2], 0.5)).toBeCloseTo(1, 15);
    // X_1 = 0, X_2 = 1: 0.25/2 + (1/2 + 0) · 0.25
    expect(rankBiasedOverlap([2], [1, 2], 0.5)).toBeCloseTo(0.25, 15);
  });

  it('is 1 for the same ranking, 0 for nothing in common', () => {
    expect(rankBiasedOverlap([5, 6, 7], [5, 6, 7])).toBeCloseTo(1, 14);
    expect(rankBiasedOverlap([1, 2], [3, 4])).toBe(0);
    expect(rankBiasedOverlap([], [1])).toBe(0);
  });
});

describe('inverseRankBiasedOverlap', () => {
  it('is 1 less the mean over pairs', () => {
    const lists = [
      [1, 2, 3],
      [1, 3, 4],
      [7, 8, 9],
    ];
    expect(inverseRankBiasedOverlap(lists)).toBeCloseTo(1 - 0.685 / 3, 12);
    expect(inverseRankBiasedOverlap([[1]])).toBeNaN();
  });
});

import { describe, expect, it } from 'vitest';
import { refineGrid, topicGrid } from '../../../src/evaluate/topic-grid.js';

describe('topicGrid', () => {
  it('goes up by about the same factor, the ends included', () => {
    expect(topicGrid(5, 60, 8)).toEqual([5, 7, 10, 15, 21, 29, 42, 60]);
  });

  it('has no number twice', () => {
    expect(topicGrid(2, 6, 8)).toEqual([2, 3, 4, 5, 6]);
  });

  it('is one number where there is one', () => {
    expect(topicGrid(7, 7, 8)).toEqual([7]);
  });
});

describe('refineGrid', () => {
  it('goes halfway to both neighbours', () => {
    expect(refineGrid([5, 10, 20, 40], 20)).toEqual([14, 28]);
  });

  it('ends next to the neighbours, or within ten per cent', () => {
    expect(refineGrid([4, 5, 6], 5)).toEqual([]);
    expect(refineGrid([37, 40, 44], 40)).toEqual([]);
    expect(refineGrid([37, 40, 46], 40)).toEqual([43]);
  });

  it('goes up from the least, and nowhere from the largest', () => {
    expect(refineGrid([10, 20, 40], 10)).toEqual([14]);
    expect(refineGrid([10, 20, 40], 40)).toEqual([]);
    expect(refineGrid([10], 10)).toEqual([]);
  });
});

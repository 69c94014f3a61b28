import { describe, expect, it } from 'vitest';
import { packMixtures, viewMixtures } from '../../../src/report/page-packing.js';
import { similarDocuments } from '../../../src/report/similar-documents.js';

const rows = [
  [0.5, 0.5, 0],
  [0, 0, 1],
  [0.5, 0.5, 0],
  [0.9, 0.1, 0],
  [0.25, 0.25, 0.5],
  [0.5, 0.5, 0],
];
const mixtures = viewMixtures(
  packMixtures(Float32Array.from(rows.flat()), 3, { tokens: [5, 5, 5, 5, 5, 0], unknown: [0, 0, 0, 0, 0, 0], misfit: [0, 0, 0, 0, 0, 0] }),
);

describe('similarDocuments', () => {
  it('are the nearest, without the document itself, those without words and those with nothing in common', () => {
    expect(similarDocuments(mixtures, 0, 10).map(({ row }) => row)).toEqual([2, 3, 4]);
    expect(similarDocuments(mixtures, 0, 1).map(({ row }) => row)).toEqual([2]);
    expect(similarDocuments(mixtures, 5, 10)).toEqual([]);
  });

  it('have the Hellinger distance and the topics that both have a tenth of', () => {
    const [same, near] = similarDocuments(mixtures, 0, 2);
    expect(same?.distance).toBeCloseTo(0, 3);
    expect(same?.topics).toEqual([0, 1]);
    expect(near?.distance).toBeCloseTo(Math.sqrt(1 - Math.sqrt(0.45) - Math.sqrt(0.05)), 4);
    expect(near?.topics).toEqual([0, 1]);
  });
});

import { describe, expect, it } from 'vitest';
import { completionScores, cutInHalves, meanScores, perplexity, perWord, splitDocuments } from '../../../src/evaluate/held-out.js';
import { rowSums } from '../../../src/matrix/csr-matrix.js';
import { randomCounts } from '../../support/random-counts.js';
import { csrOf, tableOf } from '../matrix/dense.js';

describe('splitDocuments', () => {
  it('holds every tenth out: one list or the other has each document', () => {
    const { training, heldOut } = splitDocuments(1000, 1);
    expect(heldOut).toHaveLength(100);
    expect([...training, ...heldOut].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(heldOut).toEqual(heldOut.toSorted((a, b) => a - b));
  });

  it('goes by the seed', () => {
    expect(splitDocuments(100, 1)).toEqual(splitDocuments(100, 1));
    expect(splitDocuments(100, 1).heldOut).not.toEqual(splitDocuments(100, 2).heldOut);
  });

  it('takes a sample where it is told to', () => {
    const { training, heldOut } = splitDocuments(1000, 1, 200);
    expect([training.length, heldOut.length]).toEqual([180, 20]);
  });

  it('holds one out of fewer than ten', () => {
    expect(splitDocuments(3, 1)).toMatchObject({ training: { length: 2 }, heldOut: { length: 1 } });
  });
});

describe('cutInHalves', () => {
  it('deals each word to one half; of an odd number the second has one more', () => {
    const X = randomCounts(40, 12, 0.3, 1);
    const { first, second, words } = cutInHalves(X, 1);
    const sums = tableOf(first).map((row, d) => row.map((count, j) => count + (tableOf(second)[d] as number[])[j]));
    const kept = tableOf(X).filter((row) => row.reduce((sum, count) => sum + count, 0) > 1);
    expect(sums).toEqual(kept);
    expect([...words]).toEqual([...rowSums(second)]);
    expect(rowSums(first).every((ofFirst, d) => words[d] - ofFirst === 0 || words[d] - ofFirst === 1)).toBe(true);
  });

  it('leaves documents of one word or none out', () => {
    expect(
      cutInHalves(
        csrOf([
          [0, 1],
          [0, 0],
          [1, 1],
        ]),
        1,
      ).words,
    ).toEqual(Float64Array.of(1));
  });
});

describe('cutInHalves of large counts', () => {
  it('shares out to both alike what is beyond a thousand, and the whole is what it was', () => {
    const X = csrOf([[3_000_000_000, 3, 4_000_000_001]]);
    const { first, second, words } = cutInHalves(X, 1);
    expect(Array.from(first.values, (count, p) => count + second.values[p])).toEqual([...X.values]);
    expect(Math.abs(first.values[0] - second.values[0])).toBeLessThanOrEqual(1000);
    expect(words[0] - first.values.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1);
  });
});

describe('completionScores', () => {
  const halves = (first: number[], second: number[]) => ({ first: csrOf([first]), second: csrOf([second]), words: Float64Array.of(4) });

  it('of one topic are its log-likelihood', async () => {
    const [score] = await completionScores(halves([1, 1], [3, 1]), Float64Array.of(0.25, 0.75), [0]);
    expect(score).toBeCloseTo(3 * Math.log(0.25) + Math.log(0.75), 12);
  });

  it('of two topics mix them so that they fit the first half: its shares of words are those of the second half then', async () => {
    // θ₁ 0.9 + (1 − θ₁) 0.1 = 2/3
    const [score] = await completionScores(halves([2, 1], [1, 3]), Float64Array.of(0.9, 0.1, 0.1, 0.9), [0, 0]);
    expect(score).toBeCloseTo(Math.log(2 / 3) + 3 * Math.log(1 / 3), 5);
  });

  it('take the prior for words seen already: with a huge one that is all there is', async () => {
    const [score] = await completionScores(halves([2, 1], [1, 3]), Float64Array.of(0.9, 0.1, 0.1, 0.9), [3e9, 1e9]);
    expect(score).toBeCloseTo(Math.log(0.7) + 3 * Math.log(0.3), 6);
  });
});

describe('perWord', () => {
  it('is a ratio of sums with the error of one', () => {
    // r = −8/8; residuals −2 + 2, −6 + 6 are 0 here, and ±1 there
    expect(perWord({ words: Float64Array.of(2, 6) }, [-2, -6])).toEqual({ nats: -1, error: 0 });
    // squares 1 + 1, × 2 / 1, its root / 8
    expect(perWord({ words: Float64Array.of(2, 6) }, [-3, -5])).toEqual({ nats: -1, error: 2 / 8 });
  });

  it('has no error for one document', () => {
    expect(perWord({ words: Float64Array.of(2) }, [-3])).toEqual({ nats: -1.5, error: Number.NaN });
  });
});

it('perplexity of words as probable as one of eight is eight', () => {
  expect(perplexity(-Math.log(8))).toBeCloseTo(8, 12);
});

it('meanScores are taken document by document', () => {
  expect(meanScores([Float64Array.of(-1, -4), Float64Array.of(-3, -8)])).toEqual(Float64Array.of(-2, -6));
});

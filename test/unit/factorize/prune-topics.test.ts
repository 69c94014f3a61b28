import { describe, expect, it } from 'vitest';
import { type Factors, FLOOR } from '../../../src/factorize/factors.js';
import { pruneTopics } from '../../../src/factorize/online/prune-topics.js';
import type { CsrMatrix } from '../../../src/matrix/csr-matrix.js';

/** Four documents of ten words, two terms each: of terms 0 and 1, 2 and 3, 4 and 5, and one of all of them with a sixth. */
const X: CsrMatrix = {
  rows: 4,
  columns: 7,
  rowPointers: Int32Array.of(0, 2, 4, 6, 10),
  columnIndices: Int32Array.of(0, 1, 2, 3, 4, 5, 0, 2, 4, 6),
  values: Uint32Array.of(5, 5, 5, 5, 5, 5, 3, 3, 3, 1),
};

/** The probabilities of its terms, and of each document the words of it. */
interface Topic {
  terms: Record<number, number>;
  words: readonly number[];
}

function factorsOf(topics: readonly Topic[]): Factors {
  const K = topics.length;
  const Ht = new Float32Array(X.columns * K).fill(FLOOR);
  const W = new Float32Array(X.rows * K).fill(FLOOR);
  for (const [k, { terms, words }] of topics.entries()) {
    for (const [j, probability] of Object.entries(terms)) Ht[Number(j) * K + k] = probability;
    for (const [i, count] of words.entries()) W[i * K + k] = Math.max(FLOOR, count);
  }
  return { topics: K, W, Ht };
}

const first = { terms: { 0: 0.5, 1: 0.5 }, words: [10, 0, 0, 3] };
const second = { terms: { 2: 0.5, 3: 0.5 }, words: [0, 10, 0, 3] };
const third = { terms: { 4: 0.5, 5: 0.5 }, words: [0, 0, 10, 3] };
const rare = { terms: { 6: 1 }, words: [0, 0, 0, 1] };
const half = (topic: Topic): Topic => ({ ...topic, words: topic.words.map((count) => count / 2) });
const rowOf = ({ topics, Ht }: Factors, k: number) => Array.from({ length: X.columns }, (_, j) => Math.fround(Ht[j * topics + k] as number));

describe('pruned topics', () => {
  it('lose the topic with few words first', () => {
    const pruned = pruneTopics(X, factorsOf([first, rare, second, third]), 1);
    expect(pruned.topics).toBe(3);
    expect([0, 1, 2].map((k) => rowOf(pruned, k).findIndex((p) => p > 0.1))).toEqual([0, 2, 4]);
  });

  it('lose one of two that are alike, not both', () => {
    const pruned = pruneTopics(X, factorsOf([half(first), second, third, half(first), rare]), 2);
    expect(pruned.topics).toBe(3);
    expect([0, 1, 2].map((k) => rowOf(pruned, k).findIndex((p) => p > 0.1)).sort()).toEqual([0, 2, 4]);
    // though others would be missed more
    expect(pruneTopics(X, factorsOf([half(first), half(first)]), 1).topics).toBe(1);
    const alike = pruneTopics(X, factorsOf([half(first), half(first), half(second), half(second), third]), 4);
    expect([0, 2, 4].map((j) => Math.max(...alike.Ht.subarray(j * alike.topics, (j + 1) * alike.topics)) > 0.1)).toEqual([true, true, false]);
  });

  it('leave each document its number of words, and no entry below the floor', () => {
    const pruned = pruneTopics(X, factorsOf([first, rare, second, third]), 2);
    for (let i = 0; i < X.rows; i++) {
      const own = pruned.W.subarray(i * pruned.topics, (i + 1) * pruned.topics);
      expect(own.reduce((sum, count) => sum + count, 0)).toBeCloseTo(10, 4);
    }
    expect(Math.min(...pruned.W, ...pruned.Ht)).toBeGreaterThanOrEqual(FLOOR);
  });

  it('are all there where none is to go', () => {
    const factors = factorsOf([first, second, third]);
    expect(pruneTopics(X, factors, 0).Ht).toEqual(factors.Ht);
  });
});

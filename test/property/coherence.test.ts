import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { adjustedRandIndex } from '../../src/evaluate/adjusted-rand-index.js';
import { cV } from '../../src/evaluate/c-v.js';
import { countOf, countTogether, documentCoCounts } from '../../src/evaluate/co-counts.js';
import { contingency } from '../../src/evaluate/contingency.js';
import { normalisedMutualInformation } from '../../src/evaluate/normalised-mutual-information.js';
import { npmiOfCounts } from '../../src/evaluate/npmi.js';
import { purity } from '../../src/evaluate/purity.js';
import { rankBiasedOverlap } from '../../src/evaluate/rank-biased-overlap.js';
import { TermPairs } from '../../src/evaluate/term-pairs.js';
import { WindowCounter } from '../../src/evaluate/window-counter.js';
import { transpose } from '../../src/matrix/csr-matrix.js';
import { csrOf } from '../unit/matrix/dense.js';
import { forAll } from './arbitraries.js';

const TERMS = 6;
const lists = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: TERMS - 1 }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });
const texts = fc.array(fc.array(fc.integer({ min: -1, max: TERMS - 1 }), { maxLength: 14 }), { maxLength: 5 });
const size = fc.integer({ min: 1, max: 8 });

function counted(lists: readonly number[][], texts: readonly number[][], size: number) {
  const pairs = new TermPairs(lists, TERMS);
  const counter = new WindowCounter(pairs, size);
  for (const text of texts) {
    counter.add(
      Int32Array.from(text, (term) => (term < 0 ? -1 : pairs.numberOf[term])),
      text.length,
    );
  }
  return counter.finish();
}

/** The windows of a text as sets of terms: each but the first is the one before without its first word, and with the next one. */
function windowsOf(text: readonly number[], size: number): Set<number>[] {
  if (text.length === 0) return [];
  const current = new Set(text.slice(0, size));
  const windows = [new Set(current)];
  for (let p = size; p < text.length; p++) {
    current.delete(text[p - size]);
    current.add(text[p]);
    windows.push(new Set(current));
  }
  return windows;
}

describe('WindowCounter', () => {
  forAll([lists, texts, size])('counts what a list of all windows would', (some, all, words) => {
    const found = counted(some, all, words);
    const windows = all.flatMap((text) => windowsOf(text, words));
    expect(found.units).toBe(windows.length);
    for (const list of some) {
      for (const a of list) {
        expect(countOf(found, a)).toBe(windows.filter((window) => window.has(a)).length);
        for (const b of list) if (a !== b) expect(countTogether(found, a, b)).toBe(windows.filter((window) => window.has(a) && window.has(b)).length);
      }
    }
  });

  forAll([lists, texts])('without a limit counts what the matrix of the texts would', (some, all) => {
    const withWords = all.filter((text) => text.length > 0);
    const table = withWords.map((text) => Array.from({ length: TERMS }, (_, term) => text.filter((word) => word === term).length));
    const expected = documentCoCounts(transpose(csrOf(table, TERMS)), new TermPairs(some, TERMS));
    expect(counted(some, all, Number.POSITIVE_INFINITY)).toEqual(expected);
  });

  forAll([lists, texts, size])('gives coherence within its bounds, whatever the order of the terms', (some, all, words) => {
    const found = counted(some, all, words);
    for (const list of some.filter(({ length }) => length > 1)) {
      const [npmi, vector] = [npmiOfCounts(found, list), cV(found, list)];
      expect(Math.abs(npmi)).toBeLessThanOrEqual(1 + 1e-12);
      expect(Math.abs(vector)).toBeLessThanOrEqual(1 + 1e-12);
      expect(npmiOfCounts(found, list.toReversed())).toBeCloseTo(npmi, 12);
      expect(cV(found, list.toReversed())).toBeCloseTo(vector, 9);
    }
  });
});

const ranking = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 10 });

describe('rankBiasedOverlap', () => {
  forAll([ranking, ranking])('is symmetric, from 0 to 1, and 1 with itself', (a, b) => {
    const overlap = rankBiasedOverlap(a, b);
    expect(overlap).toBeCloseTo(rankBiasedOverlap(b, a), 12);
    expect(overlap).toBeGreaterThanOrEqual(0);
    expect(overlap).toBeLessThanOrEqual(1 + 1e-12);
    if (a.length > 0) expect(rankBiasedOverlap(a, a)).toBeCloseTo(1, 12);
  });
});

const groups = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 30 });

describe('agreement with labels', () => {
  forAll([groups, fc.constantFrom([1, 0, 3, 2], [3, 2, 1, 0], [2, 3, 0, 1])])(
    'is within its bounds, symmetric, and the same for other numbers',
    (pairs, numbers) => {
      const of = (a: number[], b: number[]) => contingency(Int32Array.from(a), Int32Array.from(b), 4, 4);
      const [a, b] = [pairs.map(([topic]) => topic), pairs.map(([, label]) => label)];
      const table = of(a, b);
      const renamed = of(
        a.map((topic) => numbers[topic]),
        b,
      );
      for (const [measure, least] of [
        [purity, 0.25],
        [normalisedMutualInformation, 0],
        [adjustedRandIndex, -1],
      ] as const) {
        expect(measure(table)).toBeGreaterThanOrEqual(least - 1e-12);
        expect(measure(table)).toBeLessThanOrEqual(1 + 1e-12);
        expect(measure(renamed)).toBeCloseTo(measure(table), 12);
      }
      expect(normalisedMutualInformation(of(b, a))).toBeCloseTo(normalisedMutualInformation(table), 12);
      expect(adjustedRandIndex(of(b, a))).toBeCloseTo(adjustedRandIndex(table), 12);
      expect(adjustedRandIndex(of(a, a))).toBeCloseTo(1, 12);
    },
  );
});

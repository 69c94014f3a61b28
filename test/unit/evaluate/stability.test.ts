import { describe, expect, it } from 'vitest';
import { type ComparedFit, type Counterpart, compareRefit, topicStability } from '../../../src/evaluate/stability.js';

/** A fit whose topics have these probabilities; their first terms are the two most probable. */
function fitOf(rows: number[][], more: Partial<ComparedFit> = {}): ComparedFit {
  const topTerms = rows.map((row) => [...row.keys()].sort((a, b) => (row[b] as number) - (row[a] as number)).slice(0, 2));
  const prevalence = rows.map((_, k) => (k + 1) / 10);
  return { topics: rows.length, terms: rows[0]?.length ?? 0, H: Float32Array.from(rows.flat()), prevalence, emptyTopics: [], topTerms, ...more };
}

const FRUIT = [0.5, 0.4, 0.1, 0, 0, 0];
const SHIPS = [0, 0, 0, 0.5, 0.3, 0.2];
const BREAD = [0, 0.1, 0.8, 0, 0, 0.1];

describe('compareRefit', () => {
  it('finds the same topics in another order, with what the refit says of them', () => {
    const [fruit, ships, bread] = compareRefit(fitOf([FRUIT, SHIPS, BREAD]), fitOf([SHIPS, BREAD, FRUIT]));
    expect(fruit).toEqual({ found: true, distance: 0, prevalence: 0.3, topTerms: [0, 1] });
    expect(ships).toEqual({ found: true, distance: 0, prevalence: 0.1, topTerms: [3, 4] });
    expect(bread).toEqual({ found: true, distance: 0, prevalence: 0.2, topTerms: [2, 1] });
  });

  it('does not find a topic whose match is too far away, though it is the nearest', () => {
    const [fruit, ships] = compareRefit(fitOf([FRUIT, SHIPS]), fitOf([FRUIT, [0.1, 0, 0.6, 0.1, 0.1, 0.1]]));
    expect(fruit?.found).toBe(true);
    expect(ships?.found).toBe(false);
    expect(ships?.distance).toBeGreaterThan(0.5);
    expect(ships?.distance).toBeLessThan(1);
  });

  it('finds at most one of two parts of a topic in a refit that has it whole', () => {
    const parts = [[0.6, 0.35, 0.05, 0, 0, 0], [0.4, 0.5, 0.1, 0, 0, 0], SHIPS];
    const refit = [FRUIT, SHIPS, BREAD];
    const found = compareRefit(fitOf(parts), fitOf(refit)).map((counterpart) => counterpart.found);
    expect(found.filter((is) => is)).toHaveLength(2);
    expect(found[2]).toBe(true);
    // two that are quite alike cannot be told from one another
    expect(compareRefit(fitOf([FRUIT, FRUIT, SHIPS]), fitOf(refit)).map((counterpart) => counterpart.found)).toEqual([false, false, true]);
  });

  it('does not find a topic without words, on either side', () => {
    const flat = [1, 1, 1, 1, 1, 1].map((x) => x / 6);
    const found = (a: number[], b: number[]) =>
      compareRefit(fitOf([FRUIT, flat], { emptyTopics: a }), fitOf([FRUIT, flat], { emptyTopics: b })).map((counterpart) => counterpart.found);
    expect(found([], [])).toEqual([true, true]);
    expect(found([2], [])).toEqual([true, false]);
    expect(found([], [2])).toEqual([true, false]);
  });

  it('of fits with one topic', () => {
    expect(compareRefit(fitOf([FRUIT]), fitOf([FRUIT]))).toEqual([{ found: true, distance: 0, prevalence: 0.1, topTerms: [0, 1] }]);
  });
});

describe('topicStability', () => {
  const counterpart = (found: boolean, distance: number, prevalence: number, topTerms: number[]): Counterpart => ({ found, distance, prevalence, topTerms });

  it('counts, takes percentiles and the median, and says how often each first term comes back', () => {
    const fit = fitOf([FRUIT, SHIPS]);
    const refits = [
      [counterpart(true, 0.1, 0.2, [0, 1]), counterpart(true, 0.2, 0.5, [3, 4])],
      [counterpart(true, 0.2, 0.4, [0, 5]), counterpart(false, 0.9, 0.1, [0, 1])],
      [counterpart(true, 0.3, 0.3, [1, 2]), counterpart(false, 0.8, 0.1, [0, 1])],
    ];
    const [fruit, ships] = topicStability(fit, refits);
    expect(fruit).toMatchObject({ topic: 1, verdict: 'solid', refits: 3, found: 3, foundFromSeeds: 2, foundOnSamples: 1, share: 1, medianDistance: 0.2 });
    expect([fruit?.prevalenceLow, fruit?.prevalenceHigh]).toEqual([Number.NaN, Number.NaN]);
    expect(fruit?.terms).toEqual([
      { term: 0, found: 2 },
      { term: 1, found: 2 },
    ]);
    expect(fruit?.nearest?.topic).toBe(2);
    expect(fruit?.nearest?.distance).toBeCloseTo(1, 12);
    expect(ships).toMatchObject({
      topic: 2,
      verdict: 'surplus',
      found: 1,
      foundFromSeeds: 1,
      foundOnSamples: 0,
      medianDistance: 0.8,
    });
    expect(ships?.terms).toEqual([
      { term: 3, found: 1 },
      { term: 4, found: 1 },
    ]);
  });

  it.each([
    [18, 'solid'],
    [17, 'unsure'],
    [10, 'unsure'],
    [9, 'surplus'],
    [0, 'surplus'],
  ])('found in %d of 20 is %s', (times, verdict) => {
    const refits = Array.from({ length: 20 }, (_, r) => [counterpart(r < times, 0.3, 1, [0, 1])]);
    const [topic] = topicStability(fitOf([FRUIT]), refits);
    expect(topic).toMatchObject({ found: times, verdict, share: times / 20, nearest: undefined });
    expect(Number.isNaN(topic?.prevalenceLow)).toBe(times < 10);
  });

  it('has an interval of prevalence from ten refits on', () => {
    const refits = Array.from({ length: 11 }, (_, r) => [counterpart(true, 0.3, r / 100, [0, 1])]);
    const [topic] = topicStability(fitOf([FRUIT]), refits);
    // of 0, 0.01, … 0.1 the 5th percentile is halfway from the first to the second
    expect(topic?.prevalenceLow).toBeCloseTo(0.005, 12);
    expect(topic?.prevalenceHigh).toBeCloseTo(0.095, 12);
  });
});

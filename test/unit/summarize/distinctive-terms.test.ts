import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/math/random.js';
import { distinctiveTerms } from '../../../src/summarize/distinctive-terms.js';
import { csrOf } from '../matrix/dense.js';

const alone = (row: number) => row;
const rows = (...groups: number[][]) => groups.map((group) => Int32Array.from(group));
/** Rows from one number up to another. */
const from = (first: number, end: number) => Array.from({ length: end - first }, (_, i) => first + i);
const termsOf = (found: { term: number }[][]) => found.map((terms) => terms.map(({ term }) => term));

/** Twenty documents of ten words in two groups, all with the first term; the second is in all of the first group, the third in most of the second. */
const table = Array.from({ length: 20 }, (_, i) => [i === 3 ? 8 : i === 10 || i === 11 ? 10 : 9, i < 10 ? 1 : 0, i >= 12 || i === 3 ? 1 : 0]);
const halves = rows(from(0, 10), from(10, 20));

describe('distinctiveTerms', () => {
  it('are in more documents of a group than of the others, the largest z first', () => {
    const [first, second] = distinctiveTerms(csrOf(table), halves, alone, 9);
    expect(termsOf([first, second])).toEqual([[1], [2]]);
    // ten of ten, five of which were expected, less half a one; half of all documents have it, so ten are worth twenty
    expect(first[0].z).toBeCloseTo(Math.sqrt(2 * 20 * (0.95 * Math.log(1.9) + 0.05 * Math.log(0.1))), 2);
    const both = Array.from({ length: 20 }, (_, i) => [9, i < 10 ? 1 : 0, i < 10 && i !== 3 ? 1 : 0]);
    expect(termsOf(distinctiveTerms(csrOf(both), halves, alone, 9))).toEqual([[1, 2], []]);
  });

  it('count once in a document, however often they stand there, and once in the passages of one source', () => {
    const often = table.map((counts, i) => [...counts, i < 2 ? 500 : 0]);
    expect(termsOf(distinctiveTerms(csrOf(often), halves, alone, 9))).toEqual([[1], [2]]);
    expect(termsOf(distinctiveTerms(csrOf(often), halves, (row) => Math.floor(row / 5), 9))).toEqual([[], []]);
  });

  it('are not told of groups of fewer than three sources', () => {
    const groups = rows(from(0, 2), from(10, 20), from(2, 10));
    expect(termsOf(distinctiveTerms(csrOf(table), groups, alone, 9))[0]).toEqual([]);
  });

  it('are no common words that long documents of one group have more of', () => {
    const random = new Random(7);
    const drawn = from(0, 80).map((i) => from(0, 300).map((j) => (random.uniform() < 1 - Math.exp((-(i < 40 ? 1000 : 100) * 0.01) / (1 + j / 10)) ? 1 : 0)));
    const long = drawn.map((counts, i) => [...counts, (i < 40 ? 1000 : 100) - counts.reduce<number>((sum, count) => sum + count, 0)]);
    const found = distinctiveTerms(csrOf(long), rows(from(0, 40), from(40, 80)), alone, 99);
    expect(found.flat().length).toBeLessThan(3);
  });

  it('are as many as asked for, the earlier column first where two are equal', () => {
    const X = csrOf(Array.from({ length: 20 }, (_, i) => (i < 10 ? [9, 9, 9, 0] : [0, 0, 0, 27])));
    expect(termsOf(distinctiveTerms(X, halves, alone, 2))[0]).toEqual([0, 1]);
  });

  it.each([
    ['no groups', csrOf([[1, 2]]), rows()],
    [
      'an empty group',
      csrOf([
        [0, 0],
        [5, 5],
      ]),
      rows([0], [1]),
    ],
    ['one term', csrOf(table.map(([count]) => [count])), halves],
    ['one group', csrOf(table), rows(from(0, 20))],
  ])('are none in %s', (_, X, groups) => {
    expect(distinctiveTerms(X, groups, alone, 9)).toEqual(groups.map(() => []));
  });
});

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { completionScores, cutInHalves, perWord, splitDocuments } from '../../src/evaluate/held-out.js';
import { type Candidate, judgeCandidates, recommendTopics } from '../../src/evaluate/recommend-topics.js';
import { refineGrid, topicGrid } from '../../src/evaluate/topic-grid.js';
import { total } from '../../src/matrix/csr-matrix.js';
import { csrOf } from '../unit/matrix/dense.js';
import { forAll } from './arbitraries.js';

const table = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  );
const range = fc.tuple(fc.integer({ min: 2, max: 80 }), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 2, max: 12 }));

describe('held-out documents', () => {
  forAll([fc.integer({ min: 0, max: 300 }), fc.integer()])('are each in one list', (documents, seed) => {
    const { training, heldOut } = splitDocuments(documents, seed);
    expect([...training, ...heldOut].sort((a, b) => a - b)).toEqual(Array.from({ length: documents }, (_, i) => i));
    expect(heldOut).toHaveLength(Math.ceil(documents / 10));
  });

  forAll([table, fc.integer()])('lose no word when they are cut', (rows, seed) => {
    const sums = rows.map((row) => row.reduce((sum, count) => sum + count, 0)).filter((sum) => sum > 1);
    const { first, second, words } = cutInHalves(csrOf(rows), seed);
    expect(total(first) + total(second)).toBe(sums.reduce((all, sum) => all + sum, 0));
    expect([...words]).toEqual(sums.map((sum) => Math.ceil(sum / 2)));
  });

  forAll([table, fc.integer({ min: 1, max: 4 })])('have log-likelihoods between those of the least and the most probable word', async (rows, topics) => {
    const halves = cutInHalves(csrOf(rows), 1);
    const { columns } = halves.first;
    const topicTerms = Float64Array.from({ length: topics * columns }, (_, a) => 1 + ((a * 7) % 5));
    for (let k = 0; k < topics; k++) {
      const row = topicTerms.subarray(k * columns, (k + 1) * columns);
      const sum = row.reduce((all, value) => all + value, 0);
      for (let j = 0; j < columns; j++) row[j] = (row[j] as number) / sum;
    }
    const scores = await completionScores(halves, topicTerms, Array(topics).fill(0.05));
    scores.forEach((score, d) => {
      const words = halves.words[d] as number;
      expect(score).toBeLessThanOrEqual(words * Math.log(Math.max(...topicTerms)) + 1e-9);
      expect(score).toBeGreaterThanOrEqual(words * Math.log(Math.min(...topicTerms)) - 1e-9);
    });
  });
});

describe('the grid', () => {
  forAll([range])('rises from the least to the largest number', ([from, more, steps]) => {
    const grid = topicGrid(from, from + more, steps);
    expect([grid[0], grid.at(-1)]).toEqual([from, from + more]);
    expect(grid).toEqual([...new Set(grid)].sort((a, b) => a - b));
    expect(grid.length).toBeLessThanOrEqual(steps);
  });

  forAll([range, fc.nat()])('is refined between neighbours, and comes to an end', ([from, more, steps], pick) => {
    let tried = topicGrid(from, from + more, steps);
    const best = tried[pick % tried.length] as number;
    for (let round = 0; ; round++) {
      const next = refineGrid(tried, best);
      if (next.length === 0) break;
      for (const number of next) expect(number > from && number < from + more && !tried.includes(number)).toBe(true);
      tried = [...tried, ...next].sort((a, b) => a - b);
      expect(round).toBeLessThan(12);
    }
    const above = tried[tried.indexOf(best) + 1] ?? best;
    expect(above <= 1.1 * best || above === best + 1 || best === from + more).toBe(true);
  });
});

const candidates = fc.uniqueArray(fc.integer({ min: 2, max: 90 }), { minLength: 1, maxLength: 8 }).chain((numbers) =>
  fc.tuple(
    ...numbers.map((topics) =>
      fc.record({
        topics: fc.constant(topics),
        fits: fc.array(fc.double({ min: -9, max: -1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        scores: fc.array(fc.double({ min: -90, max: -10, noNaN: true }), { minLength: 4, maxLength: 4 }),
        npmi: fc.double({ min: -1, max: 1 }),
        diversity: fc.double({ min: 0, max: 1, noNaN: true }),
        stability: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    ),
  ),
) as fc.Arbitrary<Candidate[]>;

forAll([candidates])('what is recommended was tried, and does not depend on the order of trying', (tried) => {
  const halves = { words: Float64Array.of(10, 12, 8, 10) };
  const judged = judgeCandidates(tried, halves);
  const recommendation = recommendTopics(judged, 20);
  expect(tried.map(({ topics }) => topics)).toContain(recommendation.topics);
  expect(recommendation.runnersUp).not.toContain(recommendation.topics);
  expect(recommendTopics(judgeCandidates(tried.toReversed(), halves), 20)).toEqual(recommendation);
  const best = judged.find(({ behind }) => behind.nats === 0);
  for (const { heldOut, behind } of judged) {
    expect(behind.nats).toBeCloseTo((best?.heldOut.nats as number) - heldOut.nats, 9);
    expect(perWord(halves, [0, 0, 0, 0]).nats).toBe(0);
  }
});

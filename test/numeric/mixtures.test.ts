import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferMixtures } from '../../src/factorize/kernels/mixtures.js';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';
import { type FixedTopics, KKT_BOUND, MixtureSolver } from '../../src/topics/infer.js';
import { forAll } from '../property/arbitraries.js';
import { byTerm, randomTopics, rowsOf } from '../support/fixed-topics.js';
import { randomCounts } from '../support/random-counts.js';

const EM_BOUND = 1e-13;
/** What two correct solvers may differ by. */
const ALIKE = 1e-6;

function byEm(model: FixedTopics, X: CsrMatrix): Float64Array {
  return inferMixtures(X, byTerm(model), model.topics, Float64Array.from(model.documentPrior), EM_BOUND);
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, x, p) => Math.max(most, Math.abs(x - (b[p] as number))), 0);
}

/**
 * Σ_k |θ_k − (N_k + a_k) / (N + Σa)| and the steepest slope of a share that is 0, by the definition. Of a document without a word that some
 * topic has: how far its mixture is from flat.
 */
function residualOf({ topics, terms, topicTerms, documentPrior }: FixedTopics, X: CsrMatrix, i: number, theta: Float64Array): number {
  let known = 0;
  const ratios = new Float64Array(topics);
  for (let p = X.rowPointers[i] as number; p < (X.rowPointers[i + 1] as number); p++) {
    const h = Array.from({ length: topics }, (_, k) => topicTerms[k * terms + (X.columnIndices[p] as number)] as number);
    const mean = h.reduce((sum, x, k) => sum + x * (theta[k] as number), 0);
    if (h.every((x) => x === 0)) continue;
    known += X.values[p] as number;
    for (const [k, x] of h.entries()) ratios[k] = (ratios[k] as number) + ((X.values[p] as number) * x) / mean;
  }
  if (known === 0) return theta.reduce((sum, share) => sum + Math.abs(share - 1 / topics), 0);
  const words = documentPrior.reduce((sum, a) => sum + a, known);
  return theta.reduce((sum, share, k) => {
    const ratio = ratios[k] as number;
    return sum + Math.abs((share * ratio + (documentPrior[k] as number)) / words - share) + (share === 0 ? Math.max(0, ratio / words - 1) : 0);
  }, 0);
}

describe.each([
  ['with a prior', 0.05],
  ['with a prior of some words', 2],
  ['without a prior', 0],
])('%s', (_name, prior) => {
  test.each([2, 5, 8, 23])('the mixtures are those of plain EM, K = %i', async (topics) => {
    const model = randomTopics(topics, 150, topics, { prior });
    const X = randomCounts(60, 150, 0.15, 7);
    const { shares, residuals } = await (await MixtureSolver.create(model)).infer(X);
    expect(largestDifference(shares, byEm(model, X))).toBeLessThan(ALIKE);
    expect(Math.max(...residuals)).toBeLessThan(KKT_BOUND);
    for (let i = 0; i < X.rows; i++) {
      const theta = shares.slice(i * topics, (i + 1) * topics);
      expect(residualOf(model, X, i, theta)).toBeLessThan(3 * KKT_BOUND);
      expect(theta.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
      expect(Math.min(...theta)).toBeGreaterThanOrEqual(0);
    }
  });

  test('topics that are nearly alike', async () => {
    const model = randomTopics(6, 80, 3, { prior });
    for (let j = 0; j < 80; j++)
      model.topicTerms[80 + j] = (model.topicTerms[j] as number) * (1 + 0.02 * (j % 2)) + (model.topicTerms[160 + j] as number) * 0.001;
    const X = randomCounts(20, 80, 0.3, 5);
    const { shares, residuals } = (await MixtureSolver.create(model)).infer(X);
    expect(Math.max(...residuals)).toBeLessThan(KKT_BOUND);
    expect(largestDifference(shares, byEm(model, X))).toBeLessThan(ALIKE);
  });
});

/** Of documents of a few words, of some of which no topic has any. */
async function expectBest(seed: number, topics: number, prior: number): Promise<void> {
  const model = randomTopics(topics, 12, seed, { prior, zeros: 0.6 });
  const X = randomCounts(6, 12, 0.4, seed);
  const { shares, residuals } = (await MixtureSolver.create(model)).infer(X);
  expect(Math.max(...residuals)).toBeLessThan(KKT_BOUND);
  for (let i = 0; i < X.rows; i++) {
    const theta = shares.slice(i * topics, (i + 1) * topics);
    // without a prior there may be several best mixtures: they are equally good
    if (prior > 0) expect(largestDifference(theta, byEm(model, rowsOf(X, [i])))).toBeLessThan(ALIKE);
    expect(residualOf(model, X, i, theta)).toBeLessThan(3 * KKT_BOUND);
  }
}

forAll([fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 2, max: 9 }), fc.constantFrom(0, 0.01, 0.3)], { numRuns: 60 })(
  'a few words of any topics: to the bound, and as EM',
  expectBest,
);

test.each([0, 0.01])('a few words, and a document without one that a topic has: prior %s', (prior) => expectBest(532, 2, prior));

test.each([0, 0.01, 2])('topics that are equal, words that one topic alone has, hardly probable words: prior %s', async (prior) => {
  const topics = 4;
  const rows = [
    [0.5, 0.5, 0, 0, 0],
    [0.5, 0.5, 0, 0, 0],
    [0, 0, 1, 0, 0],
    [0, 0, 0, 1 - 1e-30, 1e-30],
  ];
  const model: FixedTopics = {
    topics,
    terms: 5,
    topicTerms: Float32Array.from(rows.flat()),
    documentPrior: Array(topics).fill(prior),
    loss: 'kullback-leibler',
  };
  const X = randomCounts(200, 5, 0.4, 9);
  const { shares, residuals } = (await MixtureSolver.create(model)).infer(X);
  expect(Math.max(...residuals)).toBeLessThan(KKT_BOUND);
  for (let i = 0; i < X.rows; i++) {
    const theta = shares.slice(i * topics, (i + 1) * topics);
    expect(theta[0]).toBeCloseTo(theta[1] as number, 14);
    expect(residualOf(model, X, i, theta)).toBeLessThan(3 * KKT_BOUND);
  }
});

test('a row has the same bits alone, in another order, and among so many that they go in several lots', async () => {
  const model = randomTopics(11, 3000, 1);
  const X = randomCounts(900, 3000, 0.05, 2);
  const solver = await MixtureSolver.create(model);
  const all = solver.infer(X).shares;
  const order = Array.from({ length: X.rows }, (_, i) => (i * 397) % X.rows);
  const shuffled = solver.infer(rowsOf(X, order)).shares;
  for (const [at, i] of order.entries()) expect(shuffled.slice(11 * at, 11 * at + 11)).toEqual(all.slice(11 * i, 11 * i + 11));
  const alone = (await MixtureSolver.create(model)).infer(rowsOf(X, [123])).shares;
  expect(alone).toEqual(all.slice(11 * 123, 11 * 124));
});

test('a document of no words, or of words that no topic has, has a flat mixture; such words do not matter beside others', async () => {
  const model = randomTopics(3, 10, 4);
  const X: CsrMatrix = {
    rows: 4,
    columns: 10,
    rowPointers: Int32Array.of(0, 0, 1, 3, 4),
    // no topic has term 9
    columnIndices: Int32Array.of(9, 2, 9, 2),
    values: Uint32Array.of(5, 3, 8, 3),
  };
  const { shares, residuals } = (await MixtureSolver.create(model)).infer(X);
  expect([...shares.slice(0, 6)]).toEqual(Array(6).fill(1 / 3));
  expect(shares.slice(6, 9)).toEqual(shares.slice(9, 12));
  expect(residuals[0]).toBe(0);
});

test('least squares: no weight would be better otherwise', async () => {
  const model = randomTopics(7, 60, 9, { prior: 0, loss: 'frobenius' });
  const X = randomCounts(30, 60, 0.3, 3);
  const { shares } = (await MixtureSolver.create(model)).infer(X);
  const H = (k: number, j: number) => model.topicTerms[k * 60 + j] as number;
  for (let i = 0; i < X.rows; i++) {
    const x = new Float64Array(60);
    for (let p = X.rowPointers[i] as number; p < (X.rowPointers[i + 1] as number); p++) x[X.columnIndices[p] as number] = X.values[p] as number;
    const theta = shares.subarray(7 * i, 7 * i + 7);
    const fitted = Array.from({ length: 60 }, (_, j) => theta.reduce((sum, share, k) => sum + share * H(k, j), 0));
    // the scale that suits the shares best
    const scale = fitted.reduce((sum, f, j) => sum + f * (x[j] as number), 0) / fitted.reduce((sum, f) => sum + f * f, 0);
    for (let k = 0; k < 7; k++) {
      let gradient = 0;
      for (let j = 0; j < 60; j++) gradient += H(k, j) * (scale * (fitted[j] as number) - (x[j] as number));
      if ((theta[k] as number) > 0) expect(Math.abs(gradient)).toBeLessThan(1e-8);
      else expect(gradient).toBeGreaterThan(-1e-8);
    }
  }
});

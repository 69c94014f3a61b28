import { describe, expect, it } from 'vitest';
import { type Checkpoint, type Factorization, type FitHooks, type FitSettings, factorize, type TraceRow } from '../../src/factorize/factorize.js';
import type { Factors } from '../../src/factorize/factors.js';
import { neighbourStart } from '../../src/factorize/neighbour-start.js';
import type { SolverName } from '../../src/factorize/solvers.js';
import { givenStart, randomStart } from '../../src/factorize/start.js';
import { Random } from '../../src/math/random.js';
import { type CsrMatrix, columnTotals, rowSums, total } from '../../src/matrix/csr-matrix.js';
import { readCheckpoint, writeCheckpoint } from '../../src/run/checkpoint-file.js';
import { largestError, relativeError, sameBits } from '../support/close.js';
import { type DensePriors, denseFactors, densePriorIteration, densePriorObjective, densePriorResidual } from '../support/dense-nmf.js';
import { plantTopics } from '../support/planted-topics.js';
import { dense, randomCounts } from '../support/random-counts.js';
import { temporaryFolder } from '../temporary-folder.js';
import { csrOf } from '../unit/matrix/dense.js';

const MONOTONE: SolverName[] = ['multiplicative', 'coordinate-descent', 'accelerated'];
const ALL: SolverName[] = [...MONOTONE, 'online'];
/** a and b */
const PRIORS = [
  [0.05, 0.1],
  [0, 0.1],
  [0.5, 0],
  [3, 2],
] as const;
const SOLVERS_AND_PRIORS = MONOTONE.flatMap((solver) => PRIORS.map(([a, b]) => [solver, a, b] as const));

/** Counts of documents and terms, and the number of topics. */
const COLLECTIONS: [CsrMatrix, number][] = [
  [randomCounts(12, 40, 0.2, 1), 2],
  [randomCounts(40, 15, 0.3, 2), 5],
  [plantTopics(60, 120, 4, 40, new Random(3)).X, 4],
];

function settingsOf(solver: SolverName, documentPrior: number, termPrior: number, more: Partial<FitSettings> = {}): FitSettings {
  return { solver, loss: 'kullback-leibler', seed: 1, maxIterations: 60, tolerance: 0, kktTolerance: 0, documentPrior, termPrior, ...more };
}

function fitted(X: CsrMatrix, K: number, settings: FitSettings, hooks: FitHooks = {}): Promise<Factorization> {
  return factorize(X, [() => neighbourStart(X, K, new Random(1))], settings, hooks);
}

const lastOf = ({ trace }: Factorization) => trace.at(-1) as TraceRow;
const priorsOf = ({ documentPrior }: Factorization, b: number): DensePriors => ({ a: [...documentPrior], b });

/** W's rows sum to the documents' counts and H's to 1, but for rounding. */
function expectDistributions(X: CsrMatrix, { W, Ht, topics: K }: Factors): void {
  const sums = Array.from({ length: X.rows }, (_, i) => W.subarray(i * K, (i + 1) * K).reduce((sum, w) => sum + w, 0));
  expect(
    largestError(sums, rowSums(X), (i) => Math.max(1e-9, rowSums(X)[i])),
    'rows of W',
  ).toBeLessThan(1e-5);
  const topicSums = Array.from({ length: K }, (_, k) => Ht.reduce((sum, h, at) => (at % K === k ? sum + h : sum), 0));
  expect(relativeError(topicSums, new Array(K).fill(1)), 'rows of H').toBeLessThan(1e-5);
}

it('goes on from a start one of whose topics has no terms, and does not let it take all', async () => {
  const { X } = plantTopics(60, 120, 3, 60, new Random(4));
  const good = lastOf(await fitted(X, 3, settingsOf('accelerated', 0.05, 0.1, { maxIterations: 100 })));
  const { factors } = await fitted(X, 3, settingsOf('accelerated', 0.05, 0.1, { maxIterations: 100 }));
  const K = 4;
  const W = new Float32Array(X.rows * K);
  const H = new Float32Array(K * X.columns);
  for (let i = 0; i < X.rows; i++) for (let k = 0; k < 3; k++) W[i * K + k] = factors.W[i * 3 + k] as number;
  for (let j = 0; j < X.columns; j++) for (let k = 0; k < 3; k++) H[k * X.columns + j] = factors.Ht[j * 3 + k] as number;
  const start = () => givenStart(X, K, { rows: X.rows, columns: K, values: W }, { rows: K, columns: X.columns, values: H }, 'a test');
  const { trace } = await factorize(X, [start], settingsOf('accelerated', 0.05, 0.1, { startIsFit: true, maxIterations: 40 }), { traceEvery: 1 });
  for (const { klDivergence } of trace) expect(klDivergence).toBeLessThan(1.02 * good.klDivergence);
});

describe.each(SOLVERS_AND_PRIORS)('%s with priors %d and %d', (solver, a, b) => {
  it.each([1, 10])('has an objective that never rises once annealing has ended, in rows %d iterations apart', async (traceEvery) => {
    for (const [X, K] of COLLECTIONS) {
      for (const maxIterations of [60, 200]) {
        const result = await fitted(X, K, settingsOf(solver, a, b, { maxIterations }), { traceEvery });
        const annealed = Math.min(60, maxIterations / 2);
        const rows = result.trace.filter(({ iteration }) => iteration >= annealed);
        expect(rows[0]?.iteration).toBe(annealed);
        for (const [row, { objective }] of rows.entries()) if (row > 0) expect(objective).toBeLessThan(rows[row - 1]?.objective ?? Number.NaN);
        // it ends early only where the arithmetic can tell no more
        if (result.status === 'converged') expect(lastOf(result).kktResidual).toBeLessThan(2e-3);
        else expect(result.iterations).toBe(maxIterations);
        expect(result.iterations).toBeGreaterThan(annealed);
      }
    }
  });

  it('comes to a KKT residual below 1e-4', async () => {
    for (const [X, K] of COLLECTIONS) {
      const result = await fitted(X, K, settingsOf(solver, a, b, { maxIterations: 20_000, kktTolerance: 1e-4 }));
      expect([result.status, lastOf(result).kktResidual < 1e-4]).toEqual(['stationary', true]);
      expect(densePriorResidual(dense(X), denseFactors(result.factors), priorsOf(result, b))).toBeLessThan(1.1e-4);
    }
  });
});

describe.each(ALL)('%s with priors', (solver) => {
  it.each(PRIORS)('%d and %d reports the objective and the KKT residual of its factors, whose rows sum to what they should', async (a, b) => {
    for (const [X, K] of COLLECTIONS) {
      for (const maxIterations of [1, 7, 100]) {
        const result = await fitted(X, K, settingsOf(solver, a, b, { maxIterations }));
        const [counts, factors, priors] = [dense(X), denseFactors(result.factors), priorsOf(result, b)];
        const objective = densePriorObjective(counts, factors, priors);
        expect(Math.abs(lastOf(result).objective - objective)).toBeLessThan(1e-6 * Math.abs(objective));
        const residual = densePriorResidual(counts, factors, priors);
        expect(Math.abs(lastOf(result).kktResidual - residual)).toBeLessThan(1e-3 * residual + 2e-6);
        expectDistributions(X, result.factors);
        expect(result.documentPrior.reduce((sum, p) => sum + p, 0) / K).toBeCloseTo(a, 9);
      }
    }
  });

  it('of 0 gives the bits of maximum likelihood', async () => {
    const [X, K] = COLLECTIONS[1] as [CsrMatrix, number];
    const { documentPrior: _, termPrior: __, ...plain } = settingsOf(solver, 0, 0);
    const [none, zero] = [await fitted(X, K, plain), await fitted(X, K, settingsOf(solver, 0, 0))];
    expect(sameBits(none.factors.W, zero.factors.W) && sameBits(none.factors.Ht, zero.factors.Ht)).toBe(true);
    expect(zero.trace.map(({ objective }) => objective)).toEqual(none.trace.map(({ objective }) => objective));
    expect([...zero.documentPrior]).toEqual(new Array(K).fill(0));
    const some = await fitted(X, K, settingsOf(solver, 1e-3, 0));
    expect(sameBits(some.factors.W, none.factors.W)).toBe(false);
  });

  it('leaves a document without words no weight, and has it do no harm', async () => {
    const [X, K] = COLLECTIONS[1] as [CsrMatrix, number];
    const rows = dense(X);
    const gaps = [0, 7, 8, 42];
    for (const gap of gaps) rows.splice(gap, 0, new Array(X.columns).fill(0));
    const own = Array.from(rows.keys()).filter((i) => !gaps.includes(i));
    const start = randomStart(X, K, new Random(1));
    const longer = new Float32Array(rows.length * K).fill(1);
    for (const [row, i] of own.entries()) longer.set(start.W.subarray(row * K, (row + 1) * K), i * K);
    for (const [a, b] of PRIORS) {
      const settings = settingsOf(solver, a, b);
      const without = await factorize(X, [() => ({ ...start, W: start.W.slice(), Ht: start.Ht.slice() })], settings);
      const result = await factorize(csrOf(rows), [() => ({ ...start, W: longer.slice(), Ht: start.Ht.slice() })], settings);
      const { W, Ht } = result.factors;
      for (const gap of gaps) expect([...W.subarray(gap * K, (gap + 1) * K)]).toEqual(new Array(K).fill(0));
      expectDistributions(csrOf(rows), result.factors);
      const objective = densePriorObjective(rows, denseFactors(result.factors), priorsOf(result, b));
      expect(lastOf(result).objective / objective).toBeCloseTo(1, 6);
      // mini-batches are drawn from all documents
      if (solver === 'online') continue;
      expect(
        relativeError(
          own.flatMap((i) => [...W.subarray(i * K, (i + 1) * K)].map((w) => w + 1e-3)),
          without.factors.W.map((w) => w + 1e-3),
        ),
      ).toBeLessThan(1e-3);
      expect(
        relativeError(
          Ht.map((h) => h + 1e-3),
          without.factors.Ht.map((h) => h + 1e-3),
        ),
      ).toBeLessThan(1e-3);
    }
  });

  it('gives a term that does not occur its pseudo-counts', async () => {
    const [X, K] = COLLECTIONS[1] as [CsrMatrix, number];
    const rows = dense(X).map((row) => [0, ...row, 0]);
    for (const [a, b] of PRIORS) {
      const result = await fitted(csrOf(rows), K, settingsOf(solver, a, b, { maxIterations: 200 }));
      const { H } = denseFactors(result.factors);
      const masses = new Array<number>(K).fill(0);
      result.factors.W.forEach((w, at) => {
        masses[at % K] = (masses[at % K] as number) + w;
      });
      for (const topic of H) {
        expect(topic[0]).toBe(topic[X.columns + 1]);
        if (b === 0) expect(topic[0]).toBe(0);
        // of M_k + m b words in the topic, where M_k are no more than all
        else expect(topic[0]).toBeGreaterThan((0.9 * b) / (total(X) + (X.columns + 2) * b));
      }
      const objective = densePriorObjective(rows, denseFactors(result.factors), priorsOf(result, b));
      expect(lastOf(result).objective / objective).toBeCloseTo(1, 6);
    }
  });

  it.each([1e6, 4294967295])('bears counts up to %d among small ones, and a start with zeros', async (most) => {
    for (let seed = 0; seed < 4; seed++) {
      const random = new Random(seed);
      const small = randomCounts(30, 40, 0.15, seed);
      const X = { ...small, values: small.values.map((x) => (random.uniform() < 0.3 ? Math.floor(most * (0.2 + 0.8 * random.uniform())) : x)) };
      const W = { rows: 30, columns: 5, values: Float64Array.from({ length: 150 }, (_, a) => (a % 4 === 0 || Math.floor(a / 5) === 5 ? 0 : 1 + (a % 7))) };
      const H = { rows: 5, columns: 40, values: Float64Array.from({ length: 200 }, (_, b) => (b % 3 === 0 || b % 40 === 11 ? 0 : 1 + (b % 11))) };
      for (const start of [() => neighbourStart(X, 5, new Random(seed)), () => givenStart(X, 5, W, H, 'a test')]) {
        for (const [a, b] of PRIORS) {
          const { factors, trace } = await factorize(X, [start], settingsOf(solver, a, b, { seed }));
          expectDistributions(X, factors);
          expect(trace.every(({ objective, kktResidual }) => Number.isFinite(objective) && Number.isFinite(kktResidual))).toBe(true);
          expect(trace.at(-1)?.objective).toBeLessThan(trace[0]?.objective ?? Number.NaN);
        }
      }
    }
  });

  it('of one topic comes to the closed form', async () => {
    const [X] = COLLECTIONS[0] as [CsrMatrix, number];
    for (const [a, b] of PRIORS) {
      const { factors, documentPrior } = await fitted(X, 1, settingsOf(solver, a, b));
      const [counts, words] = [columnTotals(X), total(X)];
      expect(
        relativeError(
          factors.Ht,
          counts.map((count) => (count + b) / (words + X.columns * b)),
        ),
      ).toBeLessThan(1e-6);
      expect(relativeError(factors.W, rowSums(X))).toBeLessThan(1e-6);
      expect([...documentPrior]).toEqual([a]);
    }
  });
});

const rowOf = ({ seconds: _, ...row }: TraceRow) => row;

function expectSame(actual: Factorization, expected: Factorization, message: string): void {
  expect(sameBits(actual.factors.W, expected.factors.W) && sameBits(actual.factors.Ht, expected.factors.Ht), message).toBe(true);
  expect(actual.trace.map(rowOf)).toEqual(expected.trace.map(rowOf));
  expect([actual.iterations, actual.status, ...actual.documentPrior]).toEqual([expected.iterations, expected.status, ...expected.documentPrior]);
}

describe.each(ALL)('%s with priors: a checkpoint', (solver) => {
  const X = randomCounts(300, 30, 0.3, 7);
  const folder = temporaryFolder();
  const stored = (state: Checkpoint): Checkpoint => {
    writeCheckpoint(folder, 'a fit', state);
    return readCheckpoint(folder, 'a fit') as Checkpoint;
  };

  it.each(PRIORS)('of annealing, of its end and of what follows leads to the same bits: %d and %d', async (a, b) => {
    const settings = settingsOf(solver, a, b, { maxIterations: 26 });
    const states: Checkpoint[] = [];
    const whole = await fitted(X, 3, settings, { checkpoint: { seconds: -1, write: (state) => states.push(stored(state)) } });
    expect(states.map(({ iteration }) => iteration)).toEqual(Array.from({ length: states.length }, (_, i) => i + 1));
    expect(states.length).toBeGreaterThan(24);
    for (const resume of states.filter(({ iteration }) => [1, 4, 5, 6, 10, 12, 13, 14, 20].includes(iteration))) {
      expect(resume.annealing[0]).toBe(Math.min(13, resume.iteration));
      const resumed = await factorize(X, [() => randomStart(X, 3, new Random(99))], settings, { resume });
      expectSame(resumed, whole, `from iteration ${resume.iteration}`);
    }
  });

  it.each([3, 13, 18])('written when the fit is told to end after %d iterations leads on as if it had not been', async (last) => {
    const settings = settingsOf(solver, 0.05, 0.1, { maxIterations: 26 });
    const controller = new AbortController();
    const states: Checkpoint[] = [];
    const interrupted = await fitted(X, 3, settings, {
      signal: controller.signal,
      checkpoint: { seconds: 1000, write: (state) => states.push(stored(state)) },
      onIteration: (iteration) => {
        if (iteration === last) controller.abort();
      },
    });
    expect([interrupted.status, interrupted.iterations, states.length]).toEqual(['interrupted', last, 1]);
    const objective = densePriorObjective(dense(X), denseFactors(interrupted.factors), priorsOf(interrupted, 0.1));
    expect(lastOf(interrupted).objective / objective).toBeCloseTo(1, 6);
    expectSame(await fitted(X, 3, settings, { resume: states[0] }), await fitted(X, 3, settings), `after ${last} iterations`);
  });

  it('of several starts, of which the best goes on with its own document prior', async () => {
    const starts = () => [1, 2, 3, 4].map((seed) => () => neighbourStart(X, 3, new Random(seed)));
    const settings = settingsOf(solver, 0.3, 0.1, { maxIterations: 30 });
    const states: Checkpoint[] = [];
    const numbers: number[] = [];
    const whole = await factorize(X, starts(), settings, {
      onStart: (start) => numbers.push(start),
      checkpoint: { seconds: -1, write: (state) => states.push(stored(state)) },
    });
    expect(numbers).toEqual([1, 2, 3, 4]);
    expect(states[0]?.iteration).toBe(16);
    expectSame(await factorize(X, starts(), settings, { resume: states[0] }), whole, 'from iteration 16');

    const singles = await Promise.all(starts().map((start) => factorize(X, [start], settings)));
    const short = singles.map(({ trace }) => trace.find(({ iteration }) => iteration === 15)?.objective as number);
    expect(new Set(short).size).toBe(4);
    expect(whole.trace[1]).toMatchObject({ iteration: 15, objective: Math.min(...short) });
    const best = singles[short.indexOf(Math.min(...short))] as Factorization;
    expect(sameBits(whole.factors.W, best.factors.W) && sameBits(whole.factors.Ht, best.factors.Ht)).toBe(true);
    expect([...whole.documentPrior]).toEqual([...best.documentPrior]);
    expect(new Set(whole.documentPrior).size).toBe(3);
  });
});

describe('a fit with priors', () => {
  it('does the steps of the formulas, annealed and then plain', async () => {
    for (const [X, K] of COLLECTIONS) {
      for (const [a, b] of PRIORS) {
        // four iterations of annealing: the document prior is learned after five
        const settings = settingsOf('multiplicative', a, b, { maxIterations: 8 });
        const result = await fitted(X, K, settings);
        let factors = denseFactors(neighbourStart(X, K, new Random(1)));
        for (let iteration = 0; iteration < 8; iteration++) {
          const power = iteration < 4 ? 0.7 + (0.3 * iteration) / 4 : 1;
          factors = densePriorIteration(dense(X), factors, { a: new Array(K).fill(a), b }, power);
        }
        const { W, H } = denseFactors(result.factors);
        // numbers next to 0 are known to float32 of the sums that they are left of
        for (const [i, row] of W.entries()) expect(largestError(row, factors.W[i] as number[], () => rowSums(X)[i])).toBeLessThan(1e-5);
        for (const [k, row] of H.entries())
          expect(largestError(row, factors.H[k] as number[], (j) => (factors.H[k] as number[])[j] as number)).toBeLessThan(1e-3);
      }
    }
  });

  it('of two documents alike gives both the same topics', async () => {
    const rows = [...dense(randomCounts(20, 15, 0.3, 2)), ...dense(randomCounts(20, 15, 0.3, 2))];
    const X = csrOf(rows);
    for (const solver of MONOTONE) {
      const { factors } = await fitted(X, 3, settingsOf(solver, 0.05, 0.1, { maxIterations: 150 }));
      const [first, second] = [factors.W.subarray(0, 60), factors.W.subarray(60)];
      expect(sameBits(first.slice(), second.slice())).toBe(true);
    }
  });

  it('means the same in a collection of any size: three copies of it have the topics and mixtures of one', async () => {
    for (const [X, K] of COLLECTIONS) {
      const start = neighbourStart(X, K, new Random(1));
      const copies = csrOf([...dense(X), ...dense(X), ...dense(X)]);
      const W = new Float32Array(3 * start.W.length);
      for (const copy of [0, 1, 2]) W.set(start.W, copy * start.W.length);
      for (const [a, b] of PRIORS) {
        const settings = { ...settingsOf('multiplicative', a, b, { maxIterations: 40 }), startIsFit: true };
        const once = await factorize(X, [() => ({ ...start, W: start.W.slice(), Ht: start.Ht.slice() })], settings);
        const thrice = await factorize(copies, [() => ({ topics: K, W: W.slice(), Ht: start.Ht.slice() })], { ...settings, termPrior: 3 * b });
        const close = (actual: Float32Array, expected: Float32Array, least: number) =>
          expect(largestError(actual, expected, (at) => expected[at] + least)).toBeLessThan(1e-3);
        for (const copy of [0, 1, 2]) close(thrice.factors.W.subarray(copy * once.factors.W.length, (copy + 1) * once.factors.W.length), once.factors.W, 0.1);
        close(thrice.factors.Ht, once.factors.Ht, 0.1 / X.columns);
        expect(relativeError(thrice.documentPrior, once.documentPrior)).toBeLessThan(1e-3);
        expect(lastOf(thrice).objective / lastOf(once).objective).toBeCloseTo(3, 4);
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { type Checkpoint, type Factorization, type FitHooks, type FitSettings, factorize, type TraceRow } from '../../src/factorize/factorize.js';
import type { Factors } from '../../src/factorize/factors.js';
import { generalizedKlDivergence } from '../../src/factorize/kernels/kullback-leibler.js';
import type { LossName } from '../../src/factorize/losses.js';
import type { SolverName } from '../../src/factorize/solvers.js';
import { givenStart, randomStart } from '../../src/factorize/start.js';
import { Random } from '../../src/math/random.js';
import { type CsrMatrix, total, transpose } from '../../src/matrix/csr-matrix.js';
import { readCheckpoint, writeCheckpoint } from '../../src/run/checkpoint-file.js';
import { sameBits } from '../support/close.js';
import { denseFactors, denseSquaredError } from '../support/dense-nmf.js';
import { plantTopics } from '../support/planted-topics.js';
import { dense, randomCounts } from '../support/random-counts.js';
import { temporaryFolder } from '../temporary-folder.js';

const MONOTONE: [SolverName, LossName][] = (['multiplicative', 'coordinate-descent', 'accelerated'] as const).flatMap((solver) => [
  [solver, 'kullback-leibler'] as [SolverName, LossName],
  [solver, 'frobenius'] as [SolverName, LossName],
]);
const ALL: [SolverName, LossName][] = [...MONOTONE, ['online', 'kullback-leibler']];
const KL_SOLVERS: SolverName[] = ['multiplicative', 'coordinate-descent', 'accelerated', 'online'];

function settingsOf(solver: SolverName, loss: LossName = 'kullback-leibler', more: Partial<FitSettings> = {}): FitSettings {
  return { solver, loss, seed: 1, maxIterations: 40, tolerance: 0, kktTolerance: 0, ...more };
}

function fitted(X: CsrMatrix, K: number, settings: FitSettings, hooks: FitHooks = {}, start = 1): Promise<Factorization> {
  return factorize(X, [() => randomStart(X, K, new Random(start))], settings, hooks);
}

function expectNumbers({ W, Ht }: Factors): void {
  for (const factor of [W, Ht]) expect(factor.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY))).toBe(-1);
}

/** The objective in double precision, from the factors of a fit. */
function objectiveIn(X: CsrMatrix, factors: Factors, loss: LossName): number {
  if (loss === 'frobenius') return denseSquaredError(dense(X), denseFactors(factors));
  return generalizedKlDivergence(X, Float64Array.from(factors.W), Float64Array.from(factors.Ht), factors.topics);
}

const rowOf = ({ seconds: _, ...row }: TraceRow) => row;
const objectiveOf = ({ trace }: Factorization) => trace.at(-1)?.objective ?? Number.NaN;

describe.each(MONOTONE)('%s, %s: the objective', (solver, loss) => {
  it.each([1, 10])('never rises from one row of the trace to the next, %d iterations apart, up to the limits of float32', async (traceEvery) => {
    for (let seed = 0; seed < 6; seed++) {
      const X = randomCounts(12 + 5 * seed, 40 - 5 * seed, 0.1 + 0.1 * seed, seed);
      const result = await fitted(X, 2 + seed, settingsOf(solver, loss, { seed, maxIterations: 400 }), { traceEvery }, seed);
      const { trace, status, iterations } = result;
      for (const [row, { objective, iteration }] of trace.entries()) {
        if (row === 0) continue;
        expect(objective).toBeLessThanOrEqual(trace[row - 1]?.objective ?? Number.NaN);
        expect(iteration % traceEvery).toBe(0);
      }
      // it ends early only where the arithmetic can tell no more
      if (status === 'converged') expect(trace.at(-1)?.kktResidual, `seed ${seed}, ${iterations} iterations`).toBeLessThan(2e-3);
      else expect([status, iterations]).toEqual(['max-iterations', 400]);
      expect(objectiveOf(result)).toBeLessThan(0.8 * (trace[0]?.objective ?? Number.NaN));
      expectNumbers(result.factors);
    }
  });
});

describe.each(ALL)('%s, %s', (solver, loss) => {
  const X = randomCounts(40, 30, 0.3, 7);

  it('ends with the factors of the last row of the trace', async () => {
    const { factors, trace } = await fitted(X, 5, settingsOf(solver, loss));
    expect(Math.abs(objectiveIn(X, factors, loss) / (trace.at(-1)?.objective ?? 0) - 1)).toBeLessThan(1e-5);
  });

  it('gives the same bits twice', async () => {
    const [once, again] = [await fitted(X, 5, settingsOf(solver, loss)), await fitted(X, 5, settingsOf(solver, loss))];
    expect(sameBits(once.factors.W, again.factors.W) && sameBits(once.factors.Ht, again.factors.Ht)).toBe(true);
    expect(once.trace.map(rowOf)).toEqual(again.trace.map(rowOf));
  });

  it('stops after its iterations', async () => {
    const { status, iterations, trace } = await fitted(X, 5, settingsOf(solver, loss, { maxIterations: 13 }));
    expect([status, iterations]).toEqual(['max-iterations', 13]);
    expect(trace.map(({ iteration }) => iteration)).toEqual([0, 10, 13]);
  });

  it('stops by tolerance', async () => {
    const { status, iterations, trace } = await fitted(X, 5, settingsOf(solver, loss, { tolerance: 1e-3, maxIterations: 1000 }));
    expect(status).toBe('converged');
    expect(iterations).toBeLessThan(1000);
    for (const { relativeChange } of trace.slice(1, -1)) expect(Math.abs(relativeChange)).toBeGreaterThanOrEqual(1e-3);
    expect(Math.abs(trace.at(-1)?.relativeChange ?? 1)).toBeLessThan(1e-3);
  });

  it('stops by the KKT residual', async () => {
    // mini-batches go on moving H
    const kktTolerance = solver === 'online' ? 0.1 : 0.01;
    const { status, trace } = await fitted(X, 5, settingsOf(solver, loss, { kktTolerance, maxIterations: 3000 }));
    expect(status).toBe('stationary');
    for (const { kktResidual } of trace.slice(1, -1)) expect(kktResidual).toBeGreaterThanOrEqual(kktTolerance);
    expect(trace.at(-1)?.kktResidual).toBeLessThan(kktTolerance);
  });

  it('stops when it is told to, with factors that can be used', async () => {
    for (const last of [1, 7, 20]) {
      const controller = new AbortController();
      const result = await fitted(
        X,
        5,
        settingsOf(solver, loss),
        {
          signal: controller.signal,
          onIteration: (iteration) => {
            if (iteration === last) controller.abort();
          },
        },
        3,
      );
      expect([result.status, result.iterations]).toEqual(['interrupted', last]);
      expectNumbers(result.factors);
      expect(Math.abs(objectiveIn(X, result.factors, loss) / objectiveOf(result) - 1)).toBeLessThan(1e-5);
      expect(objectiveOf(result)).toBeLessThanOrEqual(result.trace[0]?.objective ?? Number.NaN);
    }
  });

  it('stops at once when it was told to before', async () => {
    const result = await fitted(X, 5, settingsOf(solver, loss), { signal: AbortSignal.abort() });
    expect([result.status, result.iterations, result.trace.length]).toEqual(['interrupted', 0, 1]);
    expectNumbers(result.factors);
  });
});

describe.each(ALL)('%s, %s: a checkpoint', (solver, loss) => {
  const folder = temporaryFolder();
  const stored = (state: Checkpoint): Checkpoint => {
    writeCheckpoint(folder, 'a fit', state);
    return readCheckpoint(folder, 'a fit') as Checkpoint;
  };

  it.each([
    ['of a fit far from its end', randomCounts(300, 30, 0.3, 7), 33, 1],
    ['of a fit that goes back, since float32 can tell no more', randomCounts(12, 9, 0.5, 2), 300, 7],
  ])('leads to the same bits and the same trace, whenever it was written: %s', async (_, X, maxIterations, every) => {
    const settings = settingsOf(solver, loss, { maxIterations });
    const states: Checkpoint[] = [];
    const write = (state: Checkpoint) => {
      if (state.iteration % every === 0) states.push(stored(state));
    };
    const whole = await fitted(X, 3, settings, { checkpoint: { seconds: -1, write } });
    expect(states.length).toBeGreaterThan(3);
    for (const resume of states) {
      const { factors, trace, iterations, status } = await fitted(X, 3, settings, { resume }, 99);
      expect(sameBits(factors.W, whole.factors.W) && sameBits(factors.Ht, whole.factors.Ht), `from iteration ${resume.iteration}`).toBe(true);
      expect(trace.map(rowOf)).toEqual(whole.trace.map(rowOf));
      expect([iterations, status]).toEqual([whole.iterations, whole.status]);
      const times = trace.map(({ seconds }) => seconds);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it.each([1, 4, 10])('written when the fit is told to end after %d iterations leads on as if it had not been', async (last) => {
    const X = randomCounts(40, 30, 0.3, 7);
    const settings = settingsOf(solver, loss, { maxIterations: 25 });
    const controller = new AbortController();
    const states: Checkpoint[] = [];
    const interrupted = await fitted(X, 4, settings, {
      signal: controller.signal,
      checkpoint: { seconds: 1000, write: (state) => states.push(stored(state)) },
      onIteration: (iteration) => {
        if (iteration === last) controller.abort();
      },
    });
    expect(interrupted.status).toBe('interrupted');
    expect(states).toHaveLength(1);
    const [whole, resumed] = [await fitted(X, 4, settings), await fitted(X, 4, settings, { resume: states[0] })];
    expect(sameBits(resumed.factors.W, whole.factors.W) && sameBits(resumed.factors.Ht, whole.factors.Ht)).toBe(true);
    expect(resumed.trace.map(rowOf)).toEqual(whole.trace.map(rowOf));
  });

  it('is not written before the first iteration, where there is nothing to keep', async () => {
    const states: Checkpoint[] = [];
    const hooks = { signal: AbortSignal.abort(), checkpoint: { seconds: 0, write: (state: Checkpoint) => void states.push(state) } };
    const { status } = await fitted(randomCounts(40, 30, 0.3, 7), 4, settingsOf(solver, loss), hooks);
    expect([status, states.length]).toEqual(['interrupted', 0]);
  });
});

describe.each(ALL)('%s, %s: several starts', (solver, loss) => {
  it('go on with the best of their short runs', async () => {
    const X = randomCounts(40, 30, 0.2, 4);
    for (const seed of [0, -5, 9007199254740991]) {
      const random = new Random(seed);
      const starts = Array.from({ length: 4 }, () => randomStart(X, 5, random));
      const copies = () =>
        starts.map(({ topics, W, Ht }) => () => ({ topics, W: W.slice(), Ht: Ht.slice() }));
      const short: number[] = [];
      for (const start of copies()) short.push(objectiveOf(await factorize(X, [start], settingsOf(solver, loss, { seed, maxIterations: 20 }))));
      expect(new Set(short).size).toBe(4);
      const result = await factorize(X, copies(), settingsOf(solver, loss, { seed, maxIterations: 20 }));
      expect([result.iterations, result.status]).toEqual([20, 'max-iterations']);
      expect(result.trace.map(({ iteration }) => iteration)).toEqual([0, 20]);
      expect(result.trace[1]?.objective).toBe(Math.min(...short));
      if (solver !== 'online') expect(objectiveOf(result)).toBeLessThanOrEqual(Math.min(...short));
      expectNumbers(result.factors);
    }
  });
});

describe('several starts', () => {
  const X = randomCounts(40, 30, 0.2, 4);
  const starts = () => {
    const random = new Random(2);
    return Array.from({ length: 6 }, () => () => randomStart(X, 5, random));
  };
  const settings = settingsOf('accelerated', 'kullback-leibler', { maxIterations: 60 });

  it('told to end in their short runs, leave the best so far, and no checkpoint that would lead elsewhere', async () => {
    const controller = new AbortController();
    const states: Checkpoint[] = [];
    const result = await factorize(X, starts(), settings, {
      signal: controller.signal,
      onStart: (start) => start === 3 && controller.abort(),
      checkpoint: { seconds: 0, write: (state) => states.push(state) },
    });
    expect([result.status, result.iterations, states.length]).toEqual(['interrupted', 20, 0]);
    const whole = await factorize(X, starts().slice(0, 2), { ...settings, maxIterations: 20 });
    expect(sameBits(result.factors.W, whole.factors.W)).toBe(true);
  });

  it('have no short runs longer than the fit', async () => {
    expect((await factorize(X, starts(), { ...settings, maxIterations: 3 })).iterations).toBe(3);
  });
});

describe('solvers', () => {
  const { X } = plantTopics(600, 500, 8, 80, new Random(3));

  it('come to about the same divergence of counts with topics; the default is not above the multiplicative one', async () => {
    const objectives = new Map<SolverName, number>();
    for (const solver of KL_SOLVERS) {
      const results = [];
      for (const start of [1, 2, 3]) results.push(objectiveOf(await fitted(X, 8, settingsOf(solver, 'kullback-leibler', { maxIterations: 60 }), {}, start)));
      objectives.set(solver, Math.min(...results));
    }
    const reached = objectives.get('multiplicative') ?? Number.NaN;
    expect((objectives.get('online') ?? Number.NaN) / reached).toBeLessThan(1.02);
    expect((objectives.get('coordinate-descent') ?? Number.NaN) / reached).toBeLessThan(1.01);
    expect((objectives.get('accelerated') ?? Number.NaN) / reached).toBeLessThan(1.001);
  });

  it('online depends on the seed of its order, any whole number', async () => {
    const results: Float32Array[] = [];
    for (const seed of [0, 1, -1, -9007199254740991]) {
      const { factors } = await fitted(X, 4, settingsOf('online', 'kullback-leibler', { seed, maxIterations: 3 }));
      expectNumbers(factors);
      for (const other of results) expect(sameBits(other, factors.Ht)).toBe(false);
      results.push(factors.Ht);
    }
  });
});

describe.each(ALL)('%s, %s: hostile counts', (solver, loss) => {
  it('as many topics as documents, as terms, and two', async () => {
    const wide = randomCounts(6, 25, 0.3, 1);
    for (const [X, K] of [
      [wide, 6],
      [transpose(wide), 6],
      [wide, 2],
      [randomCounts(2, 2, 1, 1), 2],
    ] as const) {
      const result = await fitted(X, K, settingsOf(solver, loss, { maxIterations: 200 }));
      expectNumbers(result.factors);
      expect(result.trace.every(({ objective, kktResidual }) => Number.isFinite(objective) && Number.isFinite(kktResidual))).toBe(true);
      // with a topic for each document (or term) the model can be exact
      if (K === 6 && solver !== 'online') expect(result.trace.at(-1)?.klDivergence).toBeLessThan(0.02 * total(X));
    }
  });

  it('rows and columns without entries', async () => {
    const X: CsrMatrix = {
      rows: 6,
      columns: 5,
      rowPointers: Int32Array.of(0, 0, 2, 2, 4, 5, 5),
      columnIndices: Int32Array.of(1, 3, 1, 3, 1),
      values: Uint32Array.of(4, 5, 9, 1, 3),
    };
    const { factors, trace } = await fitted(X, 2, settingsOf(solver, loss));
    expectNumbers(factors);
    expect(Number.isFinite(trace.at(-1)?.objective)).toBe(true);
    for (const row of [0, 2, 5]) expect(Math.max(...factors.W.subarray(2 * row, 2 * row + 2))).toBeLessThan(1e-6);
    for (const column of [0, 2, 4]) expect(Math.max(...factors.Ht.subarray(2 * column, 2 * column + 2))).toBeLessThan(1e-6);
  });

  it.each([1e6, 1e9, 4294967295])('counts up to %d among small ones', async (most) => {
    for (let seed = 0; seed < 10; seed++) {
      const random = new Random(seed);
      const small = randomCounts(30, 40, 0.15, seed);
      const X = { ...small, values: small.values.map((x) => (random.uniform() < 0.3 ? Math.floor(most * (0.2 + 0.8 * random.uniform())) : x)) };
      const { factors, trace } = await fitted(X, 5, settingsOf(solver, loss, { seed, maxIterations: 60 }), {}, seed);
      expectNumbers(factors);
      expect(trace.at(-1)?.objective).toBeLessThan(trace[0]?.objective ?? Number.NaN);
      if (solver === 'online' || loss !== 'kullback-leibler') continue;
      // Poisson means come to as many words as there are
      expect(factors.W.reduce((sum, w) => sum + w, 0) / total(X)).toBeCloseTo(1, 2);
    }
  });

  it('a start with zeros, a document’s row and a topic’s terms among them', async () => {
    const X = randomCounts(40, 30, 0.3, 7);
    const W = { rows: 40, columns: 3, values: Float64Array.from({ length: 120 }, (_, a) => (a % 4 === 0 || Math.floor(a / 3) === 5 ? 0 : 1 + (a % 7))) };
    const H = { rows: 3, columns: 30, values: Float64Array.from({ length: 90 }, (_, b) => (b % 5 === 0 || b % 30 === 11 ? 0 : 1 + (b % 11))) };
    const result = await factorize(X, [() => givenStart(X, 3, W, H, 'a test')], settingsOf(solver, loss, { maxIterations: 300 }));
    expectNumbers(result.factors);
    const random = await fitted(X, 3, settingsOf(solver, loss, { maxIterations: 300 }));
    expect(objectiveOf(result) / objectiveOf(random)).toBeLessThan(1.1);
    expect(Math.max(...result.factors.W.subarray(15, 18))).toBeGreaterThan(0);
  });
});

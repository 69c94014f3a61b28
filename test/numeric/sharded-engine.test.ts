import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/factorize/engine.js';
import { factorize, isSharded } from '../../src/factorize/factorize.js';
import { countSums, losses } from '../../src/factorize/losses.js';
import { ShardedEngine } from '../../src/factorize/sharded-engine.js';
import { flatMixtures, randomStart } from '../../src/factorize/start.js';
import { type Crew, SingleThread } from '../../src/factorize/workers/crew.js';
import { Pool } from '../../src/factorize/workers/pool.js';
import { Random } from '../../src/math/random.js';
import { columnTotals, nnz, rowSums } from '../../src/matrix/csr-matrix.js';
import { sameBits } from '../support/close.js';
import { randomCounts } from '../support/random-counts.js';

const K = 6;
const X = randomCounts(400, 300, 0.4, 11);
const PRIORS = { documents: new Float64Array(K).fill(0.1), terms: 0.05 };
const start = () => randomStart(X, K, new Random(5));

function sharded(bounds: readonly number[], options: { crew?: Crew; memoryLimit?: number; ml?: boolean } = {}): Promise<ShardedEngine> {
  const { crew = new SingleThread(), memoryLimit, ml = false } = options;
  const shape = { rows: X.rows, columns: X.columns, topics: K, bounds: Int32Array.from(bounds), columnTotals: columnTotals(X) };
  return ShardedEngine.deal(X, start(), shape, { crew, memoryLimit, priors: ml ? undefined : PRIORS });
}

/** Steps of all kinds: annealed, in place, extrapolated. */
async function stepOn(engine: Engine): Promise<void> {
  const annealed = engine.priors === undefined ? [] : [{ power: 0.8 }, { power: 0.9 }];
  for (const options of [...annealed, {}, { momentum: 0 }, { momentum: 0.4 }, { momentum: 0.5 }]) {
    await engine.step(engine.documents, 'halfStep', options);
    await engine.step(engine.terms, 'halfStep', options);
  }
}

const evaluate = (engine: Engine) => losses['kullback-leibler'].evaluate(engine, countSums(X));

describe('an engine of shards', () => {
  it.each([false, true])('does what one of all documents does, maximum likelihood %s', async (ml) => {
    const whole = await Engine.create(X, start(), { crew: new SingleThread(), gram: false, priors: ml ? undefined : PRIORS });
    const parts = await sharded([0, 90, 91, 250, 400], { ml });
    await stepOn(whole);
    await stepOn(parts);
    const [expected, got] = [await evaluate(whole), await evaluate(parts)];
    expect(Math.abs(got.objective / expected.objective - 1)).toBeLessThan(1e-6);
    expect(Math.abs(got.kktResidual / expected.kktResidual - 1)).toBeLessThan(1e-2);
    expect(Math.abs(got.lowestGradient - expected.lowestGradient)).toBeLessThan(1e-2);
    for (const name of ['W', 'Ht'] as const) {
      const [a, b] = [whole.factors()[name], parts.factors()[name]];
      const largest = a.reduce((most, x) => Math.max(most, x), 0);
      expect(Math.max(...a.map((x, at) => Math.abs(x - b[at]) / largest))).toBeLessThan(1e-4);
    }
  });

  it('has the same bits with any number of threads, and where blocks are copied', async () => {
    const bounds = [0, 130, 290, 400];
    const first = await sharded(bounds);
    await stepOn(first);
    const figures = await evaluate(first);
    for (const threads of [1, 2, 4]) {
      for (const memoryLimit of [undefined, 65536]) {
        const crew = new Pool(threads);
        try {
          const engine = await sharded(bounds, { crew, ...(memoryLimit === undefined ? {} : { memoryLimit }) });
          await stepOn(engine);
          expect(sameBits(engine.factors().W, first.factors().W), `${threads} threads, limit ${memoryLimit}`).toBe(true);
          expect(sameBits(engine.factors().Ht, first.factors().Ht)).toBe(true);
          expect(await evaluate(engine)).toEqual(figures);
        } finally {
          await crew.close();
        }
      }
    }
  });

  it('goes on from its state', async () => {
    const [one, other] = [await sharded([0, 200, 400]), await sharded([0, 200, 400])];
    await stepOn(one);
    const { factors, sums } = one.state();
    other.resume({ factors: factors.map((factor) => factor.slice()), sums });
    for (const engine of [one, other]) await stepOn(engine);
    expect(sameBits(other.factors().W, one.factors().W)).toBe(true);
    expect(sameBits(other.factors().Ht, one.factors().Ht)).toBe(true);
  });

  it('samples documents as one of all does', async () => {
    const whole = await Engine.create(X, start(), { crew: new SingleThread(), gram: false, priors: PRIORS });
    const parts = await sharded([0, 7, 333, 400]);
    expect(parts.documentSample(50)).toEqual(whole.documentSample(50));
  });
});

describe('a large fit', () => {
  it('is sharded, and never rises after annealing', { timeout: 60_000 }, async () => {
    const large = randomCounts(12_000, 600, 0.32, 3);
    expect(nnz(large)).toBeGreaterThan(2 ** 21);
    const settings = { loss: 'kullback-leibler', solver: 'accelerated', seed: 1, maxIterations: 40, tolerance: 0, kktTolerance: 0 } as const;
    expect(isSharded(large, { ...settings, documentPrior: 0.1 })).toBe(true);
    expect(isSharded(large, settings)).toBe(false);
    const make = () => ({ ...randomStart(large, 4, new Random(2)), W: flatMixtures(rowSums(large), 4) });
    const crew = new Pool(2);
    try {
      const { trace } = await factorize(large, [make], { ...settings, documentPrior: 0.1, termPrior: 0.1 }, { crew });
      const after = trace.filter(({ iteration }) => iteration >= 20);
      for (const [t, row] of after.entries()) if (t > 0) expect(row.objective).toBeLessThan((after[t - 1] as typeof row).objective);
    } finally {
      await crew.close();
    }
  });
});

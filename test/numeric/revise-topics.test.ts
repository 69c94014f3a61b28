import { describe, expect, it } from 'vitest';
import { type Factorization, factorize } from '../../src/factorize/factorize.js';
import { reviseTopics } from '../../src/factorize/online/revise-topics.js';
import { SingleThread } from '../../src/factorize/workers/crew.js';
import { Random } from '../../src/math/random.js';
import { rowSums } from '../../src/matrix/csr-matrix.js';
import { matchedCosines, plantTopics } from '../support/planted-topics.js';

const K = 5;
const { X, topics } = plantTopics(800, 300, K, 80, new Random(4));
const normalized = (topic: Float64Array) => topic.map((x) => x / topic.reduce((sum, y) => sum + y, 0));
const planted = topics.map(normalized);
const settings = { topics: K, seed: 1, documentPrior: 0.05, termPrior: 0.1, maxIterations: 100, tolerance: 0 };

/** A fit that begins with these topics and goes on to the optimum next to them. */
function fitFrom(given: readonly Float64Array[]): Promise<Factorization> {
  const from = given.map((topic) => normalized(topic.map((x) => x + 1e-6)));
  const Ht = Float32Array.from({ length: X.columns * K }, (_, a) => from[a % K]?.[Math.floor(a / K)] ?? 0);
  const lengths = rowSums(X);
  const W = Float32Array.from({ length: X.rows * K }, (_, a) => (lengths[Math.floor(a / K)] as number) / K);
  const fixed = { loss: 'kullback-leibler', solver: 'accelerated', startIsFit: true, kktTolerance: 0 } as const;
  return factorize(X, [() => ({ topics: K, W, Ht })], { ...fixed, ...settings });
}

function meanCosine(Ht: Float32Array): number {
  const found = Array.from({ length: K }, (_, k) => Float64Array.from({ length: X.columns }, (_, j) => Ht[j * K + k] as number));
  return matchedCosines(planted, found).reduce((sum, cosine) => sum + cosine, 0) / K;
}

const revision = { settings, crew: new SingleThread(), memoryLimit: undefined, trials: 6 };
const mix = (a: Float64Array, b: Float64Array) => a.map((x, j) => (x + (b[j] as number)) / 2);

describe('revised topics', () => {
  const [a, b, c, d, e] = planted as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

  it('are two where one had the words of two, in the place of a double', async () => {
    // what is equal stays equal
    const stuck = await fitFrom([a, b, mix(c, d), e, e]);
    expect(meanCosine(stuck.factors.Ht)).toBeLessThan(0.9);
    const trials: number[] = [];
    const { factors } = await reviseTopics(X, stuck, { ...revision, random: new Random(1), onTrial: (trial) => trials.push(trial) });
    expect(meanCosine(factors.Ht)).toBeGreaterThan(0.97);
    expect(trials[0]).toBe(1);
  });

  it('are left alone where each has its own words, and where no trial is allowed', async () => {
    const good = await fitFrom([a, b, c, d, e]);
    expect(meanCosine((await reviseTopics(X, good, { ...revision, random: new Random(1) })).factors.Ht)).toBeGreaterThan(meanCosine(good.factors.Ht) - 0.005);
    const stuck = await fitFrom([a, b, mix(c, d), e, e]);
    expect((await reviseTopics(X, stuck, { ...revision, trials: 0, random: new Random(1) })).factors).toBe(stuck.factors);
  });
});

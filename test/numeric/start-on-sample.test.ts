import { describe, expect, it } from 'vitest';
import { fitSample } from '../../src/factorize/online/start-on-sample.js';
import { LARGE } from '../../src/factorize/online/survey.js';
import { SingleThread } from '../../src/factorize/workers/crew.js';
import { Random } from '../../src/math/random.js';
import { total } from '../../src/matrix/csr-matrix.js';
import { matchedCosines, plantTopics } from '../support/planted-topics.js';

const K = 20;
const { X, topics } = plantTopics(1500, 4000, K, 60, new Random(7));
const words = total(X);
const settings = { topics: K, seed: 3, documentPrior: 0.05, termPrior: 0.5, maxIterations: 100, tolerance: 1e-4 };

/** Cosines with the planted topics, the lowest first. */
async function cosines(whole: { entries: number; words: number }): Promise<number[]> {
  const iterations: number[] = [];
  const hooks = { crew: new SingleThread(), memoryLimit: undefined, signal: undefined, onIteration: (iteration: number) => iterations.push(iteration) };
  const { factors, documentPrior } = await fitSample(X, whole, settings, hooks);
  expect([factors.topics, documentPrior.length]).toEqual([K, K]);
  expect(iterations).toEqual(iterations.toSorted((a, b) => a - b));
  const found = Array.from({ length: K }, (_, k) => Float64Array.from({ length: X.columns }, (_, j) => factors.Ht[j * K + k] as number));
  return matchedCosines(topics, found).sort((a, b) => a - b);
}

describe('topics of a sample', () => {
  it('are all those that were planted where the collection is large', async () => {
    expect((await cosines({ entries: LARGE, words: 20 * words }))[0]).toBeGreaterThan(0.95);
  });

  it('have a prior that weighs as much as in the whole collection', async () => {
    const missed = async (whole: { entries: number; words: number }) => (await cosines(whole)).filter((cosine) => cosine < 0.8).length;
    expect(await missed({ entries: 0, words: 20 * words })).toBeLessThan(await missed({ entries: 0, words }));
  });

  it('are not waited for where the fit is told to end', async () => {
    let iterations = 0;
    const controller = new AbortController();
    const onIteration = () => {
      if (++iterations === 3) controller.abort();
    };
    await fitSample(X, { entries: LARGE, words }, settings, { crew: new SingleThread(), memoryLimit: undefined, signal: controller.signal, onIteration });
    expect(iterations).toBe(3);
  });
});

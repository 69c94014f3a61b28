import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { rowSums } from '../../src/matrix/csr-matrix.js';
import { parseOptions } from '../../src/run/config.js';
import { fitModel } from '../../src/run/fit-model.js';
import { matchedCosines, plantTopics } from '../support/planted-topics.js';

const TOPICS = 20;
const { X } = plantTopics(2000, 3000, TOPICS, 150, new Random(1));
const mean = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((sum, x) => sum + x, 0) / numbers.length;

describe('planted topics', () => {
  it('are drawn as they should be', () => {
    expect(X.rows).toBe(2000);
    expect(X.columns).toBeGreaterThan(2900);
    // the mean of max(10, ⌊150 e^(0.6 z − 0.18)⌋) is 150 but for the rounding
    expect(mean(rowSums(X))).toBeGreaterThan(143);
    expect(mean(rowSums(X))).toBeLessThan(156);
  });

  it('are found again with the default settings: mean cosine, on the worst of some collections and starts', { timeout: 60_000 }, async () => {
    const settings = parseOptions({ topics: TOPICS }, ['topics']);
    expect(settings).toMatchObject({ documentPrior: 0.05, termPrior: 0.1 });
    const means: number[] = [];
    for (const seed of [1, 2, 3]) {
      const planted = plantTopics(2000, 3000, TOPICS, 150, new Random(seed));
      const { factors, summary } = await fitModel(planted.X, { ...settings, topics: TOPICS, seed, init: 'random' });
      expect(['converged', 'stationary']).toContain(summary.status);
      expect(mean(summary.documentPrior)).toBeCloseTo(0.05, 9);
      expect(summary.emptyTopics).toEqual([]);
      const found = Array.from({ length: TOPICS }, (_, k) => Float64Array.from(factors.H.subarray(k * factors.terms, (k + 1) * factors.terms)));
      means.push(mean(matchedCosines(planted.topics, found)));
    }
    expect(Math.min(...means), `mean cosines ${means.map((m) => m.toFixed(4)).join(' ')}`).toBeGreaterThanOrEqual(0.98);
  });

  it('are matched one to one, for the largest sum', () => {
    const unit = (...at: number[]) => Float64Array.from({ length: 4 }, (_, j) => (at.includes(j) ? 1 : 0));
    expect(matchedCosines([unit(0), unit(1), unit(2)], [unit(2), unit(0), unit(1)])).toEqual([1, 1, 1]);
    expect(matchedCosines([unit(0), unit(1), unit(2)], [unit(3), unit(0), unit(1)])).toEqual([1, 1, 0]);
    // the first would rather have the second's: 1 + 0 is less than 0.707 + 1
    const cosines = matchedCosines([unit(0), unit(0)], [unit(0), unit(0, 1)]);
    expect(cosines.sort()[0]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(matchedCosines([unit(0, 1), unit(0)], [unit(0), unit(1)]).map((c) => c.toFixed(3))).toEqual(['0.707', '1.000']);
  });

  it('are not found in a model of other topics', () => {
    const { topics: others } = plantTopics(50, 3000, TOPICS, 5000, new Random(2));
    const own = plantTopics(50, 3000, TOPICS, 5000, new Random(1)).topics;
    const length = Math.min(own[0]?.length ?? 0, others[0]?.length ?? 0);
    expect(
      mean(
        matchedCosines(
          own.map((t) => t.subarray(0, length)),
          others.map((t) => t.subarray(0, length)),
        ),
      ),
    ).toBeLessThan(0.8);
  });
});

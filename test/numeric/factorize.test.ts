import { describe, expect, it } from 'vitest';
import { NumericalError } from '../../src/errors/errors.js';
import { type FitSettings, factorize } from '../../src/factorize/factorize.js';
import { columnSums, type Factors, FLOOR } from '../../src/factorize/factors.js';
import { generalizedKlDivergence } from '../../src/factorize/kernels/kullback-leibler.js';
import { countSums } from '../../src/factorize/losses.js';
import { givenStart, randomStart } from '../../src/factorize/start.js';
import { logFactorial } from '../../src/math/log-factorial.js';
import { Random } from '../../src/math/random.js';
import { type CsrMatrix, rowSums, total } from '../../src/matrix/csr-matrix.js';
import { denseDivergence, denseFactors, denseFrobeniusIteration, denseKlIteration, denseProduct, denseSquaredError } from '../support/dense-nmf.js';
import { dense, randomCounts } from '../support/random-counts.js';

const K = 5;
const kl: FitSettings = { loss: 'kullback-leibler', solver: 'multiplicative', seed: 1, maxIterations: 50, tolerance: 0, kktTolerance: 0 };

/** Largest difference of two matrices of means, relative to the mean where it is above 0.01 and to 0.01 below: there floors matter. */
function largestDifference(A: number[][], B: number[][]): number {
  return Math.max(...A.flatMap((row, i) => row.map((a, j) => Math.abs(a - ((B[i] as number[])[j] as number)) / Math.max(a, 0.01))));
}

/** D in double precision. */
function divergenceOf(X: CsrMatrix, { W, Ht, topics }: Factors): number {
  return generalizedKlDivergence(X, Float64Array.from(W), Float64Array.from(Ht), topics);
}

const X = randomCounts(40, 30, 0.3, 7);

describe('multiplicative updates', () => {
  it('equal an independent dense implementation over 50 iterations of the KL divergence', async () => {
    const start = randomStart(X, K, new Random(3));
    let expected = denseFactors(start);
    for (let t = 0; t < 50; t++) expected = denseKlIteration(dense(X), expected);
    const { factors, trace } = await factorize(X, [() => start], kl);
    const actual = denseFactors(factors);
    expect(largestDifference(denseProduct(expected.W, expected.H), denseProduct(actual.W, actual.H))).toBeLessThan(2e-5);
    const divergence = denseDivergence(dense(X), expected);
    expect(Math.abs(divergenceOf(X, factors) / divergence - 1)).toBeLessThan(1e-6);
    expect(Math.abs((trace.at(-1)?.objective ?? 0) / divergence - 1)).toBeLessThan(1e-6);
  });

  it('equal an independent dense implementation over 50 iterations of the Frobenius norm', async () => {
    const start = randomStart(X, K, new Random(3));
    let expected = denseFactors(start);
    for (let t = 0; t < 50; t++) expected = denseFrobeniusIteration(dense(X), expected);
    const { trace, factors } = await factorize(X, [() => start], { ...kl, loss: 'frobenius' });
    expect(Math.abs((trace.at(-1)?.objective ?? 0) / denseSquaredError(dense(X), expected) - 1)).toBeLessThan(1e-6);
    const actual = denseFactors(factors);
    expect(largestDifference(denseProduct(expected.W, expected.H), denseProduct(actual.W, actual.H))).toBeLessThan(2e-5);
  });

  it('keep the rows of H at sum 1', async () => {
    const { factors } = await factorize(X, [() => randomStart(X, K, new Random(1))], kl);
    for (const sum of columnSums(factors.Ht, K)) expect(sum).toBeCloseTo(1, 6);
  });

  it('bring the sum of each row of W to the document’s words, and the KKT residual to 0', async () => {
    const { factors, trace, status } = await factorize(X, [() => randomStart(X, K, new Random(1))], { ...kl, maxIterations: 20000, kktTolerance: 1e-4 });
    expect(status).toBe('stationary');
    expect(trace.at(-1)?.kktResidual).toBeLessThan(1e-4);
    const words = rowSums(X);
    for (let i = 0; i < X.rows; i++) expect(factors.W.slice(i * K, (i + 1) * K).reduce((a, b) => a + b, 0) / (words[i] as number)).toBeCloseTo(1, 3);
  });

  it('leave the start and the counts as they were, and hand the counts back', async () => {
    const start = randomStart(X, K, new Random(1));
    const [W, Ht, counts] = [start.W.slice(), start.Ht.slice(), structuredClone(X)];
    const fit = await factorize(X, [() => start], kl);
    expect(start).toEqual({ topics: K, W, Ht });
    expect(X).toEqual(counts);
    expect(fit.X).toEqual(counts);
  });
});

describe('the objective', () => {
  it('and the log-likelihood add up to the saturated one, computed directly from the Poisson formula', async () => {
    const start = randomStart(X, K, new Random(5));
    const { W, H } = denseFactors(start);
    const means = denseProduct(W, H);
    let direct = 0;
    dense(X).forEach((row, i) => {
      row.forEach((x, j) => {
        const mean = (means[i] as number[])[j] as number;
        direct += x * Math.log(mean) - mean - logFactorial(x);
      });
    });
    expect(countSums(X).saturated - divergenceOf(X, start)).toBeCloseTo(direct, 8);
    const { trace } = await factorize(X, [() => start], { ...kl, maxIterations: 1 });
    expect(Math.abs((trace[0]?.logLikelihood ?? 0) / direct - 1)).toBeLessThan(1e-6);
  });

  it('of independence is that of the words of documents and the frequencies of terms', () => {
    const words = rowSums(X);
    const frequencies = new Float64Array(X.columns);
    dense(X).forEach((row) => {
      row.forEach((x, j) => {
        frequencies[j] += x / total(X);
      });
    });
    const { independence, squares } = countSums(X);
    expect(independence / divergenceOf(X, { topics: 1, W: Float32Array.from(words), Ht: Float32Array.from(frequencies) })).toBeCloseTo(1, 6);
    expect(squares).toBe(X.values.reduce((sum, x) => sum + x * x, 0));
  });

  it('is 0 where the model is exact', () => {
    const exact: CsrMatrix = {
      rows: 2,
      columns: 2,
      rowPointers: Int32Array.of(0, 2, 4),
      columnIndices: Int32Array.of(0, 1, 0, 1),
      values: Uint32Array.of(2, 4, 3, 6),
    };
    expect(generalizedKlDivergence(exact, Float64Array.of(6, 9), Float64Array.of(1 / 3, 2 / 3), 1)).toBeCloseTo(0, 12);
    expect(total(exact)).toBe(15);
  });
});

describe('hostile numbers', () => {
  it.each([
    ['counts of a thousand million', [1e9, 1, 1, 1e9]],
    ['ones', [1, 1, 1, 1]],
  ])('%s give finite results', async (_, values) => {
    const counts: CsrMatrix = {
      rows: 2,
      columns: 2,
      rowPointers: Int32Array.of(0, 2, 4),
      columnIndices: Int32Array.of(0, 1, 0, 1),
      values: Uint32Array.from(values),
    };
    const { trace } = await factorize(counts, [() => randomStart(counts, 2, new Random(0))], kl);
    for (const row of trace) expect(Number.isFinite(row.objective)).toBe(true);
    expect(trace.at(-1)?.kktResidual).toBeLessThan(0.01);
  });

  it('an empty row and an empty column stay finite', async () => {
    const counts: CsrMatrix = { rows: 3, columns: 3, rowPointers: Int32Array.of(0, 1, 1, 2), columnIndices: Int32Array.of(0, 2), values: Uint32Array.of(4, 5) };
    const { factors } = await factorize(counts, [() => randomStart(counts, 2, new Random(0))], kl);
    for (const value of [...factors.W, ...factors.Ht]) expect(value >= 0 && value < Number.POSITIVE_INFINITY).toBe(true);
    expect(Math.max(...factors.W.slice(2, 4))).toBe(0);
    expect(Math.max(...factors.Ht.slice(2, 4))).toBe(0);
  });

  it('a factor that is not a number is an error with its iteration', async () => {
    const start = randomStart(X, K, new Random(1));
    start.W[3] = Number.NaN;
    for (const solver of ['multiplicative', 'coordinate-descent', 'accelerated', 'online'] as const) {
      const fit = factorize(X, [() => start], { ...kl, solver });
      await expect(fit).rejects.toThrow(NumericalError);
      await expect(fit).rejects.toThrow('the objective is NaN after 0 iterations');
    }
  });
});

describe('a given start', () => {
  it('of another shape is refused', () => {
    const W = { rows: 39, columns: K, values: new Float64Array(39 * K) };
    const H = { rows: K, columns: 30, values: new Float64Array(30 * K) };
    expect(() => givenStart(X, K, W, H, 'old/')).toThrow('W of old/ is 39 × 5, expected 40 × 5 (documents × topics)');
  });

  it('with a negative number is refused', () => {
    const W = { rows: 40, columns: K, values: new Float64Array(40 * K).fill(1) };
    const H = { rows: K, columns: 30, values: new Float64Array(30 * K).fill(1) };
    W.values[7] = -2;
    expect(() => givenStart(X, K, W, H, 'old/')).toThrow('W of old/ has -2 in row 2, expected finite numbers ≥ 0');
  });
});

describe('the floor', () => {
  it('is never reported as mass, whatever has been normalised', async () => {
    const counts = randomCounts(60, 80, 0.05, 2);
    const { factors, trace } = await factorize(counts, [() => randomStart(counts, 8, new Random(4))], { ...kl, maxIterations: 400 });
    const sums = columnSums(factors.W, 8);
    for (const value of factors.Ht) expect(value === 0 || value > FLOOR / 1000).toBe(true);
    expect(sums.every((sum) => sum > 0)).toBe(true);
    expect(factors.W.filter((value) => value === 0).length).toBeGreaterThan(0);

    // the lowest gradient over the entries that are 0, from the definition
    const { W: denseW, H } = denseFactors(factors);
    const means = denseProduct(denseW, H);
    let lowest = 0;
    denseW.forEach((row, i) => {
      row.forEach((weight, k) => {
        if (weight > 0) return;
        const topic = H[k] as number[];
        const pull = topic.reduce((sum, h, j) => {
          const x = (dense(counts)[i] as number[])[j] as number;
          return x === 0 ? sum : sum + (h * x) / ((means[i] as number[])[j] as number);
        }, 0);
        const scale = topic.reduce((sum, h) => sum + h, 0);
        lowest = Math.min(lowest, (scale - pull) / scale);
      });
    });
    expect(trace.at(-1)?.lowestGradient).toBeLessThanOrEqual(lowest + 1e-4);
    expect(lowest).toBeLessThanOrEqual(0);
  });
});

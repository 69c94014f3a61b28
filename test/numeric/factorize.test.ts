import { describe, expect, it } from 'vitest';
import { NumericalError } from '../../src/errors/errors.js';
import { type FitSettings, factorize } from '../../src/factorize/factorize.js';
import { columnSums, type Factors, FLOOR, withoutFloor } from '../../src/factorize/factors.js';
import { generalizedKlDivergence, saturatedLogLikelihood } from '../../src/factorize/losses.js';
import { givenStart, randomStart } from '../../src/factorize/start.js';
import { logFactorial } from '../../src/math/log-factorial.js';
import { Random } from '../../src/math/random.js';
import { type CsrMatrix, rowSums, total } from '../../src/matrix/csr-matrix.js';
import { type DenseFactors, denseDivergence, denseFrobeniusIteration, denseKlIteration, denseProduct, denseSquaredError } from '../support/dense-nmf.js';
import { dense, randomCounts } from '../support/random-counts.js';

const K = 5;
const kl: FitSettings = { loss: 'kullback-leibler', solver: 'multiplicative', maxIterations: 50, tolerance: 0 };

function denseOf({ W, Ht, topics }: Factors): DenseFactors {
  const rows = (flat: Float64Array) => Array.from({ length: flat.length / topics }, (_, i) => [...flat.slice(i * topics, (i + 1) * topics)]);
  const H = rows(Ht);
  return { W: rows(W), H: Array.from({ length: topics }, (_, k) => H.map((row) => row[k] as number)) };
}

/** Largest difference of two matrices of means, relative to the mean where it is above 0.01 and to 0.01 below: there floors matter. */
function largestDifference(A: number[][], B: number[][]): number {
  return Math.max(...A.flatMap((row, i) => row.map((a, j) => Math.abs(a - ((B[i] as number[])[j] as number)) / Math.max(a, 0.01))));
}

const X = randomCounts(40, 30, 0.3, 7);

describe('multiplicative updates', () => {
  it('equal an independent dense implementation over 50 iterations of the KL divergence', async () => {
    const factors = randomStart(X, K, new Random(3));
    let expected = denseOf(factors);
    for (let t = 0; t < 50; t++) expected = denseKlIteration(dense(X), expected);
    await factorize(X, factors, kl);
    const actual = denseOf(factors);
    expect(largestDifference(denseProduct(expected.W, expected.H), denseProduct(actual.W, actual.H))).toBeLessThan(1e-10);
    expect(Math.abs(generalizedKlDivergence(X, factors) / denseDivergence(dense(X), expected) - 1)).toBeLessThan(1e-10);
  });

  it('equal an independent dense implementation over 50 iterations of the Frobenius norm', async () => {
    const factors = randomStart(X, K, new Random(3));
    let expected = denseOf(factors);
    for (let t = 0; t < 50; t++) expected = denseFrobeniusIteration(dense(X), expected);
    const { trace } = await factorize(X, factors, { ...kl, loss: 'frobenius' });
    expect(Math.abs((trace.at(-1)?.objective ?? 0) / denseSquaredError(dense(X), expected) - 1)).toBeLessThan(1e-10);
    const actual = denseOf(factors);
    expect(largestDifference(denseProduct(expected.W, expected.H), denseProduct(actual.W, actual.H))).toBeLessThan(1e-10);
  });

  it.each(['kullback-leibler', 'frobenius'] as const)('never let the objective rise: %s', async (loss) => {
    for (let seed = 0; seed < 5; seed++) {
      const counts = randomCounts(30, 50, 0.1, seed);
      const factors = randomStart(counts, K, new Random(seed));
      const { trace } = await factorize(counts, factors, { ...kl, loss, maxIterations: 200 });
      expect(trace.length).toBe(21);
      for (const { relativeChange } of trace.slice(1)) expect(relativeChange).toBeGreaterThan(-1e-13);
    }
  });

  it('keep the rows of H at sum 1', async () => {
    const factors = randomStart(X, K, new Random(1));
    await factorize(X, factors, kl);
    for (const sum of columnSums(factors.Ht, K)) expect(sum).toBeCloseTo(1, 12);
  });

  it('bring the sum of each row of W to the document’s words, and the KKT residual to 0', async () => {
    const factors = randomStart(X, K, new Random(1));
    const { trace, status } = await factorize(X, factors, { ...kl, maxIterations: 20000, tolerance: 1e-13 });
    expect(status).toBe('converged');
    expect(trace.at(-1)?.kktResidual).toBeLessThan(1e-5);
    const words = rowSums(X);
    for (let i = 0; i < X.rows; i++) expect(factors.W.slice(i * K, (i + 1) * K).reduce((a, b) => a + b, 0) / (words[i] as number)).toBeCloseTo(1, 4);
  });
});

describe('the objective', () => {
  it('and the log-likelihood add up to the saturated one, computed directly from the Poisson formula', () => {
    const factors = randomStart(X, K, new Random(5));
    const { W, H } = denseOf(factors);
    const means = denseProduct(W, H);
    let direct = 0;
    dense(X).forEach((row, i) => {
      row.forEach((x, j) => {
        const mean = (means[i] as number[])[j] as number;
        direct += x * Math.log(mean) - mean - logFactorial(x);
      });
    });
    expect(saturatedLogLikelihood(X) - generalizedKlDivergence(X, factors)).toBeCloseTo(direct, 8);
  });

  it('is 0 where the model is exact', () => {
    const exact: CsrMatrix = {
      rows: 2,
      columns: 2,
      rowPointers: Int32Array.of(0, 2, 4),
      columnIndices: Int32Array.of(0, 1, 0, 1),
      values: Uint32Array.of(2, 4, 3, 6),
    };
    const factors = { topics: 1, W: Float64Array.of(6, 9), Ht: Float64Array.of(1 / 3, 2 / 3) };
    expect(generalizedKlDivergence(exact, factors)).toBeCloseTo(0, 12);
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
    const factors = randomStart(counts, 2, new Random(0));
    const { trace } = await factorize(counts, factors, kl);
    for (const row of trace) expect(Number.isFinite(row.objective)).toBe(true);
    expect(trace.at(-1)?.kktResidual).toBeLessThan(0.01);
  });

  it('an empty row and an empty column stay finite', async () => {
    const counts: CsrMatrix = { rows: 3, columns: 3, rowPointers: Int32Array.of(0, 1, 1, 2), columnIndices: Int32Array.of(0, 2), values: Uint32Array.of(4, 5) };
    const factors = randomStart(counts, 2, new Random(0));
    await factorize(counts, factors, kl);
    for (const value of [...factors.W, ...factors.Ht]) expect(value).toBeGreaterThan(0);
    expect(Math.max(...factors.W.slice(2, 4))).toBeLessThan(1e-10);
  });

  it('a start with zeros leaves them', async () => {
    const W = { rows: 40, columns: 2, values: Float64Array.from({ length: 80 }, (_, a) => (a % 3 === 0 ? 0 : 1)) };
    const H = { rows: 2, columns: 30, values: Float64Array.from({ length: 60 }, (_, b) => (b % 4 === 0 ? 0 : 2)) };
    const factors = givenStart(X, 2, W, H, 'a test');
    const { trace } = await factorize(X, factors, { ...kl, maxIterations: 300 });
    const { trace: plain } = await factorize(X, randomStart(X, 2, new Random(1)), { ...kl, maxIterations: 300 });
    expect((trace.at(-1)?.objective ?? 0) / (plain.at(-1)?.objective ?? 1)).toBeLessThan(1.05);
  });

  it('a factor that is not a number is an error with its iteration', async () => {
    const factors = randomStart(X, K, new Random(1));
    factors.W[3] = Number.NaN;
    await expect(factorize(X, factors, kl)).rejects.toThrow(NumericalError);
    await expect(factorize(X, factors, kl)).rejects.toThrow('the objective is NaN after 0 iterations');
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
    const factors = randomStart(counts, 8, new Random(4));
    const { trace } = await factorize(counts, factors, { ...kl, maxIterations: 400 });
    const { W, Ht } = withoutFloor(factors);
    for (const value of [...W, ...Ht]) expect(value === 0 || value > 1.5 * FLOOR).toBe(true);
    expect(W.filter((value) => value === 0).length).toBeGreaterThan(0);

    // the lowest gradient over the entries that are 0, from the definition
    const { W: denseW, H } = denseOf(factors);
    const means = denseProduct(denseW, H);
    let lowest = 0;
    denseW.forEach((row, i) => {
      row.forEach((weight, k) => {
        if (weight > FLOOR) return;
        const topic = H[k] as number[];
        const pull = topic.reduce((sum, h, j) => sum + (h * ((dense(counts)[i] as number[])[j] as number)) / ((means[i] as number[])[j] as number), 0);
        const scale = topic.reduce((sum, h) => sum + h, 0);
        lowest = Math.min(lowest, (scale - pull) / scale);
      });
    });
    expect(trace.at(-1)?.lowestGradient).toBeLessThanOrEqual(lowest + 1e-9);
    expect(lowest).toBeLessThanOrEqual(0);
  });
});

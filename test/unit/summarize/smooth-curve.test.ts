import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/math/random.js';
import { CurveSmoother } from '../../../src/summarize/smooth-curve.js';
import { normal } from '../../support/planted-topics.js';

/** A⁻¹ and ln det A of a positive definite matrix, by Gauss and Jordan. */
function inverted(matrix: readonly (readonly number[])[]): { inverse: number[][]; logDeterminant: number } {
  const size = matrix.length;
  const rows = matrix.map((row, r) => [...row, ...row.map((_, c) => (c === r ? 1 : 0))]);
  let logDeterminant = 0;
  for (let r = 0; r < size; r++) {
    const pivot = rows[r][r];
    logDeterminant += Math.log(pivot);
    rows[r] = rows[r].map((x) => x / pivot);
    for (let other = 0; other < size; other++) {
      const factor = rows[other][r];
      if (other !== r) rows[other] = rows[other].map((x, c) => x - factor * rows[r][c]);
    }
  }
  return { inverse: rows.map((row) => row.slice(size)), logDeterminant };
}

const product = (a: number[][], b: number[][]) => a.map((row) => b[0].map((_, c) => row.reduce((sum, x, k) => sum + x * b[k][c], 0)));
const transposed = (a: number[][]) => a[0].map((_, c) => a.map((row) => row[c]));

/** The same by the covariances of an integrated Wiener process and dense matrices: the contrasts Qᵀy have the covariance QᵀVQ + λ QᵀCQ. */
function reference(at: number[], weights: number[], values: number[], evidence: { squares: number; freedom: number; most: number }) {
  const size = at.length;
  const start = at[0];
  const C = at.map((x) =>
    at.map((y) => {
      const [near, far] = [Math.min(x, y) - start, Math.max(x, y) - start];
      return (near * near * (3 * far - near)) / 6;
    }),
  );
  const V = at.map((_, t) => at.map((__, u) => (t === u ? 1 / weights[t] : 0)));
  const Q = at.map((_, t) =>
    Array.from({ length: size - 2 }, (__, c) => {
      const [left, right] = [1 / (at[c + 1] - at[c]), 1 / (at[c + 2] - at[c + 1])];
      return [left, -left - right, right][t - c] ?? 0;
    }),
  );
  const Qt = transposed(Q);
  const length = at[size - 1] - start;
  const unit = weights.reduce((sum, weight) => sum + 1 / weight, 0) / size / length ** 3;
  const levels: { score: number; dispersion: number; curve: number[]; posterior: number[][] }[] = [];
  for (let roughness = 2000 / size; levels.length === 0 || roughness < 100 * size ** 3; roughness *= 4) {
    const covariance = at.map((_, t) => at.map((__, u) => V[t][u] + roughness * unit * C[t][u]));
    const { inverse, logDeterminant } = inverted(product(product(Qt, covariance), Q));
    const contrasts = product(
      Qt,
      values.map((y) => [y]),
    );
    const residual = product(product(product(V, Q), inverse), contrasts);
    const squares = evidence.squares + product(product(transposed(contrasts), inverse), contrasts)[0][0];
    const freedom = size - 2 + evidence.freedom;
    const spread = product(product(product(V, Q), inverse), product(Qt, V));
    const posterior = V.map((row, t) => row.map((v, u) => v - spread[t][u]));
    const dispersion = squares / freedom;
    const score = -0.5 * (freedom * Math.log(dispersion) + logDeterminant);
    levels.push({ score, dispersion: Math.min(dispersion, evidence.most), curve: values.map((y, t) => y - residual[t][0]), posterior });
  }
  const best = Math.max(...levels.map(({ score }) => score));
  const all = levels.reduce((sum, { score }) => sum + Math.exp(score - best), 0);
  const average = (of: (level: (typeof levels)[0]) => number) => levels.reduce((sum, level) => sum + (of(level) * Math.exp(level.score - best)) / all, 0);
  const change = (curve: number[]) => curve[size - 1] - curve[0];
  const changeVariance = (p: number[][]) => p[0][0] + p[size - 1][size - 1] - 2 * p[0][size - 1];
  return {
    mean: at.map((_, t) => average(({ curve }) => curve[t])),
    deviation: at.map((_, t) =>
      Math.sqrt(average(({ curve, dispersion, posterior }) => curve[t] ** 2 + dispersion * posterior[t][t]) - average(({ curve }) => curve[t]) ** 2),
    ),
    changeDeviation: Math.sqrt(
      average(({ curve, dispersion, posterior }) => change(curve) ** 2 + dispersion * changeVariance(posterior)) - average(({ curve }) => change(curve)) ** 2,
    ),
    dispersion: average(({ dispersion }) => dispersion),
  };
}

describe('CurveSmoother', () => {
  it.each([3, 4, 5, 9, 20])('agrees with dense matrices on %d values', (size) => {
    const random = new Random(size);
    let place = 1900;
    const at = Array.from({ length: size }, () => {
      place += 0.1 + 3 * random.uniform();
      return place;
    });
    const weights = at.map(() => 0.5 + 10 * random.uniform());
    const values = at.map((x, t) => Math.sin(x / 5) + normal(random) / Math.sqrt(weights[t]));
    for (const evidence of [
      { squares: 0, freedom: 0, most: 1e9 },
      { squares: 30, freedom: 25, most: 0.9 },
    ]) {
      const expected = reference(at, weights, values, evidence);
      const smooth = new CurveSmoother(at, weights).smooth(Float64Array.from(values), evidence);
      // levels of a probability below a millionth are left out
      for (let t = 0; t < size; t++) {
        expect(Math.abs(smooth.mean[t] - expected.mean[t])).toBeLessThan(1e-5);
        expect(smooth.deviation[t] / expected.deviation[t]).toBeCloseTo(1, 4);
      }
      expect(smooth.changeDeviation / expected.changeDeviation).toBeCloseTo(1, 4);
      expect(smooth.dispersion / expected.dispersion).toBeCloseTo(1, 4);
    }
  });

  it('draws a straight line through values on one', () => {
    const at = [1790.5, 1791.5, 1795.5, 1801.5, 1802.5];
    const { mean, dispersion } = new CurveSmoother(at, [1, 5, 2, 9, 1]).smooth(
      Float64Array.from(at, (x) => 0.01 * (x - 1780)),
      { squares: 0.5, freedom: 50, most: 1 },
    );
    for (const [t, x] of at.entries()) expect(mean[t]).toBeCloseTo(0.01 * (x - 1780), 9);
    expect(dispersion).toBeCloseTo(0.5 / 53, 9);
  });

  it('follows values whose noise is known to be small, and not those of large noise', () => {
    const at = Array.from({ length: 40 }, (_, t) => t);
    const wave = Float64Array.from(at, (t) => 0.5 + 0.3 * Math.sin(t / 4));
    const smoother = new CurveSmoother(
      at,
      at.map(() => 10),
    );
    const roughest = (curve: Float64Array) => Math.max(...curve) - Math.min(...curve);
    expect(roughest(smoother.smooth(wave, { squares: 0.01, freedom: 100, most: 0.25 }).mean)).toBeGreaterThan(0.55);
    expect(roughest(smoother.smooth(wave, { squares: 500, freedom: 100, most: 5 }).mean)).toBeLessThan(0.4);
  });

  it('takes two values as they are, with the dispersion that is known, or the most possible', () => {
    const smoother = new CurveSmoother([1, 2], [4, 1]);
    const known = smoother.smooth(Float64Array.of(0.2, 0.5), { squares: 0.36, freedom: 9, most: 1 });
    expect([...known.mean]).toEqual([0.2, 0.5]);
    expect(known.deviation[0]).toBeCloseTo(0.1, 9);
    expect(known.deviation[1]).toBeCloseTo(0.2, 9);
    expect(known.changeDeviation).toBeCloseTo(Math.sqrt(0.05), 9);
    expect(smoother.smooth(Float64Array.of(0.2, 0.5), { squares: 0, freedom: 0, most: 0.16 }).deviation[1]).toBeCloseTo(0.4, 9);
  });

  it('bears values without any residual, and places far apart', () => {
    const still = new CurveSmoother([1.5, 1790.5, 1791.5, 2999.5], [1, 1, 1, 1]).smooth(new Float64Array(4), { squares: 0, freedom: 0, most: 1e-9 });
    expect([...still.mean]).toEqual([0, 0, 0, 0]);
    expect(Math.max(...still.deviation)).toBeLessThan(1e-9);
  });
});

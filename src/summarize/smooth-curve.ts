import { exp } from '../math/exp.js';
import { ln } from '../math/log.js';

/**
 * Roughnesses that are tried, each so many times the one before. Roughness is the variance by which a curve may leave its first tangent over
 * the whole length, in variances of a mean value. The least is 2000 / values, with which a curve is a little more free than a straight line;
 * the largest, 100 · values³, lets it pass through all values. Starting lower would let waves pass for noise: with it, intervals of periodic
 * courses cover less; higher, those of straight ones grow.
 */
const ROUGHNESS_STEP = 4;
const LEAST_ROUGHNESS = 2000;
const LARGEST_ROUGHNESS = 100;

/** Levels of a lower posterior probability are left out. */
const NEGLIGIBLE = 1e-6;

/** What is known of the dispersion beside the values: a sum of squares with its degrees of freedom, and the largest dispersion possible. */
export interface DispersionEvidence {
  squares: number;
  freedom: number;
  most: number;
}

/** A smooth curve through values, with its uncertainty. */
export interface SmoothCurve {
  mean: Float64Array;
  /** standard deviations */
  deviation: Float64Array;
  /** standard deviation of the difference of the curve's values at its ends, the last less the first */
  changeDeviation: number;
  /** variance of a value of weight 1 */
  dispersion: number;
}

/** All that one roughness says before the values are known. The matrix B = QᵀVQ + λR has the factors L D Lᵀ, L with two bands below ones. */
interface Level {
  diagonal: Float64Array;
  below: Float64Array;
  secondBelow: Float64Array;
  /** ln det B */
  logDeterminant: number;
  /** posterior variances for a dispersion of 1: of each value of the curve, and of the difference of its ends */
  variances: Float64Array;
  changeVariance: number;
}

/**
 * Smooths values at given places by cubic smoothing splines: a curve is an integrated Wiener process with a diffuse start, a value the curve
 * plus noise of variance dispersion / weight (Wahba 1978, "Improper priors, spline smoothing and the problem of guarding against model errors
 * in regression"). The likelihood of the second differences Qᵀy (Reinsch 1967) is the restricted one; the posterior is averaged over the
 * roughness λ, each weighted by its likelihood, so that intervals hold what is not known of it. All that depends on places and weights alone
 * is done once, for any number of lists of values; each list takes time proportional to its length.
 */
export class CurveSmoother {
  private readonly size: number;
  /** variances of the values for a dispersion of 1 */
  private readonly noise: Float64Array;
  /** Q's column c has these at rows c, c + 1 and c + 2 */
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly third: Float64Array;
  private readonly levels: Level[];
  private readonly ends: { first: number; last: number };

  /**
   * @param at places, rising, at least two
   * @param weights of the values, above 0
   * @param ends places of two values whose difference is wanted
   */
  constructor(at: readonly number[], weights: ArrayLike<number>, ends = { first: 0, last: at.length - 1 }) {
    const size = at.length;
    this.ends = ends;
    const gaps = Float64Array.from({ length: size - 1 }, (_, t) => at[t + 1] - at[t]);
    this.size = size;
    this.noise = Float64Array.from(weights, (weight) => 1 / weight);
    this.first = Float64Array.from({ length: size - 2 }, (_, c) => 1 / gaps[c]);
    this.third = Float64Array.from({ length: size - 2 }, (_, c) => 1 / gaps[c + 1]);
    this.second = this.first.map((left, c) => -left - this.third[c]);
    const length = at[size - 1] - at[0];
    const unit = this.noise.reduce((sum, variance) => sum + variance, 0) / size / (length * length * length);
    this.levels = [];
    let roughness = LEAST_ROUGHNESS / size;
    do {
      this.levels.push(this.level(roughness * unit, gaps));
      roughness *= ROUGHNESS_STEP;
    } while (roughness < LARGEST_ROUGHNESS * size * size * size);
  }

  /** @param values one at each place */
  smooth(values: Float64Array, evidence: DispersionEvidence): SmoothCurve {
    const { size } = this;
    const differences = this.differences(values);
    const freedom = differences.length + evidence.freedom;
    const solutions: Float64Array[] = [];
    const dispersions: number[] = [];
    const scores = this.levels.map((level) => {
      const solution = solve(level, differences.slice());
      const squares = differences.reduce((sum, difference, c) => sum + difference * solution[c], evidence.squares);
      // values that leave no residual at all
      const dispersion = freedom > 0 ? Math.max(squares / freedom, 1e-300) : evidence.most;
      solutions.push(solution);
      dispersions.push(Math.min(dispersion, evidence.most));
      return -0.5 * (freedom * ln(dispersion) + level.logDeterminant);
    });
    const probabilities = posterior(scores);
    const mean = new Float64Array(size);
    const square = new Float64Array(size);
    let changeSquare = 0;
    let dispersion = 0;
    this.levels.forEach(({ variances, changeVariance }, l) => {
      const probability = probabilities[l];
      if (probability === 0) return;
      const curve = this.curve(values, solutions[l]);
      for (let t = 0; t < size; t++) {
        mean[t] += probability * curve[t];
        square[t] += probability * (dispersions[l] * variances[t] + curve[t] * curve[t]);
      }
      const change = curve[this.ends.last] - curve[this.ends.first];
      changeSquare += probability * (dispersions[l] * changeVariance + change * change);
      dispersion += probability * dispersions[l];
    });
    const change = mean[this.ends.last] - mean[this.ends.first];
    return {
      mean,
      deviation: square.map((sum, t) => Math.sqrt(Math.max(0, sum - mean[t] * mean[t]))),
      changeDeviation: Math.sqrt(Math.max(0, changeSquare - change * change)),
      dispersion,
    };
  }

  /** Qᵀ times a vector. */
  private differences(values: Float64Array): Float64Array {
    return this.first.map((left, c) => left * values[c] + this.second[c] * values[c + 1] + this.third[c] * values[c + 2]);
  }

  /** The curve of one level: y − V Q B⁻¹ Qᵀ y. */
  private curve(values: Float64Array, solution: Float64Array): Float64Array {
    const curve = values.slice();
    for (let c = 0; c < solution.length; c++) {
      curve[c] -= this.noise[c] * this.first[c] * solution[c];
      curve[c + 1] -= this.noise[c + 1] * this.second[c] * solution[c];
      curve[c + 2] -= this.noise[c + 2] * this.third[c] * solution[c];
    }
    return curve;
  }

  private level(roughness: number, gaps: Float64Array): Level {
    const { size, noise, first, second, third } = this;
    const columns = size - 2;
    const diagonal = new Float64Array(columns);
    const below = new Float64Array(columns);
    const secondBelow = new Float64Array(columns);
    let logDeterminant = 0;
    for (let c = 0; c < columns; c++) {
      const own = first[c] * first[c] * noise[c] + second[c] * second[c] * noise[c + 1] + third[c] * third[c] * noise[c + 2];
      let pivot = own + (roughness * (gaps[c] + gaps[c + 1])) / 3;
      if (c > 0) pivot -= below[c - 1] * below[c - 1] * diagonal[c - 1];
      if (c > 1) pivot -= secondBelow[c - 2] * secondBelow[c - 2] * diagonal[c - 2];
      diagonal[c] = pivot;
      logDeterminant += ln(pivot);
      if (c + 1 < columns) {
        let next = second[c] * noise[c + 1] * first[c + 1] + third[c] * noise[c + 2] * second[c + 1] + (roughness * gaps[c + 1]) / 6;
        if (c > 0) next -= secondBelow[c - 1] * diagonal[c - 1] * below[c - 1];
        below[c] = next / pivot;
      }
      if (c + 2 < columns) secondBelow[c] = (third[c] * noise[c + 2] * first[c + 2]) / pivot;
    }
    const level = { diagonal, below, secondBelow, logDeterminant, variances: new Float64Array(0), changeVariance: 0 };
    const { first: from, last: to } = this.ends;
    const contrast = new Float64Array(size);
    contrast[from] = -noise[from];
    contrast[to] = noise[to];
    const difference = this.differences(contrast);
    const solved = solve(level, difference.slice());
    const explained = difference.reduce((sum, value, c) => sum + value * solved[c], 0);
    return { ...level, variances: this.variances(level), changeVariance: Math.max(0, noise[from] + noise[to] - explained) };
  }

  /** The diagonal of V − V Q B⁻¹ Qᵀ V, from the bands of B⁻¹ (Hutchinson and de Hoog 1985, "Smoothing noisy data with spline functions"). */
  private variances({ diagonal, below, secondBelow }: Level): Float64Array {
    const { size, noise, first, second, third } = this;
    const columns = size - 2;
    const own = new Float64Array(columns + 2);
    const next = new Float64Array(columns + 2);
    const afterNext = new Float64Array(columns + 2);
    // the diagonal of Q B⁻¹ Qᵀ
    const explained = new Float64Array(size);
    for (let c = columns - 1; c >= 0; c--) {
      next[c] = -below[c] * own[c + 1] - secondBelow[c] * next[c + 1];
      afterNext[c] = -below[c] * next[c + 1] - secondBelow[c] * own[c + 2];
      own[c] = 1 / diagonal[c] - below[c] * next[c] - secondBelow[c] * afterNext[c];
      explained[c] += first[c] * first[c] * own[c];
      explained[c + 1] += second[c] * second[c] * own[c];
      explained[c + 2] += third[c] * third[c] * own[c];
      if (c + 1 < columns) {
        explained[c + 1] += 2 * second[c] * first[c + 1] * next[c];
        explained[c + 2] += 2 * third[c] * second[c + 1] * next[c];
      }
      if (c + 2 < columns) explained[c + 2] += 2 * third[c] * first[c + 2] * afterNext[c];
    }
    return noise.map((variance, t) => Math.max(0, variance - variance * variance * explained[t]));
  }
}

/** Solves B x = b in place. */
function solve({ diagonal, below, secondBelow }: Level, b: Float64Array): Float64Array {
  const { length } = b;
  for (let c = 0; c < length; c++) {
    if (c > 0) b[c] -= below[c - 1] * b[c - 1];
    if (c > 1) b[c] -= secondBelow[c - 2] * b[c - 2];
  }
  for (let c = length - 1; c >= 0; c--) {
    b[c] /= diagonal[c];
    if (c + 1 < length) b[c] -= below[c] * b[c + 1];
    if (c + 2 < length) b[c] -= secondBelow[c] * b[c + 2];
  }
  return b;
}

/** Probabilities from log-likelihoods, the negligible ones 0. */
function posterior(scores: readonly number[]): number[] {
  const best = Math.max(...scores);
  const likelihoods = scores.map((score) => exp(score - best));
  const all = likelihoods.reduce((sum, likelihood) => sum + likelihood, 0);
  const kept = likelihoods.map((likelihood) => (likelihood < NEGLIGIBLE * all ? 0 : likelihood));
  const keptSum = kept.reduce((sum, likelihood) => sum + likelihood, 0);
  return kept.map((likelihood) => likelihood / keptSum);
}

import { exp } from '../math/exp.js';
import { ln } from '../math/log.js';
import { cholesky, solveCholesky } from './cholesky.js';

/** Rows of features with the class of each. */
export interface LabelledRows {
  /** rows × features, row by row */
  features: Float32Array;
  width: number;
  /** for each row to be used, its number in `features` */
  rows: readonly number[];
  /** for each of these rows its class, from 0 */
  labels: readonly number[];
  classes: number;
}

/** Weights of a fitted regression: classes × (features + 1), the last of each class its intercept. */
export type Weights = Float64Array;

/** Steps that L-BFGS remembers. */
const MEMORY = 10;
const MOST_STEPS = 200;
/** The fit ends where no derivative is larger than this share of the rows. */
const TOLERANCE = 1e-5;
/** A step must lower the objective by this share of what its slope promises (Armijo). */
const ARMIJO = 1e-4;
const MOST_HALVINGS = 40;

/**
 * Multinomial logistic regression: the weights that minimise −Σ_i ln p(label_i | x_i) + ½ Σ w², intercepts not penalised; the minimum is what
 * scikit-learn's LogisticRegression seeks with its default C = 1. L-BFGS (Nocedal 1980) from zero, started at each step from the bound of
 * the Hessian, ½ XᵀX + I for each class (Böhning 1992), whose factor is taken once. No random numbers: the same rows give the same bits.
 */
export function fitLogisticRegression(data: LabelledRows): Weights {
  const size = data.classes * (data.width + 1);
  const factor = cholesky(hessianBound(data), data.width + 1);
  const steps: { step: Float64Array; change: Float64Array; scale: number }[] = [];
  let at: Point = { weights: new Float64Array(size), ...objective(data, new Float64Array(size)) };
  for (let s = 0; s < MOST_STEPS; s++) {
    if (at.gradient.every((slope) => Math.abs(slope) <= TOLERANCE * data.rows.length)) break;
    const direction = descent(at.gradient, steps, factor, data);
    const next = lineSearch(data, at, direction);
    if (next === undefined) break;
    const step = next.weights.map((weight, i) => weight - at.weights[i]);
    const change = next.gradient.map((slope, i) => slope - at.gradient[i]);
    const curvature = dot(step, change);
    if (curvature > 0) steps.push({ step, change, scale: 1 / curvature });
    if (steps.length > MEMORY) steps.shift();
    at = next;
  }
  return at.weights;
}

/** The class of the largest score of a row (a tie: the first). */
export function predict(weights: Weights, { features, width, classes }: Pick<LabelledRows, 'features' | 'width' | 'classes'>, row: number): number {
  const scores = new Float64Array(classes);
  scoresOf(weights, features, row, width, scores);
  let best = 0;
  for (let c = 1; c < classes; c++) if (scores[c] > scores[best]) best = c;
  return best;
}

interface Point {
  weights: Float64Array;
  value: number;
  gradient: Float64Array;
}

function objective({ features, width, rows, labels, classes }: LabelledRows, weights: Float64Array): Omit<Point, 'weights'> {
  const columns = width + 1;
  const gradient = new Float64Array(weights.length);
  const scores = new Float64Array(classes);
  let value = 0;
  for (const [r, row] of rows.entries()) {
    scoresOf(weights, features, row, width, scores);
    let largest = scores[0];
    for (let c = 1; c < classes; c++) largest = Math.max(largest, scores[c]);
    let sum = 0;
    const own = scores[labels[r]] - largest;
    for (let c = 0; c < classes; c++) {
      scores[c] = exp(scores[c] - largest);
      sum += scores[c];
    }
    value += ln(sum) - own;
    for (let c = 0; c < classes; c++) {
      const error = scores[c] / sum - (c === labels[r] ? 1 : 0);
      const from = c * columns;
      for (let j = 0; j < width; j++) gradient[from + j] += error * features[row * width + j];
      gradient[from + width] += error;
    }
  }
  for (let c = 0; c < classes; c++) {
    for (let i = c * columns; i < c * columns + width; i++) {
      value += (weights[i] * weights[i]) / 2;
      gradient[i] += weights[i];
    }
  }
  return { value, gradient };
}

function scoresOf(weights: Weights, features: Float32Array, row: number, width: number, scores: Float64Array): void {
  for (let c = 0; c < scores.length; c++) {
    const from = c * (width + 1);
    let score = weights[from + width];
    for (let j = 0; j < width; j++) score += weights[from + j] * features[row * width + j];
    scores[c] = score;
  }
}

/** ½ XᵀX + I, X with a column of ones for the intercept, whose own entry gets a trifle instead of the penalty. */
function hessianBound({ features, width, rows }: LabelledRows): Float64Array {
  const columns = width + 1;
  const bound = new Float64Array(columns * columns);
  for (const row of rows) {
    for (let a = 0; a < columns; a++) {
      const half = a === width ? 0.5 : 0.5 * features[row * width + a];
      if (half === 0) continue;
      for (let b = 0; b <= a; b++) bound[a * columns + b] += half * (b === width ? 1 : features[row * width + b]);
    }
  }
  for (let a = 0; a < columns; a++) bound[a * columns + a] += a === width ? TOLERANCE : 1;
  return bound;
}

/** The direction of L-BFGS, by its two loops. */
function descent(
  gradient: Float64Array,
  steps: readonly { step: Float64Array; change: Float64Array; scale: number }[],
  factor: Float64Array,
  { width, classes }: LabelledRows,
): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares = steps.map(() => 0);
  for (let s = steps.length - 1; s >= 0; s--) {
    const { step, change, scale } = steps[s];
    shares[s] = scale * dot(step, direction);
    addTimes(direction, change, -shares[s]);
  }
  const columns = width + 1;
  for (let c = 0; c < classes; c++) solveCholesky(factor, columns, direction.subarray(c * columns, (c + 1) * columns));
  for (const [s, { step, change, scale }] of steps.entries()) addTimes(direction, step, shares[s] - scale * dot(change, direction));
  return direction;
}

/** The first of the steps 1, ½, ¼, … that lowers the objective enough; undefined where none does, at the end of what doubles can tell. */
function lineSearch(data: LabelledRows, { weights, value, gradient }: Point, direction: Float64Array): Point | undefined {
  const slope = dot(gradient, direction);
  for (let halving = 0, length = 1; halving < MOST_HALVINGS; halving++, length /= 2) {
    const there = weights.map((weight, i) => weight + length * direction[i]);
    const next = objective(data, there);
    if (next.value <= value + ARMIJO * length * slope && next.value < value) return { weights: there, ...next };
  }
  return undefined;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addTimes(to: Float64Array, from: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] += times * from[i];
}

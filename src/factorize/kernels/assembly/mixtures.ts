import { clear, copy } from './lanes';
import { ln } from './logarithm';
import { newtonSteps, place, VECTORS } from './newton-steps';
import { Task } from './task';

/** Smallest mean λ that a count is divided by. */
@inline
const LEAST_MEAN: f64 = 1e-300;
/** Steps of EM before the first of Newton. */
@inline
const WARM_UP: i32 = 8;
/** After so many passes, and after so many more, more topics go into the system of equations. */
@inline
const SLOW: i32 = 24;
@inline
const VERY_SLOW: i32 = 48;
@inline
const MOST_PASSES: i32 = 1000;
@inline
const BACKTRACKS: i32 = 4;

/**
 * For each of the rows first … last − 1 the mixture θ that is most probable with B fixed: see ../mixtures.ts. All in float64, and of a row
 * and B alone.
 *
 * Some steps of EM, then Newton's in relative changes: the matrix is Σ_j x_j p_j p_jᵀ + diag(a) with p_jk = θ_k B_jk / λ_j. Topics of less than
 * about `pseudo-count` words have their diagonal only, since they hardly meet each other. A step that lowers the objective is shortened.
 *
 * The task's fields mean the same as elsewhere, but: `pseudoCounts` and `into` are float64; `figures` is a float64 a row, its KKT residual;
 * `scratch` holds 10 stride + 2 stride² + (stride + 2) × (the longest row) float64.
 *
 * @param bound residual at which a row is done
 */
export function mixtures(task: Task, first: i32, last: i32, topics: i32, bound: f64, scratch: usize): void {
  const stride = <usize>task.stride;
  const bytes = stride << 3;
  const longest = place(scratch, VECTORS, stride) + 2 * stride * bytes;
  for (let r = first; r < last; r++) {
    const begin = <usize>load<i32>(task.begins + (<usize>r << 2));
    const end = <usize>load<i32>(task.ends + (<usize>r << 2));
    const counts = longest;
    const means = counts + ((end - begin) << 3);
    const panel = means + ((end - begin) << 3);
    const length = gather(task, begin, end, counts, panel, stride);
    const theta = task.into + <usize>r * bytes;
    const residual = length == 0 ? flat(theta, topics, stride) : solveRow(task, theta, topics, bound, scratch, length, counts, means, panel);
    store<f64>(task.figures + (<usize>r << 3), residual);
  }
}

/** A row without words, or of words that no topic has. */
function flat(theta: usize, topics: i32, stride: usize): f64 {
  for (let k: usize = 0; k < stride; k++) store<f64>(theta + (k << 3), k < <usize>topics ? 1 / <f64>topics : 0);
  return 0;
}

/** Copies the entries that some topic has: their counts, and their rows of B as float64. Returns how many they are. */
function gather(task: Task, begin: usize, end: usize, counts: usize, panel: usize, stride: usize): usize {
  let length: usize = 0;
  for (let e = begin; e < end; e++) {
    const from = task.other + <usize>load<i32>(task.columnIndices + (e << 2)) * (stride << 2);
    const to = panel + length * (stride << 3);
    let any = f64x2.splat(0);
    for (let k: usize = 0; k < stride; k += 2) {
      const two = f64x2.promote_low_f32x4(v128.load64_zero(from + (k << 2)));
      any = f64x2.add(any, two);
      v128.store(to + (k << 3), two);
    }
    if (f64x2.extract_lane(any, 0) + f64x2.extract_lane(any, 1) == 0) continue;
    store<f64>(counts + (length << 3), <f64>load<u32>(task.values + (e << 2)));
    length++;
  }
  return length;
}

function solveRow(task: Task, theta: usize, topics: i32, bound: f64, scratch: usize, length: usize, counts: usize, means: usize, panel: usize): f64 {
  const stride = <usize>task.stride;
  const K = <usize>topics;
  const prior = task.pseudoCounts;
  const old = place(scratch, 0, stride);
  const steps = place(scratch, 1, stride);
  const ratios = place(scratch, 2, stride);
  const squares = place(scratch, 3, stride);
  flat(theta, topics, stride);
  let total: f64 = 0;
  for (let j: usize = 0; j < length; j++) total += load<f64>(counts + (j << 3));
  for (let k: usize = 0; k < K; k++) total += load<f64>(prior + (k << 3));
  let before: f64 = -Infinity;
  let residual: f64 = Infinity;
  let wasNewton = false;
  let plain = false;
  let backtracks = 0;
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    sumRatios(theta, ratios, length, counts, means, panel, stride);
    const now = pass >= WARM_UP ? objective(theta, prior, K, total, length, counts, means) : 0;
    if (wasNewton && !(now >= before - 1e-12 * Math.abs(before))) {
      if (++backtracks <= BACKTRACKS) {
        for (let k: usize = 0; k < K; k++) store<f64>(steps + (k << 3), 0.25 * load<f64>(steps + (k << 3)));
        move(theta, old, steps, K);
      } else {
        copy(theta, old, stride << 3);
        wasNewton = false;
        plain = true;
      }
      continue;
    }
    backtracks = 0;
    residual = residualOf(theta, ratios, prior, K, total);
    if (residual < bound) break;
    if (pass <= WARM_UP || plain) {
      for (let k: usize = 0; k < K; k++) {
        const at = k << 3;
        store<f64>(theta + at, (load<f64>(theta + at) * load<f64>(ratios + at) + load<f64>(prior + at)) / total);
      }
      plain = false;
      wasNewton = false;
      continue;
    }
    before = now;
    const least: f64 = pass > VERY_SLOW ? 0 : pass > SLOW ? 0.1 : 2;
    newtonSteps(theta, ratios, squares, steps, prior, K, total, least, scratch, length, counts, means, panel, stride);
    copy(old, theta, stride << 3);
    move(theta, old, steps, K);
    wasNewton = true;
  }
  normalize(theta, K);
  return residual;
}

/** Means λ_j, and ratios_k = Σ_j x_j B_jk / λ_j. */
function sumRatios(theta: usize, ratios: usize, length: usize, counts: usize, means: usize, panel: usize, stride: usize): void {
  const bytes = stride << 3;
  clear(ratios, bytes);
  for (let j: usize = 0; j < length; j += 2) {
    const b0 = panel + j * bytes;
    const both = j + 1 < length;
    const b1 = both ? b0 + bytes : b0;
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let t0 = s0;
    let t1 = s0;
    for (let k: usize = 0; k < bytes; k += 32) {
      const y = v128.load(theta + k);
      const z = v128.load(theta + k, 16);
      s0 = f64x2.add(s0, f64x2.mul(y, v128.load(b0 + k)));
      t0 = f64x2.add(t0, f64x2.mul(z, v128.load(b0 + k, 16)));
      s1 = f64x2.add(s1, f64x2.mul(y, v128.load(b1 + k)));
      t1 = f64x2.add(t1, f64x2.mul(z, v128.load(b1 + k, 16)));
    }
    s0 = f64x2.add(s0, t0);
    s1 = f64x2.add(s1, t1);
    const m0 = Math.max(LEAST_MEAN, f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1));
    const m1 = Math.max(LEAST_MEAN, f64x2.extract_lane(s1, 0) + f64x2.extract_lane(s1, 1));
    store<f64>(means + (j << 3), m0);
    if (both) store<f64>(means + (j << 3), m1, 8);
    const r0 = f64x2.splat(load<f64>(counts + (j << 3)) / m0);
    const r1 = f64x2.splat(both ? load<f64>(counts + (j << 3), 8) / m1 : 0);
    for (let k: usize = 0; k < bytes; k += 16) {
      const sum = f64x2.add(v128.load(ratios + k), f64x2.mul(r0, v128.load(b0 + k)));
      v128.store(ratios + k, f64x2.add(sum, f64x2.mul(r1, v128.load(b1 + k))));
    }
  }
}

/** Σ_j x_j ln λ_j + Σ_k a_k ln θ_k − (N + Σa) (Σ θ − 1), which is highest where the mixture is most probable and sums to 1. */
function objective(theta: usize, prior: usize, K: usize, total: f64, length: usize, counts: usize, means: usize): f64 {
  let sum = f64x2.splat(0);
  let j: usize = 0;
  for (; j + 1 < length; j += 2) sum = f64x2.add(sum, f64x2.mul(v128.load(counts + (j << 3)), ln(v128.load(means + (j << 3)))));
  let value = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  if (j < length) value += load<f64>(counts + (j << 3)) * logarithm(load<f64>(means + (j << 3)));
  let shares: f64 = 0;
  for (let k: usize = 0; k < K; k++) {
    const share = load<f64>(theta + (k << 3));
    const a = load<f64>(prior + (k << 3));
    shares += share;
    if (a > 0) value += a * logarithm(share);
  }
  return value - total * (shares - 1);
}

@inline
function logarithm(x: f64): f64 {
  return f64x2.extract_lane(ln(f64x2.splat(x)), 0);
}

/** Σ_k |θ_k − (N_k + a_k) / (N + Σa)|: what a step of EM would change; and how much too steep the slope is of a share that is 0. */
function residualOf(theta: usize, ratios: usize, prior: usize, K: usize, total: f64): f64 {
  let sum: f64 = 0;
  for (let k: usize = 0; k < K; k++) {
    const at = k << 3;
    const share = load<f64>(theta + at);
    const ratio = load<f64>(ratios + at);
    sum += Math.abs((share * ratio + load<f64>(prior + at)) / total - share);
    if (share == 0 && ratio > total) sum += ratio / total - 1;
  }
  return sum;
}

/** θ ← old + step. */
function move(theta: usize, old: usize, steps: usize, K: usize): void {
  for (let k: usize = 0; k < K; k++) {
    const at = k << 3;
    store<f64>(theta + at, Math.max(0, load<f64>(old + at) + load<f64>(steps + at)));
  }
}

/** Shares that sum to 1 to the last digits. */
function normalize(theta: usize, K: usize): void {
  let sum: f64 = 0;
  for (let k: usize = 0; k < K; k++) sum += load<f64>(theta + (k << 3));
  for (let k: usize = 0; k < K; k++) store<f64>(theta + (k << 3), load<f64>(theta + (k << 3)) / sum);
}

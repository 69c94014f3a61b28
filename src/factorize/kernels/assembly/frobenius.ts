import { startingRow, firstCounts } from './half-step';
import { addFour, addWide, clear, copy, sumOfLanes } from './lanes';
import { Task } from './task';

/**
 * The half-steps of ../frobenius.ts for the rows first … last − 1: multiplicative, or hierarchical alternating least squares where
 * `hierarchical` is 1; and the figures of the rows as they were, the first of them Σ x λ. `scratch` holds 3 × stride float32.
 */
export function frobenius(task: Task, first: i32, last: i32, block: i32, scratch: usize, hierarchical: i32): void {
  const bytes = <usize>task.stride << 2;
  const projection = scratch;
  const scale = scratch + bytes;
  const extrapolated = scratch + 2 * bytes;
  const sums = task.blockSums + <usize>block * 2 * bytes;
  if (task.blockSums) clear(sums, 2 * bytes);
  let cross: f64 = 0;
  let residual: f64 = 0;
  let lowest: f64 = 0;
  for (let r = first; r < last; r++) {
    const id = task.ids ? load<i32>(task.ids + (<usize>r << 2)) : r;
    const row = <usize>id * bytes;
    const y = startingRow(task, row, extrapolated, bytes);
    project(task, r, bytes, projection);
    if (task.figures || !hierarchical) multiplyByGram(task, y, bytes, scale);
    if (task.figures) {
      cross += dot(y, projection, bytes);
      residual += rowResidual(y, projection, scale, bytes);
      lowest = min(lowest, lowestGradient(task, y, projection, scale, bytes));
    }
    if (!task.into) continue;
    if (hierarchical) {
      if (y != extrapolated) copy(extrapolated, y, bytes);
      descendRow(task, extrapolated, projection, bytes);
      copy(task.into + row, extrapolated, bytes);
    } else {
      for (let k: usize = 0; k < bytes; k += 16) {
        const updated = f32x4.div(f32x4.mul(v128.load(y + k), v128.load(projection + k)), v128.load(scale + k));
        v128.store(task.into + row + k, f32x4.pmax(updated, v128.load(task.floors + k)));
      }
    }
    if (task.blockSums) for (let k: usize = 0; k < bytes; k += 16) addWide(sums + 2 * k, v128.load(task.into + row + k));
  }
  if (task.figures) {
    const figures = task.figures + <usize>block * 32;
    store<f64>(figures, cross);
    store<f64>(figures, residual, 8);
    store<f64>(figures, lowest, 16);
    store<f64>(figures, 0, 24);
  }
}

/** Row r of X B. */
@inline
function project(task: Task, r: i32, bytes: usize, projection: usize): void {
  const other = task.other;
  clear(projection, bytes);
  let p = <usize>load<i32>(task.begins + (<usize>r << 2)) << 2;
  const end = <usize>load<i32>(task.ends + (<usize>r << 2)) << 2;
  for (; p < end; p += 16) {
    const j = task.columnIndices + p;
    const left = end - p;
    const b0 = other + <usize>load<i32>(j) * bytes;
    const b1 = left > 4 ? other + <usize>load<i32>(j, 4) * bytes : b0;
    const b2 = left > 8 ? other + <usize>load<i32>(j, 8) * bytes : b0;
    const b3 = left > 12 ? other + <usize>load<i32>(j, 12) * bytes : b0;
    const x = left >= 16 ? v128.load(task.values + p) : firstCounts(task.values + p, <i32>(left >> 2));
    addFour(projection, bytes, f32x4.convert_i32x4_u(x), b0, b1, b2, b3);
  }
}

/** y · gram. The columns that only fill up the row get 1, so that nothing is divided by 0. */
@inline
function multiplyByGram(task: Task, y: usize, bytes: usize, scale: usize): void {
  clear(scale, bytes);
  for (let l: usize = 0; l < bytes; l += 4) {
    const weight = v128.load32_splat(y + l);
    const g = task.gram + (l >> 2) * bytes;
    for (let k: usize = 0; k < bytes; k += 16) v128.store(scale + k, f32x4.add(v128.load(scale + k), f32x4.mul(weight, v128.load(g + k))));
  }
  for (let k: usize = 0; k < bytes; k += 16) {
    const filling = f32x4.eq(v128.load(task.floors + k), f32x4.splat(0));
    v128.store(scale + k, v128.bitselect(f32x4.splat(1), v128.load(scale + k), filling));
  }
}

/** One pass over the coordinates of a row: y_k ← max(floor, y_k − (y · gram_k − projection_k) / gram_kk). */
@inline
function descendRow(task: Task, y: usize, projection: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 4) {
    const g = task.gram + (k >> 2) * bytes;
    const curvature = load<f32>(g + k);
    if (!(curvature > 0)) continue;
    const gradient = <f32>(dot(y, g, bytes) - <f64>load<f32>(projection + k));
    store<f32>(y + k, max<f32>(load<f32>(task.floors + k), load<f32>(y + k) - gradient / curvature));
  }
}

@inline
function dot(a: usize, b: usize, bytes: usize): f64 {
  let sum = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + k), v128.load(b + k)));
  return sumOfLanes(sum);
}

/** Σ_k y_k |(y gram − projection)_k|. */
@inline
function rowResidual(y: usize, projection: usize, scale: usize, bytes: usize): f64 {
  let sum = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += 16) {
    const gradient = f32x4.abs(f32x4.sub(v128.load(scale + k), v128.load(projection + k)));
    sum = f32x4.add(sum, f32x4.mul(v128.load(y + k), gradient));
  }
  return sumOfLanes(sum);
}

/** The lowest (y gram − projection)_k / (y gram)_k among the entries of y at the floor, or 0. */
@inline
function lowestGradient(task: Task, y: usize, projection: usize, scale: usize, bytes: usize): f64 {
  let lowest = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += 16) {
    const atFloor = f32x4.le(v128.load(y + k), v128.load(task.floors + k));
    const gradient = f32x4.sub(f32x4.splat(1), f32x4.div(v128.load(projection + k), v128.load(scale + k)));
    lowest = f32x4.pmin(lowest, v128.and(atFloor, gradient));
  }
  const two = f32x4.pmin(lowest, v128.shuffle<f32>(lowest, lowest, 2, 3, 2, 3));
  return <f64>min(f32x4.extract_lane(two, 0), f32x4.extract_lane(two, 1));
}

/** AᵀA over the rows first … last − 1 of A = `current`, stride × stride float64 at `into` + block · stride². */
export function gramOfRows(task: Task, first: i32, last: i32, block: i32): void {
  const bytes = <usize>task.stride << 2;
  const gram = task.into + <usize>block * <usize>task.stride * 2 * bytes;
  clear(gram, <usize>task.stride * 2 * bytes);
  for (let r = first; r < last; r++) {
    const a = task.current + <usize>r * bytes;
    for (let l: usize = 0; l < bytes; l += 4) {
      const weight = v128.load32_splat(a + l);
      const g = gram + (l >> 2) * 2 * bytes;
      for (let k: usize = 0; k < bytes; k += 16) addWide(g + 2 * k, f32x4.mul(weight, v128.load(a + k)));
    }
  }
}

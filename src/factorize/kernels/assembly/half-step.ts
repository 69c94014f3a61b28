import { addFour, addWide, clear, flush, fourDots, sumOfLanes } from './lanes';
import { logRatios, powerOfFour, weightedLogs } from './logarithm';
import { Task } from './task';
import { addInUnits } from './topics';

/** Bytes of entries after which float32 sums are moved to float64. */
@inline
const RUN: usize = 4096;

/** Smallest mean λ that a count is divided by. */
@inline
const LEAST_MEAN: f32 = 1e-30;

/** The row that a step starts from, y = a + momentum · max(0, a − previous) or a^power: written to `at`, or a itself where it is neither. */
@inline
export function startingRow(task: Task, row: usize, at: usize, bytes: usize): usize {
  if (task.power != 1) {
    const power = f32x4.splat(task.power);
    for (let k: usize = 0; k < bytes; k += 16) v128.store(at + k, powerOfFour(v128.load(task.current + row + k), power));
    return at;
  }
  if (!task.previous) return task.current + row;
  const momentum = f32x4.splat(task.momentum);
  for (let k: usize = 0; k < bytes; k += 16) {
    const a = v128.load(task.current + row + k);
    const ahead = f32x4.pmax(f32x4.splat(0), f32x4.sub(a, v128.load(task.previous + row + k)));
    v128.store(at + k, f32x4.add(a, f32x4.mul(momentum, ahead)));
  }
  return at;
}

/** The first `count` (1 to 3) of four counts, the others 0. */
@inline
export function firstCounts(values: usize, count: i32): v128 {
  return v128.and(i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3)), v128.load(values));
}

/**
 * The multiplicative half-step of ../kullback-leibler.ts for the rows first … last − 1: a ← max(floor, a (keep + gain Σ_j B_j x_j / λ_j)),
 * or with a prior a ← max(floor, (a Σ_j B_j x_j / λ_j + p) gain · share), where share brings a document's row back to its count; and the figures
 * of the rows as they were. Without `into`, the block's sums are those of the expected counts, and `sums` takes these in, row by row. `scratch` holds 4 × stride float32.
 */
export function halfStep(task: Task, first: i32, last: i32, block: i32, scratch: usize): void {
  const bytes = <usize>task.stride << 2;
  const reports = task.figures != 0;
  const ratios = scratch;
  const extrapolated = scratch + bytes;
  const wide = scratch + 2 * bytes;
  const sums = task.blockSums + <usize>block * 2 * bytes;
  if (task.blockSums) clear(sums, 2 * bytes);
  let logRatioSum: f64 = 0;
  let residual: f64 = 0;
  let lowest: f64 = 0;
  let logPrior: f64 = 0;
  for (let r = first; r < last; r++) {
    const id = task.ids ? load<i32>(task.ids + (<usize>r << 2)) : r;
    const row = <usize>id * bytes;
    const begin = <usize>load<i32>(task.begins + (<usize>r << 2)) << 2;
    const end = <usize>load<i32>(task.ends + (<usize>r << 2)) << 2;
    let y = startingRow(task, row, extrapolated, bytes);
    // where the old value is kept, the block's sums are those of what is added
    if (task.blockSums && task.keep != 0) for (let k: usize = 0; k < bytes; k += 16) addWide(sums + 2 * k, f32x4.neg(v128.load(y + k)));
    for (let repeat = task.repeats; ; repeat--) {
      if (!reports || repeat != task.repeats) {
        sumRatios(task, y, ratios, wide, begin, end, bytes, false, 0);
      } else {
        logRatioSum += sumRatios(task, y, ratios, wide, begin, end, bytes, true, 0);
        residual += rowResidual(task, y, ratios, bytes);
        lowest = min(lowest, lowestGradient(task, y, ratios, bytes));
        logPrior += rowLogPrior(task, y, begin, end, bytes);
      }
      if (!task.into) break;
      if (task.pseudoCounts) updateRowWithPrior(task, y, ratios, row, bytes);
      else updateRow(task, y, ratios, row, bytes);
      if (repeat == 1) break;
      y = task.into + row;
    }
    if (task.sums) addInUnits(task, y, ratios, id, bytes);
    else if (!task.into) {
      if (task.blockSums) for (let k: usize = 0; k < bytes; k += 16) addWide(sums + 2 * k, f32x4.mul(v128.load(y + k), v128.load(ratios + k)));
    } else if (task.blockSums) for (let k: usize = 0; k < bytes; k += 16) addWide(sums + 2 * k, v128.load(task.into + row + k));
  }
  if (reports) {
    const figures = task.figures + <usize>block * 32;
    store<f64>(figures, logRatioSum);
    store<f64>(figures, residual, 8);
    store<f64>(figures, lowest, 16);
    store<f64>(figures, logPrior, 24);
  }
}

/** Σ_k p_k ln y_k; a document without words has no say. */
@inline
export function rowLogPrior(task: Task, y: usize, begin: usize, end: usize, bytes: usize): f64 {
  let sum: f64 = 0;
  if (!task.pseudoCounts || (task.pseudoTotal != 0 && begin == end)) return sum;
  for (let k: usize = 0; k < bytes; k += 16) sum += weightedLogs(v128.load(task.pseudoCounts + k), v128.load(y + k));
  return sum;
}

/** Σ_k y_k ratios_k: the words of a row. */
@inline
export function expectedTotal(y: usize, ratios: usize, bytes: usize): f64 {
  let sum = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(y + k), v128.load(ratios + k)));
  return sumOfLanes(sum);
}

/** What brings the expected counts and pseudo-counts of a row back to its number of words; 1 where the rows are not the distributions. */
@inline
function shareOfWords(task: Task, y: usize, ratios: usize, bytes: usize): f32 {
  if (task.pseudoTotal == 0) return 1;
  const words = expectedTotal(y, ratios, bytes);
  return <f32>(words / (words + task.pseudoTotal));
}

/** Σ_k y_k |s_k − ratios_k|, or with a prior Σ_k |s_k y_k − share (y_k ratios_k + p_k)|. */
@inline
export function rowResidual(task: Task, y: usize, ratios: usize, bytes: usize): f64 {
  let sum = f32x4.splat(0);
  if (task.pseudoCounts) {
    const share = f32x4.splat(shareOfWords(task, y, ratios, bytes));
    for (let k: usize = 0; k < bytes; k += 16) {
      const a = v128.load(y + k);
      const counts = f32x4.add(f32x4.mul(a, v128.load(ratios + k)), v128.load(task.pseudoCounts + k));
      sum = f32x4.add(sum, f32x4.abs(f32x4.sub(f32x4.mul(v128.load(task.scales + k), a), f32x4.mul(share, counts))));
    }
    return sumOfLanes(sum);
  }
  for (let k: usize = 0; k < bytes; k += 16) {
    const gradient = f32x4.sub(v128.load(task.scales + k), v128.load(ratios + k));
    sum = f32x4.add(sum, f32x4.mul(v128.load(y + k), f32x4.abs(gradient)));
  }
  return sumOfLanes(sum);
}

/** The lowest (s_k − ratios_k) / s_k among the entries of y at the floor, or 0. Columns that only fill up the row have scale 1 and gradient 1. */
@inline
export function lowestGradient(task: Task, y: usize, ratios: usize, bytes: usize): f64 {
  let lowest = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += 16) {
    const atFloor = f32x4.le(v128.load(y + k), v128.load(task.floors + k));
    const gradient = f32x4.sub(f32x4.splat(1), f32x4.div(v128.load(ratios + k), v128.load(task.scales + k)));
    lowest = f32x4.pmin(lowest, v128.and(atFloor, gradient));
  }
  const two = f32x4.pmin(lowest, v128.shuffle<f32>(lowest, lowest, 2, 3, 2, 3));
  return <f64>min(f32x4.extract_lane(two, 0), f32x4.extract_lane(two, 1));
}

@inline
function updateRow(task: Task, y: usize, ratios: usize, row: usize, bytes: usize): void {
  const keep = f32x4.splat(task.keep);
  for (let k: usize = 0; k < bytes; k += 16) {
    const factor = f32x4.add(keep, f32x4.mul(v128.load(ratios + k), v128.load(task.gains + k)));
    v128.store(task.into + row + k, f32x4.pmax(f32x4.mul(v128.load(y + k), factor), v128.load(task.floors + k)));
  }
}

@inline
function updateRowWithPrior(task: Task, y: usize, ratios: usize, row: usize, bytes: usize): void {
  const share = f32x4.splat(shareOfWords(task, y, ratios, bytes));
  for (let k: usize = 0; k < bytes; k += 16) {
    const counts = f32x4.add(f32x4.mul(v128.load(y + k), v128.load(ratios + k)), v128.load(task.pseudoCounts + k));
    const updated = f32x4.mul(counts, f32x4.mul(share, v128.load(task.gains + k)));
    v128.store(task.into + row + k, f32x4.pmax(updated, v128.load(task.floors + k)));
  }
}

/**
 * ratios_k = Σ_j B_jk x_j / λ_j over a row's entries; returns Σ x ln(x / λ), if `reports`. Where `keptMeans` is not 0, the entries' λ are
 * kept there; it has room for a multiple of four. Inlined, so that what is not asked for costs nothing.
 */
@inline
export function sumRatios(
  task: Task,
  y: usize,
  ratios: usize,
  wide: usize,
  begin: usize,
  end: usize,
  bytes: usize,
  reports: bool,
  keptMeans: usize,
): f64 {
  const columnIndices = task.columnIndices;
  const values = task.values;
  const other = task.other;
  const long = end - begin > RUN;
  clear(ratios, bytes);
  if (long) clear(wide, 2 * bytes);
  let sum: f64 = 0;
  let p = begin;
  const whole = begin + ((end - begin) & ~15);
  while (p < whole) {
    for (const stop = min(whole, p + RUN); p < stop; p += 16) {
      const j = columnIndices + p;
      const b0 = other + <usize>load<i32>(j) * bytes;
      const b1 = other + <usize>load<i32>(j, 4) * bytes;
      const b2 = other + <usize>load<i32>(j, 8) * bytes;
      const b3 = other + <usize>load<i32>(j, 12) * bytes;
      const counts = v128.load(values + p);
      const means = f32x4.pmax(fourDots(y, bytes, b0, b1, b2, b3), f32x4.splat(LEAST_MEAN));
      if (reports) sum += logRatios(counts, means);
      if (keptMeans) v128.store(keptMeans + p - begin, means);
      addFour(ratios, bytes, f32x4.div(f32x4.convert_i32x4_u(counts), means), b0, b1, b2, b3);
    }
    if (long) flush(ratios, wide, bytes);
  }
  if (p < end) {
    const j = columnIndices + p;
    const b0 = other + <usize>load<i32>(j) * bytes;
    const b1 = p + 4 < end ? other + <usize>load<i32>(j, 4) * bytes : b0;
    const b2 = p + 8 < end ? other + <usize>load<i32>(j, 8) * bytes : b0;
    const counts = firstCounts(values + p, <i32>((end - p) >> 2));
    const means = f32x4.pmax(fourDots(y, bytes, b0, b1, b2, b0), f32x4.splat(LEAST_MEAN));
    if (reports) sum += logRatios(counts, means);
    if (keptMeans) v128.store(keptMeans + p - begin, means);
    addFour(ratios, bytes, f32x4.div(f32x4.convert_i32x4_u(counts), means), b0, b1, b2, b0);
  }
  if (long) narrow(ratios, wide, bytes);
  return sum;
}

/** ratios ← float32 of wide + ratios. */
@inline
function narrow(ratios: usize, wide: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 16) {
    addWide(wide + 2 * k, v128.load(ratios + k));
    const low = f32x4.demote_f64x2_zero(v128.load(wide + 2 * k));
    const high = f32x4.demote_f64x2_zero(v128.load(wide + 2 * k, 16));
    v128.store(ratios + k, v128.shuffle<f32>(low, high, 0, 1, 4, 5));
  }
}

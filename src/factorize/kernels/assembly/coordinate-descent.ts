import { expectedTotal, firstCounts, lowestGradient, rowLogPrior, rowResidual, startingRow, sumRatios } from './half-step';
import { addWide, clear, copy, sumOfLanes } from './lanes';
import { Task } from './task';

/** Quads (four columns of B side by side) that are copied at a time. */
const PANEL: usize = 4;
/** Bytes of entries whose float32 sums are added to float64 ones. */
const RUN: usize = 4096;
@inline
const LEAST_MEAN: f32 = 1e-30;
/** Largest B / λ, and what counts are divided by: so no product of a count and two of the former leaves float32 before λ is hopeless. */
@inline
const MOST_SHARE: f32 = 1e30;
@inline
const COUNT_UNIT: f32 = 65536;

/**
 * One sweep of sequential coordinate descent over each of the rows first … last − 1, and the figures of the rows as they were: see
 * ../coordinate-descent.ts. A first pass over the row gives the means and all gradients; coordinates at the floor whose gradient keeps
 * them there are then left out. With a prior (of documents alone) the row is brought back to its number of words afterwards. `scratch` holds 5 × stride + 18 × (the longest row rounded up to a multiple of 4) float32.
 */
export function descend(task: Task, first: i32, last: i32, block: i32, scratch: usize): void {
  const bytes = <usize>task.stride << 2;
  const reports = task.figures != 0;
  const sums = task.blockSums + <usize>block * 2 * bytes;
  if (task.blockSums) clear(sums, 2 * bytes);
  const y = scratch;
  const ratios = y + bytes;
  const wide = ratios + bytes;
  const quads = wide + 2 * bytes;
  const means = quads + bytes;
  let logRatioSum: f64 = 0;
  let residual: f64 = 0;
  let lowest: f64 = 0;
  let logPrior: f64 = 0;
  for (let r = first; r < last; r++) {
    const id = task.ids ? load<i32>(task.ids + (<usize>r << 2)) : r;
    const row = <usize>id * bytes;
    if (startingRow(task, row, y, bytes) != y) copy(y, task.current + row, bytes);
    const begin = <usize>load<i32>(task.begins + (<usize>r << 2)) << 2;
    const end = <usize>load<i32>(task.ends + (<usize>r << 2)) << 2;
    const length = end - begin;
    const padded = (length + 15) & ~15;
    const counts = means + padded;
    const panel = counts + padded;
    if (!reports) {
      sumRatios(task, y, ratios, wide, begin, end, bytes, false, means);
    } else {
      logRatioSum += sumRatios(task, y, ratios, wide, begin, end, bytes, true, means);
      residual += rowResidual(task, y, ratios, bytes);
      lowest = min(lowest, lowestGradient(task, y, ratios, bytes));
      logPrior += rowLogPrior(task, y, begin, end, bytes);
    }
    const words = task.pseudoCounts ? expectedTotal(y, ratios, bytes) : 1;
    // the multiplier that keeps a row's sum at its number of words
    const multiplier = task.pseudoCounts ? 1 + <f64>task.pseudoTotal / max(words, 1e-30) : 1;
    loadCounts(task.values + begin, length, counts);
    const count = listQuads(task, y, ratios, quads, bytes);
    for (let q: usize = 0; q < count; q += PANEL) {
      const width = min(PANEL, count - q);
      copyPanel(task, quads + (q << 2), width, begin, length, panel, padded);
      for (let c: usize = 0; c < width; c++) {
        const at = <usize>load<u32>(quads + ((q + c) << 2));
        for (let k: usize = 0; k < 16; k += 4) descendColumn(task, y + at + k, ratios + at + k, at + k, multiplier, means, counts, panel + c * 4 * padded + (k >> 2) * padded, padded);
      }
    }
    if (task.pseudoCounts) restoreTotal(task, y, bytes, words);
    for (let k: usize = 0; k < bytes; k += 16) {
      const updated = v128.load(y + k);
      if (task.blockSums) addWide(sums + 2 * k, updated);
      v128.store(task.into + row + k, updated);
    }
  }
  if (reports) {
    const figures = task.figures + <usize>block * 32;
    store<f64>(figures, logRatioSum);
    store<f64>(figures, residual, 8);
    store<f64>(figures, lowest, 16);
    store<f64>(figures, logPrior, 24);
  }
}

/** Scales a row so that Σ_k s_k y_k is its number of words. */
@inline
function restoreTotal(task: Task, y: usize, bytes: usize, words: f64): void {
  let sum = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(y + k), v128.load(task.scales + k)));
  const factor = f32x4.splat(<f32>(words / sumOfLanes(sum)));
  for (let k: usize = 0; k < bytes; k += 16) v128.store(y + k, f32x4.pmax(f32x4.mul(v128.load(y + k), factor), v128.load(task.floors + k)));
}

/** The places in the row, in bytes, of the quads with an entry that is above the floor or would leave it. Returns their number. */
@inline
function listQuads(task: Task, y: usize, ratios: usize, quads: usize, bytes: usize): usize {
  let count: usize = 0;
  for (let k: usize = 0; k < bytes; k += 16) {
    const above = f32x4.gt(v128.load(y + k), v128.load(task.floors + k));
    let leaves = f32x4.gt(v128.load(ratios + k), v128.load(task.scales + k));
    if (task.pseudoCounts) leaves = v128.or(leaves, f32x4.gt(v128.load(task.pseudoCounts + k), f32x4.splat(0)));
    store<u32>(quads + (count << 2), <u32>k);
    if (v128.any_true(v128.or(above, leaves))) count++;
  }
  return count;
}

/** A row's counts as float32, in units of COUNT_UNIT, filled up with 0 to a multiple of four. */
@inline
function loadCounts(values: usize, length: usize, counts: usize): void {
  for (let p: usize = 0; p < length; p += 16) {
    const left = length - p;
    const x = left >= 16 ? v128.load(values + p) : firstCounts(values + p, <i32>(left >> 2));
    v128.store(counts + p, f32x4.mul(f32x4.convert_i32x4_u(x), f32x4.splat(1 / COUNT_UNIT)));
  }
}

/** `width` quads of the entries' rows of B, transposed: a column of B a row of the panel. */
@inline
function copyPanel(task: Task, quads: usize, width: usize, begin: usize, length: usize, panel: usize, padded: usize): void {
  const bytes = <usize>task.stride << 2;
  const other = task.other;
  for (let p: usize = 0; p < length; p += 16) {
    const j = task.columnIndices + begin + p;
    const left = length - p;
    const b0 = other + <usize>load<i32>(j) * bytes;
    const b1 = left > 4 ? other + <usize>load<i32>(j, 4) * bytes : b0;
    const b2 = left > 8 ? other + <usize>load<i32>(j, 8) * bytes : b0;
    const b3 = left > 12 ? other + <usize>load<i32>(j, 12) * bytes : b0;
    let at = panel + p;
    for (let q: usize = 0; q < width; q++) {
      const k = <usize>load<u32>(quads + (q << 2));
      const r0 = v128.load(b0 + k);
      const r1 = v128.load(b1 + k);
      const r2 = v128.load(b2 + k);
      const r3 = v128.load(b3 + k);
      const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(at, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
      v128.store(at + padded, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
      v128.store(at + 2 * padded, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
      v128.store(at + 3 * padded, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
      at += 4 * padded;
    }
  }
}

/** One step of a coordinate: its entry at `place`, its ratio as it was at `ratio`, its column of B at `b`; the means follow. */
@inline
function descendColumn(task: Task, place: usize, ratio: usize, k: usize, multiplier: f64, means: usize, counts: usize, b: usize, padded: usize): void {
  const a = load<f32>(place);
  const floor = load<f32>(task.floors + k);
  const pseudoCount = task.pseudoCounts ? <f64>load<f32>(task.pseudoCounts + k) : 0;
  if (a <= floor && pseudoCount == 0 && load<f32>(ratio) <= load<f32>(task.scales + k)) return;
  // λ ≥ a B, and with a prior the step needs it: a mean that cancellation has made too small would outweigh all others
  const most = f32x4.splat(pseudoCount != 0 ? min(MOST_SHARE, 1 / a) : MOST_SHARE);
  let expected: f64 = 0;
  let curvature: f64 = 0;
  for (let start: usize = 0; start < padded; start += RUN) {
    let n = f32x4.splat(0);
    let h = f32x4.splat(0);
    for (let p = start, end = min(padded, start + RUN); p < end; p += 16) {
      const t = f32x4.pmin(f32x4.div(v128.load(b + p), v128.load(means + p)), most);
      const xt = f32x4.mul(v128.load(counts + p), t);
      n = f32x4.add(n, xt);
      h = f32x4.add(h, f32x4.mul(xt, t));
    }
    expected += COUNT_UNIT * sumOfLanes(n);
    curvature += COUNT_UNIT * sumOfLanes(h);
  }
  const scale = multiplier * <f64>load<f32>(task.scales + k);
  // a mean that cancellation has made as good as 0 says nothing: the next sweep has it right
  if (expected == Infinity || curvature == Infinity) return;
  let updated = floor;
  if (pseudoCount != 0) {
    updated = <f32>max(<f64>floor, stepWithPrior(a, expected, curvature, pseudoCount, scale));
  } else if (curvature != 0) {
    // the model c / (d + a) of Σ_j x_j B_j / λ_j(a), equal in value and slope at a, meets s here
    const step = (expected / curvature) * (expected / scale - 1);
    updated = <f32>max(<f64>floor, <f64>a + step);
  }
  if (updated == a) return;
  store<f32>(place, updated);
  const change = f32x4.splat(updated - a);
  for (let p: usize = 0; p < padded; p += 16) {
    const mean = f32x4.add(v128.load(means + p), f32x4.mul(change, v128.load(b + p)));
    v128.store(means + p, f32x4.pmax(mean, f32x4.splat(LEAST_MEAN)));
  }
}

/** Where the model c / (d + a) of the expected count, plus p / a of the prior, meets s: the positive root of s a² + (s d − c − p) a = p d. */
@inline
function stepWithPrior(a: f32, expected: f64, curvature: f64, p: f64, s: f64): f64 {
  if (curvature == 0) return p / s;
  const shift = max(0, expected / curvature - <f64>a);
  const level = (expected * expected) / curvature;
  const b = level + p - s * shift;
  const root = Math.sqrt(b * b + 4 * s * p * shift);
  // the form without cancellation
  return b >= 0 ? (b + root) / (2 * s) : (2 * p * shift) / (root - b);
}

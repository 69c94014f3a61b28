import { clear } from './lanes';

/** Share below which a topic that the prior does not hold up, and that falls, is 0; and the share of one that is 0 and would grow. */
@inline
const NOTHING: f64 = 1e-14;
@inline
const SOMETHING: f64 = 1e-3;
/** Largest relative growth of a share in one step, and the relative decrease from which on it is bounded. */
@inline
const MOST_GROWTH: f64 = 10;
@inline
const STEEP: f64 = -0.5;
/** Arrays of `stride` numbers in the scratch memory. */
@inline
export const VECTORS: usize = 10;

/** The places in `scratch` of what a row needs, in bytes; `stride` numbers each but for the last ones. */
@inline
export function place(scratch: usize, number: usize, stride: usize): usize {
  return scratch + number * (stride << 3);
}

/** A relative change that is steep is bounded so that it leaves something: of a share that only the prior holds up it is exact then. */
@inline
function bounded(change: f64): f64 {
  return change < STEEP ? 1 / (1 - change) - 1 : Math.min(change, MOST_GROWTH);
}

/**
 * The changes of all shares: those of the quadratic model's highest point where no share is below 0. The model is in relative changes; one of
 * a share that is 0 and would grow counts in units of SOMETHING.
 */
export function newtonSteps(theta: usize, ratios: usize, squares: usize, steps: usize, prior: usize, K: usize, total: f64, least: f64, scratch: usize, length: usize, counts: usize, means: usize, panel: usize, stride: usize): void {
  const listed = place(scratch, 4, stride);
  const right = place(scratch, 5, stride);
  const solution = place(scratch, 6, stride);
  const shares = place(scratch, 7, stride);
  const units = place(scratch, 8, stride);
  const fixed = place(scratch, 9, stride);
  const matrix = place(scratch, VECTORS, stride);
  const factor = matrix + stride * (stride << 3);
  sumSquares(squares, length, counts, means, panel, stride);
  let size: usize = 0;
  for (let k: usize = 0; k < K; k++) {
    const at = k << 3;
    const a = load<f64>(prior + at);
    const ratio = load<f64>(ratios + at);
    const share = load<f64>(theta + at);
    store<f64>(steps + at, 0);
    if (a == 0 && share < NOTHING && ratio <= total) {
      store<f64>(theta + at, 0);
      continue;
    }
    const unit = a == 0 && share < NOTHING ? SOMETHING : share;
    const slope = a + unit * (ratio - total);
    if (a == 0 || share * ratio >= least * a) {
      store<u32>(listed + (size << 3), <u32>k);
      store<f64>(units + (size << 3), unit);
      store<f64>(right + (size << 3), slope);
      store<f64>(fixed + (size << 3), NaN);
      size++;
    } else {
      store<f64>(steps + at, share * bounded(slope / (a + share * share * load<f64>(squares + at))));
    }
  }
  fillMatrix(prior, listed, units, size, matrix, shares, length, counts, means, panel, stride);
  for (let round: usize = 0; round < 3 * size; round++) {
    solve(matrix, factor, right, solution, fixed, size, stride << 3);
    if (!fixSome(theta, prior, listed, units, solution, fixed, size) && !freeOne(prior, listed, matrix, right, solution, fixed, size, stride << 3)) break;
  }
  for (let c: usize = 0; c < size; c++) {
    const at = <usize>load<u32>(listed + (c << 3)) << 3;
    store<f64>(steps + at, load<f64>(units + (c << 3)) * load<f64>(solution + (c << 3)));
  }
}

/** Fixes the changes that are too steep; returns whether there are any. */
function fixSome(theta: usize, prior: usize, listed: usize, units: usize, solution: usize, fixed: usize, size: usize): boolean {
  let some = false;
  for (let c: usize = 0; c < size; c++) {
    if (!isNaN(load<f64>(fixed + (c << 3)))) continue;
    const k = <usize>load<u32>(listed + (c << 3)) << 3;
    const change = load<f64>(solution + (c << 3));
    const hasPrior = load<f64>(prior + k) > 0;
    const least = hasPrior ? STEEP : -load<f64>(theta + k) / load<f64>(units + (c << 3));
    if (change >= least) continue;
    store<f64>(fixed + (c << 3), hasPrior ? bounded(change) : least);
    some = true;
  }
  return some;
}

/** Lets the one change go of those fixed at 0 whose slope is steepest upwards; returns whether there is one. */
function freeOne(prior: usize, listed: usize, matrix: usize, right: usize, solution: usize, fixed: usize, size: usize, bytes: usize): boolean {
  let steepest: f64 = 0;
  let place: usize = 0;
  for (let c: usize = 0; c < size; c++) {
    if (isNaN(load<f64>(fixed + (c << 3))) || load<f64>(prior + (<usize>load<u32>(listed + (c << 3)) << 3)) > 0) continue;
    let slope = load<f64>(right + (c << 3));
    for (let d: usize = 0; d < size; d++) slope -= entryOf(matrix, c, d, bytes) * load<f64>(solution + (d << 3));
    if (slope <= steepest + 1e-12 * Math.abs(load<f64>(right + (c << 3)))) continue;
    steepest = slope;
    place = fixed + (c << 3);
  }
  if (place == 0) return false;
  store<f64>(place, NaN);
  return true;
}

@inline
function entryOf(matrix: usize, c: usize, d: usize, bytes: usize): f64 {
  return d < c ? load<f64>(matrix + c * bytes + (d << 3)) : load<f64>(matrix + d * bytes + (c << 3));
}

/** Σ_j x_j B_jk² / λ_j². */
function sumSquares(squares: usize, length: usize, counts: usize, means: usize, panel: usize, stride: usize): void {
  const bytes = stride << 3;
  clear(squares, bytes);
  for (let j: usize = 0; j < length; j++) {
    const mean = load<f64>(means + (j << 3));
    const weight = f64x2.splat(load<f64>(counts + (j << 3)) / (mean * mean));
    const b = panel + j * bytes;
    for (let k: usize = 0; k < bytes; k += 16) {
      const x = v128.load(b + k);
      v128.store(squares + k, f64x2.add(v128.load(squares + k), f64x2.mul(weight, f64x2.mul(x, x))));
    }
  }
}

/** The lower half of Σ_j x_j p_j p_jᵀ + diag(a) over the listed topics, in rows of `stride` numbers, with a little more on the diagonal. */
function fillMatrix(prior: usize, listed: usize, units: usize, size: usize, matrix: usize, shares: usize, length: usize, counts: usize, means: usize, panel: usize, stride: usize): void {
  const bytes = stride << 3;
  for (let c: usize = 0; c < size; c++) clear(matrix + c * bytes, ((c << 3) & ~15) + 16);
  for (let j: usize = 0; j < length; j++) {
    const b = panel + j * bytes;
    const inverse = 1 / load<f64>(means + (j << 3));
    const count = load<f64>(counts + (j << 3));
    for (let c: usize = 0; c < size; c++) {
      const k = <usize>load<u32>(listed + (c << 3)) << 3;
      store<f64>(shares + (c << 3), load<f64>(units + (c << 3)) * load<f64>(b + k) * inverse);
    }
    for (let c: usize = 0; c < size; c++) {
      const weight = f64x2.splat(count * load<f64>(shares + (c << 3)));
      const row = matrix + c * bytes;
      for (let d: usize = 0; d <= c; d += 2) {
        const at = d << 3;
        v128.store(row + at, f64x2.add(v128.load(row + at), f64x2.mul(weight, v128.load(shares + at))));
      }
    }
  }
  for (let c: usize = 0; c < size; c++) {
    const k = <usize>load<u32>(listed + (c << 3)) << 3;
    const at = matrix + c * bytes + (c << 3);
    const value = load<f64>(at) + load<f64>(prior + k);
    store<f64>(at, value * (1 + 1e-12) + 1e-300);
  }
}

/** Solves the system by Cholesky's factors for the changes that are not fixed. */
function solve(matrix: usize, factor: usize, right: usize, solution: usize, fixed: usize, size: usize, bytes: usize): void {
  for (let c: usize = 0; c < size; c++) {
    const own = load<f64>(fixed + (c << 3));
    const open = isNaN(own);
    let value = open ? load<f64>(right + (c << 3)) : own;
    const row = factor + c * bytes;
    for (let d: usize = 0; d < size; d++) {
      const other = load<f64>(fixed + (d << 3));
      if (open && !isNaN(other)) value -= entryOf(matrix, c, d, bytes) * other;
      if (d < c) store<f64>(row + (d << 3), open && isNaN(other) ? load<f64>(matrix + c * bytes + (d << 3)) : 0);
    }
    store<f64>(row + (c << 3), open ? load<f64>(matrix + c * bytes + (c << 3)) : 1);
    store<f64>(solution + (c << 3), value);
  }
  for (let c: usize = 0; c < size; c++) {
    const row = factor + c * bytes;
    for (let d: usize = 0; d <= c; d++) {
      const other = factor + d * bytes;
      let sum = load<f64>(row + (d << 3));
      const whole = sum;
      for (let e: usize = 0; e < d; e++) sum -= load<f64>(row + (e << 3)) * load<f64>(other + (e << 3));
      if (d < c) store<f64>(row + (d << 3), sum / load<f64>(other + (d << 3)));
      // a direction that the document says nothing about is left as it is
      else store<f64>(row + (c << 3), sum > 1e-13 * whole ? Math.sqrt(sum) : 1e100);
    }
    let value = load<f64>(solution + (c << 3));
    for (let e: usize = 0; e < c; e++) value -= load<f64>(row + (e << 3)) * load<f64>(solution + (e << 3));
    store<f64>(solution + (c << 3), value / load<f64>(row + (c << 3)));
  }
  for (let c = size; c-- > 0; ) {
    let value = load<f64>(solution + (c << 3));
    for (let e = c + 1; e < size; e++) value -= load<f64>(factor + e * bytes + (c << 3)) * load<f64>(solution + (e << 3));
    store<f64>(solution + (c << 3), value / load<f64>(factor + c * bytes + (c << 3)));
  }
}

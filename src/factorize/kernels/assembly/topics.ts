import { addWide, clear, sumOfLanes } from './lanes';
import { Task } from './task';

/** sums_rk += whole units of y_k ratios_k, the row's expected counts: see ../expected-counts.ts. */
@inline
export function addInUnits(task: Task, y: usize, ratios: usize, id: i32, bytes: usize): void {
  const unit = f64x2.splat(load<f64>(task.units + (<usize>id << 3)));
  const row = task.sums + <usize>id * 2 * bytes;
  for (let k: usize = 0; k < bytes; k += 16) {
    const counts = f32x4.mul(v128.load(y + k), v128.load(ratios + k));
    const low = f64x2.promote_low_f32x4(counts);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(counts, counts, 2, 3, 2, 3));
    const at = row + 2 * k;
    v128.store(at, f64x2.add(v128.load(at), f64x2.nearest(f64x2.mul(low, unit))));
    v128.store(at, f64x2.add(v128.load(at, 16), f64x2.nearest(f64x2.mul(high, unit))), 16);
  }
}

/** The block's column sums of the expected counts of the rows first … last − 1. */
export function sumCounts(task: Task, first: i32, last: i32, block: i32): void {
  const bytes = <usize>task.stride << 2;
  const totals = task.blockSums + <usize>block * 2 * bytes;
  clear(totals, 2 * bytes);
  for (let r = first; r < last; r++) {
    const size = f64x2.splat(1 / load<f64>(task.units + (<usize>r << 3)));
    const row = task.sums + <usize>r * 2 * bytes;
    for (let k: usize = 0; k < 2 * bytes; k += 16) {
      v128.store(totals + k, f64x2.add(v128.load(totals + k), f64x2.mul(v128.load(row + k), size)));
    }
  }
}

/** ../expected-counts.ts: `renewTopics`, for the rows first … last − 1. */
export function renewTopics(task: Task, first: i32, last: i32, block: i32): void {
  const bytes = <usize>task.stride << 2;
  const totals = task.blockSums + <usize>block * 2 * bytes;
  const momentum = f32x4.splat(task.momentum);
  const one = f32x4.splat(1);
  let residual: f64 = 0;
  let lowest: f64 = 0;
  clear(totals, 2 * bytes);
  for (let r = first; r < last; r++) {
    const size = f64x2.splat(1 / load<f64>(task.units + (<usize>r << 3)));
    const row = <usize>r * bytes;
    let rowResidual = f32x4.splat(0);
    let rowLowest = f32x4.splat(0);
    for (let k: usize = 0; k < bytes; k += 16) {
      const wide = task.sums + 2 * (row + k);
      const low = f32x4.demote_f64x2_zero(f64x2.mul(v128.load(wide), size));
      const high = f32x4.demote_f64x2_zero(f64x2.mul(v128.load(wide, 16), size));
      const counts = f32x4.add(v128.shuffle<f32>(low, high, 0, 1, 4, 5), v128.load(task.pseudoCounts + k));
      const before = v128.load(task.current + row + k);
      const scales = v128.load(task.scales + k);
      const floors = v128.load(task.floors + k);
      rowResidual = f32x4.add(rowResidual, f32x4.abs(f32x4.sub(f32x4.mul(scales, before), counts)));
      const gradient = f32x4.sub(one, f32x4.div(counts, f32x4.mul(scales, before)));
      rowLowest = f32x4.pmin(rowLowest, v128.and(f32x4.le(before, floors), gradient));
      const mixed = f32x4.add(f32x4.mul(before, v128.load(task.kept + k)), f32x4.mul(counts, v128.load(task.gains + k)));
      const now = f32x4.pmax(mixed, floors);
      let ahead = now;
      if (task.previous) {
        ahead = f32x4.add(now, f32x4.mul(momentum, f32x4.pmax(f32x4.splat(0), f32x4.sub(now, v128.load(task.previous + row + k)))));
        v128.store(task.previous + row + k, now);
      }
      v128.store(task.into + row + k, ahead);
      addWide(totals + 2 * k, ahead);
    }
    residual += sumOfLanes(rowResidual);
    const two = f32x4.pmin(rowLowest, v128.shuffle<f32>(rowLowest, rowLowest, 2, 3, 2, 3));
    lowest = min(lowest, <f64>min(f32x4.extract_lane(two, 0), f32x4.extract_lane(two, 1)));
  }
  const figures = task.figures + <usize>block * 32;
  store<f64>(figures, 0);
  store<f64>(figures, residual, 8);
  store<f64>(figures, lowest, 16);
  store<f64>(figures, 0, 24);
}

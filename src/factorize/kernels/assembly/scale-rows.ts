import { addWide, clear } from './lanes';
import { powerOfFour } from './logarithm';
import { Task } from './task';

/** into ← max(floor, gain · current), column by column, for the rows first … last − 1. */
export function scaleRows(task: Task, first: i32, last: i32, block: i32): void {
  const bytes = <usize>task.stride << 2;
  const sums = task.blockSums + <usize>block * 2 * bytes;
  if (task.blockSums) clear(sums, 2 * bytes);
  for (let r = first; r < last; r++) {
    const row = <usize>r * bytes;
    for (let k: usize = 0; k < bytes; k += 16) {
      const scaled = f32x4.mul(v128.load(task.current + row + k), v128.load(task.gains + k));
      const kept = f32x4.pmax(scaled, v128.load(task.floors + k));
      if (task.blockSums) addWide(sums + 2 * k, kept);
      v128.store(task.into + row + k, kept);
    }
  }
}

/** into ← current^power for the rows first … last − 1. */
export function powerRows(task: Task, first: i32, last: i32, block: i32): void {
  const bytes = <usize>task.stride << 2;
  const power = f32x4.splat(task.power);
  for (let at = <usize>first * bytes, end = <usize>last * bytes; at < end; at += 16) {
    v128.store(task.into + at, powerOfFour(v128.load(task.current + at), power));
  }
}

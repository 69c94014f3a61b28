/*
 * The twins of math/log.ts and math/exp.ts: the same operations in the same order, so the same bits. Arguments of `ln` must be
 * positive normal numbers, those of `exp` between −708 and 709.
 */

@inline
function all(x: f64): v128 {
  return f64x2.splat(x);
}

@inline
function linear(z: v128, constant: f64, slope: f64): v128 {
  return f64x2.add(all(constant), f64x2.mul(z, all(slope)));
}

/** Natural logarithms of two numbers. */
@inline
export function ln(x: v128): v128 {
  const top = v128.shuffle<i32>(x, x, 1, 3, 1, 3);
  let exponent = f64x2.convert_low_i32x4_s(i32x4.sub(i32x4.shr_u(top, 20), i32x4.splat(1023)));
  let fraction = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3ff0000000000000));
  const above = f64x2.gt(fraction, all(Math.SQRT2));
  fraction = v128.bitselect(f64x2.mul(fraction, all(0.5)), fraction, above);
  exponent = f64x2.add(exponent, v128.and(above, all(1)));
  const g = f64x2.sub(fraction, all(1));
  const s = f64x2.div(g, f64x2.add(fraction, all(1)));
  const z = f64x2.mul(s, s);
  const z2 = f64x2.mul(z, z);
  const z4 = f64x2.mul(z2, z2);
  const low = f64x2.add(linear(z, 1.0 / 3, 1.0 / 5), f64x2.mul(linear(z, 1.0 / 7, 1.0 / 9), z2));
  const middle = f64x2.add(linear(z, 1.0 / 11, 1.0 / 13), f64x2.mul(linear(z, 1.0 / 15, 1.0 / 17), z2));
  const high = f64x2.add(linear(z, 1.0 / 19, 1.0 / 21), f64x2.mul(all(1.0 / 23), z2));
  const tail = f64x2.mul(f64x2.add(middle, f64x2.mul(high, z4)), z4);
  const r = f64x2.mul(f64x2.mul(all(2), z), f64x2.add(low, tail));
  const rest = f64x2.sub(f64x2.mul(s, f64x2.sub(g, r)), f64x2.mul(exponent, all(1.9082149292705877e-10)));
  return f64x2.add(f64x2.mul(exponent, all(0.6931471803691238)), f64x2.sub(g, rest));
}

/** Σ x ln(x / λ) of four entries; entries with x = 0 add nothing. */
@inline
export function logRatios(counts: v128, means: v128): f64 {
  const x0 = f64x2.convert_low_i32x4_u(counts);
  const x1 = f64x2.convert_low_i32x4_u(v128.shuffle<i32>(counts, counts, 2, 3, 2, 3));
  const ratio0 = f64x2.div(x0, f64x2.promote_low_f32x4(means));
  const ratio1 = f64x2.div(x1, f64x2.promote_low_f32x4(v128.shuffle<f32>(means, means, 2, 3, 2, 3)));
  const sum = f64x2.add(f64x2.mul(x0, ln(ratio0)), f64x2.mul(x1, ln(ratio1)));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** For tests: the logarithms of `count` numbers (even), in place. */
export function logarithms(numbers: usize, count: i32): void {
  for (let p = numbers, end = numbers + (<usize>count << 3); p < end; p += 16) v128.store(p, ln(v128.load(p)));
}

/** 2^k of the whole number in each float64 lane, −1022 to 1023. */
@inline
function powerOfTwo(k: v128): v128 {
  const whole = i32x4.add(i32x4.trunc_sat_f64x2_s_zero(k), i32x4.splat(1023));
  return i64x2.shl(i64x2.extend_low_i32x4_u(whole), 52);
}

/** e to the power of two numbers between −708 and 709. */
@inline
export function exp(x: v128): v128 {
  const k = f64x2.nearest(f64x2.mul(x, all(1.4426950408889634)));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, all(0.6931471803691238))), f64x2.mul(k, all(1.9082149292705877e-10)));
  let series = all(1.0 / 6227020800);
  series = f64x2.add(all(1.0 / 479001600), f64x2.mul(r, series));
  series = f64x2.add(all(1.0 / 39916800), f64x2.mul(r, series));
  series = f64x2.add(all(1.0 / 3628800), f64x2.mul(r, series));
  series = f64x2.add(all(1.0 / 362880), f64x2.mul(r, series));
  series = f64x2.add(all(1.0 / 40320), f64x2.mul(r, series));
  series = f64x2.add(all(1.0 / 5040), f64x2.mul(r, series));
  series = f64x2.add(all(1.0 / 720), f64x2.mul(r, series));
  series = f64x2.add(all(1.0 / 120), f64x2.mul(r, series));
  series = f64x2.add(all(1.0 / 24), f64x2.mul(r, series));
  series = f64x2.add(all(1.0 / 6), f64x2.mul(r, series));
  series = f64x2.add(all(0.5), f64x2.mul(r, series));
  const value = f64x2.add(all(1), f64x2.add(r, f64x2.mul(f64x2.mul(r, r), series)));
  return f64x2.mul(value, powerOfTwo(k));
}

/** For tests: the exponentials of `count` numbers (even), in place. */
export function exponentials(numbers: usize, count: i32): void {
  for (let p = numbers, end = numbers + (<usize>count << 3); p < end; p += 16) v128.store(p, exp(v128.load(p)));
}

@inline
function four(x: f32): v128 {
  return f32x4.splat(x);
}

/**
 * x^power of four float32 numbers, 0 where x is 0; relative error below 4e-6 for x from 1e-14 to 1e6. It is for annealing, where nothing is lost by that:
 * 2 to the power of power · log₂ x, by the series of atanh and of exp.
 */
@inline
export function powerOfFour(x: v128, power: v128): v128 {
  let exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127)));
  let fraction = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f800000));
  const above = f32x4.gt(fraction, four(1.41421356));
  fraction = v128.bitselect(f32x4.mul(fraction, four(0.5)), fraction, above);
  exponent = f32x4.add(exponent, v128.and(above, four(1)));
  const s = f32x4.div(f32x4.sub(fraction, four(1)), f32x4.add(fraction, four(1)));
  const z = f32x4.mul(s, s);
  let series = f32x4.add(four(1.0 / 5), f32x4.mul(z, four(1.0 / 7)));
  series = f32x4.add(four(1), f32x4.mul(z, f32x4.add(four(1.0 / 3), f32x4.mul(z, series))));
  const log2 = f32x4.add(exponent, f32x4.mul(f32x4.mul(s, four(2.88539008)), series));
  const t = f32x4.mul(power, log2);
  const k = f32x4.nearest(t);
  const r = f32x4.mul(f32x4.sub(t, k), four(0.69314718));
  let value = f32x4.add(four(1.0 / 120), f32x4.mul(r, four(1.0 / 720)));
  value = f32x4.add(four(1.0 / 24), f32x4.mul(r, value));
  value = f32x4.add(four(1.0 / 6), f32x4.mul(r, value));
  value = f32x4.add(four(0.5), f32x4.mul(r, value));
  value = f32x4.add(four(1), f32x4.mul(r, f32x4.add(four(1), f32x4.mul(r, value))));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(127)), 23);
  return v128.and(f32x4.mul(value, scale), f32x4.gt(x, four(0)));
}

/** Σ p ln(x) of four entries; entries with p = 0 add nothing. */
@inline
export function weightedLogs(p: v128, x: v128): f64 {
  const low = f64x2.mul(f64x2.promote_low_f32x4(p), ln(f64x2.promote_low_f32x4(x)));
  const high = f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<f32>(p, p, 2, 3, 2, 3)), ln(f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3))));
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

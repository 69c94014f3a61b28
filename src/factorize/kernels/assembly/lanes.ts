/** Four sums at once: lane e of the result is the sum of the four lanes of the e-th vector, always added in the same order. */
@inline
export function laneSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

@inline
export function sumOfLanes(a: v128): f64 {
  const pairs = f64x2.add(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(v128.shuffle<f32>(a, a, 2, 3, 2, 3)));
  return f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
}

/** The dot products of a row `y` of `bytes` bytes with four rows. */
@inline
export function fourDots(y: usize, bytes: usize, b0: usize, b1: usize, b2: usize, b3: usize): v128 {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let k: usize = 0;
  for (const pairs = bytes & ~31; k < pairs; k += 32) {
    const a = v128.load(y + k);
    const c = v128.load(y + k, 16);
    s0 = f32x4.add(f32x4.add(s0, f32x4.mul(a, v128.load(b0 + k))), f32x4.mul(c, v128.load(b0 + k, 16)));
    s1 = f32x4.add(f32x4.add(s1, f32x4.mul(a, v128.load(b1 + k))), f32x4.mul(c, v128.load(b1 + k, 16)));
    s2 = f32x4.add(f32x4.add(s2, f32x4.mul(a, v128.load(b2 + k))), f32x4.mul(c, v128.load(b2 + k, 16)));
    s3 = f32x4.add(f32x4.add(s3, f32x4.mul(a, v128.load(b3 + k))), f32x4.mul(c, v128.load(b3 + k, 16)));
  }
  if (k < bytes) {
    const a = v128.load(y + k);
    s0 = f32x4.add(s0, f32x4.mul(a, v128.load(b0 + k)));
    s1 = f32x4.add(s1, f32x4.mul(a, v128.load(b1 + k)));
    s2 = f32x4.add(s2, f32x4.mul(a, v128.load(b2 + k)));
    s3 = f32x4.add(s3, f32x4.mul(a, v128.load(b3 + k)));
  }
  return laneSums(s0, s1, s2, s3);
}

/** sums += r₀ b₀ + r₁ b₁ + r₂ b₂ + r₃ b₃, one after the other. */
@inline
export function addFour(sums: usize, bytes: usize, r: v128, b0: usize, b1: usize, b2: usize, b3: usize): void {
  const r0 = v128.shuffle<f32>(r, r, 0, 0, 0, 0);
  const r1 = v128.shuffle<f32>(r, r, 1, 1, 1, 1);
  const r2 = v128.shuffle<f32>(r, r, 2, 2, 2, 2);
  const r3 = v128.shuffle<f32>(r, r, 3, 3, 3, 3);
  let k: usize = 0;
  for (const pairs = bytes & ~31; k < pairs; k += 32) {
    let s = v128.load(sums + k);
    let t = v128.load(sums + k, 16);
    s = f32x4.add(s, f32x4.mul(r0, v128.load(b0 + k)));
    t = f32x4.add(t, f32x4.mul(r0, v128.load(b0 + k, 16)));
    s = f32x4.add(s, f32x4.mul(r1, v128.load(b1 + k)));
    t = f32x4.add(t, f32x4.mul(r1, v128.load(b1 + k, 16)));
    s = f32x4.add(s, f32x4.mul(r2, v128.load(b2 + k)));
    t = f32x4.add(t, f32x4.mul(r2, v128.load(b2 + k, 16)));
    s = f32x4.add(s, f32x4.mul(r3, v128.load(b3 + k)));
    t = f32x4.add(t, f32x4.mul(r3, v128.load(b3 + k, 16)));
    v128.store(sums + k, s);
    v128.store(sums + k, t, 16);
  }
  if (k < bytes) {
    let s = v128.load(sums + k);
    s = f32x4.add(s, f32x4.mul(r0, v128.load(b0 + k)));
    s = f32x4.add(s, f32x4.mul(r1, v128.load(b1 + k)));
    s = f32x4.add(s, f32x4.mul(r2, v128.load(b2 + k)));
    s = f32x4.add(s, f32x4.mul(r3, v128.load(b3 + k)));
    v128.store(sums + k, s);
  }
}

/** Moves float32 sums into float64 sums, and sets the former to 0. */
@inline
export function flush(sums: usize, wide: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 16) {
    addWide(wide + 2 * k, v128.load(sums + k));
    v128.store(sums + k, f32x4.splat(0));
  }
}

/** wide[0..3] += x. */
@inline
export function addWide(wide: usize, x: v128): void {
  v128.store(wide, f64x2.add(v128.load(wide), f64x2.promote_low_f32x4(x)));
  v128.store(wide, f64x2.add(v128.load(wide, 16), f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3))), 16);
}

/** Sets `bytes` bytes (a multiple of 16) to 0; memory.fill is a call out of the kernel, too slow for a row. */
@inline
export function clear(start: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 16) v128.store(start + k, i32x4.splat(0));
}

@inline
export function copy(to: usize, from: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 16) v128.store(to + k, v128.load(from + k));
}

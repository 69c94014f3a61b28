/** Largest |actual − expected| / size; ∞ where the lengths differ or a number is not finite, so that it is never below a tolerance. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>, size: (index: number) => number): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let a = 0; a < actual.length; a++) {
    if (actual[a] === expected[a] && Number.isFinite(actual[a])) continue;
    const error = Math.abs(actual[a] - expected[a]) / size(a);
    largest = Math.max(largest, Number.isFinite(error) ? error : Number.POSITIVE_INFINITY);
  }
  return largest;
}

/** Largest error relative to the expected number. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return largestError(actual, expected, (a) => Math.abs(expected[a]));
}

/** Whether two arrays of numbers have the same bytes: −0 is not 0, and one NaN is not another. */
export function sameBits(a: Float32Array | Float64Array, b: Float32Array | Float64Array): boolean {
  const bytes = ({ buffer, byteOffset, byteLength }: Float32Array | Float64Array) => Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
  return Buffer.compare(bytes(a), bytes(b)) === 0;
}

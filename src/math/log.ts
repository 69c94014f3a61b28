/*
 * Math.log is "implementation-approximated" in the language's standard, so its last bit may differ between engines. This one
 * uses only + − × ÷ and exact powers of two, which IEEE 754 rounds alike everywhere.
 */
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
float[0] = 1;
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;

/** ln 2 in two parts: the first has 20 trailing zero bits, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const TWO_54 = 18014398509481984;

/**
 * Natural logarithm with the same bits on every machine; its error is below one unit in the last place.
 *
 * x = 2^e · f with f in [√½, √2); with s = (f − 1) / (f + 1), ln f = 2 (s + s³/3 + s⁵/5 + …), and |s| < 0.1716.
 *
 * @param x any number; ln 0 = −∞, ln of a negative number or NaN is NaN
 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let exponent = 0;
  let value = x;
  if (value < 2.2250738585072014e-308) {
    value *= TWO_54;
    exponent = -54;
  }
  float[0] = value;
  const top = words[HIGH] as number;
  exponent += (top >>> 20) - 1023;
  words[HIGH] = (top & 0x000fffff) | 0x3ff00000;
  let fraction = float[0] as number;
  if (fraction > Math.SQRT2) {
    fraction *= 0.5;
    exponent += 1;
  }
  // With g = f − 1 (exact), ln f = g − s (g − r), r the rest of the series: g is added last, so that its bits survive.
  const g = fraction - 1;
  const s = g / (fraction + 1);
  const z = s * s;
  // the polynomial in parts that do not wait for each other
  const z2 = z * z;
  const z4 = z2 * z2;
  const low = 1 / 3 + z * (1 / 5) + (1 / 7 + z * (1 / 9)) * z2;
  const middle = 1 / 11 + z * (1 / 13) + (1 / 15 + z * (1 / 17)) * z2;
  const high = 1 / 19 + z * (1 / 21) + (1 / 23) * z2;
  const r = 2 * z * (low + (middle + high * z4) * z4);
  return exponent * LN2_HIGH + (g - (s * (g - r) - exponent * LN2_LOW));
}

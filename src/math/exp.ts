import { ln } from './log.js';

/** ln 2 in two parts, as in log.ts. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** 1/2!, 1/3!, … 1/13!: Taylor's series, whose next term is below 1e-17 for |r| ≤ ln 2 / 2. */
const [C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12, C13] = [
  0.5,
  1 / 6,
  1 / 24,
  1 / 120,
  1 / 720,
  1 / 5040,
  1 / 40320,
  1 / 362880,
  1 / 3628800,
  1 / 39916800,
  1 / 479001600,
  1 / 6227020800,
] as const;

/**
 * e^x with the same bits on every machine; its error is about one unit in the last place.
 *
 * x = k ln 2 + r with |r| ≤ ln 2 / 2, and e^x = 2^k e^r.
 *
 * @param x any number; above 709.78 the result is ∞, below −745.2 it is 0
 */
export function exp(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.2) return 0;
  const k = roundToEven(x * Math.LOG2E);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  const series = C2 + r * (C3 + r * (C4 + r * (C5 + r * (C6 + r * (C7 + r * (C8 + r * (C9 + r * (C10 + r * (C11 + r * (C12 + r * C13))))))))));
  const value = 1 + (r + r * r * series);
  // in two steps where 2^k alone would be no normal number
  if (k > 1023) return value * powerOfTwo(1023) * powerOfTwo(k - 1023);
  if (k < -1022) return value * powerOfTwo(-1022) * powerOfTwo(k + 1022);
  return value * powerOfTwo(k);
}

/** x^y for x ≥ 0 with the same bits on every machine; its relative error is about 1e-16 · (1 + |y ln x|). */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY;
  return exp(y * ln(x));
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
float[0] = 1;
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;

/** 2^k for a whole k from −1022 to 1023, from its bits: the operator ** is not promised to be exact. */
function powerOfTwo(k: number): number {
  float[0] = 1;
  words[HIGH] = (k + 1023) << 20;
  return float[0];
}

/** The nearest whole number, of two equally near ones the even one. */
function roundToEven(x: number): number {
  const floor = Math.floor(x);
  const above = x - floor;
  if (above !== 0.5) return above < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

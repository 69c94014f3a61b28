import { describe, expect, it } from 'vitest';
import { allocate } from '../../src/factorize/workers/store.js';
import { exp } from '../../src/math/exp.js';
import { ln } from '../../src/math/log.js';
import { Random } from '../../src/math/random.js';
import { sameBits } from '../support/close.js';
import { kernelsOver } from '../support/compiled-kernels.js';

const COUNT = 200_000;

/** Applies a function of the compiled kernels to numbers. */
async function compiled(name: 'logarithms' | 'exponentials', numbers: Float64Array, shared: boolean): Promise<Float64Array> {
  const { arrays, memory } = allocate({ numbers: ['f64', numbers.length] } as const, shared);
  (arrays.numbers as Float64Array).set(numbers);
  const kernels = await kernelsOver(memory as WebAssembly.Memory, shared);
  kernels[name](arrays.numbers.byteOffset, numbers.length);
  return (arrays.numbers as Float64Array).slice();
}

/** Positive normal numbers of all sizes, with random bits. */
function randomNormals(random: Random): Float64Array {
  return Float64Array.from({ length: COUNT }, () => (1 + random.uniform()) * 2 ** (Math.floor(2046 * random.uniform()) - 1022));
}

const special = [1, 2, 0.5, Math.SQRT2, Math.SQRT1_2, Math.E, 1 + Number.EPSILON, 1 - Number.EPSILON / 2, 2 ** -1022, Number.MAX_VALUE, 4294967295, 1e-30];

describe.each([false, true])('the compiled logarithm, shared %s', (shared) => {
  it.each([
    ['of numbers of all sizes', (random: Random) => randomNormals(random)],
    [
      'of numbers near 1',
      (random: Random) => Float64Array.from({ length: COUNT }, () => 1 + (random.uniform() - 0.5) * 2 ** -Math.floor(40 * random.uniform())),
    ],
    ['of numbers that separate cases', () => Float64Array.from(special)],
  ])('has the bits of ln %s', async (_, numbersOf) => {
    const numbers = numbersOf(new Random(5));
    const expected = numbers.map(ln);
    expect(sameBits(await compiled('logarithms', numbers, shared), expected)).toBe(true);
    // the arguments are worth looking at, and in range
    expect(new Set(expected).size).toBeGreaterThan(numbers.length / 3);
    expect(numbers.every((x) => x >= 2 ** -1022 && x < Number.POSITIVE_INFINITY)).toBe(true);
  });
});

describe.each([false, true])('the compiled exponential, shared %s', (shared) => {
  it.each([
    ['from −708 to 709', (random: Random) => Float64Array.from({ length: COUNT }, () => 1417 * random.uniform() - 708)],
    ['near 0', (random: Random) => Float64Array.from({ length: COUNT }, () => (random.uniform() - 0.5) * 2 ** -Math.floor(60 * random.uniform()))],
    [
      'half-way between multiples of ln 2',
      (random: Random) =>
        Float64Array.from({ length: COUNT }, () => (Math.floor(2000 * random.uniform()) - 1000 + 0.5) * Math.LN2 * (1 + (random.uniform() - 0.5) * 2 ** -51)),
    ],
    ['of numbers that separate cases', () => Float64Array.of(0, -0, 1, -1, -708, 709, Math.LN2, -Math.LN2, 0.5 * Math.LN2, 1e-300)],
  ])('has the bits of exp %s', async (_, numbersOf) => {
    const numbers = numbersOf(new Random(6));
    expect(numbers.every((x) => x >= -708 && x <= 709)).toBe(true);
    expect(sameBits(await compiled('exponentials', numbers, shared), numbers.map(exp))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/math/random.js';

const MASK = 0xffffffffn;

/** xoshiro128** after the authors' C code, in whole numbers of any size. */
function* xoshiro128(a: number, b: number, c: number, d: number): Generator<number> {
  const s = [a, b, c, d].map((word) => BigInt(word >>> 0));
  const rotate = (x: bigint, by: bigint) => ((x << by) | (x >> (32n - by))) & MASK;
  for (;;) {
    yield Number((rotate((s[1] * 5n) & MASK, 7n) * 9n) & MASK);
    const t = (s[1] << 9n) & MASK;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11n);
  }
}

function take(seed: number, count: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.uniform());
}

describe('Random', () => {
  it('is xoshiro128**: 53 bits from two outputs of its state', () => {
    const random = new Random(7);
    const { a, b, c, d } = random as unknown as Record<'a' | 'b' | 'c' | 'd', number>;
    const reference = xoshiro128(a, b, c, d);
    const next = () => reference.next().value as number;
    for (let i = 0; i < 1000; i++) {
      const high = Math.floor(next() / 32);
      const low = Math.floor(next() / 64);
      expect(random.uniform()).toBe((high * 2 ** 26 + low) / 2 ** 53);
    }
  });

  it('has a reference with the published first outputs of the state 1, 2, 3, 4', () => {
    const reference = xoshiro128(1, 2, 3, 4);
    expect(Array.from({ length: 4 }, () => reference.next().value)).toEqual([11520, 0, 5927040, 70819200]);
  });

  it('gives the same numbers for ever: a change here changes every result', () => {
    expect(take(1, 3)).toEqual([0.9798166425182129, 0.33734872910502967, 0.25433940615737416]);
    expect(take(0, 3)).toEqual([0.6780771947092458, 0.7914611397126026, 0.46257215609661095]);
    expect(take(-1, 3)).toEqual([0.8448413915878045, 0.47712762612457493, 0.5155769421678276]);
  });

  it('gives other numbers for every seed: negative, beyond 32 bits, the largest', () => {
    const seeds = [0, 1, -1, 2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 40, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
    expect(new Set(seeds.map((seed) => take(seed, 2).join())).size).toBe(seeds.length);
  });

  it('is uniform on [0, 1)', () => {
    const numbers = take(3, 100_000);
    const bins = new Array<number>(10).fill(0);
    for (const x of numbers) bins[Math.floor(x * 10)]++;
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    // chi-square with 9 degrees of freedom: above 27.9 once in a thousand seeds
    expect(bins.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
  });
});

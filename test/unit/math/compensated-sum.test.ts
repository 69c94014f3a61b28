import { describe, expect, it } from 'vitest';
import { CompensatedSum } from '../../../src/math/compensated-sum.js';

function sum(numbers: readonly number[]): number {
  const total = new CompensatedSum();
  for (const x of numbers) total.add(x);
  return total.value;
}

describe('CompensatedSum', () => {
  it('is 0 for no terms', () => {
    expect(sum([])).toBe(0);
  });

  it('keeps small terms beside large ones that cancel, which plain addition loses', () => {
    expect(1 + 1e100 + 1 - 1e100).toBe(0);
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  });

  it('adds a tenth a million times without drift', () => {
    const tenths = new Array<number>(1_000_000).fill(0.1);
    expect(sum(tenths)).toBe(100_000);
    expect(tenths.reduce((a, b) => a + b, 0)).not.toBe(100_000);
  });

  it('can be read while it runs', () => {
    const total = new CompensatedSum();
    total.add(1.5);
    expect(total.value).toBe(1.5);
    total.add(-0.5);
    expect(total.value).toBe(1);
  });
});

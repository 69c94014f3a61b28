import { describe, expect, it } from 'vitest';
import { differenceInterval, scoreInterval, studentQuantile, studentTail } from '../../../src/summarize/score-interval.js';

describe('studentQuantile', () => {
  it.each([
    [4, 2.1318],
    [5, 2.015],
    [10, 1.8125],
    [30, 1.6973],
    [1e9, 1.6449],
  ])('of %d degrees of freedom is %d', (freedom, quantile) => {
    expect(Math.abs(studentQuantile(freedom) - quantile)).toBeLessThan(0.002);
  });
});

describe('studentTail', () => {
  it.each([
    [5, 0, 0.5],
    [5, 2.015, 0.05],
    [5, 5, 0.0020524],
    [8, 3, 0.0085358],
    [20, 5, 0.000034365],
    [1e9, 1.6449, 0.05],
  ])('of %d degrees of freedom above %d is %d', (freedom, t, tail) => {
    expect(studentTail(t, freedom) / tail).toBeGreaterThan(0.998);
    expect(studentTail(t, freedom) / tail).toBeLessThan(1.06);
  });
});

describe('scoreInterval', () => {
  it('has ends from which the share is just as far as allowed', () => {
    const { low, high } = scoreInterval(0.3, 40, 1.6449);
    expect((0.3 - low) / Math.sqrt((low * (1 - low)) / 40)).toBeCloseTo(1.6449, 9);
    expect((high - 0.3) / Math.sqrt((high * (1 - high)) / 40)).toBeCloseTo(1.6449, 9);
  });

  it('stays within 0 and 1, and holds the share', () => {
    expect(scoreInterval(0, 1, 2)).toEqual({ low: 0, high: 0.8 });
    expect(scoreInterval(1, 1, 2)).toEqual({ low: expect.closeTo(0.2, 12), high: 1 });
    expect(scoreInterval(0.25, Number.POSITIVE_INFINITY, 2)).toEqual({ low: 0.25, high: 0.25 });
    for (const share of [1e-12, 0.1, 1 / 3, 0.999]) {
      const { low, high } = scoreInterval(share, 1e15, 2);
      expect(low).toBeLessThanOrEqual(share);
      expect(high).toBeGreaterThanOrEqual(share);
    }
  });
});

describe('differenceInterval', () => {
  const first = { value: 0.1, low: 0.07, high: 0.14, deviation: 0.02 };
  const last = { value: 0.4, low: 0.34, high: 0.47, deviation: 0.04 };

  it('adds the distances of independent estimates as squares', () => {
    const { low, high } = differenceInterval(first, last, Math.hypot(0.02, 0.04));
    expect(low).toBeCloseTo(0.3 - Math.hypot(0.06, 0.04), 12);
    expect(high).toBeCloseTo(0.3 + Math.hypot(0.07, 0.03), 12);
  });

  it('is narrower where both err together, wider where they err apart', () => {
    expect(differenceInterval(first, last, 0.02).low).toBeCloseTo(0.3 - 0.02, 12);
    expect(differenceInterval(first, last, 0.06).low).toBeCloseTo(0.3 - 0.1, 12);
  });

  it('is within −1 and 1', () => {
    const wide = (value: number) => ({ value, low: 0, high: 1, deviation: 0.5 });
    expect(differenceInterval(wide(0.2), wide(0.9), 1)).toMatchObject({ high: 1 });
    expect(differenceInterval(wide(0.9), wide(0.2), 1)).toMatchObject({ low: -1 });
  });
});

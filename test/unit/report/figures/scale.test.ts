import { describe, expect, it } from 'vitest';
import { roundTop, scale, tickPercent } from '../../../../src/report/figures/scale.js';

describe('scale', () => {
  it('puts values at their places, and those outside at the ends', () => {
    const place = scale(10, 20, 0, 100);
    expect([5, 10, 15, 20, 25].map(place)).toEqual([0, 0, 50, 100, 100]);
    expect([0, 1].map(scale(0, 1, 80, 0))).toEqual([80, 0]);
  });

  it('puts values of no range at the start', () => {
    expect(scale(3, 3, 7, 100)(3)).toBe(7);
  });
});

describe('roundTop', () => {
  it.each([
    [[], 0.001],
    [[0.0011], 0.002],
    [[0.01, 0.063], 0.08],
    [[0.1], 0.1],
    [[0.31], 0.4],
    [[1], 1],
    [[1.2], 1],
  ])('%j → %d', (values, top) => {
    expect(roundTop(values)).toBe(top);
  });
});

describe('tickPercent', () => {
  it.each([
    [0, '0 %'],
    [0.0075, '0.75 %'],
    [0.15, '15 %'],
    [0.07, '7 %'],
  ])('%d → %s', (share, text) => {
    expect(tickPercent(share)).toBe(text);
  });
});

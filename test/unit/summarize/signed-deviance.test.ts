import { describe, expect, it } from 'vitest';
import { signedDeviance } from '../../../src/summarize/signed-deviance.js';

describe('signedDeviance', () => {
  it('is near the difference in standard deviations where much is known', () => {
    expect(signedDeviance(0.52, 0.5, 1000)).toBeCloseTo(0.02 / Math.sqrt(0.25 / 1000), 2);
    expect(signedDeviance(0.48, 0.5, 1000)).toBeCloseTo(-0.02 / Math.sqrt(0.25 / 1000), 2);
    expect(signedDeviance(0.5, 0.5, 1000)).toBe(0);
  });

  it('is less where something rare is found a few times', () => {
    expect(signedDeviance(0.1, 0.01, 20)).toBeLessThan(0.6 * (0.09 / Math.sqrt(0.0099 / 20)));
  });

  it('is 0 where nothing else was possible, and finite at the ends', () => {
    expect([signedDeviance(0, 0, 9), signedDeviance(1, 1, 9), signedDeviance(0.5, Number.NaN, 9)]).toEqual([0, 0, 0]);
    expect(signedDeviance(1, 0.2, 3)).toBeCloseTo(Math.sqrt(6 * Math.log(5)), 12);
    expect(signedDeviance(0, 0.2, 3)).toBeCloseTo(-Math.sqrt(6 * Math.log(1.25)), 12);
  });
});

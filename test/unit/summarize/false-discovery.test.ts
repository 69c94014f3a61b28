import { describe, expect, it } from 'vitest';
import { discoveries } from '../../../src/summarize/false-discovery.js';

describe('discoveries', () => {
  it('are those up to the last p-value below its part of the rate', () => {
    // bounds: 0.02, 0.04, 0.06, 0.08, 0.1; the second is above its own, the third is not
    expect(discoveries([0.9, 0.055, 0.001, 0.045, 0.5], 0.1)).toEqual([false, true, true, true, false]);
    expect(discoveries([0.9, 0.065, 0.001, 0.045, 0.5], 0.1)).toEqual([false, false, true, false, false]);
  });

  it('are fewer the more was tested, and leave out what was not', () => {
    expect(discoveries([0.04, 0.03], 0.1, 2)).toEqual([true, true]);
    expect(discoveries([0.04, 0.03], 0.1, 6)).toEqual([false, false]);
    expect(discoveries([0.04, Number.NaN, Number.NaN], 0.1)).toEqual([true, false, false]);
  });

  it('are none of nothing, and all of what is certain', () => {
    expect(discoveries([], 0.1)).toEqual([]);
    expect(discoveries([0, 0], 0.1)).toEqual([true, true]);
  });
});

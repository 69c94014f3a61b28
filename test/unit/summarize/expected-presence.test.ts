import { describe, expect, it } from 'vitest';
import { ExpectedPresence } from '../../../src/summarize/expected-presence.js';

/** Ten long sources in the first group, ten short ones in the second. */
function longAndShort(): ExpectedPresence {
  const expected = new ExpectedPresence(2);
  for (let i = 0; i < 10; i++) {
    expected.add(0, 1024);
    expected.add(1, 128);
  }
  return expected;
}

describe('ExpectedPresence', () => {
  it('goes by length for rare terms, by sources for those that are nearly everywhere', () => {
    const rare = longAndShort().among(0.01);
    expect([rare(0).share, rare(1).share]).toEqual([expect.closeTo(8 / 9, 3), expect.closeTo(1 / 9, 3)]);
    const common = longAndShort().among(20);
    expect(common(0).share).toBeCloseTo(10 / 19.5, 3);
  });

  it('adds up to as many sources as were found', () => {
    const expected = longAndShort().among(12);
    const [long, short] = [expected(0).share, expected(1).share];
    expect(long + short).toBeCloseTo(1, 12);
    // 10 (1 − x⁸) + 10 (1 − x) = 12
    const absent = 1 - short * 1.2;
    expect(10 * (1 - absent ** 8) + 10 * (1 - absent)).toBeCloseTo(12, 4);
  });

  it('is worth as much as is found of rare terms, and more of common ones', () => {
    const even = new ExpectedPresence(2);
    for (let i = 0; i < 40; i++) even.add(i % 2, 100);
    expect(even.among(0.01)(0).size).toBeCloseTo(0.01, 4);
    // a hypergeometric number varies by 1 − 30/40 of a binomial one
    expect(even.among(30)(0)).toEqual({ share: expect.closeTo(0.5, 12), size: expect.closeTo(120, 2) });
  });

  it('is 0 without sources, and for those without words', () => {
    const expected = new ExpectedPresence(1);
    expected.add(0, 0);
    expect(expected.among(3)(0)).toEqual({ share: 0, size: 3 });
  });
});

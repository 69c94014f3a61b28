import { describe, expect, it } from 'vitest';
import { byCodePoint, sortByCodePoint } from '../../../src/math/code-point-order.js';

describe('byCodePoint', () => {
  it('puts a character above U+FFFF after U+FF5A, unlike the default sort', () => {
    const words = ['𐐨', 'ｚ', 'z'];
    expect([...words].sort(byCodePoint)).toEqual(['z', 'ｚ', '𐐨']);
    expect([...words].sort()).toEqual(['z', '𐐨', 'ｚ']);
  });

  it('does not follow a locale', () => {
    expect(['é', 'z', 'a', 'Z'].sort(byCodePoint)).toEqual(['Z', 'a', 'z', 'é']);
  });

  it('puts the beginning of a word before the word', () => {
    expect(byCodePoint('', 'a')).toBeLessThan(0);
    expect(byCodePoint('abc', 'ab')).toBeGreaterThan(0);
    expect(byCodePoint('ab', 'ab')).toBe(0);
  });
});

describe('sortByCodePoint', () => {
  it('sorts in place, with and without characters above U+FFFF', () => {
    const words = ['b', 'ｚ', 'a', ''];
    expect(sortByCodePoint(words)).toBe(words);
    expect(words).toEqual(['', 'a', 'b', 'ｚ']);
    expect(sortByCodePoint(['𐐨', 'ｚ', 'a'])).toEqual(['a', 'ｚ', '𐐨']);
  });
});

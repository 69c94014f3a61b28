import { describe, expect, it } from 'vitest';
import { CorpusError } from '../../../src/errors/errors.js';
import { givenTerms } from '../../../src/vocabulary/given-terms.js';

describe('givenTerms', () => {
  it('cuts terms as the scanner does, and keeps their order', () => {
    expect(givenTerms(['Moon ', ' goal', 'e-mail'], 'terms.txt')).toEqual(['moon', 'goal', 'e-mail']);
  });

  it.each([
    [['a', ''], 'terms.txt, line 2: "" is not one word'],
    [['two words'], 'terms.txt, line 1: "two words" is not one word'],
    [['moon', 'sun', 'Moon'], 'terms.txt: lines 1 and 3 are the same, "moon"'],
  ])('refuses %j', (lines, message) => {
    expect(() => givenTerms(lines, 'terms.txt')).toThrow(CorpusError);
    expect(() => givenTerms(lines, 'terms.txt')).toThrow(message);
  });
});

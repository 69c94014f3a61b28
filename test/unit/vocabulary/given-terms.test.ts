import { describe, expect, it } from 'vitest';
import { CorpusError } from '../../../src/errors/errors.js';
import type { SpecialWordRule } from '../../../src/tokenize/special-words.js';
import { givenTerms } from '../../../src/vocabulary/given-terms.js';

const rule: SpecialWordRule = { urls: 'no', mailAddresses: 'no', hashtags: 'words', emoji: 'no' };
const whole: SpecialWordRule = { urls: 'whole', mailAddresses: 'whole', hashtags: 'whole', emoji: 'whole' };

describe('givenTerms', () => {
  it('cuts terms as the scanner does, and keeps their order', () => {
    expect(givenTerms(['Moon ', ' goal', 'e-mail'], 'terms.txt', rule)).toEqual(['moon', 'goal', 'e-mail']);
  });

  it('takes whole what the texts take whole', () => {
    const lines = ['http://Example.org/a', 'Me@example.org', '#Tag', '❤\ufe0f', 'word'];
    expect(givenTerms(lines, 'terms.txt', whole)).toEqual(['http://example.org/a', 'me@example.org', '#tag', '❤', 'word']);
    expect(givenTerms(['#Tag'], 'terms.txt', rule)).toEqual(['tag']);
    expect(() => givenTerms(['word', 'me@example.org'], 'terms.txt', rule)).toThrow('terms.txt, line 2: "me@example.org" is not one word');
  });

  it.each([
    [['a', ''], 'terms.txt, line 2: "" is not one word'],
    [['two words'], 'terms.txt, line 1: "two words" is not one word'],
    [['moon', 'sun', 'Moon'], 'terms.txt: lines 1 and 3 are the same, "moon"'],
  ])('refuses %j', (lines, message) => {
    expect(() => givenTerms(lines, 'terms.txt', rule)).toThrow(CorpusError);
    expect(() => givenTerms(lines, 'terms.txt', rule)).toThrow(message);
  });
});

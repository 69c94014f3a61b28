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

  it('cuts them as texts of the language are cut', () => {
    expect(givenTerms(['KIRMIZI', 'ŞEHİR'], 'terms.txt', rule, 'tr')).toEqual(['kırmızı', 'şehir']);
    expect(givenTerms(['学习', 'שָׁלוֹם'], 'terms.txt', rule)).toEqual(['学习', 'שלום'.normalize('NFC')]);
    expect(() => givenTerms(['机器学习'], 'terms.txt', rule, 'zh')).toThrow('terms.txt, line 1: "机器学习" is not one word');
  });

  it('takes whole what the texts take whole', () => {
    const lines = ['http://Example.org/a', 'Me@example.org', '#Tag', '❤\ufe0f', 'word'];
    expect(givenTerms(lines, 'terms.txt', whole)).toEqual(['http://example.org/a', 'me@example.org', '#tag', '❤', 'word']);
    expect(givenTerms(['#Tag'], 'terms.txt', rule)).toEqual(['tag']);
    expect(() => givenTerms(['word', 'me@example.org'], 'terms.txt', rule)).toThrow('terms.txt, line 2: "me@example.org" is not one word');
  });

  it('takes phrases of two and three words where phrases are terms', () => {
    const withPhrases = { ...whole, phrases: true };
    expect(givenTerms(['Hard  drive', 'bill of Rights', 'e-mail', '#tag'], 'terms.txt', withPhrases)).toEqual([
      'hard drive',
      'bill of rights',
      'e-mail',
      '#tag',
    ]);
    const message = (line: string) => `terms.txt, line 1: "${line}" is not one word or a phrase of two or three`;
    for (const line of ['one too many words', 'word #tag', '']) expect(() => givenTerms([line], 'terms.txt', withPhrases)).toThrow(message(line));
    expect(() => givenTerms(['hard drive', 'Hard Drive'], 'terms.txt', withPhrases)).toThrow('lines 1 and 2 are the same, "hard drive"');
  });

  it('says without phrases that there are phrases', () => {
    expect(() => givenTerms(['hard drive'], 'terms.txt', rule)).toThrow(expect.objectContaining({ hint: expect.stringContaining('with `phrases`') }));
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

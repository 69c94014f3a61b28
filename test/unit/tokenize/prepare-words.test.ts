import { describe, expect, it } from 'vitest';
import { placedWords, prepareWords } from '../../../src/tokenize/prepare-words.js';

describe('prepareWords', () => {
  it('folds letters, takes marks out and parts words', () => {
    expect(prepareWords('ΟΔΟΣ: שָׁלוֹם, 東京都庁 in ISTANBUL', 'none')).toBe('ΟΔΟς: שלום, 東京 都庁 in ISTANBUL');
    expect(prepareWords('ISTANBUL', 'tr')).toBe('ıSTANBUL');
  });

  it.each(['', 'Plain text.', 'Zażółć gęślą jaźń', 'It’s — “quoted”', 'Слово'])('leaves %j as it is', (text) => {
    expect(prepareWords(text, 'none')).toBe(text);
  });
});

describe('placedWords', () => {
  it.each([
    ['en', 'The tax', ['the|The', 'tax|tax']],
    ['ar', 'اَلْكِتَابُ هنا', ['الكتاب|اَلْكِتَابُ', 'هنا|هنا']],
    ['he', 'אמר "צה״ל" ושָׁלוֹם', ['אמר|אמר', 'צה״ל|צה״ל', 'ושלום|ושָׁלוֹם'.normalize('NFC')]],
    ['ja', '2024年の東京大学へ', ['2024|2024', '年|年', 'の|の', '東京|東京', '大学|大学', 'へ|へ']],
    ['tr', 'I İ', ['ı|I', 'i|İ']],
    ['el', 'Ο ΝΟΜΟΣ', ['ο|Ο', 'νομος|ΝΟΜΟΣ']],
    ['ar', 'ـــ نص', ['نص|نص']],
  ])('%s: says where the words of %s stand', (language, text, expected) => {
    const composed = text.normalize('NFC');
    expect(placedWords(composed, language).map(({ word, begin, end }) => `${word}|${composed.slice(begin, end)}`)).toEqual(expected);
  });
});

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { languageByWords } from '../../src/tokenize/detect-language.js';
import { foldLetters, withoutMarks } from '../../src/tokenize/fold-script.js';
import { wordsOf } from '../../src/tokenize/languages.js';
import { placedWords, prepareWords } from '../../src/tokenize/prepare-words.js';
import { segmentWords } from '../../src/tokenize/segment-words.js';
import { WordScanner } from '../../src/tokenize/word-scanner.js';
import { forAll, wildText } from './arbitraries.js';

/** Text of what folding and cutting look at, in any order. */
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('σ', 'Σ', 'ς', 'ο', 'Δ', 'ά', 'I', 'İ', 'i', 'ı', '\u0307', 'ş', 'Ţ', 'ß', 'ẞ', 'a', 'Z', '1') },
      {
        weight: 4,
        arbitrary: fc.constantFrom('ש', 'ל', '\u05c1', '\u05b0', '״', '׳', '"', '”', '־', 'כ', 'ت', 'ي', 'ك', 'ا', '\u064b', '\u0654', 'ـ', '\u200c'),
      },
      { weight: 4, arbitrary: fc.constantFrom('东', '京', 'の', 'カ', 'ー', 'ก', 'ิ', 'ล', 'ກ', 'ក', '្', 'က', '\u{20000}', '。', '、', '한', '국') },
      { weight: 2, arbitrary: fc.constantFrom(' ', '\n', '.', "'", '\u0301', '😀') },
      { weight: 1, arbitrary: wildText },
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join('').normalize('NFC'));
const language = fc.constantFrom('none', 'en', 'tr', 'az', 'fa', 'ur', 'ro', 'el', 'he', 'ar', 'de', 'zh');

describe('folding', () => {
  forAll([text, language], { numRuns: 5000 })('leaves a text that it has made as it is', (raw, code) => {
    const letters = foldLetters(raw, code);
    expect(foldLetters(letters, code)).toBe(letters);
    const bare = withoutMarks(letters, code);
    expect(withoutMarks(bare, code)).toBe(bare);
    expect(bare.normalize('NFC')).toBe(bare);
  });

  forAll([text, language])('of letters keeps the length', (raw, code) => {
    expect(foldLetters(raw, code)).toHaveLength(raw.length);
  });
});

describe('segmentWords', () => {
  forAll([text], { numRuns: 2000 })('only adds blanks', (raw) => {
    expect(segmentWords(raw).replaceAll(' ', '')).toBe(raw.replaceAll(' ', ''));
  });
});

describe('prepareWords', () => {
  forAll([fc.string({ unit: fc.constantFrom(...'aZéßøIiłжЩя한 \n.,"\'’-1😀') }), fc.constantFrom('none', 'de', 'fr', 'ru', 'ko', 'vi')])(
    'leaves a text as it is that has nothing of what it looks at',
    (raw, code) => {
      expect(prepareWords(raw, code)).toBe(raw);
    },
  );
});

describe('placedWords', () => {
  // where marks are not taken out first, it makes a difference beside apostrophes, hyphens and other marks, in place of letters, and in
  // words of 64 letters
  const plain = text.map((raw) => raw.replace(/[׳'’ʼ＇\-‐‑ـ]|\u0301|\u0307/g, ' ').replaceAll('x'.repeat(32), 'x'));

  forAll([plain, language], { numRuns: 5000 })('are the words of the prepared text', (raw, code) => {
    const scanner = new WordScanner({ minLength: 1, numbers: true });
    const words: string[] = [];
    scanner.start(prepareWords(raw, code));
    while (scanner.next()) words.push(String.fromCharCode(...scanner.key.subarray(0, scanner.length)));
    expect(wordsOf(raw, code)).toEqual(words);
  });

  forAll([text, language], { numRuns: 3000 })('stand in the text in order', (raw, code) => {
    let last = 0;
    for (const { begin, end } of placedWords(raw, code)) {
      expect(begin).toBeGreaterThanOrEqual(last);
      expect(end).toBeGreaterThan(begin);
      expect(end).toBeLessThanOrEqual(raw.length);
      last = end;
    }
  });
});

describe('languageByWords', () => {
  forAll([text])('says one thing of a text, whatever it was asked before', (raw) => {
    const first = languageByWords(raw);
    languageByWords('In the morning the children went to school, and when they were back they slept.');
    expect(languageByWords(raw)).toEqual(first);
  });
});

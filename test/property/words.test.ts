import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { sortByCodePoint } from '../../src/math/code-point-order.js';
import { stemmedLanguageCodes, stemmerOf, wordsOf } from '../../src/tokenize/languages.js';
import { TermCounter } from '../../src/tokenize/term-counter.js';
import { MAX_WORD_LENGTH, type WordRule, WordScanner } from '../../src/tokenize/word-scanner.js';
import { countTexts, rowsOf } from '../support/count.js';
import { forAll, wildText } from './arbitraries.js';

/*
 * The rules of words as word-scanner.ts states them, once more as one regular expression. A letter is written with its marks, and
 * ʼ is an apostrophe though Unicode calls it a letter; gershayim and joiners are marks. A word of digits only has no endings.
 */
const LETTER = '(?!ʼ)\\p{L}';
const MARKS = '\\p{M}״\\u200c\\u200d';
const CHARACTER = `(?!ʼ)[\\p{L}\\p{N}${MARKS}]`;
const APOSTROPHE = "['’ʼ＇]";
const LATIN = '(?!ʼ)(?=[\\0-\\u024f]|\\p{Script=Latin})\\p{L}';
const OTHER = '(?!ʼ)(?![\\0-\\u024f]|\\p{Script=Latin})\\p{L}';
const ENGLISH_S = `${APOSTROPHE}[sS](?!${CHARACTER})`;
const SHORT_ENDING = `${LATIN}[${MARKS}]*(?:${LETTER}[${MARKS}]*)?(?!${CHARACTER})`;
const ENDING = `(?!${ENGLISH_S})${APOSTROPHE}(?:${SHORT_ENDING}|${OTHER}(?:${CHARACTER})*)`;
const RUN = `(?!ʼ)[\\p{L}\\p{N}](?:${CHARACTER})*`;
const PREFIX = `${LETTER}[${MARKS}]*[-‐‑](?=(?!ʼ)[\\p{L}\\p{N}])`;
const WORD = new RegExp(`((?:${PREFIX}|(?=[\\p{N}${MARKS}]*${LETTER}))${RUN}(?:${ENDING})*)(?:${ENGLISH_S})?|(${RUN})`, 'gu');

function lower(word: string): string {
  const characters = Array.from(word, (character) => {
    if (character === 'İ') return 'i';
    const small = character.toLowerCase();
    return Array.from(small).length === 1 ? small : character;
  });
  return characters
    .join('')
    .replace(/['’ʼ＇]/g, "'")
    .replace(/[-‐‑]/g, '-');
}

function naiveWords(text: string, { minLength, numbers }: WordRule): { words: string[]; tooLong: number } {
  const all = Array.from(text.matchAll(WORD), (match) => lower((match[1] ?? match[2]) as string));
  const fitting = all.filter((word) => word.length <= MAX_WORD_LENGTH);
  const words = fitting.filter((word) => (word.match(/[\p{L}\p{N}]/gu) ?? []).length >= minLength && (numbers || /\p{L}/u.test(word)));
  return { words, tooLong: all.length - fitting.length };
}

const rule = fc.record({ minLength: fc.integer({ min: 1, max: 4 }), numbers: fc.boolean() });

describe('TermCounter', () => {
  forAll([fc.array(wildText, { maxLength: 5 }), rule], { numRuns: 1000 })('counts what a regular expression and a Map count', (texts, wordRule) => {
    const counter = new TermCounter(wordRule);
    const expected = texts.map((text) => {
      const { words, tooLong } = naiveWords(text, wordRule);
      const counts = new Map<string, number>();
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      expect(counter.add(text), text).toMatchObject({ tokens: words.length, tooLong });
      return [...counts];
    });
    const counted = countTexts(texts, wordRule);
    expect(rowsOf(counted)).toEqual(expected);
    expect([...counted.terms]).toEqual(sortByCodePoint([...new Set(expected.flat().map(([word]) => word))]));
    const sequences = rowsOf(countTexts(texts, wordRule, 'sequence')).map((row) => row.map(([word]) => word));
    expect(sequences).toEqual(texts.map((text) => naiveWords(text, wordRule).words));
  });
});

describe('WordScanner', () => {
  forAll([wildText, rule], { numRuns: 1000 })('finds words in order, each where it says', (text, wordRule) => {
    const scanner = new WordScanner(wordRule);
    scanner.start(text);
    let end = 0;
    while (scanner.next()) {
      expect(scanner.begin).toBeGreaterThanOrEqual(end);
      expect(scanner.end).toBeGreaterThan(scanner.begin);
      end = scanner.end;
      const word = String.fromCharCode(...scanner.key.subarray(0, scanner.length));
      expect(lower(text.slice(scanner.begin, scanner.end))).toBe(word);
    }
    expect(end).toBeLessThanOrEqual(text.length);
    expect(scanner.next()).toBe(false);
  });

  forAll([wildText, wildText])('finds the words of two texts in a text of both', (a, b) => {
    const both = { minLength: 1, numbers: true };
    expect(naiveWords(`${a} . ${b}`, both).words).toEqual([...naiveWords(a, both).words, ...naiveWords(b, both).words]);
    const scan = (text: string) => {
      const counter = new TermCounter(both);
      return counter.add(text).tokens;
    };
    expect(scan(`${a} . ${b}`)).toBe(scan(a) + scan(b));
  });
});

describe('wordsOf', () => {
  forAll([wildText])('gives words that are words again', (text) => {
    for (const word of wordsOf(text)) expect(wordsOf(word)).toEqual([word.normalize('NFC')]);
  });
});

describe('stemmers', () => {
  for (const code of stemmedLanguageCodes) {
    forAll([wildText])(`of ${code} make a stem of every word`, async (text) => {
      const stem = await stemmerOf(code);
      for (const word of wordsOf(text)) expect(stem?.(word), word).toMatch(/./su);
    });
  }
});

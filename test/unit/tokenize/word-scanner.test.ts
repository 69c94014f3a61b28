import { describe, expect, it } from 'vitest';
import { MAX_WORD_LENGTH, type WordRule, WordScanner } from '../../../src/tokenize/word-scanner.js';

interface Found {
  word: string;
  source: string;
}

function scan(text: string, rule: WordRule): { found: Found[]; tooLong: number } {
  const scanner = new WordScanner(rule);
  const found: Found[] = [];
  scanner.start(text);
  while (scanner.next()) {
    found.push({
      word: String.fromCharCode(...scanner.key.subarray(0, scanner.length)),
      source: text.slice(scanner.begin, scanner.end),
    });
  }
  return { found, tooLong: scanner.tooLong };
}

/** All words, numbers and single letters too. */
const words = (text: string) => scan(text, { minLength: 1, numbers: true }).found.map(({ word }) => word);
/** The parts of the text they come from. */
const sources = (text: string) => scan(text, { minLength: 1, numbers: true }).found.map(({ source }) => source);

describe('separators', () => {
  it.each<[string, string[]]>([
    ['', []],
    [' \n\t', []],
    ['...', []],
    ['word', ['word']],
    [' word ', ['word']],
    ['Cats, DOGS; (birds)!', ['cats', 'dogs', 'birds']],
    ['a_b/c.d@e', ['a', 'b', 'c', 'd', 'e']],
    ['größe naïve ŁÓDŹ', ['größe', 'naïve', 'łódź']],
    ['Привет мир', ['привет', 'мир']],
    ['\u00a0a\u2003b\u3000c\ufeff', ['a', 'b', 'c']],
    ['x²', ['x²']],
    ['Ⅷ', ['ⅷ']],
  ])('%j → %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });
});

describe('apostrophes', () => {
  it.each<[string, string[]]>([
    ["don't", ["don't"]],
    ['DON’T', ["don't"]],
    ['donʼt don＇t', ["don't", "don't"]],
    ["we've we'll I'm we'd've", ["we've", "we'll", "i'm", "we'd've"]],
    ["America's", ['america']],
    ['AMERICA’S soil', ['america', 'soil']],
    ["states' rights", ['states', 'rights']],
    ["l'eau l'économie", ['l', 'eau', 'l', 'économie']],
    ["o'clock", ['o', 'clock']],
    ["rock'n'roll", ["rock'n", 'roll']],
    ["м'ята об'єкт", ["м'ята", "об'єкт"]],
    ["'quoted' ''twice''", ['quoted', 'twice']],
    ["'tis the season", ['tis', 'the', 'season']],
    ["5'10", ['5', '10']],
    ["don't-know", ["don't", 'know']],
    ["don''t", ['don', 't']],
    ["it's5", ['it', 's5']],
    ["qu'en", ["qu'en"]],
  ])('%j → %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  // What follows the ending must not change what the apostrophe does.
  it.each<[string, string[]]>([
    ["don't😀", ["don't"]],
    ["we've🎉🎉", ["we've"]],
    ["America's🎉", ['america']],
    ["it's\ud83d", ['it']],
  ])('an ending before an emoji: %j → %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  // Yoruba: ọ and s̩ are Latin letters, so l'ọjọ is cut as l'eau is; s̩ has no code point of its own, and is not the English s.
  it.each<[string, string[]]>([
    ["l'ọjọ", ['l', 'ọjọ']],
    ["l'ọ\u0301jọ\u0301", ['l', 'ọ\u0301jọ\u0301']],
    ["l'e\u0329ko\u0329", ['l', 'e\u0329ko\u0329']],
    ["l's\u0329e", ["l's\u0329e"]],
    ["ní's\u0329oro", ['ní', 's\u0329oro']],
  ])('Latin letters beyond U+0250 and letters with marks: %j → %j', (text, expected) => {
    expect(words(text.normalize('NFC'))).toEqual(expected.map((word) => word.normalize('NFC')));
  });
});

describe('hyphens', () => {
  it.each<[string, string[]]>([
    ['e-mail', ['e-mail']],
    ['X-Ray X‐ray X‑ray', ['x-ray', 'x-ray', 'x-ray']],
    ['F-16', ['f-16']],
    ['well-known', ['well', 'known']],
    ['covid-19', ['covid', '19']],
    ['x-y-z', ['x-y', 'z']],
    ['a - b', ['a', 'b']],
    ['a-', ['a']],
    ['-a', ['a']],
    ['a--b', ['a', 'b']],
    ['1-2', ['1', '2']],
    ['é-mail', ['é-mail']],
  ])('%j → %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['\u{10428}-mail', ['\u{10428}-mail']],
    ['x-\u{10428}', ['x-\u{10428}']],
    ['s\u0329-mail', ['s\u0329-mail']],
  ])('a letter of several code units is a single letter too: %j → %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });
});

describe('numbers', () => {
  const text = "In 1990 the 1990s, 3.5 and 4x4, covid-19, f-16, ٣٤ and '68";

  it('are words where they are wanted', () => {
    expect(words(text)).toEqual(['in', '1990', 'the', '1990s', '3', '5', 'and', '4x4', 'covid', '19', 'f-16', '٣٤', 'and', '68']);
  });

  it('are left out otherwise, but not what has a letter', () => {
    const { found } = scan(text, { minLength: 1, numbers: false });
    expect(found.map(({ word }) => word)).toEqual(['in', 'the', '1990s', 'and', '4x4', 'covid', 'f-16', 'and']);
  });
});

describe('minLength', () => {
  it.each<[number, string[]]>([
    [1, ['a', 'ab', 'abc', 'x-y', "i'm", 'o\u0302', '\u{10428}']],
    [2, ['ab', 'abc', 'x-y', "i'm"]],
    [3, ['abc']],
  ])('of %d counts letters and digits, not marks, apostrophes, hyphens or halves of pairs', (minLength, expected) => {
    const { found } = scan("a ab abc x-y i'm o\u0302 \u{10400}", { minLength, numbers: true });
    expect(found.map(({ word }) => word)).toEqual(expected);
  });
});

describe('marks', () => {
  it('stay in the word', () => {
    expect(words('e\u0301te\u0301')).toEqual(['e\u0301te\u0301']);
    expect(words('हिन्दी')).toEqual(['हिन्दी']);
  });

  it('are gone where NFC composes them', () => {
    expect(words('E\u0301TE\u0301'.normalize('NFC'))).toEqual(['été']);
  });

  it('start no word', () => {
    expect(words('\u0301abc \u0301 \ufe0f')).toEqual(['abc']);
    expect(sources('\u0301abc')).toEqual(['abc']);
    expect(words('\u{e0100}abc')).toEqual(['abc']);
  });

  it('above U+FFFF stay too', () => {
    expect(words('葛\u{e0100}')).toEqual(['葛\u{e0100}']);
  });
});

describe('emoji', () => {
  it.each<[string, string[]]>([
    ['I ❤️ cats', ['i', 'cats']],
    ['cats❤️dogs', ['cats', 'dogs']],
    ['cats😀dogs', ['cats', 'dogs']],
    ['👨‍👩‍👧 family 🇫🇷', ['family']],
    ['👍🏽ok', ['ok']],
  ])('%j → %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });
});

describe('surrogates', () => {
  it('lowers capitals above U+FFFF', () => {
    // Deseret: long I to short I
    expect(words('\u{10400}\u{10401}x\u{10427}')).toEqual(['\u{10428}\u{10429}x\u{1044f}']);
    expect(sources('«\u{10400}»')).toEqual(['\u{10400}']);
  });

  it('takes ideographs above U+FFFF', () => {
    expect(words('\u{20000}\u{2a6df} \u{31350}')).toEqual(['\u{20000}\u{2a6df}', '\u{31350}']);
  });

  it('separates at half of a pair', () => {
    expect(words('ab\ud800cd')).toEqual(['ab', 'cd']);
    expect(words('ab\udc00cd')).toEqual(['ab', 'cd']);
    expect(words('\udc00\ud800')).toEqual([]);
    expect(words('\ud801')).toEqual([]);
    expect(words('ab\ud801')).toEqual(['ab']);
    expect(words('\ud801\ud801\udc00')).toEqual(['\u{10428}']);
  });
});

describe('long runs', () => {
  it('takes a word of 64 letters, passes one of 65 over and counts it', () => {
    expect(MAX_WORD_LENGTH).toBe(64);
    const { found, tooLong } = scan(`one ${'a'.repeat(64)} ${'b'.repeat(65)} two`, { minLength: 1, numbers: true });
    expect(found.map(({ word }) => word)).toEqual(['one', 'a'.repeat(64), 'two']);
    expect(tooLong).toBe(1);
  });

  it('passes runs longer than its buffer over', () => {
    const { found, tooLong } = scan(`${'x'.repeat(1000)} one ${'A1'.repeat(5000)} two`, { minLength: 1, numbers: true });
    expect(found.map(({ word }) => word)).toEqual(['one', 'two']);
    expect(tooLong).toBe(2);
  });

  it('counts them afresh for each text', () => {
    const scanner = new WordScanner({ minLength: 1, numbers: true });
    scanner.start('a'.repeat(65));
    expect(scanner.next()).toBe(false);
    expect(scanner.tooLong).toBe(1);
    scanner.start('short');
    expect(scanner.tooLong).toBe(0);
    expect(scanner.next()).toBe(true);
    expect(scanner.next()).toBe(false);
  });
});

describe('lower case', () => {
  it.each([
    ['İSTANBUL', 'istanbul'],
    ['I', 'i'],
    ['ı', 'ı'],
    ['GROẞ', 'groß'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδός', 'οδός'],
    ['\u2126', 'ω'],
    ['Ǆ', 'ǆ'],
    ['Ⴀ', 'ⴀ'],
    ['Ꭰ', 'ꭰ'],
  ])('%s → %s, a character at a time', (text, expected) => {
    expect(words(text)).toEqual([expected]);
  });
});

describe('edges of the text', () => {
  it.each<[string, string[]]>([
    ["'", []],
    ["a'", ['a']],
    ["'a", ['a']],
    ["a's", ['a']],
    ["'s", ['s']],
    ["a't", ["a't"]],
    ['-', []],
    ['e-m', ['e-m']],
    ['\u0301', []],
    ['a\u0301', ['a\u0301']],
    ['a ', ['a']],
    ['\u00ad', []],
  ])('%j → %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });
});

describe('spans', () => {
  it('are the word as it stands in the text', () => {
    expect(sources("“DON’T!” X‐Ray, America's l'eau é\u0301…")).toEqual(['DON’T', 'X‐Ray', 'America', 'l', 'eau', 'é\u0301']);
  });
});

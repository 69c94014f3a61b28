import { describe, expect, test } from 'vitest';
import { normalizeText } from '../../../src/ingest/normalize-text.js';

describe('characters', () => {
  test.each([
    ['composed', 'cafe\u0301 na\u0131', 'caf\u00e9 na\u0131'],
    ['line ends are LF', 'a\r\nb\rc\n\r\n', 'a\nb\nc\n\n'],
    ['a form feed is an empty line', 'page\fpage', 'page\n\npage'],
    ['other controls are blanks, tabs stay', 'a\0b\x07c\x0bd\x1be\x7ff\tg', 'a b c d e f\tg'],
    ['full-width ASCII', 'Ｆｕｌｌ　Ｗｉｄｔｈ－１２３！～', 'Full Width-123!~'],
    ['half-width katakana with their marks', 'ｶﾞｷﾞﾀｰ｡ﾊﾟﾊﾟ', 'ガギター。パパ'],
    ['a half-width mark after a full-width letter', 'カﾞ', 'ガ'],
    ['half-width Hangul and full-width signs of money stay', 'ﾡ￥', 'ﾡ￥'],
    ['ligatures', 'ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ', 'ff fi fl ffi ffl st st'],
    ['a ligature that a mark follows', 'ﬁ\u0301n', 'fín'],
    ['other compatibility characters stay', '№ ² ½ ﬓ', '№ ² ½ ﬓ'],
    ['soft hyphens', 'Donau\xaddampf\xad\xadschiff', 'Donaudampfschiff'],
    ['invisible characters', '\ufeffa\u200bb\u2060c\u200cd\u200de', 'abcde'],
    ['marks of direction', '\u200eabc\u200f \u202bשלום\u202c \u2066x\u2069 \u061cم', 'abc שלום x م'],
    ['a mark that an invisible character parted from its letter', 'e\u200b\u0301', 'é'],
    ['what is taken away leaves the text around it', 'ａ\u200bﬁ\xadｶﾞ\r\n', 'afiガ\n'],
  ])('%s', (_name, text, expected) => {
    expect(normalizeText(text)).toBe(expected);
  });
});

describe('zero-width characters that tell something stay', () => {
  test.each([
    ['Persian', 'می\u200cخواهم'],
    ['Devanagari', 'क\u094d\u200dष'],
    ['Sinhala', 'ශ\u0dca\u200dර'],
    ['Brahmi, above U+FFFF', '\u{11013}\u{11046}\u200d\u{11014}'],
    ['a family', '👨\u200d👩\u200d👧'],
    ['a person of another skin with a heart', '👩🏽\u200d❤\ufe0f\u200d👨🏿'],
    ['a head that shakes', '🙂\u200d↔\ufe0f'],
    ['Thai words', 'ภาษา\u200bไทย'],
    ['Khmer words', 'ភាសា\u200bខ្មែរ'],
  ])('%s', (_name, text) => {
    expect(normalizeText(text)).toBe(text);
  });

  test.each([
    ['at an end', '\u200cمی\u200c', 'می'],
    ['between two scripts', 'م\u200cx\u200dक', 'مxक'],
    ['more than one', 'م\u200c\u200dی', 'می'],
    ['a non-joiner in emoji', '👨\u200c👩', '👨👩'],
    ['a zero-width space in Arabic', 'م\u200bی', 'می'],
  ])('but not %s', (_name, text, expected) => {
    expect(normalizeText(text)).toBe(expected);
  });
});

describe('words broken at a line’s end', () => {
  test.each([
    ['are joined', 'an exam-\nple of it', 'an example\nof it'],
    ['with blanks at the end and an indent', 'exam- \t\n  ple, then more', 'example,\nthen more'],
    ['with other line ends', 'exam-\r\nple.', 'example.'],
    ['with U+2010', 'exam\u2010\nple', 'example'],
    ['with a soft hyphen', 'exam\xad\nple', 'example'],
    ['in Latin, Greek and Cyrillic letters', 'Grö-\nße\npo-\nłożenie\nλό-\nγος\nсло-\nво', 'Größe\npołożenie\nλόγος\nслово'],
    ['in loose accents', 'cafe\u0301-\ne\u0301te\u0301', 'caféété'],
    ['over several lines', 'Do-\nnau-\ndampf-\nschiff fährt', 'Donaudampfschiff\nfährt'],
    ['of which the second is one letter', 'ab-\nc-\nde', 'abcde'],
    ['where the line ends anyway', 'exam-\nple\nand', 'example\nand'],
    ['where a line end would break another word', 'exam-\nple- and', 'example- and'],
    ['and the next words are not', 'exam-\nple well-known', 'example\nwell-known'],
  ])('%s', (_name, text, expected) => {
    expect(normalizeText(text)).toBe(expected);
  });

  test.each([
    ['before a capital', 'North-\nSouth'],
    ['before a digit', 'covid-\n19'],
    ['before an empty line', 'exam-\n\nple'],
    ['after one letter', 'e-\nmail'],
    ['after a digit', 'a1-\nb'],
    ['after another hyphen', 'this--\nthat'],
    ['after a blank', 'this -\nthat'],
    ['that stand for the rest of the next word', 'Ein- \nund Ausfuhr, pre-\nand post-war, Vor-\nbzw. Nachteile, in-\nof uitvoer'],
    ['elsewhere in a line', 'well-known'],
  ])('are not joined %s', (_name, text) => {
    expect(normalizeText(text)).toBe(text);
  });

  test('are not joined over the end of a page', () => {
    expect(normalizeText('exam-\fple')).toBe('exam-\n\nple');
  });

  test('a word that only starts like “and” is joined', () => {
    expect(normalizeText('hus-\nandry')).toBe('husandry');
  });
});

test('a character becomes the same anywhere in a long text', () => {
  for (let code = 0; code < 0x100; code++) {
    const character = String.fromCharCode(code);
    const alone = normalizeText(`x${character}X`);
    for (const before of [1, 2, 3, 4, 150, 4095, 4096, 9000]) {
      const [head, tail] = ['x'.repeat(before), 'X'.repeat(150)];
      expect(normalizeText(head + character + tail), `U+${code.toString(16)} after ${before}`).toBe(head + alone.slice(1, -1) + tail);
      expect(normalizeText(tail + head + character)).toBe(tail + normalizeText(head + character));
    }
  }
});

test('texts of one kind of character, or of nothing but broken words, take time in proportion', () => {
  const SIZE = 1_000_000;
  for (const piece of [
    '-',
    '- ',
    '-\n',
    '- \t\n',
    'ab-\n',
    'ab-\nc d',
    '\xad',
    '\xad \n',
    '\u200d',
    'م\u200c',
    '👨\u200d',
    'Ａ',
    'ｶﾞ',
    'ﬁ',
    '\r',
    '\0',
    'x',
    ' ',
  ]) {
    const time = (size: number) => {
      const text = piece.repeat(size / piece.length);
      const started = performance.now();
      normalizeText(text);
      return performance.now() - started;
    };
    time(SIZE / 10);
    // quadratic time would be a hundred times that of a tenth of the text, some minutes of it
    expect(time(SIZE), piece).toBeLessThan(3000);
  }
});

test('a million marks on one letter take no longer than other text', () => {
  const started = performance.now();
  for (const marks of ['\u0301\u0323', '\u064b\u0651', '\u05b0\u05bc', '\u{1d165}\u{1e000}']) {
    const text = normalizeText(`a${marks.repeat(500_000)}`);
    expect(normalizeText(text)).toBe(text);
  }
  expect(performance.now() - started).toBeLessThan(20_000);
});

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { normalizeText } from '../../src/ingest/normalize-text.js';
import { wordsOf } from '../../src/tokenize/languages.js';
import { forAll, wildText } from './arbitraries.js';

/** Text of what normalizeText looks at, in any order. */
const text = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom('a', 'bc', 'B', 'é', 'ł', 'Ω', 'ж', '-', '-\n', '- \n ', '‐', '\n', ' ', '\t', '.', ',', '1', "'", 'and', 'und'),
      },
      { weight: 4, arbitrary: fc.constantFrom('\r', '\f', '\0', '\x1c', '\x7f', '\xad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u202e', '\u061c') },
      { weight: 4, arbitrary: fc.constantFrom('Ａ', '－', '　', 'ｶ', 'ﾞ', 'カ', 'ﬁ', 'ﬅ', '\u0301', '\u0338', '\u3099', '\ufe0f', '⫝̸', '←', 'Å') },
      { weight: 4, arbitrary: fc.constantFrom('م', 'ی', 'क', '\u094d', '\u0958', 'ไ', 'ခ', '❤', '👨', '🏽', '🇫', '\u{11013}', '\ud83d', '\udc68') },
      { weight: 1, arbitrary: wildText },
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

/** Joins words broken at a line's end, where nothing else is to be done to the text: one break after the other, by a regular expression. */
function joined(text: string): string {
  let rest = text;
  let done = '';
  for (;;) {
    const found = /[-\u2010][ \t]*\n[ \t]*/.exec(rest);
    if (found === null) return done + rest;
    const before = done + rest.slice(0, found.index);
    const after = rest.slice(found.index + found[0].length);
    const word = /^[^ \t\n]*/.exec(after)?.[0] ?? '';
    if (/[a-zA-ZéłΩж]{2}$/.test(before) && /^[a-zéłж]/.test(after) && !/^(and|und)[.,;:]?$/.test(word)) {
      const gap = /^[ \t]+(?![ \t\n])/.exec(after.slice(word.length));
      rest = gap === null || /[-\u2010]$/.test(word) ? after : `${word}\n${after.slice(word.length + gap[0].length)}`;
      done = before;
    } else {
      done = before + found[0];
      rest = after;
    }
  }
}

const brokenText = fc
  .array(fc.constantFrom('a', 'bc', 'B', 'é', 'ł', 'Ω', 'ж', '-', '-\n', '- \n ', '‐\n', '\n', ' ', '\t', '.', 'and', 'und'), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('normalizeText', () => {
  forAll([brokenText], { numRuns: 20_000 })('joins the words that lines break', (plain) => {
    expect(normalizeText(plain)).toBe(joined(plain));
  });

  forAll([text], { numRuns: 10_000 })('leaves a text that it has made as it is', (raw) => {
    const once = normalizeText(raw);
    expect(normalizeText(once)).toBe(once);
    expect(once.normalize('NFC')).toBe(once);
  });

  forAll([text], { numRuns: 3000 })('leaves nothing that is to go', (raw) => {
    expect(normalizeText(raw)).not.toMatch(
      /[\0-\x08\x0b-\x1f\x7f\xad\u061c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\u3000\ufb00-\ufb06\ufeff\uff01-\uff9f]/,
    );
  });

  forAll([fc.array(fc.constantFrom('word', 'Ärger', 'été', 'слово', "don't", 'x', '12'), { maxLength: 8 })])('keeps the words of a plain text', (words) => {
    const plain = words.join(' \n');
    expect(wordsOf(normalizeText(plain))).toEqual(wordsOf(plain));
  });
});

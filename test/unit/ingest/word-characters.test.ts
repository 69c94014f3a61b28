import { describe, expect, test } from 'vitest';
import { DIGIT, IDEOGRAPH, LETTER, WORD_UNITS } from '../../../src/ingest/repeats/word-characters.js';

const classOf = (unit: number) => WORD_UNITS[unit] & ~0xffff;
const unitsOf = (text: string) => Array.from(text, (character) => WORD_UNITS[character.charCodeAt(0)]);

describe('WORD_UNITS', () => {
  test('letters and numbers of all scripts belong to words', () => {
    for (let unit = 0; unit < 65536; unit++) {
      // ⸯ, a tilde that stands alone, is a letter to Unicode
      if (unit !== 0x2e2f && /[\p{L}\p{Nd}]/u.test(String.fromCharCode(unit))) expect(WORD_UNITS[unit], unit.toString(16)).not.toBe(0);
    }
  });

  test('white space separates, and so does common punctuation', () => {
    for (let unit = 0; unit < 65536; unit++) {
      if (/\s/.test(String.fromCharCode(unit))) expect(WORD_UNITS[unit], unit.toString(16)).toBe(0);
    }
    const punctuation = '\0!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~\x7f«»¡¿·§×÷‘’“”…–—•€→─■✓。、「」，！？：；（）۔،؟।';
    expect(unitsOf(punctuation).every((value) => value === 0)).toBe(true);
  });

  test('case is folded in ASCII, Latin-1, Greek and Cyrillic', () => {
    expect(unitsOf('AZÀÖØÞΑΩЀЏАЯ')).toEqual(unitsOf('azàöøþαωѐџая'));
    expect(unitsOf('az').map((value) => value - LETTER)).toEqual([97, 122]);
    expect(WORD_UNITS[0xdf]).toBe(LETTER | 0xdf);
  });

  test('digits, and characters of scripts without spaces, are classes of their own', () => {
    expect(unitsOf('09٣９').map((value) => value & ~0xffff)).toEqual([DIGIT, DIGIT, DIGIT, DIGIT]);
    for (const character of '漢ひカーก์ខ') expect(classOf(character.charCodeAt(0)), character).toBe(IDEOGRAPH);
    for (const character of '한अéжx') expect(classOf(character.charCodeAt(0)), character).toBe(LETTER);
  });
});

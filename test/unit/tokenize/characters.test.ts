import { describe, expect, it } from 'vitest';
import { APOSTROPHE, astralCharacter, HYPHEN, LETTER, MARK, NUMBER, SURROGATE, UNITS } from '../../../src/tokenize/characters.js';
import { UNICODE_VERSION } from '../../../src/tokenize/letters.js';

/** Where this Node has another Unicode version, only characters that no version changes are compared. */
const last = process.versions.unicode === UNICODE_VERSION ? 0x10ffff : 0x24f;
const isSurrogate = (code: number) => code >= 0xd800 && code <= 0xdfff;
const ownClass = new Set([...'\u02bc'].map((character) => character.codePointAt(0)));

function shipped(code: number): { class: number; lower: number } | undefined {
  if (code > 0xffff) return astralCharacter(code);
  return UNITS[code] === 0 ? undefined : { class: UNITS[code] >>> 16, lower: UNITS[code] & 0xffff };
}

function runtimeClass(character: string): number | undefined {
  if (/\p{L}/u.test(character)) return LETTER;
  if (/\p{N}/u.test(character)) return NUMBER;
  return /\p{M}/u.test(character) ? MARK : undefined;
}

describe('the shipped letter table', () => {
  it('agrees with the running Node on what is a letter, a number, a mark and a separator', () => {
    const different: string[] = [];
    for (let code = 0; code <= last; code++) {
      if (isSurrogate(code) || ownClass.has(code) || "'’＇-‐‑״\u200c\u200d".includes(String.fromCodePoint(code))) continue;
      if (shipped(code)?.class !== runtimeClass(String.fromCodePoint(code))) different.push(code.toString(16));
    }
    expect(different).toEqual([]);
  });

  it('agrees with the running Node on lower case', () => {
    const different: string[] = [];
    for (let code = 0; code <= last; code++) {
      const character = shipped(code);
      if (character === undefined || isSurrogate(code) || character.class > MARK) continue;
      const lower = [...String.fromCodePoint(code).toLowerCase()];
      // İ is the only one with two characters; its simple mapping is i
      const expected = lower.length === 1 ? lower[0].codePointAt(0) : 0x69;
      if (character.lower !== expected) different.push(code.toString(16));
    }
    expect(different).toEqual([]);
  });

  it('has a sound comparison: it covers letters on both sides of U+FFFF when the versions agree', () => {
    expect(shipped(0x61)).toEqual({ class: LETTER, lower: 0x61 });
    expect(shipped(0x10400)).toEqual({ class: LETTER, lower: 0x10428 });
    expect(shipped(0x1f600)).toBeUndefined();
  });
});

describe('special units', () => {
  it.each([..."'’ʼ＇"])('%s is an apostrophe', (character) => {
    expect(UNITS[character.charCodeAt(0)] >>> 16).toBe(APOSTROPHE);
  });

  it.each([...'-‐‑'])('%s is a hyphen', (character) => {
    expect(UNITS[character.charCodeAt(0)] >>> 16).toBe(HYPHEN);
  });

  it.each([...'״\u200c\u200d'])('%j is part of the word that it stands in', (character) => {
    expect(UNITS[character.charCodeAt(0)] >>> 16).toBe(MARK);
  });

  it('dashes and the minus sign are separators', () => {
    expect([...'‒–—−_'].map((character) => UNITS[character.charCodeAt(0)])).toEqual([0, 0, 0, 0, 0]);
  });

  it('all halves of pairs are surrogates', () => {
    for (let unit = 0xd800; unit < 0xe000; unit++) expect(UNITS[unit] >>> 16).toBe(SURROGATE);
    expect(UNITS[0xe000]).toBe(0);
  });
});

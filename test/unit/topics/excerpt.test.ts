import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../src/topics/excerpt.js';

const weightOf = (word: string) => (word === 'tax' ? 1 : 0);
const isOwn = (word: string) => word === 'tax';
const excerpt = (text: string) => excerptOf(text, weightOf, isOwn);

const filler = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ');

describe('excerptOf', () => {
  it('is the whole text where that is short, white space as single blanks, own words marked', () => {
    const text = '(The TAX,\r\nthe tax!)';
    const { text: shown, marks, ...cuts } = excerpt(text);
    expect(shown).toBe('(The TAX, the tax!)');
    expect(cuts).toEqual({ cutBefore: false, cutAfter: false });
    expect(marks).toEqual([5, 8, 14, 17]);
    expect(shown.slice(14, 17)).toBe('tax');
  });

  it('is the 55 words with the most weight', () => {
    const { text, cutBefore, cutAfter, marks } = excerpt(`${filler(100)} tax x tax x tax ${filler(100)}`);
    expect(text.split(' ')).toHaveLength(55);
    expect(text.endsWith('tax x tax x tax')).toBe(true);
    expect([cutBefore, cutAfter]).toEqual([true, true]);
    expect(marks).toHaveLength(6);
    for (let m = 0; m < marks.length; m += 2) expect(text.slice(marks[m], marks[m + 1])).toBe('tax');
  });

  it('is the first 55 words where none has weight', () => {
    const { text, cutBefore, cutAfter } = excerpt(filler(60));
    expect(text).toBe(filler(55));
    expect([cutBefore, cutAfter]).toEqual([false, true]);
  });

  it('prefers the first of equal stretches', () => {
    const { text, cutBefore } = excerpt(`tax ${filler(100)} tax`);
    expect(text.startsWith('tax w0')).toBe(true);
    expect(cutBefore).toBe(false);
  });

  it('goes to the end of the text, last punctuation too', () => {
    const { text, cutAfter, cutBefore } = excerpt(`${filler(60)} tax tax!?`);
    expect(text.endsWith('tax tax!?')).toBe(true);
    expect([cutBefore, cutAfter]).toEqual([true, false]);
  });

  it('stays short where words are few among much that is no word', () => {
    const { text, marks, cutBefore } = excerpt(`tax ${'='.repeat(200_000)} tax ${'x'.repeat(100_000)} tax`);
    expect(text).toBe(`tax ${'='.repeat(19)}… tax ${'x'.repeat(19)}… tax`);
    expect(marks.map((mark) => text.slice(mark, mark + 3)).filter((word) => word === 'tax')).toHaveLength(3);
    expect(cutBefore).toBe(false);
    expect(excerpt(`${'longword'.repeat(7)} `.repeat(50)).text.length).toBeLessThan(700);
  });

  it('marks a word without what the scanner drops of it', () => {
    const { marks } = excerpt("the tax's end");
    expect(marks).toEqual([4, 7]);
  });
});

describe('a text without words', () => {
  it('is shown from its beginning', () => {
    expect(excerpt('  ... !!! ')).toEqual({ text: '... !!!', cutBefore: false, cutAfter: false, marks: [] });
    expect(excerpt('.'.repeat(601))).toEqual({ text: '.'.repeat(600), cutBefore: false, cutAfter: true, marks: [] });
  });

  it('has its line breaks as spaces too', () => {
    expect(excerpt('!!!\n???').text).toBe('!!! ???');
  });

  it('is not cut within a character', () => {
    expect(excerpt(`.${'😀'.repeat(800)}`).text).not.toMatch(/\p{Cs}/u);
  });
});

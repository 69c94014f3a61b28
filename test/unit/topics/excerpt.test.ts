import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../src/topics/excerpt.js';

/** Excerpt of a text of which one word is the topic's. */
function excerpt(text: string, own = 'tax', language = 'none') {
  return excerptOf(
    text,
    language,
    (words) => words.map(({ word }) => (word === own ? 3 : undefined)),
    (column) => (column === 3 ? 1 : Number.NaN),
    (column) => column === 3,
  );
}

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
    const { text, marks, cutBefore } = excerpt(`tax ${'='.repeat(90_000)} tax ${'x'.repeat(50_000)} tax`);
    expect(text).toBe(`tax ${'='.repeat(19)}… tax ${'x'.repeat(19)}… tax`);
    expect(marks.map((mark) => text.slice(mark, mark + 3)).filter((word) => word === 'tax')).toHaveLength(3);
    expect(cutBefore).toBe(false);
    expect(excerpt(`${'longword'.repeat(7)} `.repeat(50)).text.length).toBeLessThan(700);
  });

  it('is looked for in the first 200,000 characters, and says that there are more', () => {
    const { text, cutAfter } = excerpt(`${'word '.repeat(45_000)}tax`);
    expect(text.includes('tax')).toBe(false);
    expect(cutAfter).toBe(true);
  });

  it('marks the words of a phrase as one', () => {
    const marked = (text: string) => {
      const columns = (words: readonly { word: string }[]) => words.map(({ word }) => (/^(hard|drive)$/.test(word) ? 3 : undefined));
      const { text: shown, marks } = excerptOf(
        text,
        'none',
        columns,
        () => 1,
        (column) => column === 3,
      );
      return Array.from({ length: marks.length / 2 }, (_, m) => shown.slice(marks[2 * m], marks[2 * m + 1]));
    };
    expect(marked('My hard  drive broke. Hard-drive, hard. Drive')).toEqual(['hard drive', 'Hard-drive', 'hard', 'Drive']);
  });

  it('marks a word without what the scanner drops of it', () => {
    const { marks } = excerpt("the tax's end");
    expect(marks).toEqual([4, 7]);
  });
});

describe('words that are folded or cut', () => {
  const marked = (text: string, own: string, language: string) => {
    const { text: shown, marks } = excerpt(text, own, language);
    return [shown, ...Array.from({ length: marks.length / 2 }, (_, m) => shown.slice(marks[2 * m], marks[2 * m + 1]))];
  };

  it.each([
    ['ar', 'قرأت اَلْكِتَابَ أمس', 'الكتاب', 'اَلْكِتَابَ'],
    ['ja', '新しい機械学習の本です。', '学習', '学習'],
    ['el', 'Ο ΝΟΜΟΣ ΙΣΧΥΕΙ', 'νομος', 'ΝΟΜΟΣ'],
    ['tr', 'Hava çok ILIK.', 'ılık', 'ILIK'],
    ['fa', 'من می\u200cخواهم بروم', 'می\u200cخواهم', 'می\u200cخواهم'],
  ])('%s: in %s the word %s is marked as it is written', (language, text, own, written) => {
    expect(marked(text, own, language)).toEqual([text, written]);
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

import { describe, expect, it } from 'vitest';
import { fold, foldWithPlaces, isBoundary } from '../../../../src/report/page/data/search-folding.js';
import { TextSearch } from '../../../../src/report/page/data/search-index.js';
import { placesIn, snippetOf } from '../../../../src/report/page/data/search-places.js';
import { isEmpty, parseQuery } from '../../../../src/report/page/data/search-query.js';

function rowsOf(search: TextSearch, written: string): number[] {
  const work = search.find(parseQuery(written));
  for (;;) {
    const { done, value } = work.next();
    if (done) return [...value];
  }
}

function searchOf(...texts: string[]): TextSearch {
  const search = new TextSearch(texts.length);
  search.add(texts.join('\0'), 0);
  return search;
}

describe('fold', () => {
  it('takes case, accents, kinds of blanks and of quotation marks away', () => {
    expect(fold('Crème\tBRÛLÉE\n\n “don’t” Straße Σίσυφος Ёлка')).toBe('creme brulee "don\'t" straße σισυφοσ елка');
  });

  it('leaves signs that tell letters apart', () => {
    expect(fold('が か कि क')).toBe('が か कि क');
  });

  it('says where each character comes from', () => {
    const { text, places } = foldWithPlaces('a \n e\u0301X');
    expect(text).toBe('a ex');
    expect([...places]).toEqual([0, 1, 4, 6, 7]);
  });
});

describe('isBoundary', () => {
  it('is where a word begins or ends, and anywhere in scripts without blanks', () => {
    expect([0, 1, 2, 3].map((place) => isBoundary('ab c', place))).toEqual([true, false, true, true]);
    expect([1, 2].every((place) => isBoundary('日本語', place))).toBe(true);
    expect(isBoundary('語a', 1)).toBe(true);
  });
});

describe('parseQuery', () => {
  it('tells words, phrases and what is excluded', () => {
    expect(parseQuery('Tax "Income  tax" -war -"cold war" (café), "open')).toEqual({
      required: [
        { text: 'tax', isWhole: false },
        { text: 'income tax', isWhole: true },
        { text: 'cafe', isWhole: false },
        { text: 'open', isWhole: false },
      ],
      excluded: [
        { text: 'war', isWhole: true },
        { text: 'cold war', isWhole: true },
      ],
    });
  });

  it('keeps signs that belong to a word, and passes over those that stand alone', () => {
    expect(parseQuery('c++ don\'t - "" ...').required.map(({ text }) => text)).toEqual(['c++', "don't"]);
    expect(isEmpty(parseQuery(' - "" '))).toBe(true);
  });
});

describe('TextSearch', () => {
  it('finds beginnings of words, not what is inside them', () => {
    expect(rowsOf(searchOf('Taxes rise', 'a syntax', 'no TAX', 'tax-free'), 'tax')).toEqual([2, 3, 0]);
  });

  it('wants all words, just the phrase, and nothing that is excluded', () => {
    const search = searchOf('cold war and peace', 'war is cold', 'a cold  \n war', 'cold warrior');
    expect(rowsOf(search, 'cold war').sort()).toEqual([0, 1, 2, 3]);
    expect(rowsOf(search, '"cold war"').sort()).toEqual([0, 2]);
    expect(rowsOf(search, 'cold -war')).toEqual([3]);
    expect(rowsOf(search, '-cold')).toEqual([]);
  });

  it('finds anywhere in a script without blanks', () => {
    expect(rowsOf(searchOf('私は東京に住む', '京都'), '東京')).toEqual([0]);
  });

  it('ranks by rarity and by how much of a document it is, equals by row', () => {
    const long = 'filler '.repeat(50);
    expect(rowsOf(searchOf(`apple ${long}`, 'apple pie', 'apple pie', 'apple apple'), 'apple')).toEqual([3, 1, 2, 0]);
  });

  it('counts what came after a word was first looked for', () => {
    const search = new TextSearch(3);
    search.add('one', 0);
    expect(rowsOf(search, 'o')).toEqual([0]);
    search.add('two\0one', 1);
    expect(rowsOf(search, 'on')).toEqual([0, 2]);
    search.add('one', 1);
    expect(rowsOf(search, 'one').sort()).toEqual([0, 1, 2]);
    expect(rowsOf(search, 'one two')).toEqual([1]);
  });

  it('refuses more documents than it can sort', () => {
    expect(() => new TextSearch(3e6)).toThrow('3000000 documents are more than');
  });
});

describe('placesIn', () => {
  it('gives places in the text as it was, once where they overlap', () => {
    const text = 'The CAFÉ,\n the café-bar';
    expect(placesIn(text, parseQuery('caf "the cafe"')).map(({ begin, end }) => text.slice(begin, end))).toEqual(['The CAFÉ', 'the café']);
  });
});

describe('snippetOf', () => {
  it('shows the words round the first place', () => {
    const snippet = snippetOf(`${'before '.repeat(40)}the  needle ${'after '.repeat(100)}`, parseQuery('needle'));
    expect(snippet.cutBefore).toBe(true);
    expect(snippet.text).toMatch(/^before before .* the needle after/);
    expect(snippet.marks.map(({ begin, end }) => snippet.text.slice(begin, end))).toEqual(['needle']);
  });

  it('shows the first words where nothing is looked for', () => {
    expect(snippetOf('  First\nwords', parseQuery(''))).toEqual({ text: 'First words', marks: [], cutBefore: false });
  });
});

import { describe, expect, it } from 'vitest';
import { EmptyVocabularyError } from '../../../src/errors/errors.js';
import type { Stem } from '../../../src/tokenize/languages.js';
import { buildVocabulary, LEFT_OUT, UNKNOWN, type VocabularySettings } from '../../../src/vocabulary/vocabulary.js';
import { countTexts } from '../../support/count.js';

interface Given extends Partial<Omit<VocabularySettings, 'stopWords' | 'stems'>> {
  stopWords?: readonly string[];
  stem?: Stem;
}

/** The vocabulary of documents whose language is not known. */
function build(documents: readonly string[], { stopWords = [], stem, ...settings }: Given = {}) {
  const stems = new Map(stem === undefined ? [] : [['none', stem]]);
  const { vocabulary, columns, pruned } = buildVocabulary(countTexts(documents), {
    stopWords: new Map([['none', new Set(stopWords)]]),
    stems,
    minDf: 1,
    maxDf: 1,
    ...settings,
  });
  return { vocabulary, columns: columns[0], pruned: [...pruned] };
}

const withoutS = (word: string) => word.replace(/s$/, '');

describe('buildVocabulary', () => {
  it('sorts terms by code point and counts them', () => {
    const { vocabulary, columns, pruned } = build(['ｚ b 𐐨 b', 'é b a']);
    expect(vocabulary.terms).toEqual(['a', 'b', 'é', 'ｚ', '𐐨']);
    expect(vocabulary.documentFrequency).toEqual(Int32Array.of(1, 2, 1, 1, 1));
    expect(vocabulary.counts).toEqual(Float64Array.of(1, 3, 1, 1, 1));
    expect(columns).toEqual(Int32Array.of(0, 1, 2, 3, 4));
    expect(pruned).toEqual([]);
  });

  it('leaves stop words out and says how often they stood', () => {
    const { vocabulary, columns, pruned } = build(['the cat the', 'the dog'], { stopWords: ['the', 'a'] });
    expect(vocabulary.terms).toEqual(['cat', 'dog']);
    // words by code point: cat, dog, the
    expect(columns).toEqual(Int32Array.of(0, 1, -1));
    expect(pruned).toEqual([{ term: 'the', reason: 'stop-word', documentFrequency: 2, count: 3 }]);
  });

  it('prunes by number of documents, bounds included', () => {
    const { vocabulary, pruned } = build(['a b c', 'b c', 'c', 'd d d'], { minDf: 2, maxDf: 2 });
    expect(vocabulary.terms).toEqual(['b']);
    expect(pruned).toEqual([
      { term: 'a', reason: 'too-rare', documentFrequency: 1, count: 1 },
      { term: 'c', reason: 'too-common', documentFrequency: 3, count: 3 },
      { term: 'd', reason: 'too-rare', documentFrequency: 1, count: 3 },
    ]);
  });

  it('prunes by share of the documents, bounds included', () => {
    // a in 1 of 4, b in 2 of 4, c in 3 of 4
    const { vocabulary } = build(['a b c', 'b c', 'c', 'd'], { minDf: 0.5, maxDf: 0.5 });
    expect(vocabulary.terms).toEqual(['b']);
  });

  it('takes shares of the documents that have a word that is no stop word', () => {
    // of 4 documents two have words: b stands in half of those, a quarter of all
    const { vocabulary } = build(['a b', 'a', 'the', ''], { stopWords: ['the'], maxDf: 0.5 });
    expect(vocabulary.terms).toEqual(['b']);
  });

  it('takes 1 as one document for the fewest and as all documents for the most', () => {
    expect(build(['a b', 'a'], { minDf: 1, maxDf: 1 }).vocabulary.terms).toEqual(['a', 'b']);
  });

  it('keeps a term whose share is the bound itself, whatever the rounding of their product', () => {
    // 0.07 × 100 = 7.000000000000001 and 0.29 × 100 = 28.999999999999996 in floating point
    const documents = Array.from({ length: 100 }, (_, i) => `${i < 7 ? 'seven' : ''} ${i < 29 ? 'many' : ''} all`);
    expect(build(documents, { minDf: 0.07 }).vocabulary.terms).toEqual(['all', 'many', 'seven']);
    expect(build(documents, { maxDf: 0.29 }).vocabulary.terms).toEqual(['many', 'seven']);
  });

  it('keeps the terms that tell most', () => {
    // a stands in every document, as often as one would expect; b and c are common too, but b keeps to two documents
    const documents = ['a b b b b c', 'a b b b b c', 'a c', 'a c c', 'a c e e', 'a c d'];
    const { vocabulary, columns, pruned } = build(documents, { maxTerms: 2 });
    expect(vocabulary.terms).toEqual(['b', 'e']);
    expect(vocabulary.counts).toEqual(Float64Array.of(8, 2));
    expect(columns).toEqual(Int32Array.of(UNKNOWN, 0, UNKNOWN, UNKNOWN, 1));
    expect(pruned.map(({ term, reason }) => [term, reason])).toEqual([
      ['a', 'beyond-max-terms'],
      ['c', 'beyond-max-terms'],
      ['d', 'beyond-max-terms'],
    ]);
    expect(build(documents, { maxTerms: 5 }).vocabulary.terms).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('keeps the commonest of terms that tell as much, of equally common ones the first by code point', () => {
    const { vocabulary } = build(['c c b a d d d'], { maxTerms: 2 });
    expect(vocabulary.terms).toEqual(['c', 'd']);
    expect(build(['b a'], { maxTerms: 1 }).vocabulary.terms).toEqual(['a']);
  });

  it('counts maxTerms after pruning', () => {
    const { vocabulary } = build(['a a a b c', 'b c', 'c'], { minDf: 2, maxDf: 2, maxTerms: 1 });
    expect(vocabulary.terms).toEqual(['b']);
  });
});

describe('stems', () => {
  it('join words into the commonest of them', () => {
    const { vocabulary, columns } = build(['cat cats cats', 'cat dog', 'cats'], { stem: withoutS });
    expect(vocabulary.terms).toEqual(['cats', 'dog']);
    expect(vocabulary.documentFrequency).toEqual(Int32Array.of(3, 1));
    expect(vocabulary.counts).toEqual(Float64Array.of(5, 1));
    expect(columns).toEqual(Int32Array.of(0, 0, 1));
  });

  it('take the first word by code point of equally common ones', () => {
    expect(build(['cats cat'], { stem: withoutS }).vocabulary.terms).toEqual(['cat']);
    expect(build(['cat cats'], { stem: withoutS }).vocabulary.terms).toEqual(['cat']);
  });

  it('are pruned by what they have together', () => {
    const { vocabulary, pruned } = build(['cat dog', 'cats', 'bird birds'], { stem: withoutS, minDf: 2 });
    expect(vocabulary.terms).toEqual(['cat']);
    expect(pruned).toEqual([
      { term: 'bird', reason: 'too-rare', documentFrequency: 1, count: 2 },
      { term: 'dog', reason: 'too-rare', documentFrequency: 1, count: 1 },
    ]);
  });

  it('do not bring back a stop word', () => {
    const { vocabulary, columns } = build(['his hi'], { stem: withoutS, stopWords: ['his'] });
    expect(vocabulary.terms).toEqual(['hi']);
    expect(columns).toEqual(Int32Array.of(0, -1));
  });
});

describe('a given vocabulary', () => {
  it('is taken as it is: order, stop words, rare terms, terms that never occur', () => {
    const { vocabulary, columns, pruned } = build(['the cat', 'cat dog dog'], { fixed: ['the', 'zebra', 'cat'], stopWords: ['the'], minDf: 5 });
    expect(vocabulary.terms).toEqual(['the', 'zebra', 'cat']);
    expect(vocabulary.documentFrequency).toEqual(Int32Array.of(1, 0, 2));
    expect(vocabulary.counts).toEqual(Float64Array.of(1, 0, 2));
    // words by code point: cat, dog, the
    expect(columns).toEqual(Int32Array.of(2, UNKNOWN, 0));
    expect(pruned).toEqual([{ term: 'dog', reason: 'not-in-vocabulary', documentFrequency: 1, count: 2 }]);
  });

  it('keeps its spelling when words are stemmed', () => {
    const { vocabulary, columns } = build(['cats cats cat', 'dogs'], { fixed: ['cat'], stem: withoutS });
    expect(vocabulary.terms).toEqual(['cat']);
    expect(vocabulary.counts).toEqual(Float64Array.of(3));
    expect(columns).toEqual(Int32Array.of(0, 0, UNKNOWN));
  });
});

describe('several languages', () => {
  const withoutEn = (word: string) => word.replace(/en$/, '');

  /** Documents as pairs of language and text; columns by language. */
  function buildIn(documents: readonly (readonly [string, string])[], settings: Partial<VocabularySettings> = {}) {
    const counted = countTexts(
      documents.map(([, text]) => text),
      undefined,
      'counts',
      (i) => documents[i][0],
    );
    const result = buildVocabulary(counted, { stopWords: new Map(), stems: new Map(), minDf: 1, maxDf: 1, ...settings });
    return { ...result, pruned: [...result.pruned], words: [...counted.terms], languages: counted.languages };
  }

  it('have stop words of their own: a word is left out where it is one, and counted elsewhere', () => {
    const documents = [
      ['de', 'die die katze'],
      ['en', 'cats die'],
      ['fr', 'die'],
    ] as const;
    const { vocabulary, columns, pruned, words } = buildIn(documents, {
      stopWords: new Map([
        ['de', new Set(['die'])],
        ['en', new Set(['the'])],
      ]),
    });
    expect(words).toEqual(['cats', 'die', 'katze']);
    expect(vocabulary).toEqual({ terms: words, documentFrequency: Int32Array.of(1, 2, 1), counts: Float64Array.of(1, 2, 1) });
    expect(columns).toEqual([Int32Array.of(0, -1, 2), Int32Array.of(0, 1, 2), Int32Array.of(0, 1, 2)]);
    expect(pruned).toEqual([{ term: 'die', reason: 'stop-word', documentFrequency: 1, count: 2 }]);
  });

  it('name a word twice that is a stop word in one and too rare in another', () => {
    const documents = [
      ['de', 'die katze'],
      ['en', 'die katze'],
    ] as const;
    const { pruned } = buildIn(documents, { stopWords: new Map([['de', new Set(['die'])]]), minDf: 2 });
    expect(pruned.map(({ term, reason }) => [term, reason])).toEqual([
      ['die', 'stop-word'],
      ['die', 'too-rare'],
    ]);
  });

  it('that have the same list share an array', () => {
    const list = new Set(['the']);
    const documents = [
      ['a', 'the x'],
      ['b', 'the x'],
      ['c', 'the x'],
      ['d', 'the x'],
    ] as const;
    const { columns } = buildIn(documents, {
      stopWords: new Map([
        ['a', list],
        ['b', list],
      ]),
    });
    expect(columns[0]).toBe(columns[1]);
    expect(columns[2]).toBe(columns[3]);
    expect(columns[0]).toEqual(Int32Array.of(-1, 1));
    expect(columns[2]).toEqual(Int32Array.of(0, 1));
  });

  it('have stems of their own, and equal stems are one term', () => {
    const documents = [
      ['en', 'cats cats laufen'],
      ['de', 'laufen laufen laufen lauf cats'],
      ['fr', 'cat lauf'],
    ] as const;
    const { vocabulary, columns, words } = buildIn(documents, {
      stems: new Map([
        ['en', withoutS],
        ['de', withoutEn],
      ]),
    });
    expect(words).toEqual(['cat', 'cats', 'lauf', 'laufen']);
    // cats is the stem cat in English only, but is written like that group in German, so it is one term; so is laufen
    expect(vocabulary.terms).toEqual(['cats', 'laufen']);
    expect(vocabulary.documentFrequency).toEqual(Int32Array.of(3, 3));
    expect(vocabulary.counts).toEqual(Float64Array.of(4, 6));
    expect(columns.map((ofLanguage) => [...ofLanguage])).toEqual([
      [-1, 0, -1, 1],
      [-1, 0, 1, 1],
      [0, -1, 1, -1],
    ]);
  });

  it('find the terms of a given vocabulary by the stems of each, and leave its columns even', () => {
    const documents = [
      ['en', 'cats laufen'],
      ['de', 'laufen lauf cats'],
    ] as const;
    const { vocabulary, columns, pruned } = buildIn(documents, {
      fixed: ['zebra', 'lauf', 'cat', 'the'],
      stopWords: new Map([['en', new Set(['the', 'cat'])]]),
      stems: new Map([
        ['en', withoutS],
        ['de', withoutEn],
      ]),
    });
    expect(vocabulary).toEqual({
      terms: ['zebra', 'lauf', 'cat', 'the'],
      documentFrequency: Int32Array.of(0, 1, 1, 0),
      counts: Float64Array.of(0, 2, 1, 0),
    });
    // words: cats, lauf, laufen
    expect(columns).toEqual([Int32Array.of(2, LEFT_OUT, UNKNOWN), Int32Array.of(UNKNOWN, 1, 1)]);
    expect(pruned).toEqual([
      { term: 'cats', reason: 'not-in-vocabulary', documentFrequency: 1, count: 1 },
      { term: 'laufen', reason: 'not-in-vocabulary', documentFrequency: 1, count: 1 },
    ]);
  });

  it('leave phrases alone unless they are listed', () => {
    const { vocabulary, pruned } = buildIn([['en', 'new york']], { stopWords: new Map([['en', new Set(['new', 'new york'])]]) });
    expect(vocabulary.terms).toEqual(['york']);
    expect(pruned.map(({ term }) => term)).toEqual(['new']);
  });
});

describe('nothing left', () => {
  it('is an error that says what became of the words', () => {
    const attempt = () => build(['the a b', 'the b'], { stopWords: ['the'], minDf: 2, maxDf: 0.5 });
    expect(attempt).toThrow(EmptyVocabularyError);
    expect(attempt).toThrow('no term is left of 3 distinct words in 2 documents: 1 too-rare, 1 too-common, 1 stop-word');
    expect(attempt).toThrow(
      expect.objectContaining({
        hint: 'Terms must stand in at least 2 of the documents and at most 50 % of the documents; change `min-df`, `max-df` or the stop words.',
      }),
    );
  });

  it('is an error for documents without words', () => {
    expect(() => build(['', '...'])).toThrow('no term is left of 0 distinct words in 2 documents: no words at all');
  });

  it('is an error for a given vocabulary of other words', () => {
    const attempt = () => build(['cat'], { fixed: ['Cat'] });
    expect(attempt).toThrow('no term is left of 1 distinct words in 1 documents: 1 not-in-vocabulary');
    expect(attempt).toThrow(
      expect.objectContaining({ hint: 'None of the words of the `vocabulary` file stands in the documents; a term a line, in lower case.' }),
    );
  });
});

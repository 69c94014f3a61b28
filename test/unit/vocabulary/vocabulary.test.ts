import { describe, expect, it } from 'vitest';
import { EmptyVocabularyError } from '../../../src/errors/errors.js';
import { TermCounter } from '../../../src/tokenize/term-counter.js';
import { buildVocabulary, type VocabularySettings } from '../../../src/vocabulary/vocabulary.js';

function count(documents: readonly string[]) {
  const counter = new TermCounter({ minLength: 1, numbers: true });
  for (const text of documents) counter.add(text);
  return counter.finish();
}

function build(documents: readonly string[], settings: Partial<VocabularySettings> = {}) {
  return buildVocabulary(count(documents), { stopWords: new Set(), minDf: 1, maxDf: 1, ...settings });
}

const withoutS = (word: string) => word.replace(/s$/, '');

describe('buildVocabulary', () => {
  it('sorts terms by code point and counts them', () => {
    const { vocabulary, columns, pruned } = build(['ｚ b 𐐨 b', 'é b a']);
    expect(vocabulary.terms).toEqual(['a', 'b', 'é', 'ｚ', '𐐨']);
    expect(vocabulary.documentFrequency).toEqual(Int32Array.of(1, 2, 1, 1, 1));
    expect(vocabulary.counts).toEqual(Float64Array.of(1, 3, 1, 1, 1));
    // words in the order in which they are met: ｚ b 𐐨 é a
    expect(columns).toEqual(Int32Array.of(3, 1, 4, 2, 0));
    expect(pruned).toEqual([]);
  });

  it('leaves stop words out and says how often they stood', () => {
    const { vocabulary, columns, pruned } = build(['the cat the', 'the dog'], { stopWords: new Set(['the', 'a']) });
    expect(vocabulary.terms).toEqual(['cat', 'dog']);
    expect(columns).toEqual(Int32Array.of(-1, 0, 1));
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
    const { vocabulary } = build(['a b', 'a', 'the', ''], { stopWords: new Set(['the']), maxDf: 0.5 });
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

  it('keeps the commonest terms, of equally common ones the first by code point', () => {
    const { vocabulary, pruned } = build(['c c b a d d d'], { maxTerms: 2 });
    expect(vocabulary.terms).toEqual(['c', 'd']);
    expect(pruned.map(({ term, reason }) => [term, reason])).toEqual([
      ['a', 'beyond-max-terms'],
      ['b', 'beyond-max-terms'],
    ]);
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
    const { vocabulary, columns } = build(['his hi'], { stem: withoutS, stopWords: new Set(['his']) });
    expect(vocabulary.terms).toEqual(['hi']);
    expect(columns).toEqual(Int32Array.of(-1, 0));
  });
});

describe('a given vocabulary', () => {
  it('is taken as it is: order, stop words, rare terms, terms that never occur', () => {
    const { vocabulary, columns, pruned } = build(['the cat', 'cat dog dog'], { fixed: ['the', 'zebra', 'cat'], stopWords: new Set(['the']), minDf: 5 });
    expect(vocabulary.terms).toEqual(['the', 'zebra', 'cat']);
    expect(vocabulary.documentFrequency).toEqual(Int32Array.of(1, 0, 2));
    expect(vocabulary.counts).toEqual(Float64Array.of(1, 0, 2));
    expect(columns).toEqual(Int32Array.of(0, 2, -1));
    expect(pruned).toEqual([{ term: 'dog', reason: 'not-in-vocabulary', documentFrequency: 1, count: 2 }]);
  });

  it('keeps its spelling when words are stemmed', () => {
    const { vocabulary, columns } = build(['cats cats cat', 'dogs'], { fixed: ['cat'], stem: withoutS });
    expect(vocabulary.terms).toEqual(['cat']);
    expect(vocabulary.counts).toEqual(Float64Array.of(3));
    expect(columns).toEqual(Int32Array.of(0, 0, -1));
  });
});

describe('nothing left', () => {
  it('is an error that says what became of the words', () => {
    const attempt = () => build(['the a b', 'the b'], { stopWords: new Set(['the']), minDf: 2, maxDf: 0.5 });
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

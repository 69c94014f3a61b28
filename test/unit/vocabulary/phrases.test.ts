import { describe, expect, it } from 'vitest';
import { RowReader, type TermCounts } from '../../../src/tokenize/term-counts.js';
import { joinPhrases, type PhraseSettings, phraseStem } from '../../../src/vocabulary/phrases.js';
import { buildVocabulary } from '../../../src/vocabulary/vocabulary.js';
import { countTexts } from '../../support/count.js';

const RULE = { minLength: 1, numbers: true };

function join(texts: readonly string[], settings: Partial<PhraseSettings> = {}, languageOf?: (text: number) => string) {
  return joinPhrases(countTexts(texts, RULE, 'sequence', languageOf), { stopWords: () => new Set(['the', 'of', 'and']), minDf: 1, ...settings });
}

const phrasesOf = (texts: readonly string[], settings?: Partial<PhraseSettings>) => join(texts, settings).phrases.map(({ term }) => term);

/** Each document's terms with their counts, by term. */
function countsOf(counted: TermCounts): Record<string, number>[] {
  const reader = new RowReader(counted);
  return Array.from({ length: counted.rows.length }, (_, document) => {
    const size = reader.read(document);
    return Object.fromEntries(Array.from({ length: size }, (_, p) => [counted.terms.at(reader.terms[p]), reader.counts[p]]));
  });
}

/** Words enough that what stands together does not do so by chance. */
const MANY = 'p q r s t u v w x y z '.repeat(10);

/** Four documents, in each of which another word stands before and after. */
const around = (phrase: string) => ['a', 'b', 'c', 'd'].map((letter) => `${letter} ${phrase} ${letter}${letter}`);

describe('two words', () => {
  it('are a phrase by their normalised PMI', () => {
    const { phrases, counted } = join([...around('hard drive'), 'hard work', 'a drive']);
    // 20 words: p = 4/20 together, 5/20 and 5/20 alone
    const npmi = Math.log(4 / 20 / ((5 / 20) * (5 / 20))) / -Math.log(4 / 20);
    expect(phrases).toEqual([{ term: 'hard drive', words: ['hard', 'drive'], npmi: expect.closeTo(npmi, 12), count: 4, joined: 4, documentFrequency: 4 }]);
    expect(counted.kind).toBe('counts');
    expect([...counted.terms]).toEqual(['a', 'aa', 'b', 'bb', 'c', 'cc', 'd', 'dd', 'drive', 'hard', 'hard drive', 'work']);
    expect(countsOf(counted)[0]).toEqual({ a: 1, 'hard drive': 1, aa: 1 });
    expect(countsOf(counted).slice(4)).toEqual([
      { hard: 1, work: 1 },
      { a: 1, drive: 1 },
    ]);
  });

  it('have 1 where they never stand apart', () => {
    expect(join(around('hard drive')).phrases[0]?.npmi).toBe(1);
  });

  it('are none where they meet as chance has it', () => {
    expect(phrasesOf([...around('hard drive'), 'hard x drive y hard z drive', 'hard p drive q hard r drive', 'drive hard'])).toEqual([]);
  });

  it.each(['hard. drive', 'hard, drive', 'hard\n\ndrive', 'hard (drive)', 'hard / drive'])('are none across %j', (text) => {
    expect(phrasesOf(around(text))).toEqual([]);
  });

  it.each(['hard-drive', 'hard\ndrive', 'hard  drive', "hard's drive"])('are one across %j', (text) => {
    expect(phrasesOf(around(text))).toEqual(['hard drive']);
  });

  it('are none with a stop word, or twice the same', () => {
    expect(phrasesOf(around('the drive'))).toEqual([]);
    expect(phrasesOf(around('made of'))).toEqual([]);
    expect(phrasesOf(around('ha ha'))).toEqual([]);
    expect(phrasesOf(around('ha ha ha'))).toEqual([]);
  });
});

describe('three words', () => {
  it('may have a stop word in the middle, and the normalised PMI of the others', () => {
    const { phrases } = join([...around('bill of rights'), 'x of y', 'bill y of']);
    // 26 words
    const npmi = Math.log(4 / 26 / ((5 / 26) * (4 / 26))) / -Math.log(4 / 26);
    expect(phrases).toMatchObject([{ term: 'bill of rights', npmi: expect.closeTo(npmi, 12), joined: 4 }]);
    expect(phrasesOf([...around('face and face'), MANY])).toEqual(['face and face']);
    expect(phrasesOf(around('bill of the'))).toEqual([]);
    expect(phrasesOf(around('bill of, rights'))).toEqual([]);
  });

  it('have the lower one of what ties them on the left and on the right', () => {
    const texts = [...around('new york city'), 'x new york y', 'v city w'];
    const { phrases } = join(texts);
    // 27 words; new york stands 5 times, york city 4, city 5
    const left = Math.log(4 / 27 / ((5 / 27) * (5 / 27))) / -Math.log(4 / 27);
    const right = Math.log(4 / 27 / ((5 / 27) * (4 / 27))) / -Math.log(4 / 27);
    expect(left).toBeLessThan(right);
    expect(phrases).toMatchObject([{ term: 'new york city', npmi: expect.closeTo(left, 12) }]);
  });

  it('are no phrase of two in other places', () => {
    expect(phrasesOf(around('dog eats dog'))).not.toContain('dog eats dog');
  });
});

describe('a phrase', () => {
  it('stands in at least two documents, and as many as a term must', () => {
    expect(phrasesOf([around('hard drive').join('. ')])).toEqual([]);
    expect(phrasesOf([around('hard drive').slice(0, 3).join('. '), 'x hard drive y'])).toEqual(['hard drive']);
    const texts = [1, 2, 3].map((n) => `a${n} hard drive b${n} c${n} hard drive d${n}`);
    expect(phrasesOf(texts, { minDf: 3 })).toEqual(['hard drive']);
    expect(phrasesOf(texts, { minDf: 4 })).toEqual([]);
    expect(phrasesOf([...texts, 'x', 'y', 'z'], { minDf: 0.5 })).toEqual(['hard drive']);
    expect(phrasesOf([...texts, 'x', 'y', 'z'], { minDf: 0.51 })).toEqual([]);
  });

  it('stands twice as often', () => {
    expect(phrasesOf(around('hard drive').slice(1))).toEqual([]);
    expect(
      phrasesOf(
        [1, 2, 3].map((n) => `a${n} hard drive b${n} c`),
        { minDf: 3 },
      ),
    ).toEqual([]);
  });

  it('stands in as many surroundings', () => {
    expect(phrasesOf(new Array(9).fill('oh sing the hard drive again my love'))).toEqual([]);
    const refrain = new Array(9).fill('the hard drive of');
    expect(phrasesOf([...refrain, MANY])).toEqual([]);
    expect(phrasesOf([...refrain, MANY, 'x hard drive y'])).toEqual(['hard drive']);
    // between breaks they are others each time, with one break they are not
    expect(phrasesOf(new Array(4).fill('hard drive'))).toEqual(['hard drive']);
    expect(phrasesOf(new Array(4).fill('x. hard drive. x'))).toEqual(['hard drive']);
    expect(phrasesOf(new Array(4).fill('. hard drive the'))).toEqual([]);
  });

  it('is given up where it is mostly part of a longer one', () => {
    const { phrases, counted } = join([...around('post office department'), 'x office department y', 'v post office w']);
    expect(phrases.map(({ term }) => term)).toEqual(['post office department']);
    expect(countsOf(counted).slice(4)).toEqual([
      { x: 1, office: 1, department: 1, y: 1 },
      { v: 1, post: 1, office: 1, w: 1 },
    ]);
  });

  it('is joined from left to right, the longest first', () => {
    const letters = ['e', 'f', 'g', 'h'].map((letter) => `${letter} post office ${letter}${letter}`);
    const { phrases, counted } = join([...around('post office department'), ...letters, 'x post office post office department y']);
    expect(phrases.map(({ term, count, joined }) => [term, count, joined])).toEqual([
      ['post office', 10, 5],
      ['post office department', 5, 5],
    ]);
    expect(countsOf(counted)[8]).toEqual({ x: 1, 'post office': 1, 'post office department': 1, y: 1 });
  });

  it('is worth more in more documents', () => {
    expect(phrasesOf([...around('hard drive'), ...around('soft ware'), 'e soft ware e'])).toEqual(['soft ware', 'hard drive']);
    expect(phrasesOf([...around('zoo keeper'), ...around('hard drive')])).toEqual(['hard drive', 'zoo keeper']);
  });

  it('has no stop word of its document’s language at its ends', () => {
    const languageOf = (text: number) => (text < 4 ? 'en' : 'de');
    const stopWords = (language: string) => new Set(language === 'de' ? ['die'] : ['hard']);
    const english = join([...around('die slowly'), ...around('die slowly'), MANY], { stopWords }, languageOf);
    expect(english.phrases).toMatchObject([{ term: 'die slowly', count: 4, joined: 4, documentFrequency: 4 }]);
    expect(countsOf(english.counted)[4]).toEqual({ a: 1, die: 1, slowly: 1, aa: 1 });
    expect(english.counted.languages).toEqual(['en', 'de']);
    // a stop word in the middle in one language, a word like others in the other one: one phrase
    const both = join([...around('live hard now'), ...around('live hard now'), MANY], { stopWords }, languageOf);
    expect(both.phrases).toMatchObject([{ term: 'live hard now', count: 8, joined: 8, documentFrequency: 8 }]);
    expect([...both.counted.terms]).toContain('live hard now');
  });
});

describe('given phrases', () => {
  it('are joined wherever they stand, and no others', () => {
    const texts = [...around('hard drive'), 'the end of the road', 'the. end', 'slow boat'];
    const { phrases, counted } = join(texts, { fixed: ['slow boat', 'end', 'the end', 'end of the', 'no such'] });
    expect(phrases.map(({ term, joined }) => [term, joined])).toEqual([
      ['slow boat', 1],
      ['the end', 1],
      ['end of the', 0],
    ]);
    expect(phrases[0]).toEqual({ term: 'slow boat', words: ['slow', 'boat'], npmi: Number.NaN, count: 1, joined: 1, documentFrequency: 1 });
    expect(countsOf(counted).slice(4)).toEqual([{ 'the end': 1, of: 1, the: 1, road: 1 }, { the: 1, end: 1 }, { 'slow boat': 1 }]);
    expect(countsOf(counted)[0]).toEqual({ a: 1, hard: 1, drive: 1, aa: 1 });
  });
});

it('counts words where there is no phrase, and nothing where there is no text', () => {
  const { phrases, counted } = join(['a b a', '', 'b']);
  expect(phrases).toEqual([]);
  expect(countsOf(counted)).toEqual([{ a: 2, b: 1 }, {}, { b: 1 }]);
  const none = join([]);
  expect(none.phrases).toEqual([]);
  expect([...none.counted.terms]).toEqual([]);
});

it('finds phrases in long rows', () => {
  const long = Array.from({ length: 3000 }, (_, n) => `w${n} hard drive`).join(' ');
  const { counted } = join([long, long]);
  expect(countsOf(counted)[1]).toMatchObject({ 'hard drive': 3000, w0: 1, w2999: 1 });
});

describe('phraseStem', () => {
  const stem = phraseStem((word) => word.replace(/s$/, ''));

  it('takes each word of a phrase for itself', () => {
    expect(['cats', 'neural networks', 'bills of rights'].map(stem)).toEqual(['cat', 'neural network', 'bill of right']);
  });

  it('makes forms of a phrase one term, written as the commonest', () => {
    const { counted } = join([...around('neural network'), ...around('neural networks'), 'x neural networks']);
    const { vocabulary } = buildVocabulary(counted, { stopWords: new Map(), stems: new Map([['none', stem]]), minDf: 5, maxDf: 1 });
    expect(vocabulary.terms).toEqual(['neural networks']);
    expect(vocabulary.counts).toEqual(Float64Array.of(9));
  });
});

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { EmptyVocabularyError } from '../../src/errors/errors.js';
import { byCodePoint } from '../../src/math/code-point-order.js';
import { documentTermMatrix } from '../../src/matrix/document-term-matrix.js';
import type { Stem } from '../../src/tokenize/languages.js';
import type { PrunedTerm } from '../../src/vocabulary/pruned-terms.js';
import { buildVocabulary, type VocabularySettings } from '../../src/vocabulary/vocabulary.js';
import { countTexts } from '../support/count.js';
import { tableOf } from '../unit/matrix/dense.js';
import { forAll } from './arbitraries.js';

const WORDS = ['a', 'as', 'ase', 'b', 'be', 'bes', 'c', 'é', 'és', '𐐨'];
const STEMS: Record<string, Stem> = { x: (word) => word.replace(/(?<=.)s$/, ''), y: (word) => word.replace(/(?<=.)e?s?$/, '') };

interface Document {
  language: string;
  words: string[];
}

const documents = fc.array(
  fc.record({ language: fc.constantFrom('x', 'y', 'z'), words: fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }) }) satisfies fc.Arbitrary<Document>,
  { minLength: 1, maxLength: 8 },
);

const settings: fc.Arbitrary<VocabularySettings> = fc.record({
  stopWords: fc
    .dictionary(fc.constantFrom('x', 'y'), fc.uniqueArray(fc.constantFrom(...WORDS), { maxLength: 3 }))
    .map((lists) => new Map(Object.entries(lists).map(([language, list]) => [language, new Set(list)]))),
  stems: fc.subarray(['x', 'y']).map((languages) => new Map(languages.map((language) => [language, STEMS[language] as Stem]))),
  minDf: fc.constantFrom(1, 2, 0.3),
  maxDf: fc.constantFrom(1, 3, 0.7),
  fixed: fc.option(fc.uniqueArray(fc.constantFrom(...WORDS, 'zebra'), { minLength: 1, maxLength: 4 }), { nil: undefined }),
});

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** The same with maps and sets, as it is explained to people; undefined where no term is left. */
function naive(texts: readonly Document[], { stopWords, stems, minDf, maxDf, fixed }: VocabularySettings) {
  const keyOf = (word: string, language: string) => stems.get(language)?.(word) ?? word;
  const isStopWord = (word: string, language: string) => fixed === undefined && (stopWords.get(language)?.has(word) ?? false);
  /** the name of the given term that a word counts as, or its stem */
  const groupOf = (word: string, language: string) => {
    const given = fixed?.find((term) => keyOf(term, language) === keyOf(word, language));
    return given === undefined ? `stem ${keyOf(word, language)}` : `given ${given}`;
  };
  // the words of each group with their counts
  const members = new Map<string, Map<string, number>>();
  for (const { language, words } of texts) {
    for (const word of words.filter((candidate) => !isStopWord(candidate, language))) {
      const group = members.get(groupOf(word, language)) ?? new Map<string, number>();
      members.set(groupOf(word, language), group.set(word, (group.get(word) ?? 0) + 1));
    }
  }
  const nameOf = (group: string) => {
    if (group.startsWith('given ')) return group.slice(6);
    return ([...(members.get(group) ?? [])].sort(([a, x], [b, y]) => y - x || byCodePoint(a, b))[0] as [string, number])[0];
  };
  const rows = texts.map(({ language, words }) => {
    const row = new Map<string, number>();
    for (const word of words) {
      if (isStopWord(word, language)) continue;
      const name = nameOf(groupOf(word, language));
      row.set(name, (row.get(name) ?? 0) + 1);
    }
    return row;
  });
  const withWords = rows.filter((row) => row.size > 0).length;
  const names = [...new Set([...rows.flatMap((row) => [...row.keys()])])].sort(byCodePoint);
  const frequency = (name: string) => rows.filter((row) => row.has(name)).length;
  const count = (name: string) => sum(rows.map((row) => row.get(name) ?? 0));
  const reasonOf = (name: string): PrunedTerm['reason'] | undefined => {
    if (fixed !== undefined) return fixed.includes(name) ? undefined : 'not-in-vocabulary';
    const df = frequency(name);
    if ((minDf < 1 ? df / withWords : df) < minDf) return 'too-rare';
    return (maxDf <= 1 ? df / withWords : df) > maxDf ? 'too-common' : undefined;
  };
  const pruned: PrunedTerm[] = [];
  for (const word of WORDS) {
    const inRows = texts.map(({ language, words }) => (isStopWord(word, language) ? words.filter((other) => other === word).length : 0));
    if (sum(inRows) > 0) pruned.push({ term: word, reason: 'stop-word', documentFrequency: inRows.filter((n) => n > 0).length, count: sum(inRows) });
  }
  for (const name of names) {
    const reason = reasonOf(name);
    if (reason !== undefined) pruned.push({ term: name, reason, documentFrequency: frequency(name), count: count(name) });
  }
  pruned.sort((a, b) => byCodePoint(a.term, b.term));
  const terms = fixed ?? names.filter((name) => reasonOf(name) === undefined);
  if (sum(terms.map(count)) === 0) return undefined;
  return {
    terms,
    documentFrequency: terms.map(frequency),
    counts: terms.map(count),
    pruned,
    table: rows.map((row) => terms.map((term) => row.get(term) ?? 0)),
  };
}

describe('vocabulary and matrix', () => {
  forAll([documents, settings], { numRuns: 1000 })('are those of a plain implementation, in several languages with stems', (texts, given) => {
    const counted = countTexts(
      texts.map(({ words }) => words.join(' ')),
      undefined,
      'counts',
      (i) => (texts[i] as Document).language,
    );
    const expected = naive(texts, given);
    if (expected === undefined) {
      expect(() => buildVocabulary(counted, given)).toThrow(EmptyVocabularyError);
      return;
    }
    const result = buildVocabulary(counted, given);
    expect(result.vocabulary.terms).toEqual(expected.terms);
    expect([...result.vocabulary.documentFrequency]).toEqual(expected.documentFrequency);
    expect([...result.vocabulary.counts]).toEqual(expected.counts);
    expect([...result.pruned]).toEqual(expected.pruned);
    expect(tableOf(documentTermMatrix(counted, result))).toEqual(expected.table);
  });

  forAll([documents, fc.integer({ min: 1, max: 10 })])('keep as many terms as were asked for, and their counts', (texts, maxTerms) => {
    const counted = countTexts(texts.map(({ words }) => words.join(' ')));
    fc.pre(counted.terms.length > 0);
    const plain = { stopWords: new Map(), stems: new Map(), minDf: 1, maxDf: 1 };
    const all = buildVocabulary(counted, plain);
    const some = buildVocabulary(counted, { ...plain, maxTerms });
    const { terms, counts } = some.vocabulary;
    expect(terms.length).toBe(Math.min(maxTerms, all.vocabulary.terms.length));
    expect([...counts]).toEqual(terms.map((term) => all.vocabulary.counts[all.vocabulary.terms.indexOf(term)]));
    expect([...terms, ...[...some.pruned].map(({ term }) => term)].sort(byCodePoint)).toEqual(all.vocabulary.terms);
    expect(sum([...documentTermMatrix(counted, some).values])).toBe(sum([...counts]));
  });
});

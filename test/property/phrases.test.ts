import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { ln } from '../../src/math/log.js';
import { CountCollector } from '../../src/tokenize/count-collector.js';
import { TermCounter } from '../../src/tokenize/term-counter.js';
import type { TermCounts } from '../../src/tokenize/term-counts.js';
import { joinPhrases } from '../../src/vocabulary/phrases.js';
import { rowsOf } from '../support/count.js';
import { forAll } from './arbitraries.js';

const STOPS = new Map([
  ['en', new Set(['of', 'the'])],
  ['de', new Set(['die', 'b'])],
]);
const stopsOf = (language: string) => STOPS.get(language) as Set<string>;

/** Texts in which some words often stand together, few of them short. */
const part = fc.constantFrom('a b', 'a b c', 'c of d', 'the e', 'die f', 'e die f', 'b c', 'a', 'b', 'd d', 'e', 'x', 'y', 'z', '.', ',', 'of', 'z of the');
const parts = fc.oneof({ weight: 9, arbitrary: fc.array(part, { minLength: 12, maxLength: 25 }) }, { weight: 1, arbitrary: fc.array(part, { maxLength: 3 }) });
const text = parts.map((list) => list.join(' '));
const document = fc.record({ text, language: fc.constantFrom('en', 'de'), counter: fc.integer({ min: 0, max: 2 }) });
const documents = fc.array(document, { maxLength: 10, size: 'max' });

function sequenceOf(list: readonly { text: string; language: string; counter: number }[], counters: number): TermCounts {
  const collector = new CountCollector('sequence');
  const all = Array.from({ length: counters }, () => ({
    counter: new TermCounter({ minLength: 1, numbers: true }, 'sequence'),
    number: collector.addCounter(),
  }));
  for (const entry of list) {
    const { counter, number } = all[entry.counter % counters];
    collector.addRow(number, counter.add(entry.text).row, entry.language);
  }
  for (const { counter, number } of all) collector.addTerms(number, counter.newTerms());
  return collector.finish();
}

const join = (sequence: TermCounts, minDf = 1) => joinPhrases(sequence, { stopWords: stopsOf, minDf });
const sorted = (row: readonly (readonly [string, number])[]) => [...row].sort(([a], [b]) => (a < b ? -1 : 1));

/** What docstrings say of phrases, once more with strings and maps. */
function naivePhrases(sequence: TermCounts, documentMinimum: number) {
  const rows = rowsOf(sequence).map((words, d) => ({ words, stops: stopsOf(sequence.languages[sequence.languageOf[d]]) }));
  const total = rows.reduce((sum, { words }) => sum + words.length, 0);
  const counts = new Map<string, { count: number; documents: Set<number> }>();
  const add = (key: string, d: number) => {
    const entry = counts.get(key) ?? { count: 0, documents: new Set() };
    entry.count++;
    entry.documents.add(d);
    counts.set(key, entry);
  };
  const together = (words: (typeof rows)[0]['words'], p: number, length: number) =>
    p + length <= words.length && words.slice(p + 1, p + length).every(([, isBreak]) => isBreak === 0);
  rows.forEach(({ words, stops }, d) => {
    words.forEach(([first], p) => {
      add(first, d);
      if (stops.has(first)) return;
      const [second, third] = [words[p + 1]?.[0] as string, words[p + 2]?.[0] as string];
      if (together(words, p, 2) && !stops.has(second) && first !== second) add(`${first} ${second}`, d);
      if (!together(words, p, 3) || stops.has(third)) return;
      if (stops.has(second)) add(`${first} ${second} ${third} (round)`, d);
      else if (new Set([first, second, third]).size === 3) add(`${first} ${second} ${third}`, d);
    });
  });
  const countOf = (key: string) => counts.get(key)?.count ?? 0;
  const npmi = (xy: number, x: string, y: string) => ln((xy / countOf(x)) * (total / countOf(y))) / ln(total / xy);
  const found = new Map<string, number>();
  for (const [key, { count, documents: df }] of counts) {
    const [first, second, third, isRound] = key.split(' ');
    if (second === undefined || count < 2 * documentMinimum || df.size < documentMinimum) continue;
    let value: number;
    if (third === undefined) value = npmi(count, first, second);
    else if (isRound) value = npmi(count, first, third);
    else value = Math.min(npmi(count, `${first} ${second}`, third), npmi(count, first, `${second} ${third}`));
    const term = [first, second, third].filter((word) => word !== undefined).join(' ');
    if (value >= 0.4) found.set(term, Math.max(value, found.get(term) ?? -1));
  }
  const cut = ({ words, stops }: (typeof rows)[0], phrases: { has(term: string): boolean }) => {
    const terms: { term: string; begin: number; end: number }[] = [];
    for (let p = 0; p < words.length; ) {
      const length = [3, 2].find((n) => {
        const term = words.slice(p, p + n).map(([word]) => word);
        return together(words, p, n) && !stops.has(term[0]) && !stops.has(term[n - 1]) && phrases.has(term.join(' '));
      });
      const end = p + (length ?? 1);
      const own = words.slice(p, end).map(([word]) => word);
      terms.push({ term: own.join(' '), begin: p, end });
      p = end;
    }
    return terms;
  };
  const standing = new Map<string, { count: number; surroundings: Set<string>; documents: Set<number> }>();
  rows.forEach((row, d) => {
    for (const { term, begin, end } of cut(row, found)) {
      const before = row.words[begin][1] === 1 ? '.' : row.words[begin - 1][0];
      const after = (row.words[end]?.[1] ?? 1) === 1 ? '.' : row.words[end][0];
      const surrounding = before === '.' && after === '.' ? `${d} ${begin}` : `${before}, ${after}`;
      const entry = standing.get(term) ?? { count: 0, surroundings: new Set(), documents: new Set() };
      standing.set(term, { count: entry.count + 1, surroundings: entry.surroundings.add(surrounding), documents: entry.documents.add(d) });
    }
  });
  const isLasting = (term: string) => {
    const { count, surroundings, documents: df } = standing.get(term) ?? { count: 0, surroundings: new Set(), documents: new Set() };
    return count >= 2 * documentMinimum && Math.min(surroundings.size, df.size) >= documentMinimum;
  };
  const phrases = new Map([...found].filter(([term]) => isLasting(term)));
  return { phrases, rows: rows.map((row) => cut(row, phrases).map(({ term }) => term)) };
}

describe('joinPhrases', () => {
  forAll([documents, fc.integer({ min: 1, max: 3 })], { numRuns: 300 })('finds and joins what plain maps find and join', (list, minDf) => {
    const sequence = sequenceOf(list, 1);
    const expected = naivePhrases(sequence, Math.max(2, minDf));
    const { phrases, counted } = join(sequence, minDf);
    expect(new Map(phrases.map(({ term, npmi }) => [term, npmi]))).toEqual(expected.phrases);
    const rows = expected.rows.map((terms) => [...new Set(terms)].map((term): [string, number] => [term, terms.filter((other) => other === term).length]));
    expect(rowsOf(counted).map(sorted)).toEqual(rows.map(sorted));
    expect([...counted.terms]).toEqual([...new Set(expected.rows.flat())].sort());
    for (const { term, joined, documentFrequency } of phrases) {
      expect(joined).toBe(expected.rows.flat().filter((other) => other === term).length);
      expect(documentFrequency).toBe(expected.rows.filter((terms) => terms.includes(term)).length);
    }
  });

  forAll([documents])('counts each word once, alone or in a phrase', (list) => {
    const sequence = sequenceOf(list, 1);
    const words = rowsOf(join(sequence).counted).map((row) => row.flatMap(([term, count]) => term.split(' ').flatMap((word) => new Array(count).fill(word))));
    expect(words.map((row) => row.sort())).toEqual(rowsOf(sequence).map((row) => row.map(([word]) => word).sort()));
  });

  forAll([documents])('gives the same for any number of counters', (list) => {
    const [one, three] = [1, 3].map((counters) => join(sequenceOf(list, counters)));
    expect(three.phrases).toEqual(one.phrases);
    expect([...three.counted.terms]).toEqual([...one.counted.terms]);
    expect(rowsOf(three.counted)).toEqual(rowsOf(one.counted));
  });
});

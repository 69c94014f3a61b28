import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountCollector } from '../../src/tokenize/count-collector.js';
import { TermCounter } from '../../src/tokenize/term-counter.js';
import type { TermCounts } from '../../src/tokenize/term-counts.js';
import type { WordRule } from '../../src/tokenize/word-scanner.js';
import { rowsOf } from '../support/count.js';
import { countPlainly } from '../support/reference-counter.js';
import { forAll, wildText } from './arbitraries.js';

const rule = fc.record({ minLength: fc.integer({ min: 1, max: 4 }), numbers: fc.boolean() });
const kind = fc.constantFrom<TermCounts['kind'][]>('counts', 'sequence');

/** Counts texts in one counter; what it says of each must be what is counted plainly, and so must the terms in the order of their numbers. */
function expectPlainCounts(texts: readonly string[], wordRule: WordRule, rows: TermCounts['kind'], wholeTerms: readonly string[] = []): void {
  const counter = new TermCounter(wordRule, rows);
  const collector = new CountCollector(rows);
  const number = collector.addCounter();
  const expected = texts.map((text) => countPlainly(text, wordRule, rows, wholeTerms));
  const said = texts.map((text) => {
    const { row, tokens, tooLong } = counter.add(text, wholeTerms);
    collector.addRow(number, row, 'none');
    return { tokens, tooLong };
  });
  const terms = counter.newTerms();
  collector.addTerms(number, terms);
  expect(said).toEqual(expected.map(({ tokens, tooLong }) => ({ tokens, tooLong })));
  const numbered = new Set(expected.flatMap(({ row }) => row.map(([word]) => word)));
  expect(new TextDecoder().decode(terms)).toBe([...numbered].map((term) => `${term}\n`).join(''));
  // as texts, since of long arrays a comparison would be slow
  const got = rowsOf(collector.finish()).map((row) => row.map(([word, second]) => `${word} ${second}`).join('\n'));
  const wanted = expected.map(({ row }) => row.map(([word, second]) => `${word} ${second}`).join('\n'));
  got.forEach((row, document) => {
    if (row !== wanted[document]) expect(row.split('\n')).toEqual(wanted[document]?.split('\n'));
  });
  expect(got.length).toBe(wanted.length);
}

describe('TermCounter', () => {
  const wholeTerms = fc.array(fc.constantFrom('😀', 'http://a.b/c', 'the', 'é', `www.${'a'.repeat(40)}`, 'a\0', 'a'), { maxLength: 4 });
  forAll([fc.array(wildText, { maxLength: 5 }), rule, kind, wholeTerms], { numRuns: 800 })('counts what a scanner and a Map count', expectPlainCounts);

  forAll([fc.array(wildText, { minLength: 3, maxLength: 12 }), fc.integer({ min: 1, max: 1000 }), rule, kind], { numRuns: 60 })(
    'does so in texts that go through the kernel in pieces',
    (parts, step, wordRule, rows) => {
      const pieces = Array.from({ length: 40_000 }, (_, i) => parts[Math.floor((i * i * step) / 7) % parts.length]);
      // some are cut where there is little else than apostrophes, others where there is white space
      expectPlainCounts([pieces.join('').slice(0, 150_000), pieces.join(' ').slice(0, 100_000)], wordRule, rows);
    },
  );

  forAll([fc.array(fc.tuple(wildText, fc.integer({ min: 0, max: 200 })), { maxLength: 6 }), rule, kind], { numRuns: 500 })(
    'does so wherever in a block of bytes a word stands',
    (parts, wordRule, rows) => {
      expectPlainCounts([parts.map(([text, blanks]) => text + ' '.repeat(blanks)).join('')], wordRule, rows);
    },
  );
});

describe.each<TermCounts['kind']>(['counts', 'sequence'])('TermCounter, %s', (rows) => {
  const all = { minLength: 1, numbers: true };
  const many = 1_500_000;

  it.each([1, 2, 14, 15, 16, 17, 18, 31, 32, 33, 62, 63, 64, 65, 66, 127, 128, 129])('counts words of %i units like others', (length) => {
    const words = ['a', 'é', 'я', '漢', '7'].map((character) => character.repeat(length));
    const pairs = ['\u{10400}', '\u{20000}'].map((character) => character.repeat(Math.ceil(length / 2)));
    const joined = [`${'b'.repeat(length)}'ll`, `e-${'b'.repeat(length)}`, `${'c'.repeat(length)}'s`, `${'d'.repeat(length)}\u0301`];
    const text = [...words, ...pairs, ...joined].join(' ');
    expectPlainCounts([text, text.toUpperCase(), `${text}\n${text}`], { minLength: 2, numbers: false }, rows);
    expectPlainCounts([text, `x${text}`], all, rows);
  });

  it.each([
    ['letters', 'a'],
    ['letters of two bytes', 'é'],
    ['letters of four bytes', '\u{20000}'],
    ['digits', '7'],
    ['apostrophes', "'"],
    ['curved apostrophes', '’'],
    ['hyphens', '-'],
    ['marks', '\u0301'],
    ['halves of pairs', '\ud801'],
    ['letters with apostrophes', "a'"],
    ['letters with hyphens', 'a-'],
    ['letters with marks', 'a\u0301'],
    ['genitives', "a's"],
    ['blanks', ' '],
    ['NULs', '\0'],
  ])('takes megabytes of %s as what they are', (_, part) => {
    expectPlainCounts([part.repeat(many / part.length), `x${part.repeat(100_000)} end`], all, rows);
  });

  it('counts many documents and terms, while its tables grow', () => {
    const word = (i: number) => (i % 3 === 0 ? `w${i}` : i % 3 === 1 ? `слово${i}` : `a-rather-long-word-of-number${i}`);
    const texts = Array.from({ length: 300 }, (_, t) => Array.from({ length: 20 * (t % 40) }, (_, i) => word((i * i * 31 + t * 17) % 60_000)).join(', '));
    expectPlainCounts(texts, all, rows);
  });

  it('knows what stands between words of which each is in another piece', () => {
    for (const gap of ['\n\n', "'s \n ", ' \n \n', '. ', "' ' ", '\u00a0 \u00a0', '’ss ', ' a. ']) {
      for (let before = 32_755; before < 32_770; before++) expectPlainCounts([`${' '.repeat(before)}one${gap}two`], { minLength: 3, numbers: true }, rows);
    }
  });

  it('looks at nothing of the text before', () => {
    expectPlainCounts(['abcdefghijklmnopqrstuvwxyz '.repeat(20), 'abc', '', "d'", 'e-', 'f', "it's New", 'York'], all, rows);
  });
});

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { sortByCodePoint } from '../../src/math/code-point-order.js';
import { CountCollector } from '../../src/tokenize/count-collector.js';
import { termsOf, wordsOf } from '../../src/tokenize/languages.js';
import { isWholeTerm, type SpecialWordRule, SpecialWords } from '../../src/tokenize/special-words.js';
import { TermCounter } from '../../src/tokenize/term-counter.js';
import { rowsOf } from '../support/count.js';
import { forAll, wildText } from './arbitraries.js';

const whole = new SpecialWords({ urls: 'whole', mailAddresses: 'whole', hashtags: 'whole', emoji: 'whole' });

const kind = fc.constantFrom('no' as const, 'words' as const, 'whole' as const);
const rule: fc.Arbitrary<SpecialWordRule> = fc.record({
  urls: kind,
  mailAddresses: kind,
  hashtags: kind,
  emoji: fc.constantFrom('no' as const, 'whole' as const),
});

const sign = fc.constantFrom(
  ...['http://', 'HTTPS://', 'ftp://', '://', 'www.', 'WWW.', '@', '#', '.', '-', '_', '/', '(', ')', '[', ']', ' ', "'"],
  ...['a', 'bc', 'B', 'é', 'Ⱥ', 'Ꭰ', 'ж', '漢', 'de', '1', '.org', '\u0301', '\ufe0f', '\u20e3', '\u200d'],
  ...['😀', '❤', '↔', '©', '👨', '🏽', '🇫', '🏴\u{e0067}\u{e007f}', '\u{10400}', '\ud83d', '“', '«', '\u00a0'],
);
const text = fc.oneof(
  fc.array(sign, { maxLength: 25 }).map((parts) => parts.join('')),
  fc.tuple(wildText, sign, wildText).map((parts) => parts.join('')),
);

describe('SpecialWords', () => {
  forAll([text, rule], { numRuns: 5000 })('blanks what it cuts out and changes nothing else', (raw, wordRule) => {
    const { text: rest, terms, places } = new SpecialWords(wordRule).cut(raw);
    expect(rest.length).toBe(raw.length);
    for (let u = 0; u < raw.length; u++) if (rest[u] !== raw[u]) expect(rest[u]).toBe(' ');
    if (rest === raw) expect(terms).toEqual([]);
    for (const term of terms) expect(isWholeTerm(term), term).toBe(true);
    expect(places.length).toBe(terms.length);
    for (const { begin, end } of places) expect(rest.slice(begin, end)).toBe(' '.repeat(end - begin));
  });

  forAll([text], { numRuns: 5000 })('makes terms that are terms again', (raw) => {
    for (const term of whole.cut(raw.normalize('NFC')).terms)
      expect(whole.cut(term)).toEqual({ text: ' '.repeat(term.length), terms: [term], places: [{ begin: 0, end: term.length }], tooLong: 0 });
  });

  forAll([text, rule], { numRuns: 5000 })('looks at every text alike, whether or not it seems to have any', (raw, wordRule) => {
    const special = new SpecialWords(wordRule);
    const more = ' :// @ # \u2605';
    expect(special.cut(raw + more)).toEqual({ ...special.cut(raw), text: special.cut(raw).text + more });
  });

  const plain = fc.constantFrom('word', 'Ärger', "don't", 'e-mail', '漢字', '12', 'www', 'http', 'x');
  const known = fc.constantFrom('http://example.org/a_(b)', 'www.example.org', 'a.b@example.org', '#tag_1', '😀', '👩\u200d🔬', '🇫🇷', '❤');
  const item = fc.oneof(fc.record({ plain }), fc.record({ known }));
  forAll([fc.array(item, { maxLength: 12 }), fc.constantFrom(' ', '\n', ', ', ' ("', '” ')])('loses no word beside them', (items, between) => {
    const raw = items.map((one) => ('plain' in one ? one.plain : one.known)).join(between);
    const words = items.flatMap((one) => ('plain' in one ? wordsOf(one.plain) : []));
    const terms = items.flatMap((one) => ('known' in one ? [one.known] : []));
    expect(termsOf(raw, whole)).toEqual([...words, ...terms]);
  });
});

describe('TermCounter with whole terms', () => {
  const term = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', '/', '😀'), minLength: 1, maxLength: 6 }), fc.string({ minLength: 1, maxLength: 300 }));
  const document = fc.record({ words: fc.array(fc.constantFrom('a', 'ab', 'abb', 'word'), { maxLength: 5 }), terms: fc.array(term, { maxLength: 5 }) });

  forAll([fc.array(document, { maxLength: 6 })], { numRuns: 1000 })('counts what a Map counts', (documents) => {
    fc.pre(documents.every(({ terms }) => terms.every((one) => !/[\0\n]/.test(one) && !/\p{Cs}/u.test(one))));
    const counter = new TermCounter({ minLength: 1, numbers: true });
    const collector = new CountCollector('counts');
    const number = collector.addCounter();
    const all = new Set<string>();
    const expected = documents.map(({ words, terms }) => {
      const counts = new Map<string, number>();
      for (const one of [...words, ...terms]) {
        counts.set(one, (counts.get(one) ?? 0) + 1);
        all.add(one);
      }
      const { row, tokens } = counter.add(words.join(' '), terms);
      expect(tokens).toBe(words.length + terms.length);
      collector.addRow(number, row, 'none');
      collector.addTerms(number, counter.newTerms());
      return [...counts];
    });
    const counted = collector.finish();
    expect([...counted.terms]).toEqual(sortByCodePoint([...all]));
    expect(rowsOf(counted)).toEqual(expected);
  });
});

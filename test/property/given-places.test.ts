import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { normalizeText } from '../../src/ingest/normalize-text.js';
import { partsWithoutLines } from '../../src/ingest/repeats/line-scanner.js';
import { givenPlaces } from '../../src/report/page/given-places.js';
import { placedWords } from '../../src/tokenize/prepare-words.js';
import { forAll, wildText } from './arbitraries.js';

const piece = fc.constantFrom(
  'wa-\n  ter ',
  'hyphen\u00adated ',
  '\r\n',
  '\f',
  'oﬃce',
  'ｗｈａｌｅ',
  'ﾘﾝｺﾞ',
  '\u200b',
  '\ufeff',
  '\u3000',
  'e\u0301',
  '\u1112\u1161\u11ab',
  '\u212b',
);
const text = fc
  .array(fc.oneof(piece, wildText), { maxLength: 8 })
  .map((parts) => parts.join(''))
  // halves of pairs may meet where something between them goes
  .filter((raw) => !/\p{Cs}/u.test(raw));

/** The characters of a text in any form of it. */
function bare(raw: string): string {
  return normalizeText(raw)
    .normalize('NFD')
    .replaceAll(/[\p{M}\p{Z}\p{C}\u2010-]/gu, '');
}

describe('givenPlaces', () => {
  forAll([text, fc.integer({ min: 1, max: 3 })], { numRuns: 5000 })('finds each word where it was given', (given, every) => {
    const normalized = normalizeText(given);
    const parts = partsWithoutLines(normalized, (hash) => hash % every === 1);
    const counted = parts.map(({ begin, end }) => normalized.slice(begin, end)).join('');
    const words = placedWords(counted, 'none');
    const places = givenPlaces(given, normalized, parts)(words);
    expect(places.length).toBe(words.length);
    for (const [w, { begin, end }] of places.entries()) {
      expect(bare(given.slice(begin, end))).toBe(bare(counted.slice(words[w]?.begin, words[w]?.end)));
    }
  });
});

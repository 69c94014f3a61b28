import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { fold, foldWithPlaces, isBoundary } from '../../src/report/page/data/search-folding.js';
import { TextSearch } from '../../src/report/page/data/search-index.js';
import { placesIn } from '../../src/report/page/data/search-places.js';
import { parseQuery, type Sought } from '../../src/report/page/data/search-query.js';
import { piecesOf } from '../../src/report/page/rooms/documents/tinting.js';
import { forAll, wildText } from './arbitraries.js';

const words = fc.constantFrom('a', 'ab', 'abc', 'b', 'Ä', 'ba-b', '東京', '東', 'x9', '.', '\n', ' ', "a'b");
const text = fc.array(words, { maxLength: 12 }).chain((parts) => fc.constantFrom(' ', '', '\n  ').map((blank) => parts.join(blank)));
const written = fc
  .array(fc.tuple(fc.constantFrom('', '', '-', '"', '-"'), fc.constantFrom('a', 'ab', 'abc', 'b', 'ä', '東', 'ba-b', 'a b')), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map(([sign, word]) => `${sign}${word}${sign.endsWith('"') ? '"' : ''}`).join(' '));

/** Looks at every place of every text. */
function has(folded: string, { text: sought, isWhole }: Sought): boolean {
  for (let at = 0; at + sought.length <= folded.length; at++) {
    const end = at + sought.length;
    if (folded.slice(at, end) === sought && isBoundary(folded, at) && (!isWhole || isBoundary(folded, end))) return true;
  }
  return false;
}

function naive(texts: readonly string[], query: string): number[] {
  const { required, excluded } = parseQuery(query);
  return texts.flatMap((one, row) => {
    const folded = fold(one);
    return required.every((sought) => has(folded, sought)) && !excluded.some((sought) => has(folded, sought)) ? [row] : [];
  });
}

function rowsOf(search: TextSearch, query: string): number[] {
  const work = search.find(parseQuery(query));
  for (;;) {
    const { done, value } = work.next();
    if (done) return [...value];
  }
}

describe('TextSearch', () => {
  forAll([fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), fc.array(written, { maxLength: 6 })])(
    'finds what a look at each place finds, whatever was looked for before and in however many blocks the texts came',
    (blocks, queries) => {
      const texts = blocks.flat();
      const search = new TextSearch(texts.length);
      let row = 0;
      for (const [at, block] of blocks.entries()) {
        search.add(block.join('\0'), row);
        row += block.length;
        const known = [...texts.slice(0, row), ...texts.slice(row).map(() => '')];
        for (const query of queries.slice(0, at + 1)) expect(rowsOf(search, query).sort((a, b) => a - b)).toEqual(naive(known, query));
      }
      for (const query of queries) expect(rowsOf(search, query).sort((a, b) => a - b)).toEqual(naive(texts, query));
    },
  );
});

describe('foldWithPlaces', () => {
  forAll([wildText])('folds piece by piece as all at once, with places in order', (one) => {
    const { text: folded, places } = foldWithPlaces(one);
    expect(folded).toBe(fold(one));
    expect(places.length).toBe(folded.length + 1);
    expect([...places]).toEqual([...places].sort((a, b) => a - b));
    expect(places.at(-1)).toBe(one.length);
  });
});

describe('placesIn', () => {
  forAll([fc.oneof(wildText, text), written])('finds stretches in order, in texts that are found, and pieces of the text make it up', (one, query) => {
    const parsed = parseQuery(query);
    const places = placesIn(one, parsed);
    expect(places.length > 0).toBe(parsed.required.some((sought) => has(fold(one), sought)));
    for (const [at, { begin, end }] of places.entries()) {
      expect(begin).toBeLessThan(end);
      expect(begin).toBeGreaterThanOrEqual(places[at - 1]?.end ?? 0);
    }
    expect(
      piecesOf(one, [], places)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(one);
  });
});

import fc from 'fast-check';
import { expect } from 'vitest';
import { sortByCodePoint } from '../../../src/math/code-point-order.js';
import { TermList } from '../../../src/tokenize/term-list.js';
import { forAll } from '../../property/arbitraries.js';

const term = fc.oneof(
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'é', '𐐨', '\ufeff') }),
);
const terms = fc.array(
  term.map((one) => one.replaceAll('\n', ' ')),
  { maxLength: 300, size: 'max' },
);

const other = fc.oneof(term, fc.constantFrom('', 'a\nb', '\n'));

forAll([terms, other], {})('gives terms by their place, and places by the term', (all, another) => {
  const sorted = sortByCodePoint([...new Set(all)]);
  const list = TermList.of(sorted);
  expect([...list]).toEqual(sorted);
  for (const index of [...sorted.keys()].reverse()) {
    expect(list.at(index)).toBe(sorted[index]);
    expect(list.indexOf(sorted[index] as string)).toBe(index);
  }
  expect(list.indexOf(another)).toBe(sorted.indexOf(another));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashIndex, hashOfString } from '../../../src/ingest/hash-index.js';
import { FirstTexts } from '../../../src/ingest/repeats/first-texts.js';
import { UniqueNames } from '../../../src/ingest/unique-names.js';
import { forAll } from '../../property/arbitraries.js';

/** The first name like it that was not given. */
function plainly(given: Set<string>, name: string): string {
  let unique = name;
  for (let number = 2; given.has(unique); number++) unique = `${name}~${number}`;
  given.add(unique);
  return unique;
}

describe('UniqueNames', () => {
  const name = fc.constantFrom('a', 'b', 'a~2', 'a~3', 'a~2~2', 'é', '\ud800', '\ufffd', '');
  forAll([fc.array(name, { maxLength: 200, size: 'max' })], { numRuns: 100 })('are the first that are free', (wanted) => {
    const names = new UniqueNames();
    const given = new Set<string>();
    const expected = wanted.map((one) => plainly(given, one));
    expect(wanted.map((one) => names.give(one))).toEqual(expected);
    expect(expected.map((_, number) => names.at(number))).toEqual(expected);
    expect(expected.every((one) => names.has(one)) && !names.has('c') && !names.has('b~99')).toBe(true);
  });

  it('take no quadratic time where all are alike', () => {
    const names = new UniqueNames();
    for (let i = 1; i <= 30_000; i++) expect(names.give('x')).toBe(i === 1 ? 'x' : `x~${i}`);
  });
});

it('finds what has the same hash as something else', () => {
  const index = new HashIndex();
  const words = Array.from({ length: 5000 }, (_, i) => `w${i}`);
  for (const word of words) index.add(hashOfString(word) & 0xff);
  for (const [w, word] of words.entries()) expect(index.find(hashOfString(word) & 0xff, (entry) => words[entry] === word)).toBe(w);
  expect(index.find(7, () => false)).toBe(-1);
});

it('knows the first document of each text, though digests begin alike', () => {
  const texts = new FirstTexts();
  const digest = (text: number) => `AAAAAAAA${String(text).padStart(36, '0')}`;
  for (let number = 0; number < 300; number++) expect(texts.add(number, digest(number % 100))).toBe(number < 100 ? undefined : number % 100);
});

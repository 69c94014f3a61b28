import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortByCodePoint } from '../../../src/math/code-point-order.js';
import { CountCollector } from '../../../src/tokenize/count-collector.js';
import { RowPacker } from '../../../src/tokenize/packed-rows.js';
import { TermCounter } from '../../../src/tokenize/term-counter.js';
import type { TermList } from '../../../src/tokenize/term-list.js';
import { forAll } from '../../property/arbitraries.js';
import { rowsOf } from '../../support/count.js';

const encoded = (terms: readonly string[]) => new TextEncoder().encode(terms.map((term) => `${term}\n`).join(''));

/** A row in which each of the numbers stands once. */
function rowOf(numbers: Iterable<number>): Uint8Array {
  const packer = new RowPacker();
  packer.start();
  for (const number of numbers) packer.addCount(number, 1);
  return packer.finish().slice();
}

/** The terms of dictionaries of which every term stands in a row. */
function merged(...dictionaries: readonly (readonly string[])[]): readonly string[] {
  const collected = (isComplete: boolean) => {
    const collector = new CountCollector('counts');
    for (const terms of dictionaries) {
      const counter = collector.addCounter();
      collector.addTerms(counter, encoded(terms));
      collector.addRow(counter, rowOf(terms.keys()), 'none');
    }
    return collector.finish(isComplete);
  };
  const counted = collected(false);
  expect(rowsOf(counted).map((row) => row.map(([term]) => term))).toEqual(dictionaries);
  const again = collected(true);
  expect({ ...again, terms: [...again.terms] }).toEqual({ ...counted, terms: [...counted.terms] });
  return [...counted.terms];
}

describe('CountCollector', () => {
  it('merges the terms of several counters, whose terms come in several lots', () => {
    const collector = new CountCollector('counts');
    const [a, b] = [new TermCounter({ minLength: 1, numbers: true }), new TermCounter({ minLength: 1, numbers: true })];
    const [first, second] = [collector.addCounter(), collector.addCounter()];
    collector.addRow(first, a.add('dog cat').row, 'en');
    collector.addTerms(first, a.newTerms());
    collector.addRow(second, b.add('cat bird cat').row, 'de');
    collector.addRow(first, a.add('ape dog dog').row, 'en');
    collector.addTerms(second, b.newTerms());
    collector.addTerms(first, a.newTerms());
    collector.addTerms(first, a.newTerms());
    const counted = collector.finish();
    expect([...counted.terms]).toEqual(['ape', 'bird', 'cat', 'dog']);
    expect(counted.termsOf).toEqual([Int32Array.of(3, 2, 0), Int32Array.of(2, 1)]);
    expect(rowsOf(counted)).toEqual([
      [
        ['dog', 1],
        ['cat', 1],
      ],
      [
        ['cat', 2],
        ['bird', 1],
      ],
      [
        ['ape', 1],
        ['dog', 2],
      ],
    ]);
    expect(counted.languages).toEqual(['en', 'de']);
    expect(counted.languageOf).toEqual(Uint8Array.of(0, 1, 0));
  });

  it.each(['counts', 'sequence'] as const)('leaves out terms that only stand in documents that were not added: %s', (kind) => {
    const collector = new CountCollector(kind);
    const counter = new TermCounter({ minLength: 1, numbers: true }, kind);
    const number = collector.addCounter();
    collector.addRow(number, counter.add('a b b').row, 'none');
    counter.add('c d b');
    collector.addRow(number, counter.add('d e').row, 'none');
    collector.addTerms(number, counter.newTerms());
    const counted = collector.finish();
    expect([...counted.terms]).toEqual(['a', 'b', 'd', 'e']);
    expect(counted.termsOf).toEqual([Int32Array.of(0, 1, -1, 2, 3)]);
  });

  it('reads numbers and counts of any size', () => {
    const sizes = [0, 1, 63, 64, 127, 128, 8191, 8192, 16384, 1048575, 1048576, 2097152, 134217727, 134217728, 268435455];
    const counts = [1, 2, 3, 129, 130, 131, 16385, 16386, 2097153, 2097154, 268435457, 268435458, 4294967295];
    const packer = new RowPacker();
    packer.start();
    const added = sizes.flatMap((number) => counts.map((count) => [number, count] as [number, number]));
    for (const [number, count] of added) packer.addCount(number, count);
    const collector = new CountCollector('counts');
    const row = collector.addCounter();
    collector.addRow(row, packer.finish(), 'none');
    // more terms than fit into a test: each number is its own term
    const termsOf = new Proxy(new Int32Array(0), { get: (_, number) => Number(number) });
    const { rows, languages, languageOf, kind } = collector.finish();
    const read = rowsOf({ kind, rows, languages, languageOf, termsOf: [termsOf], terms: { at: String } as unknown as TermList });
    expect(read).toEqual([added.map(([number, count]) => [String(number), count])]);
  });

  it('keeps rows of all sizes, side by side', () => {
    const collector = new CountCollector('counts');
    const counter = collector.addCounter();
    const sizes = Array.from({ length: 40 }, (_, i) => (i * i * 3701) % 90_000);
    const terms = Array.from({ length: 90_000 }, (_, i) => `t${i}`);
    collector.addTerms(counter, encoded(terms));
    for (const size of sizes) collector.addRow(counter, rowOf(terms.slice(0, size).keys()), 'none');
    const rows = rowsOf(collector.finish());
    expect(rows.map((row) => row.length)).toEqual(sizes);
    expect(rows.every((row) => row.every(([term], i) => term === terms[i]))).toBe(true);
  });
});

describe('terms', () => {
  const term = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\u{10400}', '\uff41', '漢'), minLength: 1, maxLength: 12 }),
    fc.integer({ min: 0, max: 300 }).map((length) => 'a'.repeat(length)),
    fc.integer({ min: 0, max: 300 }).map((number) => `prefix${number}`),
  );
  const dictionary = fc.uniqueArray(term, { maxLength: 200, size: 'max' });

  forAll([dictionary, dictionary, dictionary], { numRuns: 300 })('are distinct and sorted by code point', (a, b, c) => {
    expect(merged(a, b, c)).toEqual(sortByCodePoint([...new Set([...a, ...b, ...c])]));
  });

  it('are sorted in linear time where they are long and alike', () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `${'x'.repeat(180)}${i}`);
    const longer = Array.from({ length: 40 }, (_, i) => 'y'.repeat(50_000 + i));
    expect(merged([...long, ...longer], longer)).toEqual([...long.toSorted(), ...longer]);
  });

  it('keep a byte order mark at their start', () => {
    expect(merged(['\ufeffa', 'z'])).toEqual(['z', '\ufeffa']);
  });
});

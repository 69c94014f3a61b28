import { describe, expect, it } from 'vitest';
import { TermCounter } from '../../../src/tokenize/term-counter.js';

const rule = { minLength: 2, numbers: false };

describe('TermCounter', () => {
  it('counts words document by document, in the order in which they are first met', () => {
    const counter = new TermCounter(rule);
    counter.add('Dog cat dog');
    counter.add('a 1 ,');
    counter.add('bird Cat CAT dog');
    expect(counter.finish()).toEqual({
      documents: 3,
      terms: ['dog', 'cat', 'bird'],
      rowPointers: Int32Array.of(0, 2, 2, 5),
      termIndices: Int32Array.of(0, 1, 2, 1, 0),
      counts: Uint32Array.of(2, 1, 1, 2, 1),
    });
  });

  it('says how many words a document has, and how many were too long', () => {
    const counter = new TermCounter(rule);
    expect(counter.add(`one two ${'x'.repeat(65)} one 1999`)).toEqual({ tokens: 3, tooLong: 1 });
    expect(counter.add('')).toEqual({ tokens: 0, tooLong: 0 });
  });

  it('counts whole terms after the words, a word among them as that word', () => {
    const counter = new TermCounter(rule);
    const long = '/'.repeat(500_000);
    expect(counter.add('dog', ['a/b', 'dog', 'a/b', long])).toEqual({ tokens: 5, tooLong: 0 });
    expect(counter.add('cat', ['a/b'])).toEqual({ tokens: 2, tooLong: 0 });
    const { terms, termIndices, counts } = counter.finish();
    expect(terms).toEqual(['dog', 'a/b', long, 'cat']);
    expect([...termIndices]).toEqual([0, 1, 2, 3, 1]);
    expect([...counts]).toEqual([2, 2, 1, 1, 1]);
  });

  it('has no documents at the start', () => {
    expect(new TermCounter(rule).finish()).toEqual({
      documents: 0,
      terms: [],
      rowPointers: Int32Array.of(0),
      termIndices: new Int32Array(0),
      counts: new Uint32Array(0),
    });
  });

  it('is not confused by names that every object has', () => {
    const counter = new TermCounter(rule);
    counter.add('constructor __proto__ toString constructor');
    const { terms, counts } = counter.finish();
    expect(terms).toEqual(['constructor', 'proto', 'tostring']);
    expect([...counts]).toEqual([2, 1, 1]);
  });

  it('grows: more documents, words, entries and letters than its tables start with', () => {
    const counter = new TermCounter(rule);
    const words = Array.from({ length: 40_000 }, (_, i) => `averylongword${i}`);
    counter.add(words.join(' '));
    counter.add(words.toReversed().join(' '));
    for (let i = 0; i < 3000; i++) counter.add(`${words[i]} ${words[i]}`);
    const counted = counter.finish();
    expect(counted.documents).toBe(3002);
    expect(counted.terms).toEqual(words);
    expect(counted.termIndices.length).toBe(83_000);
    expect(counted.termIndices.subarray(40_000, 80_000)).toEqual(Int32Array.from(words, (_, i) => 39_999 - i));
    expect(counted.termIndices.subarray(80_000)).toEqual(Int32Array.from({ length: 3000 }, (_, i) => i));
    expect(counted.rowPointers.subarray(2)).toEqual(Int32Array.from({ length: 3001 }, (_, i) => 80_000 + i));
    expect(new Set(counted.counts.subarray(0, 80_000))).toEqual(new Set([1]));
    expect(new Set(counted.counts.subarray(80_000))).toEqual(new Set([2]));
  });
});

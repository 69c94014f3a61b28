import { describe, expect, it } from 'vitest';
import { CountCollector } from '../../../src/tokenize/count-collector.js';
import { TermCounter } from '../../../src/tokenize/term-counter.js';
import { countTexts, rowsOf } from '../../support/count.js';

const rule = { minLength: 2, numbers: false };

describe('TermCounter', () => {
  it('counts words document by document', () => {
    const counted = countTexts(['Dog cat dog', 'a 1 ,', 'bird Cat CAT dog'], rule);
    expect([...counted.terms]).toEqual(['bird', 'cat', 'dog']);
    expect(rowsOf(counted)).toEqual([
      [
        ['dog', 2],
        ['cat', 1],
      ],
      [],
      [
        ['bird', 1],
        ['cat', 2],
        ['dog', 1],
      ],
    ]);
  });

  it('says how many words a document has, and how many were too long', () => {
    const counter = new TermCounter(rule);
    expect(counter.add(`one two ${'x'.repeat(65)} one 1999`)).toMatchObject({ tokens: 3, tooLong: 1 });
    expect(counter.add('')).toMatchObject({ tokens: 0, tooLong: 0 });
  });

  it('counts whole terms after the words, a word among them as that word', () => {
    const counter = new TermCounter(rule);
    const collector = new CountCollector('counts');
    const number = collector.addCounter();
    const long = '/'.repeat(500_000);
    collector.addRow(number, counter.add('dog', ['a/b', 'dog', 'a/b', long]).row, 'none');
    collector.addRow(number, counter.add('cat', ['a/b']).row, 'none');
    collector.addTerms(number, counter.newTerms());
    expect(rowsOf(collector.finish())).toEqual([
      [
        ['dog', 2],
        ['a/b', 2],
        [long, 1],
      ],
      [
        ['cat', 1],
        ['a/b', 1],
      ],
    ]);
  });

  it('has no documents at the start', () => {
    const counted = countTexts([]);
    expect([...counted.terms]).toEqual([]);
    expect(rowsOf(counted)).toEqual([]);
  });

  it('is not confused by names that every object has', () => {
    expect([...countTexts(['constructor __proto__ toString constructor'], rule).terms]).toEqual(['constructor', 'proto', 'tostring']);
  });

  it('grows: more documents, words, entries and letters than its tables start with', () => {
    const words = Array.from({ length: 40_000 }, (_, i) => `averylongword${i}`);
    const texts = [words.join(' '), words.toReversed().join(' '), ...Array.from({ length: 3000 }, (_, i) => `${words[i]} ${words[i]}`)];
    const counted = countTexts(texts, rule);
    expect([...counted.terms]).toEqual([...words].sort());
    expect(rowsOf(counted)).toEqual([
      words.map((word) => [word, 1]),
      words.toReversed().map((word) => [word, 1]),
      ...Array.from({ length: 3000 }, (_, i) => [[words[i], 2]]),
    ]);
  });

  it('keeps the order of words, and says where something stands between them', () => {
    const text = "New York's mayor, the well-known man\nof 10 jobs\n\nand l'eau (x) end. 'Tis";
    const [row] = rowsOf(countTexts([text], { minLength: 2, numbers: false }, 'sequence'));
    expect(row).toEqual([
      ['new', 1],
      ['york', 0],
      ['mayor', 0],
      ['the', 1],
      ['well', 0],
      ['known', 0],
      ['man', 0],
      ['of', 0],
      ['jobs', 1],
      ['and', 1],
      ['eau', 1],
      ['end', 1],
      ['tis', 1],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { TermSettings } from '../../../src/run/choose-terms.js';
import { countDocuments } from '../../../src/run/count-documents.js';
import { TermSequences } from '../../../src/run/term-sequences.js';

const settings: TermSettings = {
  language: 'en',
  stem: false,
  phrases: false,
  minLength: 2,
  numbers: false,
  urls: 'no',
  mailAddresses: 'no',
  hashtags: 'words',
  emoji: 'no',
  minDf: 1,
  maxDf: 1,
  maxTerms: undefined,
};

/** Chooses the terms of texts, and what reads further texts by them. */
async function counted(texts: readonly string[], more: Partial<TermSettings> = {}) {
  const all = { ...settings, ...more };
  const documents = texts.map((text, i) => ({ id: String(i + 1), path: 'a.txt', text, metadata: {} }));
  const collection = await countDocuments(documents, all, { threads: 1 }, []);
  const { terms } = collection.vocabulary;
  const phrases = (collection.phrases ?? []).map(({ term }) => term);
  const sequences = new TermSequences({ terms, settings: all, phrases, wordForms: [], givenTerms: all.fixedVocabulary !== undefined });
  const read = async (text: string, language = 'en') => {
    const length = await sequences.read(text, language);
    return Array.from(sequences.columns.subarray(0, length), (column) => (column < 0 ? '·' : (terms[column] as string)));
  };
  return { collection, sequences, read };
}

const KITCHEN = [
  'The gas cooker warmed the room. A gas cooker is hot, and the baker bakes.',
  'She lit the gas cooker; then bakers came with bread!',
  'Bread for the baker: the new gas cooker bakes it.',
  'No gas, a cooker of iron. Bread, breads and bakers.',
  'My gas cooker burns. We bake bread with the gas cooker, as bakers do.',
];

describe('TermSequences', () => {
  it('gives every word a place, in order', async () => {
    const { read } = await counted(['whale sea ship', 'whale ship']);
    expect(await read('The whale, and a ship: whale-like 7 ships')).toEqual(['·', 'whale', '·', 'ship', 'whale', '·', '·']);
    expect(await read('')).toEqual([]);
  });

  it.each([
    ['as they are', {}],
    ['with stems', { stem: true }],
    ['with phrases', { phrases: true }],
    ['with stems and phrases', { stem: true, phrases: true }],
    ['with numbers and short words', { numbers: true, minLength: 1 }],
    ['with a given vocabulary', { fixedVocabulary: ['the', 'bread', 'gas cooker'], phrases: true }],
  ] as [string, Partial<TermSettings>][])('finds each term as often as the run counts it, %s', async (_name, more) => {
    const { collection, sequences } = await counted(KITCHEN, more);
    const { X } = collection;
    expect(X.rows).toBe(KITCHEN.length);
    for (const [i, text] of KITCHEN.entries()) {
      const length = await sequences.read(text, 'en');
      const counts = new Map<number, number>();
      for (const column of sequences.columns.subarray(0, length)) if (column >= 0) counts.set(column, (counts.get(column) ?? 0) + 1);
      const row = Array.from({ length: X.rowPointers[i + 1] - X.rowPointers[i] }, (_, e) => X.rowPointers[i] + e);
      expect([...counts].sort(([a], [b]) => a - b)).toEqual(row.map((p) => [X.columnIndices[p], X.values[p]]));
    }
  });

  it('gives a phrase one place', async () => {
    const { collection, read } = await counted(KITCHEN, { phrases: true });
    expect(collection.phrases?.map(({ term }) => term)).toContain('gas cooker');
    expect(await read('Her gas cooker; no gas. Cooker')).toEqual(['·', 'gas cooker', '·', 'gas', 'cooker']);
  });

  it('goes by the stop words and stems of the language of each text', async () => {
    const { read } = await counted(['die Hunde bellen', 'Hunde schlafen'], { language: 'de', stem: true });
    expect(await read('die Hunde, der Hund', 'de')).toEqual(['·', 'hunde', '·', 'hunde']);
    expect(await read('hunde hund', 'none')).toEqual(['hunde', '·']);
  });

  it('reads many texts, and words met in any of them', async () => {
    const { read } = await counted(['whale sea ship', 'whale ship']);
    for (let i = 0; i < 1100; i++) expect(await read(`word${'abcdefghij'[i % 10]}${'abcdefghij'[Math.floor(i / 10) % 10]} sea`)).toEqual(['·', 'sea']);
    const long = 'sea '.repeat(5000);
    expect((await read(long)).length).toBe(5000);
  });
});

import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../src/ingest/ledger.js';
import type { TermSettings } from '../../../src/run/choose-terms.js';
import { countDocuments } from '../../../src/run/count-documents.js';

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
const WHOLE = { urls: 'whole', mailAddresses: 'whole', hashtags: 'whole', emoji: 'whole' } as const;

const TEXT = 'Whales at http://example.org/Whales, ask me@example.org #Whales 🐳🐳';

async function count(texts: readonly string[], more: Partial<TermSettings> = {}, ledger: LedgerEntry[] = []) {
  const documents = texts.map((text, i) => ({ id: String(i + 1), path: 'a.txt', text, metadata: {} }));
  const { vocabulary } = await countDocuments(documents, { ...settings, ...more }, { threads: 1 }, ledger);
  return Object.fromEntries(vocabulary.terms.map((term, j) => [term, vocabulary.counts[j]]));
}

describe('addresses, hashtags and emoji', () => {
  it('by default only hashtags are words', async () => {
    expect(await count([TEXT])).toEqual({ ask: 1, whales: 2 });
  });

  it('are words', async () => {
    const expected = { ask: 1, example: 2, http: 1, org: 2, whales: 3 };
    expect(await count([TEXT], { urls: 'words', mailAddresses: 'words' })).toEqual(expected);
  });

  it('are terms, however short', async () => {
    const expected = { '#whales': 1, ask: 1, 'http://example.org/whales': 1, 'me@example.org': 1, whales: 1, '🐳': 2 };
    expect(await count([TEXT], { ...WHOLE, minLength: 3 })).toEqual(expected);
  });

  it('are not stemmed', async () => {
    const texts = ['whale whales #whale #whales www.example.org/whales'];
    expect(await count(texts, { ...WHOLE, stem: true })).toEqual({ '#whale': 1, '#whales': 1, whale: 2, 'www.example.org/whales': 1 });
    const fixedVocabulary = ['whales', '#whales'];
    expect(await count(texts, { ...WHOLE, stem: true, fixedVocabulary })).toEqual({ '#whales': 1, whales: 2 });
  });

  it('may be stop words and terms of a given vocabulary', async () => {
    expect(await count([TEXT], { ...WHOLE, moreStopWords: ['🐳 #whales', 'me@example.org'] })).toEqual({ ask: 1, 'http://example.org/whales': 1, whales: 1 });
    expect(await count([TEXT], { ...WHOLE, fixedVocabulary: ['🐳', '#whales', '#none'] })).toEqual({ '#none': 0, '#whales': 1, '🐳': 2 });
  });

  it('that are too long are noted, as long words are', async () => {
    const ledger: LedgerEntry[] = [];
    await count([`whale ${'x'.repeat(65)} #${'x'.repeat(1000)}`], WHOLE, ledger);
    expect(ledger).toEqual([
      { kind: 'note', id: '1', reason: 'long-words', detail: 'runs of more than 64 letters passed over: 1' },
      { kind: 'note', id: '1', reason: 'long-words', detail: 'URLs and the like of more than 1000 characters passed over: 1' },
    ]);
  });
});

describe('several languages', () => {
  const GERMAN = 'Die Werft hat die Boote der Fischer gebaut, und sie sind mit dem Kran in das Wasser gehoben worden. Die Straße zum Hafen ist nass.';
  const ENGLISH = 'The fishermen said that the old boats die in the harbour when nobody is there to paint them before the winter storms.';
  const documents = [GERMAN, ENGLISH, `${GERMAN} HAFENSTRASSE`, `${ENGLISH} Boats die.`, 'xyz', '港では船が働いています。漁師は朝早く海へ出ました。'].map(
    (text, i) => ({
      id: String(i + 1),
      path: 'a.txt',
      text,
      metadata: {},
    }),
  );
  const auto = { ...settings, language: 'auto' };

  it('each document is in its own, and one that cannot be told in that of most', async () => {
    const { documents: counted } = await countDocuments(documents, auto, { threads: 1 }, []);
    expect(counted.map(({ language }) => language)).toEqual(['de', 'en', 'de', 'en', 'de', 'ja']);
  });

  it('a word is left out where it is a stop word of the document, and counted in the others', async () => {
    const { vocabulary, pruned } = await countDocuments(documents, auto, { threads: 1 }, []);
    const count = (term: string) => vocabulary.counts[vocabulary.terms.indexOf(term)];
    expect([count('die'), count('boats'), count('und'), count('the')]).toEqual([3, 3, undefined, undefined]);
    expect([...(pruned ?? [])]).toContainEqual({ term: 'die', reason: 'stop-word', documentFrequency: 2, count: 6 });
    expect(vocabulary.terms).toEqual(expect.arrayContaining(['漁師', 'straße']));
  });

  it('stems go by the language of the document', async () => {
    const { vocabulary } = await countDocuments(documents, { ...auto, stem: true }, { threads: 1 }, []);
    expect(vocabulary.terms.filter((term) => /^boot|^boat/.test(term))).toEqual(['boats', 'boote']);
  });

  it('phrases are terms', async () => {
    const texts = [
      'My old hard drive makes a noise.',
      'Which hard drive fits? A large hard drive, I hope.',
      'The new hard drive was cheap; its hard drive cable was not.',
      'Copy it to your hard drive tonight.',
    ];
    const phrased = texts.map((text, i) => ({ id: String(i), path: 'a', text, metadata: {} }));
    const { vocabulary, phrases } = await countDocuments(phrased, { ...auto, phrases: true }, { threads: 1 }, []);
    expect(phrases?.map(({ term }) => term)).toContain('hard drive');
    expect(vocabulary.terms).toContain('hard drive');
    expect(vocabulary.terms).not.toContain('drive');
  });
});

import { describe, expect, it } from 'vitest';
import {
  convergenceSentence,
  emptyTopicsSentence,
  type FitFigures,
  languagesSentence,
  leftOutSentence,
  metadataSentence,
  modelSentences,
  phrasesSentence,
  remarkSentence,
  remarksLine,
  secondLookSentence,
  whole,
} from '../../../src/report/sentences.js';
import type { Remark } from '../../../src/topics/remarks.js';

const fit: FitFigures = {
  status: 'converged',
  emptyTopics: [],
  documentPrior: [0.05, 0.06],
  iterations: 120,
  kktResidual: 0.00123,
  lowestGradient: 0,
  klDivergence: 1234.56,
  objective: 99.5,
  logLikelihood: -9876.54,
  relativeChange: 0.00002,
};

describe('modelSentences', () => {
  const said = (loss: string, change: Partial<FitFigures> = {}, priors = {}) =>
    [...modelSentences('1.2.3', { ...fit, ...change }, { loss, ...priors })].join(' ');

  it('speak of Poisson counts and words for the Kullback-Leibler divergence', () => {
    expect(said('kullback-leibler')).toContain('Each count is taken as Poisson');
    expect(said('kullback-leibler')).toContain('would change the weights by 0.12 % of the words (KKT residual 1.2e-3)');
  });

  it('speak of maximum likelihood where there are no priors, left out or 0', () => {
    for (const priors of [{}, { 'document-prior': 0, 'term-prior': 0 }]) {
      expect(said('kullback-leibler', {}, priors)).toContain('and the fit is its maximum likelihood. Divergence 1234.6, log-likelihood -9876.5. The next');
      expect(said('kullback-leibler', {}, priors)).not.toMatch(/prior|most probable/);
    }
  });

  it('say what the priors are worth in words, and what was minimised then', () => {
    const sentences = said('kullback-leibler', {}, { 'document-prior': 0.05, 'term-prior': 0.1 });
    expect(sentences).toContain('the most probable one under Dirichlet priors: as if each document had had 0.05 words in each topic already');
    expect(sentences).toContain('already on average (how they are shared out was learned), and each topic had had each term 0.1 times.');
    expect(sentences).toContain('Divergence 1234.6, log-likelihood -9876.5; divergence less the log prior, which is what was minimised, 99.5.');
    expect(sentences).not.toContain('maximum likelihood');
    const even = { documentPrior: [0.05, 0.05] };
    expect(said('kullback-leibler', even, { 'document-prior': 0.05 })).toContain('as if each document had had 0.05 words in each topic already.');
    expect(said('kullback-leibler', { documentPrior: [0, 0] }, { 'document-prior': 0, 'term-prior': 0.1 })).toContain(
      'as if each topic had had each term 0.1 times.',
    );
  });

  it('speak of least squares for the Frobenius norm, and of nothing that is not so', () => {
    expect(said('frobenius')).toContain('by least squares');
    expect(said('frobenius')).toContain('Half the squared error 99.5');
    expect(said('frobenius')).toContain('0.12 % of the squared counts');
    expect(said('frobenius')).not.toMatch(/Poisson|likelihood|of the words/);
  });

  it('say whether weights that are 0 would grow', () => {
    expect(said('kullback-leibler')).toContain('No weight that is 0 would grow noticeably.');
    expect(said('kullback-leibler', { lowestGradient: -0.5 })).toContain('Some weights that are 0 would grow (lowest gradient -0.50)');
  });
});

describe('convergenceSentence', () => {
  it.each<[Partial<FitFigures>, string]>([
    [{}, 'The fit converged after 120 iterations: in the last ones its objective fell by 0.002 % each.'],
    [{ status: 'stationary', kktResidual: 0.00003 }, 'The fit converged after 120 iterations: the next update would change the weights by 0.003 % only.'],
    [
      { status: 'interrupted', iterations: 1, relativeChange: 0.02 },
      'The fit was interrupted after 1 iteration, before it had converged (in the last ones its objective still fell by 2 % each); the same command goes on from there.',
    ],
    [
      { status: 'max-iterations' },
      'The fit was stopped after 120 iterations, before it had converged (in the last ones its objective still fell by 0.002 % each); more with max-iterations.',
    ],
    [{ status: 'max-iterations', relativeChange: null }, 'The fit was stopped after 120 iterations, before it had converged; more with max-iterations.'],
  ])('%j', (change, sentence) => {
    expect(convergenceSentence({ ...fit, ...change })).toBe(sentence);
  });
});

describe('languagesSentence', () => {
  const languages = (...documents: [string, number][]) => documents.map(([language, count]) => ({ language, documents: count }));
  const ending = 'each has the stop words of its own language, which documents.csv names.';

  it.each([
    [[], ''],
    [languages(['de', 7]), 'The documents are in German.'],
    [languages(['none', 7]), 'In what language the documents are cannot be told.'],
    [languages(['en', 600], ['ja', 399], ['fr', 1]), `The documents are in English (60.0 %), Japanese (39.9 %), French (0.1 %); ${ending}`],
    [languages(['en', 4000], ['fr', 2], ['de', 1]), `The documents are in English (99.9 %), 3 in others; ${ending}`],
    [languages(['en', 4000], ['fr', 2]), `The documents are in English (100.0 %), 2 in another one; ${ending}`],
  ])('%j: %s', (counted, sentence) => {
    expect(languagesSentence(counted)).toBe(sentence);
  });
});

describe('metadataSentence', () => {
  it.each([
    [[], undefined, ''],
    [['date', 'author'], undefined, 'Known beside the texts: date, author.'],
    [['author', 'date'], ['1790-01-08', '2021-04-28'] as const, 'Known beside the texts: author, date (1790-01-08 to 2021-04-28).'],
    [[...'abcdefghijklmn'], undefined, 'Known beside the texts: a, b, c, d, e, f, g, h, i, j, k, l and others.'],
  ])('%j %j', (columns, dates, sentence) => {
    expect(metadataSentence(columns, dates)).toBe(sentence);
  });
});

describe('phrasesSentence', () => {
  it.each([
    [undefined, ''],
    [0, 'No words stand together so often that they are a phrase.'],
    [1, 'One phrase of two or three words is a term (see phrases.csv).'],
    [1234, '1,234 phrases of two or three words are terms (see phrases.csv).'],
  ])('%s: %s', (phrases, sentence) => {
    expect(phrasesSentence(phrases)).toBe(sentence);
  });
});

describe('leftOutSentence', () => {
  it.each([
    [0, 0, 0, 'Nothing was left out.'],
    [1, 0, 0, '1 file left out (see ledger.csv).'],
    [2, 1, 0, '2 files and 1 document left out (see ledger.csv).'],
    [0, 1000, 3, '1,000 documents left out, 3 notes (see ledger.csv).'],
    [0, 0, 1, 'Nothing was left out, 1 note (see ledger.csv).'],
  ])('%d files, %d documents, %d notes', (filesLeftOut, documentsLeftOut, notes, sentence) => {
    expect(leftOutSentence({ filesLeftOut, documentsLeftOut, notes })).toBe(sentence);
  });
});

describe('whole', () => {
  it.each([
    [0, '0'],
    [999.6, '1,000'],
    [123456, '123,456'],
    [1234567, '1,234,567'],
    [-1234, '-1,234'],
  ])('%d → %s', (value, text) => {
    expect(whole(value)).toBe(text);
  });
});

describe('emptyTopicsSentence', () => {
  it.each([
    [[], ''],
    [[3], 'Topic 3 is empty: the collection needs fewer topics, or another start.'],
    [[3, 4], 'The topics 3, 4 are empty: the collection needs fewer topics, or another start.'],
  ])('%j', (emptyTopics, sentence) => {
    expect(emptyTopicsSentence({ ...fit, emptyTopics })).toBe(sentence);
  });
});

describe('remarks', () => {
  const terms = ['de', 'la', 'que', 'el', 'en', 'los', 'para'];

  it.each<[Remark, string, string]>([
    [{ kind: 'empty' }, 'empty: less than one word', 'It holds less than one word.'],
    [{ kind: 'noise', terms: ['x1', 'x2'] }, 'noise: x1, x2', 'Most of its first words are codes, fragments or numbers rather than words (x1, x2).'],
    [
      { kind: 'function words', terms },
      'function words: de, la, que, el, en, los, …',
      'Most of its first words are function words (de, la, que, el, en, los, …): they tell a language or a style, not a subject.',
    ],
    [
      { kind: 'one document', document: 'a; b.txt', share: 0.756 },
      'one document: 75.6 % of its words are in a; b.txt',
      '75.6 % of its words are in one document, a; b.txt.',
    ],
    [
      { kind: 'incoherent', npmi: -0.125 },
      'incoherent: its first words meet less often than by chance (NPMI -0.13)',
      'Its first words meet in fewer documents than chance would have it: it may be several subjects in one.',
    ],
    [
      { kind: 'common words', concentration: 0.221 },
      'common words: spread over the documents nearly as evenly as all words (concentration 0.22)',
      'It is spread over the documents nearly as evenly as all words (concentration 0.22 of 1): it is what they have in common.',
    ],
  ])('%j', (remark, line, sentence) => {
    expect(remarksLine([remark])).toBe(line);
    expect(remarkSentence(remark)).toBe(sentence);
  });

  it('follow each other in a line', () => {
    expect(remarksLine([{ kind: 'noise', terms: ['x1'] }, { kind: 'empty' }])).toBe('noise: x1; empty: less than one word');
    expect(remarksLine([])).toBe('');
  });

  it.each([
    [[], 5, 'No topic is marked for a second look.'],
    [[3], 5, 'One of the 5 topics is worth a second look, marked ⚠: 3.'],
    [[2, 3], 5, '2 of the 5 topics are worth a second look, marked ⚠: 2, 3.'],
    [[1, 2], 2, 'All 2 topics are worth a second look, marked ⚠.'],
    [Array.from({ length: 13 }, (_, k) => k + 1), 50, '13 of the 50 topics are worth a second look, marked ⚠.'],
  ])('of the topics %j of %d', (marked, topics, sentence) => {
    expect(secondLookSentence(marked, topics)).toBe(sentence);
  });
});

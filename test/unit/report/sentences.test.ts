import { describe, expect, it } from 'vitest';
import { convergenceSentence, emptyTopicsSentence, type FitFigures, leftOutSentence, modelSentences, whole } from '../../../src/report/sentences.js';

const fit: FitFigures = {
  status: 'converged',
  emptyTopics: [],
  iterations: 120,
  kktResidual: 0.00123,
  lowestGradient: 0,
  klDivergence: 1234.56,
  objective: 99.5,
  logLikelihood: -9876.54,
  relativeChange: 0.00002,
};

describe('modelSentences', () => {
  const said = (loss: string, change: Partial<FitFigures> = {}) => [...modelSentences({ ...fit, ...change }, loss)].join(' ');

  it('speak of Poisson counts and words for the Kullback-Leibler divergence', () => {
    expect(said('kullback-leibler')).toContain('Each count is taken as Poisson');
    expect(said('kullback-leibler')).toContain('would change the weights by 0.12 % of the words (KKT residual 1.2e-3)');
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

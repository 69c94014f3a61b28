import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { EvaluatedTopic, Evaluation } from '../../../src/report/evaluation.js';
import { basisSentences, labelSentences, modelSentences } from '../../../src/report/evaluation-sentences.js';
import { evaluationCsv, evaluationTable } from '../../../src/report/evaluation-tables.js';
import { MEASURES } from '../../../src/report/measures.js';
import { parseCsv } from '../../../src/report/parse-csv.js';

const figures = {
  npmi: 0.25,
  cV: 0.5,
  umass: -82.5,
  exclusivity: 0.75,
  frex: 0.875,
  effectiveWords: 1234.4,
  rank1Documents: 31,
  rank1Share: 0.5,
  allocationCount: 0.25,
  corpusDivergence: 1.5,
};
const coverage = { terms: 10, termsFound: 9, pairs: 45, pairsFound: 30 };
const topic: EvaluatedTopic = { topic: 1, label: 'tax, law', prevalence: 0.6, terms: ['tax', 'law'], coverage, ...figures };
const empty: EvaluatedTopic = { ...topic, topic: 2, label: '', prevalence: 0, npmi: Number.NaN, cV: Number.NaN };
const evaluation: Evaluation = {
  version: '1',
  fingerprint: 'f',
  coherence: {
    texts: 'collection',
    reference: null,
    documents: 1200,
    leftOut: 0,
    windows: { npmi: 10, cV: 110, umass: 'documents' },
    coverage: { npmi: coverage, cV: coverage, umass: coverage },
    note: '',
  },
  model: { ...figures, diversity: 0.8, inverseRankBiasedOverlap: 0.9 },
  topics: [topic, { ...topic, topic: 3, npmi: 0.125 }, empty],
  labels: null,
  heldOut: null,
  measures: MEASURES,
};

describe('evaluationTable', () => {
  it('shows the figures of each topic and their means', () => {
    const lines = evaluationTable(evaluation, 100);
    expect(lines[0]).toBe('    #   share  topic           NPMI   C_v   UMass  excl.    docs   words    KL  FREX  rank 1  ≥ 30 %');
    expect(lines[1]).toBe('    1  60.0 %  tax, law        0.25  0.50   -82.5   0.75      31   1,234  1.50  0.88  50.0 %  25.0 %');
    expect(lines[3]).toBe('    2   0.0 %                     –     –   -82.5   0.75      31   1,234  1.50  0.88  50.0 %  25.0 %');
    expect(lines[4]).toBe(' mean                          0.25  0.50   -82.5   0.75      31   1,234  1.50  0.88  50.0 %  25.0 %');
  });

  it('leaves out columns that have no room', () => {
    for (const width of [40, 60, 80, 100, 200]) for (const line of evaluationTable(evaluation, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    expect(evaluationTable(evaluation, 60)[0]).toMatch(/NPMI +C_v +UMass +excl\.$/);
  });
});

describe('evaluationCsv', () => {
  it('is a row a topic, with empty cells where there is no figure', () => {
    const [first, , last] = parseCsv([...evaluationCsv(evaluation.topics)].join(''), 'evaluation.csv');
    expect(first).toEqual({
      ...{ topic: '1', label: 'tax, law', prevalence: '0.6', npmi: '0.25', c_v: '0.5', umass: '-82.5', exclusivity: '0.75', frex: '0.875' },
      ...{ effective_words: '1234.4', rank_1_documents: '31', rank_1_share: '0.5', allocation_count: '0.25', corpus_divergence: '1.5' },
      ...{ terms: '10', terms_found: '9', pairs: '45', pairs_found: '30' },
    });
    expect(last).toMatchObject({ topic: '2', npmi: '', c_v: '' });
  });
});

describe('sentences', () => {
  it('say where coherence was counted, and what was not found', () => {
    expect(basisSentences(evaluation.coherence)).toEqual([
      'Coherence is counted in 1,200 documents of the collection, in windows of 10 words for NPMI and 110 for C_v; every word has its place in a window, stop words too.',
      '1 of the 10 first words stands nowhere there; 66.7 % of their pairs meet in a window of 10 words, the others count −1 in NPMI.',
    ]);
    const whole = { npmi: 'documents', cV: 'documents', umass: 'documents' } as const;
    expect(basisSentences({ ...evaluation.coherence, texts: 'reference', reference: 'wiki', windows: whole, leftOut: 2, note: 'Why.' })).toEqual([
      'Why.',
      'Coherence is counted in 1,200 documents of the reference wiki.',
      '2 files or documents of the reference were left out.',
      '1 of the 10 first words stands nowhere there; 66.7 % of their pairs meet in a document, the others count −1 in NPMI.',
    ]);
  });

  it('say what each figure means, with its formula and source', () => {
    const all = [...modelSentences(evaluation)];
    expect(all[0]).toEqual({
      measure: 'npmi',
      sentence:
        'NPMI 0.250: the first words of a topic stand near each other clearly more often than chance would have it (0; never: −1, always: 1). Highest: topic 1 (0.25); lowest: topic 3 (0.13).',
      definition: `${MEASURES.npmi.formula} (${MEASURES.npmi.source})`,
    });
    const definitions = all.map(({ definition }) => definition).join('\n');
    for (const measure of Object.keys(evaluation.model)) {
      if (measure !== 'rank1Documents') expect(definitions).toContain(MEASURES[measure as keyof typeof MEASURES].formula);
    }
    expect([...modelSentences({ ...evaluation, model: { ...evaluation.model, npmi: Number.NaN } })]).toHaveLength(all.length - 3);
  });

  it('say how topics go with labels, and why a regression is missing', () => {
    const labels = {
      ...{ column: 'desk', documents: 90, withoutLabel: 10, labels: 3, purity: 0.9, normalisedMutualInformation: 0.5, adjustedRandIndex: 0.25 },
      ...{ labelAccuracy: 0.95, accuracyStandardError: 0.01, accuracyBaseline: 0.4, accuracyDocuments: 90, accuracyLabels: 3 },
    };
    const [agreement, accuracy] = [...labelSentences(labels)].map(({ sentence }) => sentence);
    expect(agreement).toMatch(/^90 documents have one of 3 labels in desk \(10 have none, or no words\)\. .*90\.0 %.*0\.500.*0\.250/);
    expect(accuracy).toMatch(/95\.0 % of 90 documents, standard error 1\.0 %.*40\.0 %\.$/);
    expect([...labelSentences({ ...labels, labelAccuracy: Number.NaN })][1]?.sentence).toMatch(/^No regression tells/);
  });
});

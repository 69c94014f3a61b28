import { describe, expect, it } from 'vitest';
import {
  documentsCsv,
  documentTopicsCsv,
  type ListedTopic,
  ledgerCsv,
  topicSummaryCsv,
  topicsCsv,
  traceCsv,
  vocabularyCsv,
} from '../../../src/report/tables.js';

const lines = (pieces: Iterable<string>) => [...pieces].join('').split('\r\n');

const term = (name: string) => ({ term: name, probability: Math.fround(0.1), score: 0.25, frex: 0.75, relevance: -1.5 });
const topics: ListedTopic[] = [
  { topic: 1, label: 'tax, law', prevalence: 0.75, tokens: 30, npmi: 0.5, exclusivity: 0.625, remarks: [], terms: [term('tax'), term('law'), term('=1')] },
  {
    topic: 2,
    label: 'war',
    prevalence: 0.25,
    tokens: 10,
    npmi: Number.NaN,
    exclusivity: 1,
    remarks: [
      { kind: 'incoherent', npmi: -0.25 },
      { kind: 'noise', terms: ['x1', 'x2'] },
    ],
    terms: [term('war')],
  },
];

describe('documents.csv', () => {
  const lengths = { tokens: Float64Array.of(10, 20), terms: Int32Array.of(3, 4) };

  it('has metadata columns in the order in which they are met, empty where there are none', () => {
    const documents = [
      { id: 'a#1', path: 'a', language: 'en', unknown: 2, metadata: { year: '1790', party: '' } },
      { id: 'b', path: 'b', language: 'de', unknown: 2, metadata: { author: 'Adams, John', year: '1797' } },
    ];
    expect(lines(documentsCsv(documents, lengths))).toEqual([
      'id,path,tokens,terms,language,unknown,year,party,author',
      'a#1,a,10,3,en,2,1790,,',
      'b,b,20,4,de,2,1797,,"Adams, John"',
      '',
    ]);
  });

  it('renames a metadata column that is named as one of its own', () => {
    const documents = [{ id: 'a', path: 'a', language: 'en', unknown: 2, metadata: { id: '7', terms: 'x' } }];
    expect(lines(documentsCsv(documents, lengths)).slice(0, 2)).toEqual([
      'id,path,tokens,terms,language,unknown,metadata_id,metadata_terms',
      'a,a,10,3,en,2,7,x',
    ]);
  });

  it('gives no two columns one name', () => {
    const documents = [{ id: 'a', path: 'a', language: 'en', unknown: 2, metadata: { id: '7', metadata_id: '8' } }];
    const header = lines(documentsCsv(documents, lengths))[0].split(',');
    expect(new Set(header).size).toBe(header.length);
  });

  it('leaves a cell empty where only another document has a column named as a property of every object', () => {
    const documents = [
      { id: 'a', path: 'a', language: 'en', unknown: 2, metadata: { constructor: 'Lotus' } as Record<string, string> },
      { id: 'b', path: 'b', language: 'de', unknown: 2, metadata: {} },
    ];
    expect(lines(documentsCsv(documents, lengths)).slice(1, 3)).toEqual(['a,a,10,3,en,2,Lotus', 'b,b,20,4,de,2,']);
  });
});

describe('the other tables', () => {
  it('ledger.csv', () => {
    const table = ledgerCsv([
      { kind: 'file', id: 'a.png', reason: 'binary', detail: 'it is no text' },
      { kind: 'term', id: '-x', reason: 'too-rare', detail: '1 times in 1 documents' },
    ]);
    expect(lines(table)).toEqual(['kind,id,reason,detail', 'file,a.png,binary,it is no text', "term,'-x,too-rare,1 times in 1 documents", '']);
  });

  it('vocabulary.csv', () => {
    const table = vocabularyCsv({ terms: ['law', 'tax'], documentFrequency: Int32Array.of(2, 1), counts: Float64Array.of(5, 1) });
    expect(lines(table)).toEqual(['term,document_frequency,count', 'law,2,5', 'tax,1,1', '']);
  });

  it('trace.csv, seconds to a thousandth, no relative change in the first row', () => {
    const row = { iteration: 0, seconds: 0.12345, klDivergence: 12.5, objective: 13.5, logLikelihood: -99.25, kktResidual: 1e-7, lowestGradient: 0 };
    const table = traceCsv([
      { ...row, relativeChange: Number.NaN },
      { ...row, iteration: 10, seconds: 2, relativeChange: 0.001 },
    ]);
    expect(lines(table)).toEqual([
      'iteration,seconds,kl_divergence,objective,log_likelihood,relative_change,kkt_residual',
      '0,0.123,12.5,13.5,-99.25,,1e-7',
      '10,2,12.5,13.5,-99.25,0.001,1e-7',
      '',
    ]);
  });

  it('topics.csv, ranks from 1', () => {
    expect(lines(topicsCsv(topics))).toEqual([
      'topic,rank,term,probability,score,frex,relevance',
      '1,1,tax,0.1,0.25,0.75,-1.5',
      '1,2,law,0.1,0.25,0.75,-1.5',
      "1,3,'=1,0.1,0.25,0.75,-1.5",
      '2,1,war,0.1,0.25,0.75,-1.5',
      '',
    ]);
  });

  it('topic-summary.csv, the first terms joined, the remarks too, NaN as nothing', () => {
    expect(lines(topicSummaryCsv(topics, 2))).toEqual([
      'topic,label,prevalence,tokens,npmi,exclusivity,top_terms,remark',
      '1,"tax, law",0.75,30,0.5,0.625,"tax, law",',
      '2,war,0.25,10,,1,war,"incoherent: its first words meet less often than by chance (NPMI -0.25); noise: x1, x2"',
      '',
    ]);
  });

  it('document-topics.csv, in the fewest digits', () => {
    const table = documentTopicsCsv(['a', 'b'], { topics: 2, documentTopics: Float32Array.of(0.1, 0.9, 1, 0) });
    expect(lines(table)).toEqual(['id,topic_1,topic_2', 'a,0.1,0.9', 'b,1,0', '']);
  });
});

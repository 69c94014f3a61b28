import { describe, expect, it } from 'vitest';
import type { ReportContent } from '../../../src/report/markdown.js';
import type { PageSummary } from '../../../src/report/page-content.js';
import { type PageFacts, pageSummary } from '../../../src/report/page-summary.js';
import { exampleStory } from '../../support/example-story.js';

const counts: ReportContent['counts'] = {
  ...{ documents: 9, terms: 2, tokens: 100, filesLeftOut: 7, documentsLeftOut: 1, notes: 2, repeatedLines: 0, givenUp: 1 },
  languages: [{ language: 'de', documents: 9 }],
  ledger: [{ kind: 'file', reason: 'binary', entries: 7 }],
};
const fit: ReportContent['fit'] = {
  ...{ status: 'converged', emptyTopics: [], documentPrior: [], iterations: 120, kktResidual: 0.001, lowestGradient: 0, klDivergence: 1, objective: 1 },
  ...{ logLikelihood: -1, relativeChange: null },
};
const topic = (number: number, change: object = {}): ReportContent['topics'][number] => ({
  ...{ topic: number, label: `l${number}`, prevalence: 0.5, tokens: 50, npmi: 0.1 * number, exclusivity: 0.5, remarks: [], passages: [] },
  terms: [{ term: 'b', probability: 0.123456789, score: 0.1, frex: 0.5, relevance: 0 }],
  ...change,
});
const distances = (size: number) => Array.from({ length: size }, (_, k) => Float64Array.from({ length: size }, (__, l) => Math.abs(k - l) / size));

function summary(topics: ReportContent['topics'], more: Partial<ReportContent> = {}, facts: Partial<PageFacts> = {}): PageSummary {
  const content = { title: 't', version: '1', counts, fit, config: { language: 'auto' }, topics, ...more };
  return pageSummary(content, {
    ...{ fingerprint: 'f', seed: 1, node: '20', unicode: '15', icu: '', inputs: [], ledger: [], evaluation: undefined, topicSearch: undefined },
    trace: { iteration: [], objective: [], relativeChange: [], kktResidual: [] },
    distances: distances(topics.length),
    rank1Documents: topics.map(() => 3),
    languages: ['en', 'ar'],
    columns: new Map([
      ['a', 0],
      ['b', 1],
    ]),
    documents: { columns: [], texts: 'none', characters: 0, blocks: [] },
    dates: undefined,
    ...facts,
  });
}

describe('pageSummary', () => {
  it('ranks coherence, names near topics, and rounds', () => {
    const { topics } = summary([1, 2, 3, 4, 5, 6, 7].map((number) => topic(number)));
    expect(topics[0]?.trust).toEqual([
      { sentence: 'Its first words are found in the same documents now and then (NPMI 0.10, the lowest of the 7 topics).', measure: 'npmi' },
      { sentence: 'They are mostly its own (exclusivity 0.50).', measure: 'exclusivity' },
    ]);
    expect(topics[5]?.trust[0]?.sentence).toMatch(/\(NPMI 0\.60, better than 5 of the 7 topics\)\.$/);
    expect(topics[0]?.nearest).toEqual([2, 3, 4, 5, 6].map((number) => ({ topic: number, distance: expect.closeTo((number - 1) / 7, 4) })));
    expect(topics[3]?.nearest.map(({ topic: near }) => near)).toEqual([3, 5, 2, 6, 1]);
    expect(topics[0]?.terms).toEqual([{ column: 1, term: 'b', probability: 0.123457, score: 0.1, frex: 0.5 }]);
    expect(topics[0]?.documents).toBe(3);
  });

  it('says in what language a passage is', () => {
    const passage = { document: 1, id: 'd', share: 0.5, excerpt: undefined };
    expect(summary([topic(1, { passages: [passage] })]).topics[0]?.passages).toEqual([expect.objectContaining({ document: 1, language: 'ar', text: '' })]);
  });

  it('says of stability what was found', () => {
    const own = { verdict: 'solid', refits: 20, found: 19, foundFromSeeds: 10, foundOnSamples: 9, share: 0.95, medianDistance: 0.3 } as const;
    const stability = { refits: 20, seed: 1, topics: [{ ...own, topic: 1, prevalenceLow: 0.4, prevalenceHigh: 0.6, nearest: undefined, terms: [] }] };
    const { topics, sentences } = summary([topic(1)], { stability });
    expect(topics[0]?.trust.at(-1)).toEqual({ sentence: 'Found in 19 of 20 refits, with 40.0 to 60.0 % of all words.', measure: 'stability' });
    expect(sentences.stability.at(-1)).toMatch(/^Found says in how many of 20 other fits/);
  });

  it('has the sentences of a story, with the languages of their documents', () => {
    const topics = [1, 2, 3, 4, 5, 6].map((number) => topic(number));
    const story = exampleStory();
    const told = summary(topics, { story, labels: { topikl: 'labels', fingerprint: 'f', topics: [{ topic: 1, label: 'Money' }] } });
    expect(told.summary).toEqual(story.summaries.collection.map((sentence, s) => ({ ...sentence, language: ['en', 'ar'][s] })));
    expect(told.topics[0]?.summary).toEqual([expect.objectContaining({ language: 'en', text: 'This sentence tells what budget, taxes is about.' })]);
    expect(told.topics[2]?.summary[0]?.language).toBe('none');
    expect(told.topics[1]?.overTime).toMatch(/It fell from/);
    expect(told.sentences.time[0]).toMatch(/^Rising: 1 “Money”/);
    expect(told.sentences.time.join(' ')).toMatch(/Dates are from the column "date".* 12 documents have none\./);
    expect(told.sentences.groups[0]).toMatch(/by "party"/);
    expect(told.tree).toEqual(story.tree);
  });

  it('has nothing of a story where there is none', () => {
    const { summary: cited, sentences, topics, tree } = summary([topic(1)]);
    expect([cited, sentences.time, sentences.groups, topics[0]?.summary, topics[0]?.overTime, tree]).toEqual([[], [], [], [], '', null]);
    const { sentences: bare } = summary([topic(1)], {
      story: {
        summaries: { collection: [], topics: [[]] },
        dates: [],
        time: null,
        groups: [],
        tree: null,
        noTime: 'No dates.',
        isTimeMissed: false,
        noGroups: 'No groups.',
      },
    });
    expect([bare.time, bare.noTime, bare.groups, bare.noGroups]).toEqual([[], 'No dates.', [], 'No groups.']);
  });

  it('has one topic without words as JSON that can be read back', () => {
    const written = summary([topic(1, { npmi: Number.NaN, exclusivity: Number.NaN, prevalence: 0, terms: [] })]);
    expect(JSON.parse(JSON.stringify(written))).toEqual(written);
    expect(written.topics[0]).toMatchObject({ npmi: null, exclusivity: null, terms: [], place: [0, 0], nearest: [] });
    expect(written.topics[0]?.trust).toEqual([{ sentence: 'It has too few words for its coherence to be measured.', measure: 'npmi' }]);
  });

  it('has the ledger in words, and counts what is only in the file', () => {
    const rows = [
      { kind: 'file', id: 'a', reason: 'binary', detail: 'd' },
      { kind: 'file', id: 'b', reason: '__proto__', detail: '' },
    ];
    expect(summary([topic(1)], {}, { ledger: rows }).ledger).toEqual({
      counts: [{ kind: 'file', reason: 'no text, nor a format that is known', entries: 7 }],
      rows: [
        { kind: 'file', id: 'a', reason: 'no text, nor a format that is known', detail: 'd' },
        { kind: 'file', id: 'b', reason: '__proto__', detail: '' },
      ],
      omitted: 8,
    });
  });

  it('has no settings on which nothing depends', () => {
    const config = { out: '/home/x/output', threads: 2, force: true, strict: false, topics: 5, 'min-df': 2 };
    expect(summary([topic(1)], { config }).config).toEqual({ topics: 5, 'min-df': 2 });
  });

  it('names the languages, and what is odd', () => {
    const { figures, sentences } = summary([topic(1)]);
    expect(figures.languages).toEqual([{ language: 'de', name: 'German', documents: 9 }]);
    expect(sentences.collection[0]).toBe('The documents are in German.');
    expect(sentences.warnings).toEqual([expect.stringMatching(/^1 file had to be given up/)]);
  });

  it('explains each figure that it names', () => {
    const { topics, measures } = summary([topic(1), topic(2)]);
    for (const { measure } of topics.flatMap(({ trust }) => trust)) expect(measures[measure as string]?.formula).toMatch(/\S/);
    for (const { name, formula, source } of Object.values(measures)) expect([name, formula, source].every((text) => text !== '')).toBe(true);
  });
});

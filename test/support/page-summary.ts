import type { PageSummary, PageTopic } from '../../src/report/page-content.js';

/** A topic of a page, about nothing. */
export function pageTopic(change: Partial<PageTopic> = {}): PageTopic {
  return {
    topic: 1,
    label: 'tax, law',
    prevalence: 0.6,
    tokens: 60,
    documents: 3,
    npmi: 0.2,
    exclusivity: 0.5,
    remarks: [],
    trust: [],
    terms: Array.from({ length: 10 }, (_, r) => ({ column: r, term: `t${r + 1}`, probability: 0.1, score: 0.1, frex: 0.5 })),
    place: [0, 0],
    nearest: [],
    summary: [],
    overTime: '',
    passages: [],
    ...change,
  };
}

/** What a page tells of two topics. */
export function smallSummary(change: Partial<PageSummary> = {}): PageSummary {
  return {
    title: 'papers',
    version: '1.2.3',
    fingerprint: 'f',
    figures: { documents: 5, tokens: 100, terms: 10, filesLeftOut: 0, documentsLeftOut: 0, notes: 0, languages: [] },
    sentences: {
      ...{ collection: ['Nothing was left out.'], convergence: ['The fit converged.'], secondLook: 'No topic is marked.', stability: [] },
      ...{ chosenTopics: '', misfit: '', noise: '', warnings: [], model: ['Word counts.'], evaluation: [], time: [], noTime: '', groups: [], noGroups: '' },
    },
    topics: [pageTopic(), pageTopic({ topic: 2, label: 'apples', prevalence: 0.3 })],
    summary: [],
    tree: null,
    documents: { columns: [], texts: 'none', characters: 0, blocks: [] },
    topicSearch: null,
    misfits: [],
    noiseTerms: [],
    ledger: { counts: [], rows: [], omitted: 0 },
    ...{ config: {}, inputs: [], seed: 1, node: '20', unicode: '15', icu: '', measures: {}, labels: null },
    trace: { iteration: [], objective: [], relativeChange: [], kktResidual: [] },
    ...change,
  };
}

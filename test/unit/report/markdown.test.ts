import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/report/escape-markdown.js';
import { type ReportContent, reportMarkdown } from '../../../src/report/markdown.js';
import { exampleStory } from '../../support/example-story.js';

const fit: ReportContent['fit'] = {
  status: 'converged',
  emptyTopics: [],
  documentPrior: [0.05, 0.06],
  iterations: 120,
  kktResidual: 0.00123,
  lowestGradient: 0,
  klDivergence: 1234.56,
  objective: 1234.56,
  logLikelihood: -9876.54,
  relativeChange: 0.00002,
};

const term = (name: string) => ({ term: name, probability: 0.1, score: 0.1, frex: 0.5, relevance: 0 });

function report(change: Partial<ReportContent> = {}): string {
  const content: ReportContent = {
    title: 'my_papers',
    version: '1.2.3',
    counts: {
      documents: 1234,
      terms: 567,
      tokens: 1234567,
      filesLeftOut: 0,
      documentsLeftOut: 0,
      notes: 0,
      languages: [],
      ledger: [],
      repeatedLines: 0,
      givenUp: 0,
    },
    fit,
    config: { topics: 2, stopWords: 'a|b', input: ['x'] },
    topics: [
      {
        topic: 1,
        label: 'tax, law',
        prevalence: 0.753,
        tokens: 10,
        npmi: 0.25,
        exclusivity: 0.625,
        remarks: [],
        terms: Array.from({ length: 30 }, (_, r) => term(`t${r + 1}`)),
        passages: [
          { document: 0, id: 'a_b.txt', share: 0.5, excerpt: { text: 'the tax [x](y)', cutBefore: true, cutAfter: true, marks: [4, 7] } },
          { document: 0, id: 'b.txt', share: 0.25, excerpt: undefined },
        ],
      },
    ],
    ...change,
  };
  return [...reportMarkdown(content)].join('');
}

describe('reportMarkdown', () => {
  it('says what was counted', () => {
    expect(report()).toContain('# Topics of my\\_papers\n\n1,234 documents, 1,234,567 counted words, 567 different terms, ');
    expect(report()).toContain(' Nothing was left out.\n');
    expect(report()).toContain('The fit converged after 120 iterations: in the last ones its objective fell by 0.002 % each.\n');
  });

  it('has a table with seven words a topic', () => {
    expect(report()).toContain('| 1 | 75.3 % | tax, law | t1, t2, t3, t4, t5, t6, t7 |\n');
  });

  it('tells the story of the collection, where there is one', () => {
    const headings = report({ story: exampleStory() }).match(/^##+ .*$/gm);
    const story = ['## What it says', '## All topics', '## 1. tax, law', '## Over time', '## Between groups', '### By party', '## Which topics are alike'];
    expect(headings).toEqual([...story, '## How this was made']);
    expect(report({ story: exampleStory() })).toMatch(/t20\n\n> This sentence tells [^\n]*\n>\n> — 1800\\_message\.txt, 1800\n\nLargest in 1933\. /);
    expect(report()).not.toMatch(/<figure>|## (What it says|Over time)/);
  });

  it('says how often topics come back, where that was looked at', () => {
    const own = { topic: 1, verdict: 'unsure', refits: 20, found: 17, foundFromSeeds: 9, foundOnSamples: 8, share: 0.85, medianDistance: 0.3 } as const;
    const figures = { prevalenceLow: 0.7, prevalenceHigh: 0.8, nearest: undefined, terms: [] };
    const said = report({ stability: { refits: 20, seed: 1, topics: [{ ...own, ...figures }] } });
    expect(said).toContain('\n\nNo topic is found in nine of ten refits. Unsure, found in half of the refits or more: 1.\n\n');
    expect(said).toContain('| # | share | found | topic | words |\n| ---: | ---: | ---: | --- | --- |\n| 1 | 75.3 % | 17 of 20 | tax, law | t1,');
    expect(said).toContain('\n\nFound says in how many of 20 other fits the topic comes back: ');
    expect(said).toContain('\n\nFound in 17 of 20 refits, with 70.0 to 80.0 % of all words: other fits ');
    expect(report()).not.toContain('efit');
  });

  it('has a section with twenty words a topic', () => {
    expect(report()).toContain('## 1. tax, law\n\n75.3 % of all words. ');
    expect(report()).toMatch(/\*\*Words:\*\* t1, .*, t20\n/);
  });

  it('names words that tell no theme, where there are any', () => {
    expect(report()).not.toContain('Words that tell no theme');
    const noiseTerms = ['however', 'a_b'].map((name) => ({ term: name, count: 1200, documentFrequency: 900, dispersion: 0.1 }));
    expect(report({ noiseTerms })).toMatch(
      /\n\n## Words that tell no theme\n\nThese words are spread .* give that file to --stop-words\.\n\nhowever \(1,200\), a\\_b \(1,200\)\n\n## /,
    );
    expect(report({ noiseTerms: noiseTerms.slice(0, 1) })).toContain('This word is spread');
  });

  it('quotes passages with the own words in bold and everything else escaped', () => {
    expect(report()).toContain('- **a\\_b.txt** (50.0 % of it is this topic):\n  > … the **tax** \\[x\\](y) …\n');
    expect(report()).toContain('- **b.txt** (25.0 % of it is this topic)\n');
  });

  it.each(['# a', '- a', '+ a', '=== a', '12. a', '1) a', '> a', '  - a'])(
    'starts no heading, list, rule or quotation with a passage that starts with %j',
    (text) => {
      const [topic] = [{ topic: 1, label: 'l', prevalence: 1, tokens: 1, npmi: 0, exclusivity: 1, remarks: [], terms: [] }];
      const passages = [{ document: 0, id: 'x', share: 1, excerpt: { text, cutBefore: false, cutAfter: false, marks: [] } }];
      const line = report({ topics: [{ ...topic, passages }] })
        .split('\n')
        .find((candidate) => candidate.startsWith('  > '));
      expect(line?.slice(4)).toMatch(/^ *\d*\\[#\-+=.)>]/);
    },
  );

  it('makes no code block of a passage that starts with line breaks or an indent', () => {
    const [topic] = [{ topic: 1, label: 'l', prevalence: 1, tokens: 1, npmi: 0, exclusivity: 1, remarks: [], terms: [] }];
    const passages = [{ document: 0, id: 'x', share: 1, excerpt: { text: '      CHAPTER I', cutBefore: false, cutAfter: false, marks: [6, 13] } }];
    // after "> ", four spaces start an indented code block
    expect(report({ topics: [{ ...topic, passages }] })).toMatch(/^ {2}> {1,4}\*\*CHAPTER\*\* I$/m);
  });

  it('marks topics with remarks near the top, in the table and in their section', () => {
    expect(report()).toContain('\n\nNo topic is marked for a second look.\n\n## All topics\n');
    const topic = { topic: 1, label: 'l', prevalence: 1, tokens: 1, npmi: 0.3, exclusivity: 0.25, terms: [], passages: [] };
    const marked = report({
      topics: [
        { ...topic, remarks: [] },
        {
          ...topic,
          topic: 2,
          remarks: [
            { kind: 'noise', terms: ['x1', '*'] },
            { kind: 'one document', document: 'a_b.txt', share: 0.75 },
          ],
        },
      ],
    });
    expect(marked).toContain('\n\nOne of the 2 topics is worth a second look, marked ⚠: 2.\n\n## All topics\n');
    expect(marked).toContain('| 1 | 100.0 % | l | ');
    expect(marked).toContain('| 2 | 100.0 % | l (⚠ noise, one document) | ');
    expect(marked).toContain(
      '\n\n⚠ **Look at it twice.** Most of its first words are codes, fragments or numbers rather than words (x1, \\*). 75.0 % of its words are in one document, a\\_b.txt.\n\n**Words:**',
    );
    expect(marked.match(/Look at it twice/g)).toHaveLength(1);
  });

  it('says how it was made', () => {
    expect(report()).toContain('topikl 1.2.3');
    expect(report()).toContain('Divergence 1234.6, log-likelihood -9876.5');
    expect(report()).toContain('| topics | 2 |\n| stopWords | a\\|b |\n| input | \\["x"\\] |\n');
  });

  it.each([
    [0.2, 'Its first words are often found in the same documents (NPMI 0.20).'],
    [0.19, 'Its first words are found in the same documents now and then (NPMI 0.19).'],
    [0.04, 'Its first words are seldom found in the same documents (NPMI 0.04).'],
    [Number.NaN, 'It has too few words for its coherence to be measured.'],
  ])('puts a coherence of %d in words', (npmi, sentence) => {
    const [topic] = [{ topic: 1, label: 'l', prevalence: 1, tokens: 1, npmi, exclusivity: 0.5, remarks: [], terms: [], passages: [] }];
    expect(report({ topics: [topic] })).toContain(`${sentence} They are mostly its own (exclusivity 0.50).`);
  });

  it('says when a topic shares its words', () => {
    const topic = { topic: 1, label: 'l', prevalence: 1, tokens: 1, npmi: 0.3, exclusivity: 0.25, remarks: [], terms: [], passages: [] };
    expect(report({ topics: [topic] })).toContain('It shares them with other topics (exclusivity 0.25).');
  });
});

describe('escapeMarkdown', () => {
  it.each([
    ['plain words, and more.', 'plain words, and more.'],
    ['*a* _b_ `c` ~d~', '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~'],
    ['[a](b) ![c](d)', '\\[a\\](b) !\\[c\\](d)'],
    ['<b>&amp;', '\\<b\\>\\&amp;'],
    ['a|b', 'a\\|b'],
    ['a\\*b', 'a\\\\\\*b'],
    ['https://x.org www.x.org a@x.org', 'https\\://x.org www\\.x.org a\\@x.org'],
    ['a - b # c 1. d', 'a - b # c 1. d'],
    ['a\nb\r\nc\td\u2028e\0', 'a b  c d e '],
    ['a\u202eb\u2066c', 'a b c'],
    ['$x$', '\\$x\\$'],
  ])('%j → %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});

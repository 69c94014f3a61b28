import { describe, expect, it } from 'vitest';
import type { JudgedCandidate, Recommendation } from '../../../src/evaluate/recommend-topics.js';
import { parseCsv } from '../../../src/report/parse-csv.js';
import {
  methodSentences,
  recommendationSentences,
  type TopicSearch,
  topicSearchChart,
  topicSearchCsv,
  topicSearchJson,
  topicSearchMarkdown,
} from '../../../src/report/topic-search.js';

function candidate(topics: number, nats: number, behind: number): JudgedCandidate {
  const heldOut = { nats, error: 0.02 };
  return { topics, fits: [nats], heldOut, behind: { nats: behind, error: behind / 2 }, npmi: 0.25, diversity: 0.8, quality: 0.2, stability: 0.9 };
}

function search(recommendation: Partial<Recommendation> = {}, change: Partial<TopicSearch> = {}): TopicSearch {
  return {
    recommendation: { topics: 10, shape: 'peak', asGood: [10], runnersUp: [20], ...recommendation },
    candidates: [candidate(5, -7.2, 0.2), candidate(10, -7, 0), candidate(20, -7.1, 0.1)],
    fits: 3,
    seed: 1,
    documents: { all: 1000, training: 900, heldOut: 99 },
    heldOutWords: 4321,
    ...change,
  };
}

const reason = (...given: Parameters<typeof search>) => [...recommendationSentences(search(...given))].join(' ');

describe('recommendationSentences', () => {
  it('say that a peak is clear, and what comes next', () => {
    expect(reason()).toBe(
      'Recommended: 10 topics. With them held-out documents are foretold best; with every other number that was tried worse by more than a standard error. ' +
        '90.0 % of its topics come back when the fit starts elsewhere. ' +
        'Runners-up: 20 (0.1000 nats a word behind the best, coherence × diversity 0.20).',
    );
  });

  it('say that the curve is flat, and that it was not seen to fall', () => {
    expect(reason({ shape: 'flat', asGood: [10, 20] })).toContain('10 and 20 foretell held-out documents as well as the best');
    expect(reason({ shape: 'flat', asGood: [10, 20] })).toContain('The likelihood has not fallen at 20, the largest number that was tried.');
  });

  it('say that it still rises, and what is gone by then', () => {
    expect(reason({ shape: 'rising', asGood: [20] })).toMatch(/10 topics, whose first words go together best .*it still rises at 20, the largest/);
  });

  it('say that the smallest number may be too large', () => {
    expect(reason({ topics: 5, asGood: [5] })).toContain('It is the smallest number that was tried: fewer may do as well.');
  });

  it('say that the reason is weak, or that there was one number', () => {
    expect(reason({ shape: 'unmeasured' })).toContain('too few documents');
    expect(reason({ shape: 'only', runnersUp: [] })).toContain('the only number that was tried');
  });
});

describe('topicSearchChart', () => {
  it('has a line each, with a bar between the lowest and the highest likelihood', () => {
    const [head, ...lines] = topicSearchChart(search({ shape: 'flat', asGood: [10, 20] }), 100);
    expect(head).toContain('topics  held-out likelihood');
    expect(lines.map((line) => line.slice(0, 8))).toEqual(['       5', '→     10', '≈     20']);
    expect(lines.map((line) => /[▏▎▍▌▋▊▉█]+/.exec(line)?.[0].length)).toEqual([1, 20, 10]);
    expect(lines[1]).toMatch(/-7\.000 {13}best {6}0\.250 {6}0\.800 {7}0\.90$/);
    expect(lines[2]).toContain('0.1000 ± 0.0500');
  });

  it('is cut to the width', () => {
    for (const line of topicSearchChart(search(), 60)) expect(line.length).toBeLessThanOrEqual(60);
  });

  it('has no bar where nothing was measured, and a full one where all are equal', () => {
    const nothing = { ...candidate(5, Number.NaN, Number.NaN), npmi: Number.NaN };
    expect(topicSearchChart(search({ topics: 5, asGood: [] }, { candidates: [nothing] }), 100)[1]).toMatch(/^→ {6}5 +– +– ± – +– /);
    expect(topicSearchChart(search({}, { candidates: [candidate(10, -7, 0)] }), 100)[1]).toContain('█'.repeat(20));
  });
});

it('choose-k.csv has a row a number of topics', () => {
  const rows = parseCsv([...topicSearchCsv(search({ asGood: [10, 20] }))].join(''), 'choose-k.csv');
  expect(rows.map(({ topics, as_good, recommended }) => [topics, as_good, recommended])).toEqual([
    ['5', '0', '0'],
    ['10', '1', '1'],
    ['20', '1', '0'],
  ]);
  expect(Number(rows[1]?.perplexity)).toBeCloseTo(Math.exp(7), 6);
});

it('choose-k.json has the recommendation with its reason', () => {
  const { recommendation, candidates, documents } = JSON.parse(topicSearchJson(search()));
  expect(recommendation).toMatchObject({ topics: 10, shape: 'peak', reason: reason() });
  expect(candidates).toHaveLength(3);
  expect(documents).toEqual({ all: 1000, training: 900, heldOut: 99 });
});

it('choose-k.md has the reason, the chart and how it was done', () => {
  const markdown = [...topicSearchMarkdown(search(), 'letters')].join('');
  expect(markdown).toContain(`# How many topics: letters\n\n${reason()}\n\n\`\`\`text\n`);
  expect(markdown).toContain('\n→     10  ████████████████████');
  expect(markdown).toContain('fitted 3 times from different starts (seeds 1 to 3) to 900 documents');
  expect(markdown).not.toContain('sample');
});

it('a sample is said to be one', () => {
  expect(methodSentences(search({}, { documents: { all: 10_000, training: 900, heldOut: 99 } }))[0]).toBe(
    'The collection is large: this was found on a sample of 999 of its 10,000 documents.',
  );
});

import type { TopicTree } from '../../src/evaluate/topic-tree.js';
import type { CitedSentence, Story } from '../../src/report/story.js';
import type { Group, GroupComparison } from '../../src/summarize/group-comparison.js';
import type { TopicOverTime, TopicsOverTime } from '../../src/summarize/topics-over-time.js';

/*
 * Stories with values that were made up, but could be: shares add up, trends go through their shares, intervals hold them.
 */

export const EXAMPLE_LABELS: readonly string[] = ['budget, taxes', 'treaties with Spain', 'war, navy', 'health care, insurance', 'railways, canals', 'schools'];

export function exampleStory(): Story {
  const topics = EXAMPLE_LABELS.length;
  return {
    dates: [],
    summaries: {
      collection: [
        citedSentence(0, '1790_washington.txt', '1790-01-08', 'To be prepared for war is one of the most effectual means of preserving peace.'),
        citedSentence(1, '1994_clinton.txt', '1994-01-25', 'We must give every American health care that can never be taken away.'),
      ],
      topics: EXAMPLE_LABELS.map((label, k) =>
        k === topics - 1 ? [] : [citedSentence(k, `${1800 + k}_message.txt`, `${1800 + k}`, `This sentence tells what ${label} is about.`)],
      ),
    },
    time: exampleTime(topics, 30),
    groups: [exampleGroups('party', ['Democratic', 'Republican', 'Whig', 'Federalist'], topics)],
    tree: exampleTree(topics),
    ...{ noTime: '', isTimeMissed: false, noGroups: '' },
  };
}

export function citedSentence(document: number, id: string, date: string, text: string, share = 0.83): CitedSentence {
  return { document, id, date, share, text };
}

/** Years from 1900 with some left out; every third topic rises, the next falls, the next is steady. */
export function exampleTime(topics: number, years: number): TopicsOverTime {
  const periods = Array.from({ length: years }, (_, p) => 1900 + p + Math.floor(p / 7)).map((year, p) => ({
    name: String(year),
    at: year + 0.5,
    documents: 1 + (p % 3),
    tokens: 5000 + 100 * p,
  }));
  const spans = [
    { first: 0, last: Math.floor(years / 2) - 1 },
    { first: Math.floor(years / 2), last: years - 1 },
  ];
  return {
    source: { kind: 'column', column: 'date', guessed: true },
    length: 'year',
    undated: 12,
    unread: { documents: 0, example: '' },
    withoutMonth: 0,
    yearOnly: 0,
    texts: 39,
    ends: { first: 0, last: periods.length - 1 },
    periods,
    spans,
    topics: Array.from({ length: topics }, (_, k) => exampleCourse(k, topics, years)),
  };
}

function exampleCourse(k: number, topics: number, years: number): TopicOverTime {
  const base = 1 / topics;
  const slope = [0.8, -0.7, 0][k % 3] ?? 0;
  const trend = Array.from({ length: years }, (_, p) => base * (1 + slope * ((p + 0.5) / years - 0.5)));
  const half = 0.15 * base;
  const share = trend.map((value, p) => Math.max(0, value + 2 * half * Math.sin(7 * p + k)));
  const change = (trend.at(-1) ?? 0) - (trend[0] ?? 0);
  return {
    topic: k + 1,
    share,
    low: share.map((value) => Math.max(0, value - half)),
    high: share.map((value) => value + half),
    trend,
    trendLow: trend.map((value) => value - half),
    trendHigh: trend.map((value) => value + half),
    change,
    changeLow: change - half,
    changeHigh: change + half,
    direction: slope > 0 ? 'rising' : slope < 0 ? 'falling' : 'steady',
    peak: slope > 0 ? years - 1 : 0,
    words: [
      { span: 0, terms: ['tariff', 'canal'] },
      { span: 1, terms: ['deficit', 'insurance', 'internet'] },
    ],
  };
}

/** Groups by name, the largest first, each with a topic of which it has twice as much as others. */
export function exampleGroups(column: string, names: readonly string[], topics: number): GroupComparison {
  const groups: Group[] = names.map((name, g) => {
    const weights = Array.from({ length: topics }, (_, k) => 1 + ((3 * k) % 5) + (k % names.length === g ? 4 : 0));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const share = weights.map((weight) => weight / sum);
    return {
      name,
      documents: 100 - g,
      tokens: 50_000 - 1000 * g,
      share,
      low: share.map((value) => 0.9 * value),
      high: share.map((value) => 1.1 * value),
      above: weights.map((_, k) => k % names.length === g),
      terms: [
        { term: `word${g + 1}`, z: 9.5 - g },
        { term: `other${g + 1}`, z: 4.25 },
      ],
    };
  });
  return { column, guessed: true, ungrouped: 3, texts: groups.reduce((sum, { documents }) => sum + documents, 0), groups };
}

/** Neighbours joined first, then what they made, in a chain. */
export function exampleTree(topics: number): TopicTree {
  const joins: TopicTree['joins'] = [];
  for (let m = 0; m < topics - 1; m++) joins.push({ left: m === 0 ? 0 : topics + m - 1, right: m + 1, distance: 0.5 + (0.4 * (m + 1)) / topics });
  return { joins, order: Array.from({ length: topics }, (_, k) => k) };
}

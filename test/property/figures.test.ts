import fc from 'fast-check';
import { DOMParser } from 'linkedom';
import { describe, expect } from 'vitest';
import type { TopicTree } from '../../src/evaluate/topic-tree.js';
import { changeFigure } from '../../src/report/figures/change-figure.js';
import type { Drawing } from '../../src/report/figures/drawing.js';
import { drawingText } from '../../src/report/figures/drawing-text.js';
import { cutText, estimatedWidth } from '../../src/report/figures/estimated-text.js';
import { groupFigure } from '../../src/report/figures/group-figure.js';
import { heatMap } from '../../src/report/figures/heat-map.js';
import { roundTop } from '../../src/report/figures/scale.js';
import { smallMultiples } from '../../src/report/figures/small-multiples.js';
import { sparkline } from '../../src/report/figures/sparkline.js';
import { timeFigure, timeTop } from '../../src/report/figures/time-figure.js';
import { treeFigure } from '../../src/report/figures/tree-figure.js';
import type { GroupComparison } from '../../src/summarize/group-comparison.js';
import type { TopicOverTime, TopicsOverTime } from '../../src/summarize/topics-over-time.js';
import { forAll, wildText } from './arbitraries.js';

/** Shares as they are, and any other finite number. */
const value = fc.oneof({ weight: 3, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) }, fc.double({ noNaN: true, noDefaultInfinity: true }));
const listOf = (length: number) => fc.array(value, { minLength: length, maxLength: length });
const labelsOf = (topics: number) => fc.array(wildText, { minLength: topics, maxLength: topics });
const width = fc.integer({ min: 200, max: 1000 });
const sizes = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 6 }));

const times: fc.Arbitrary<{ time: TopicsOverTime; labels: string[] }> = sizes.chain(([topics, periods]) =>
  fc.record({
    labels: labelsOf(topics),
    time: fc.record({
      source: fc.constant({ kind: 'column', column: 'date', guessed: true } as const),
      length: fc.constantFrom('year', 'month'),
      undated: fc.nat(),
      unread: fc.constant({ documents: 0, example: '' }),
      withoutMonth: fc.constant(0),
      yearOnly: fc.constant(0),
      texts: fc.nat(),
      ends: fc.constant({ first: 0, last: Math.max(0, periods - 1) }),
      periods: fc.array(fc.record({ name: wildText, at: value, documents: fc.nat(), tokens: fc.nat() }), { minLength: periods, maxLength: periods }),
      spans: fc.constant([]),
      topics: fc.tuple(...Array.from({ length: topics }, (_, k) => topicOf(k + 1, periods))),
    }),
  }),
);

function topicOf(topic: number, periods: number): fc.Arbitrary<TopicOverTime> {
  const list = listOf(periods);
  return fc.record({
    topic: fc.constant(topic),
    ...{ share: list, low: list, high: list, trend: list, trendLow: list, trendHigh: list },
    ...{ change: value, changeLow: value, changeHigh: value },
    direction: fc.constantFrom('rising', 'falling', 'steady'),
    peak: fc.nat(10),
    words: fc.constant([]),
  });
}

const comparisons: fc.Arbitrary<{ comparison: GroupComparison; labels: string[] }> = fc.integer({ min: 1, max: 4 }).chain((topics) => {
  const list = listOf(topics);
  const group = fc.record({
    name: wildText,
    documents: fc.nat(),
    tokens: fc.nat(),
    share: list,
    low: list,
    high: list,
    above: fc.array(fc.boolean(), { minLength: topics, maxLength: topics }),
    terms: fc.constant<{ term: string; z: number }[]>([]),
  });
  const comparison = fc.record({ column: wildText, guessed: fc.boolean(), ungrouped: fc.nat(), texts: fc.nat(), groups: fc.array(group, { maxLength: 40 }) });
  return fc.record({ comparison, labels: labelsOf(topics) });
});

/** Any tree: what is joined is any two of what is left. */
const trees: fc.Arbitrary<{ tree: TopicTree; labels: string[] }> = fc.integer({ min: 1, max: 8 }).chain((topics) =>
  fc.tuple(labelsOf(topics), fc.array(fc.tuple(fc.nat(), fc.nat(), value), { minLength: topics - 1, maxLength: topics - 1 })).map(([labels, picks]) => {
    const left = labels.map((_, k) => ({ node: k, leaves: [k] }));
    const joins = picks.map(([i, j, distance], m) => {
      const [a] = left.splice(i % left.length, 1) as [(typeof left)[number]];
      const [b] = left.splice(j % left.length, 1) as [(typeof left)[number]];
      left.push({ node: topics + m, leaves: [...a.leaves, ...b.leaves] });
      return { left: a.node, right: b.node, distance };
    });
    return { tree: { joins, order: left[0]?.leaves ?? [] }, labels };
  }),
);

/** Every number is one, and as text it is well-formed, with the same elements. */
function expectSound(drawing: Drawing): void {
  expect(drawing.tag).toBe('svg');
  const tags = tagsWithin(drawing);
  const text = drawingText(drawing);
  expect(text).not.toMatch(/[\r\n]/);
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
  expect(Array.from(documentElement.querySelectorAll('*'), ({ tagName }) => tagName)).toEqual(tags);
  expect(documentElement.toString().length).toBeGreaterThan(0);
}

function tagsWithin({ attributes, children }: Drawing): string[] {
  for (const [name, of] of Object.entries(attributes)) {
    if (typeof of === 'number') expect(Number.isFinite(of), name).toBe(true);
    else if (name !== 'aria-label') expect(of, name).not.toMatch(/NaN|Infinity|undefined/);
  }
  return children.flatMap((child) => (typeof child === 'string' ? [] : [child.tag, ...tagsWithin(child)]));
}

describe('drawings of any finite values', () => {
  forAll([times, width])('over time', ({ time, labels }, wide) => {
    const most = timeTop(time, time.topics);
    for (const topic of time.topics) expectSound(timeFigure(time, topic, { width: wide, height: 110, most }));
    expectSound(changeFigure(time, labels, { width: wide }));
    expectSound(smallMultiples(time, time.topics, labels, { width: wide }));
  });

  forAll([fc.array(value, { maxLength: 20 }), fc.option(value, { nil: undefined })])('as a line', (values, most) => {
    expectSound(sparkline(values, { width: 80, height: 20, ...(most === undefined ? {} : { most }) }));
  });

  forAll([comparisons, width])('between groups', ({ comparison, labels }, wide) => {
    expectSound(heatMap(comparison, labels, { width: wide, groups: 30 }));
    expectSound(groupFigure(comparison, 0, { width: wide, groups: 8 }));
  });

  forAll([trees, width])('as a tree', ({ tree, labels }, wide) => {
    expectSound(treeFigure(tree, labels, { width: wide, marked: 0 }));
  });
});

describe('roundTop', () => {
  forAll([fc.array(fc.double({ min: 0, max: 1, noNaN: true }))])('has room for all shares, and is one itself', (values) => {
    const top = roundTop(values);
    expect(top).toBeLessThanOrEqual(1);
    expect(top + 1e-9).toBeGreaterThanOrEqual(Math.max(0, ...values));
  });
});

describe('cutText', () => {
  forAll([wildText, fc.integer({ min: 10, max: 200 })])('has room, and is the beginning of the text', (text, room) => {
    const cut = cutText(text, room, 12);
    if (cut === text) return;
    expect(estimatedWidth(cut, 12)).toBeLessThanOrEqual(Math.max(room, estimatedWidth('…', 12)));
    expect(text.startsWith(cut.slice(0, -1))).toBe(true);
  });
});

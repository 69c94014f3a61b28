import { parseHTML } from 'linkedom';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { collectionSection, groupsSection, timeSection, topicStory, treeSection } from '../../../src/report/story-markdown.js';
import { citedSentence, EXAMPLE_LABELS, exampleGroups, exampleStory } from '../../support/example-story.js';
import { HOSTILE_TEXTS } from '../../support/hostile-texts.js';

const story = exampleStory();
const text = (pieces: Iterable<string>) => [...pieces].join('');

describe('collectionSection', () => {
  it('quotes sentences with their sources', () => {
    expect(text(collectionSection(story))).toMatch(
      /^## What it says\n\n> To be prepared for war .*\n>\n> — 1790\\_washington\.txt, 1790-01-08\n\n> We must give .*\n>\n> — 1994\\_clinton\.txt, 1994-01-25\n\n$/,
    );
  });

  it('is left out where there are none', () => {
    expect(text(collectionSection({ ...story, summaries: { collection: [], topics: [] } }))).toBe('');
  });
});

describe('topicStory', () => {
  it('has sentences, the course over time and the words of spans', () => {
    const told = text(topicStory(story, 1));
    expect(told).toMatch(/^> This sentence tells what budget, taxes is about\.\n>\n> — 1800\\_message\.txt, 1800\n\nLargest in 1933\. /);
    expect(told).toMatch(/\n\n<figure><svg [^\n]*<\/svg><\/figure>\n\n\| when \| words more frequent in it than at other times \|\n\| --- \| --- \|\n/);
    expect(told).toContain('| 1900 to 1916 | tariff, canal |\n');
  });

  it('is empty where nothing is known', () => {
    expect(text(topicStory({ ...story, time: null }, 6))).toBe('');
  });
});

describe('sections', () => {
  it('tell of time, groups and the tree, with the files behind them', () => {
    expect(text(timeSection(story, EXAMPLE_LABELS))).toMatch(
      /^## Over time\n\nDates are from the column "date".*\n\nRising: [\s\S]*topic-words-over-time\.csv\.\n\n$/,
    );
    expect(text(timeSection(story, EXAMPLE_LABELS)).match(/<figure>/g)).toHaveLength(2);
    expect(text(groupsSection(story, EXAMPLE_LABELS))).toMatch(
      /^## Between groups\n\n[\s\S]*### By party\n\n4 groups by party, [\s\S]*- Democratic: topic 1 “budget, taxes” /,
    );
    expect(text(groupsSection(story, EXAMPLE_LABELS))).toContain('| Whig | 98 | word3, other3 |\n');
    expect(text(treeSection(story, EXAMPLE_LABELS))).toMatch(
      /^## Which topics are alike\n\nMost alike are [\s\S]*<\/figure>\n\nFigures: topic-tree\.csv\.\n\n$/,
    );
  });

  it('are left out where there is nothing to tell', () => {
    const none = { ...story, time: null, groups: [], tree: null };
    for (const section of [timeSection, groupsSection, treeSection]) expect(text(section(none, EXAMPLE_LABELS))).toBe('');
  });

  it('say why there is no time, where it may be missed', () => {
    const none = { ...story, time: null, noTime: 'All are of <b>2004</b>.' };
    expect(text(timeSection({ ...none, isTimeMissed: true }, EXAMPLE_LABELS))).toBe('## Over time\n\nAll are of \\<b\\>2004\\</b\\>.\n\n');
    expect(text(timeSection({ ...none, isTimeMissed: false }, EXAMPLE_LABELS))).toBe('');
  });

  it('draw nothing where no topic changes', () => {
    const time = story.time === null ? null : { ...story.time, topics: story.time.topics.map((topic) => ({ ...topic, direction: 'steady' as const })) };
    const told = text(timeSection({ ...story, time }, EXAMPLE_LABELS));
    expect(told).toContain('\n\nNo topic is clearly larger or smaller at the end than at the beginning.\n\n');
    expect(told).not.toContain('<figure>');
  });
});

describe('hostile documents', () => {
  const KNOWN = new Set('h2 h3 p ul li table thead tbody tr th td blockquote figure svg g path rect line circle text title'.split(' '));

  it.each([...HOSTILE_TEXTS, '\n\n</figure>\n\n# a\n\n<b>', '![a](http://b.c)', '| a | b |', '# a', '- a', '$$x$$'])('make no markup of %j', (hostile) => {
    const labels = EXAMPLE_LABELS.map(() => hostile);
    const cited = [citedSentence(0, hostile, hostile, hostile)];
    const told = {
      ...story,
      summaries: { collection: cited, topics: labels.map(() => cited) },
      time: story.time === null ? null : { ...story.time, topics: story.time.topics.map((topic) => ({ ...topic, words: [{ span: 0, terms: [hostile] }] })) },
      groups: [exampleGroups(hostile, [hostile, `${hostile} 2`], labels.length)].map((comparison) => ({
        ...comparison,
        groups: comparison.groups.map((group) => ({ ...group, terms: [{ term: hostile, z: 5 }] })),
      })),
    };
    const sections = [collectionSection(told), topicStory(told, 1), timeSection(told, labels), groupsSection(told, labels), treeSection(told, labels)];
    const markdown = sections.map(text).join('');
    for (const line of markdown.split('\n')) expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    const { document } = parseHTML(`<!doctype html><html><body>${marked.parse(markdown, { async: false })}</body></html>`);
    const found = new Set(Array.from(document.body.querySelectorAll('*'), ({ localName }) => localName));
    expect([...found].filter((name) => !KNOWN.has(name))).toEqual([]);
    const count = (name: string) => document.querySelectorAll(name).length;
    expect(['h2', 'figure', 'svg', 'table', 'blockquote'].map(count)).toEqual([4, 5, 5, 2, 2]);
  });
});

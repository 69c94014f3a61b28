import { describe, expect, it } from 'vitest';
import {
  changesSentence,
  dateSentences,
  groupCautionSentences,
  groupColumnsSentence,
  groupSentences,
  groupsSentence,
  groupWords,
  periodsSentence,
  timeCautionSentences,
  topicTimeSentence,
  treeSentences,
} from '../../../src/report/story-sentences.js';
import type { TopicsOverTime } from '../../../src/summarize/topics-over-time.js';
import { EXAMPLE_LABELS, exampleGroups, exampleTime, exampleTree } from '../../support/example-story.js';

const time = exampleTime(6, 20);

describe('dateSentences', () => {
  const of = (kind: 'column' | 'file-name', guessed: boolean, undated: number, others: Partial<TopicsOverTime> = {}) =>
    dateSentences({
      source: { kind, column: kind === 'column' ? 'date' : '', guessed },
      ...{ undated, unread: { documents: 0, example: '' }, withoutMonth: 0, yearOnly: 0 },
      ...others,
    }).join(' ');

  it('says where dates are from, and how to say otherwise', () => {
    expect(of('column', true, 12)).toBe('Dates are from the column "date" (guessed; --date-column names another). 12 documents have none.');
    expect(of('column', false, 1)).toBe('Dates are from the column "date". One document has none.');
    expect(of('file-name', true, 0)).toBe('Dates are from the names of the files (guessed; --date-column names a column instead).');
    expect(of('column', false, 0, { yearOnly: 3 })).toBe(
      'Dates are from the column "date". Of 3 documents only the year is taken: which number is the day and which the month cannot be told.',
    );
  });

  it('tells those without a date from those with one of no use', () => {
    expect(of('column', false, 5, { unread: { documents: 4, example: '2002-Q2' } })).toBe(
      'Dates are from the column "date". One document has none. 4 documents have one that could not be read, such as "2002-Q2".',
    );
    expect(of('column', false, 0, { withoutMonth: 52 })).toBe('Dates are from the column "date". 52 documents have a year only, and are left out of months.');
    expect(of('column', false, 0, { withoutMonth: 2, yearOnly: 2 })).toBe(
      'Dates are from the column "date". Of 2 documents only the year is taken, and they are left out of months: which number is the day and which the month cannot be told.',
    );
  });
});

describe('periodsSentence', () => {
  it('says which periods there are', () => {
    expect(periodsSentence(time)).toBe('39 documents are from 20 years, 1900 to 1921.');
    const [first] = time.periods;
    expect(periodsSentence({ length: 'month', texts: 1, periods: [{ ...first, name: '2004-03', documents: 1 }] })).toBe(
      'One document is from 1 month, 2004-03 to 2004-03.',
    );
    expect(periodsSentence({ ...time, texts: 7 })).toBe('39 passages of 7 texts are from 20 years, 1900 to 1921.');
  });
});

describe('changesSentence', () => {
  it('names what rises and falls, the largest change first', () => {
    const topics = time.topics.map((topic) => ({ ...topic, change: topic.change * topic.topic }));
    expect(changesSentence({ ...time, topics }, EXAMPLE_LABELS)).toBe(
      'Rising: 4 “health care, insurance” (from 10.3 % in 1900 to 23.0 % in 1921); 1 “budget, taxes” (from 10.3 % in 1900 to 23.0 % in 1921). ' +
        'Falling: 5 “railways, canals” (from 22.2 % in 1900 to 11.1 % in 1921); 2 “treaties with Spain” (from 22.2 % in 1900 to 11.1 % in 1921). ' +
        'For the other 2 no clear change between 1900 and 1921 can be told.',
    );
  });

  it('names at most three each, and leaves out what there is none of', () => {
    const topics = Array.from({ length: 5 }, (_, k) => ({ ...time.topics[0], topic: k + 1 }));
    const said = changesSentence({ ...time, topics }, EXAMPLE_LABELS);
    expect(said).toMatch(/^Rising: 1 [^;]*; 2 [^;]*; 3 [^;]*; and 2 more\.$/);
  });

  it('says so where none does', () => {
    expect(changesSentence({ ...time, topics: time.topics.filter(({ direction }) => direction === 'steady') }, EXAMPLE_LABELS)).toBe(
      'No topic is clearly larger or smaller at the end than at the beginning.',
    );
  });
});

describe('topicTimeSentence', () => {
  const [topic] = time.topics;

  it('says when a topic is largest and how it changed', () => {
    const rising = { ...topic, trend: topic.trend.with(0, 0.012).with(19, 0.063), change: 0.051, changeLow: 0.04, changeHigh: 0.062 };
    expect(topicTimeSentence(time, rising)).toBe('Largest in 1921. It rose from 1.2 % in 1900 to 6.3 % in 1921, by 5.1 points (90 % interval: 4.0 to 6.2).');
  });

  it('says how large one is that is largest between the first and the last period', () => {
    expect(topicTimeSentence(time, { ...topic, trend: topic.trend.with(5, 0.091), peak: 5 })).toMatch(/^Largest in 1905 \(9\.1 %\)\. It rose /);
  });

  it('gives the points by which one fell as positive numbers, the smaller first', () => {
    const falling = { ...topic, direction: 'falling' as const, change: -0.05, changeLow: -0.08, changeHigh: -0.02 };
    expect(topicTimeSentence(time, falling)).toContain(', by 5.0 points (90 % interval: 2.0 to 8.0).');
  });

  it('claims no change that is not clear', () => {
    const steady = { ...topic, direction: 'steady' as const, changeLow: -0.011, changeHigh: 0.0001 };
    expect(topicTimeSentence(time, steady)).toMatch(
      / No clear change between the ends: from .*; with an interval of 90 %, it is between −1\.1 and 0\.0 points\.$/,
    );
  });
});

describe('groups', () => {
  const groups = exampleGroups('party', ['Democratic', 'Republican', 'Whig'], 6);

  it('says which columns were compared, and why', () => {
    expect(groupColumnsSentence([groups, { column: 'folder', guessed: false }])).toBe(
      'The documents are compared by "party" and folder (guessed, since a few values are shared by many documents there; --group-columns names others).',
    );
    expect(groupColumnsSentence([{ column: 'language', guessed: false }])).toBe('The documents are compared by language.');
  });

  it('says how many there are', () => {
    expect(groupsSentence(groups)).toBe('3 groups by party, 297 documents. 3 are in none of them.');
    expect(groupsSentence({ ...groups, ungrouped: 0 })).toBe('3 groups by party, 297 documents.');
  });

  it('names the topic that most sets each of the largest groups apart', () => {
    const [first, second] = groups.groups;
    const two = {
      ...groups,
      groups: [
        { ...first, tokens: 100, share: [0.5, 0.31, 0.19], above: [false, true, false] },
        { ...second, tokens: 300, share: [0.4, 0.01, 0.59], above: [false, false, false] },
      ],
    };
    // topic 1 is larger than in all in the first, but may be so by chance
    expect(groupSentences(two, ['tax', 'football', 'war'])).toEqual(['Democratic: topic 2 “football” has 31.0 % of its words, 8.5 % of all.']);
    const alike = { ...two, groups: two.groups.map((group) => ({ ...group, above: [false, false, false] })) };
    expect(groupSentences(alike, ['tax', 'football', 'war'])).toEqual(['No topic has a clearly larger share in one of the largest groups than in all.']);
  });

  it('names at most five groups, and eight words of each', () => {
    const many = exampleGroups('x', ['a', 'b', 'c', 'd', 'e', 'f', 'g'], 8);
    expect(groupSentences(many, [...EXAMPLE_LABELS, 'p', 'q'])).toHaveLength(5);
    const terms = Array.from({ length: 20 }, (_, r) => ({ term: `w${r}`, z: 20 - r }));
    expect(groupWords({ ...groups.groups[0], terms })).toEqual(['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7']);
  });
});

describe('cautions', () => {
  it('say what intervals are of, and that nothing is a cause', () => {
    expect(timeCautionSentences({ length: 'month' }).join(' ')).toMatch(/words of a month;.* 90 %.*not why\.$/);
    expect(groupCautionSentences().join(' ')).toMatch(/interval covers 90 %.* one in ten .*false discovery rate.* cause of the other/);
  });
});

describe('treeSentences', () => {
  it('names the two that are most alike', () => {
    expect(treeSentences(exampleTree(6), EXAMPLE_LABELS)[0]).toBe('Most alike are 1 “budget, taxes” and 2 “treaties with Spain” (distance 0.57).');
  });
});

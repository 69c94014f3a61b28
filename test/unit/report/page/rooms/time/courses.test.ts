import { describe, expect, it } from 'vitest';
import { ordered, orderOf, periodRows, spanName } from '../../../../../../src/report/page/rooms/time/courses.js';
import { exampleTime } from '../../../../../support/example-story.js';

const numbers = (topics: readonly { topic: number }[]) => topics.map(({ topic }) => topic);

describe('the order of topics over time', () => {
  it('is that of the address, else by number', () => {
    expect([{}, { order: 'peak' }, { order: 'change' }, { order: '__proto__' }].map(orderOf)).toEqual(['number', 'peak', 'change', 'number']);
  });

  it('is by number, from rising to falling, or from early to late, and in ties by number', () => {
    const { topics } = exampleTime(5, 30);
    expect(numbers(ordered(topics.toReversed(), 'number'))).toEqual([1, 2, 3, 4, 5]);
    expect(numbers(ordered(topics.toReversed(), 'change'))).toEqual([1, 4, 3, 2, 5]);
    expect(numbers(ordered(topics.toReversed(), 'peak'))).toEqual([2, 3, 5, 1, 4]);
  });
});

it('a row is a topic in a period', () => {
  const time = exampleTime(2, 3);
  const { header, rows } = periodRows(time, ['tax', 'war']);
  const all = [...rows];
  expect(all.map((row) => row.slice(0, 3))).toEqual([1, 2].flatMap((topic) => time.periods.map(({ name }) => [topic, ['tax', 'war'][topic - 1], name])));
  expect(all[4]?.[header.indexOf('trend_high')]).toBe(time.topics[1]?.trendHigh[1]);
});

it('a span is named by its ends, one of a single period by that', () => {
  const time = exampleTime(1, 14);
  expect(spanName(time, 0)).toBe('1900–1906');
  expect(spanName({ ...time, spans: [{ first: 3, last: 3 }] }, 0)).toBe('1903');
});

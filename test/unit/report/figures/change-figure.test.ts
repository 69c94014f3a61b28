import { describe, expect, it } from 'vitest';
import { changeFigure, changing, passingTopics } from '../../../../src/report/figures/change-figure.js';
import { EXAMPLE_LABELS, exampleTime } from '../../../support/example-story.js';
import { textsOf, withClass, withTag } from './elements.js';

const time = exampleTime(6, 20);
const larger = { ...time, topics: time.topics.map((topic) => ({ ...topic, change: topic.change * topic.topic })) };

describe('changing', () => {
  it('has the topics of a direction, the largest change first', () => {
    expect(changing(larger, 'rising').map(({ topic }) => topic)).toEqual([4, 1]);
    expect(changing(larger, 'falling').map(({ topic }) => topic)).toEqual([5, 2]);
  });
});

describe('changeFigure', () => {
  it('has a row for each topic that rises or falls', () => {
    const drawing = changeFigure(larger, EXAMPLE_LABELS, { width: 680 });
    expect(drawing.attributes['aria-label']).toBe('Rising: 4, 1. Falling: 5, 2.');
    const texts = textsOf(drawing);
    expect(texts.filter((text) => text === 'Rising' || text === 'Falling' || EXAMPLE_LABELS.includes(text))).toEqual([
      'Rising',
      EXAMPLE_LABELS[3],
      EXAMPLE_LABELS[0],
      'Falling',
      EXAMPLE_LABELS[4],
      EXAMPLE_LABELS[1],
    ]);
    expect(texts).toContain('10.3 → 23.0 %');
    expect(withClass(drawing, 'band')).toHaveLength(4);
  });

  it('goes from a tick at the first value of the trend to a dot at the last, with the interval of the last', () => {
    const [topic] = time.topics;
    const one = { ...topic, trend: [0.1, 0.3, 0.2], trendLow: [0.05, 0.1, 0.15], trendHigh: [0.2, 0.5, 0.3], changeLow: 0.01, changeHigh: 0.9 };
    const drawing = changeFigure({ ...time, ends: { first: 0, last: 2 }, topics: [one] }, ['x'], { width: 680 });
    // 0 to 30 % between 252 and 576 pixels
    expect(withTag(drawing, 'circle').map(({ attributes }) => attributes.cx)).toEqual([468]);
    expect(withClass(drawing, 'line').map(({ attributes: { x1, x2 } }) => [x1, x2])).toEqual([
      [360, 468],
      [360, 360],
    ]);
    expect(withClass(drawing, 'band')[0]?.attributes).toMatchObject({ x: 414, width: 162 });
  });

  it('topics are passing that are clearly larger between the ends than at both, the largest first', () => {
    const course = (peak: number, trend: number[]) => ({
      ...{ direction: 'steady' as const, peak, trend },
      ...{ trendLow: trend.map((value) => value - 0.05), trendHigh: trend.map((value) => value + 0.05) },
    });
    const ends = { first: 1, last: 3 };
    const [small, large] = [course(2, [0.1, 0.1, 0.3, 0.1]), course(2, [0.1, 0.1, 0.4, 0.1])];
    const [unsure, early, rising] = [course(2, [0.1, 0.1, 0.15, 0.1]), course(0, [0.5, 0.1, 0.1, 0.1]), { ...small, direction: 'rising' as const }];
    expect(passingTopics({ ends, topics: [small, unsure, early, large, rising] })).toEqual([large, small]);
  });

  it('shows at most twelve each way', () => {
    expect(withClass(changeFigure(exampleTime(60, 10), [], { width: 680 }), 'band')).toHaveLength(24);
  });

  it('links topics where they have an address', () => {
    const links = withTag(changeFigure(larger, EXAMPLE_LABELS, { width: 680, link: (k) => `#${k}` }), 'a');
    expect(links.map(({ attributes }) => attributes.href)).toEqual(['#3', '#0', '#4', '#1']);
    expect(withTag(changeFigure(larger, EXAMPLE_LABELS, { width: 680 }), 'a')).toEqual([]);
  });

  it('says so where none changes', () => {
    const steady = { ...time, topics: time.topics.map((topic) => ({ ...topic, direction: 'steady' as const })) };
    expect(textsOf(changeFigure(steady, EXAMPLE_LABELS, { width: 680 }))).toEqual(['No topic is clearly larger or smaller at the end than at the beginning.']);
  });
});

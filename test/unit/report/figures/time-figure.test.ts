import { describe, expect, it } from 'vitest';
import { smallMultiples } from '../../../../src/report/figures/small-multiples.js';
import { sparkline } from '../../../../src/report/figures/sparkline.js';
import { timeFigure, timeTop } from '../../../../src/report/figures/time-figure.js';
import type { TopicsOverTime } from '../../../../src/summarize/topics-over-time.js';
import { EXAMPLE_LABELS, exampleTime } from '../../../support/example-story.js';
import { textsOf, withClass, withTag } from './elements.js';

const SIZE = { width: 220, height: 110, most: 0.5 };

/** A time of such periods, each with the same share of one topic. */
function timeOf(periods: readonly { name: string; at: number }[], length: TopicsOverTime['length'], share = 0.25): TopicsOverTime {
  const values = periods.map(() => share);
  const [topic] = exampleTime(1, 2).topics;
  const flat = { ...topic, topic: 4, share: values, low: values, high: values, trend: values, trendLow: values, trendHigh: values };
  return {
    ...exampleTime(1, 2),
    length,
    periods: periods.map((period) => ({ ...period, documents: 1, tokens: 10 })),
    ends: { first: 0, last: periods.length - 1 },
    topics: [flat],
  };
}

const years = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, y) => ({ name: String(from + y), at: from + y + 0.5 }));

describe('timeFigure', () => {
  it('says what it shows', () => {
    const time = timeOf(years(1990, 2019), 'year');
    const { attributes } = timeFigure(time, time.topics[0], SIZE);
    expect(attributes).toMatchObject({ role: 'img', viewBox: '0 0 220 110', 'aria-label': 'Topic 4 over time: 25.0 % of the words in 1990, 25.0 % in 2019.' });
  });

  it('has the trend in its band, a dot a period, and the end of the scale', () => {
    const time = timeOf(years(1990, 1991), 'year');
    const drawing = timeFigure(time, time.topics[0], SIZE);
    // from 15 to 93 pixels, so that a share half as large as the scale is at 54
    expect(withClass(drawing, 'line').map(({ attributes }) => attributes.d)).toEqual(['M3 54L217 54']);
    expect(withClass(drawing, 'band').map(({ attributes }) => attributes.d)).toEqual(['M3 54L217 54L217 54L3 54Z']);
    expect(withClass(drawing, 'dots').map(({ attributes }) => attributes.d)).toEqual(['M3 54h0M217 54h0']);
    expect(textsOf(drawing)).toContain('50 %');
  });

  it('names the first and the last year, and round ones between that have room', () => {
    const ticks = (from: number, to: number, width = 220) => {
      const time = timeOf(years(from, to), 'year');
      return textsOf(timeFigure(time, time.topics[0], { ...SIZE, width })).slice(1);
    };
    expect(ticks(1789, 2019)).toEqual(['1789', '2019', '1850', '1900', '1950']);
    expect(ticks(1990, 2019)).toEqual(['1990', '2019', '2000', '2010']);
    expect(ticks(1990, 1991)).toEqual(['1990', '1991']);
    expect(ticks(1990, 2019, 60)).toEqual(['1990', '2019']);
  });

  it('puts a year where months begin it', () => {
    const months = Array.from({ length: 24 }, (_, m) => ({
      name: `${2004 + Math.floor(m / 12)}-${String(1 + (m % 12)).padStart(2, '0')}`,
      at: 2004 + (m + 0.5) / 12,
    }));
    const time = timeOf(months, 'month');
    const drawing = timeFigure(time, time.topics[0], { ...SIZE, width: 300 });
    expect(textsOf(drawing).slice(1)).toEqual(['2004-01', '2005-12', '2005']);
    const [year] = withTag(drawing, 'text').filter(({ children }) => children[0] === '2005');
    expect(year?.attributes.x).toBe(150);
  });

  it('shows shares above the scale as wedges at its end', () => {
    const time = timeOf(years(1990, 1992), 'year', 0.6);
    const drawing = timeFigure(time, time.topics[0], SIZE);
    expect(withClass(drawing, 'dots')).toEqual([]);
    expect(withClass(drawing, 'dot').map(({ attributes }) => attributes.d)).toEqual([
      'M0.5 19L3 15L5.5 19ZM107.5 19L110 15L112.5 19ZM214.5 19L217 15L219.5 19Z',
    ]);
  });

  it('has smaller dots where there are many', () => {
    const sizeOf = (periods: number) => {
      const time = timeOf(years(1801, 1800 + periods), 'year');
      return withClass(timeFigure(time, time.topics[0], SIZE), 'dots')[0]?.attributes['stroke-width'];
    };
    expect([20, 200].map(sizeOf)).toEqual([3, 2]);
  });

  it('shows a single period as a dot', () => {
    const time = timeOf(years(1990, 1990), 'year');
    const drawing = timeFigure(time, time.topics[0], SIZE);
    expect(textsOf(drawing)).toEqual(['50 %', '1990']);
    expect(withClass(drawing, 'ink')).toHaveLength(1);
  });
});

describe('timeTop', () => {
  it('is above trends and most shares, not above the rarest', () => {
    const time = timeOf(years(1901, 2000), 'year', 0.07);
    const [topic] = time.topics;
    expect(timeTop(time, [{ ...topic, share: [0.9, ...topic.share.slice(1)] }])).toBe(0.08);
    expect(timeTop(time, [{ ...topic, trend: [0.3, ...topic.trend.slice(1)] }])).toBe(0.3);
    // what is before the ends counts no more than a wedge does
    expect(timeTop({ ends: { first: 1, last: time.periods.length - 1 } }, [{ ...topic, trend: [0.3, ...topic.trend.slice(1)] }])).toBe(timeTop(time, [topic]));
  });
});

describe('smallMultiples', () => {
  it('draws topics on one scale, each under its name', () => {
    const time = exampleTime(6, 20);
    const drawing = smallMultiples(time, time.topics.slice(0, 4), EXAMPLE_LABELS, { width: 680 });
    expect(drawing.attributes['aria-label']).toBe('Topics 1, 2, 3, 4 over time, on one scale.');
    const texts = textsOf(drawing);
    for (const label of EXAMPLE_LABELS.slice(0, 4)) expect(texts).toContain(label);
    expect(new Set(texts.filter((text) => text.endsWith('%')))).toEqual(new Set(['30 %']));
    expect(drawing.children.map((cell) => (typeof cell === 'string' ? '' : cell.attributes.transform))).toEqual([
      'translate(0 0)',
      'translate(235 0)',
      'translate(469 0)',
      'translate(0 130)',
    ]);
  });
});

describe('sparkline', () => {
  it('is a line from left to right with a dot at its end', () => {
    const { attributes, children } = sparkline([0, 1, 0.5], { width: 80, height: 20 });
    expect(attributes).toMatchObject({ viewBox: '0 0 80 20', 'aria-hidden': 'true' });
    expect(children.map((child) => (typeof child === 'string' ? '' : child.attributes))).toEqual([
      { class: 'line', d: 'M2.5 17.5L40 2.5L77.5 10' },
      { class: 'ink', cx: 77.5, cy: 10, r: 2 },
    ]);
  });

  it('keeps to a scale that is given', () => {
    expect(withTag(sparkline([0.5, 0.5], { width: 80, height: 20, most: 1 }), 'circle')[0]?.attributes.cy).toBe(10);
  });

  it('is empty without values', () => {
    expect(withTag(sparkline([], { width: 80, height: 20 }), 'circle')).toEqual([]);
  });
});

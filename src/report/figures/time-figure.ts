import type { Period, TopicOverTime, TopicsOverTime } from '../../summarize/topics-over-time.js';
import { percent } from '../sentences.js';
import { type Drawing, dotAt, draw, drawingOf, lineOf, pathOf, rounded, textAt } from './drawing.js';
import { estimatedWidth } from './estimated-text.js';
import { roundTop, scale, tickPercent } from './scale.js';

const TICK_SIZE = 10;
const MARGIN = { top: 15, right: 3, bottom: 17, left: 3 };
const TICK_STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];
/** Share of a topic's periods whose shares the scale has room for. */
const SHOWN_SHARES = 0.95;

/**
 * The end of one scale for all these topics: above their trends, above half of their intervals, and above most of the shares of single periods. Periods before and after the ends
 * of the time do not count: a few documents there would press all others down.
 */
export function timeTop({ ends }: Pick<TopicsOverTime, 'ends'>, topics: readonly TopicOverTime[]): number {
  const between = (values: readonly number[]) => values.slice(ends.first, ends.last + 1);
  const quantile = (all: readonly number[], part: number) => {
    const sorted = between(all).sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
  };
  const values = topics.flatMap(({ share, trend, trendHigh }) => [...between(trend), quantile(trendHigh, 0.5), quantile(share, SHOWN_SHARES)]);
  return roundTop(values);
}

/**
 * One topic over time, to stand beside others of the same scale: its trend with the interval, which end at the scale's, and the shares of the
 * periods as dots (those above the scale as wedges at its end).
 *
 * @param most share at the upper end of the scale, as `timeTop` gives it
 */
export function timeFigure(time: TopicsOverTime, topic: TopicOverTime, { width, height, most }: { width: number; height: number; most: number }): Drawing {
  const { periods } = time;
  const [first, last] = [periods[0], periods.at(-1)];
  const sentence = `Topic ${topic.topic} over time`;
  if (first === undefined || last === undefined) return drawingOf(width, height, `${sentence}: no periods.`, []);
  const [top, bottom] = [MARGIN.top, height - MARGIN.bottom];
  const x = scale(first.at, last.at, MARGIN.left, width - MARGIN.right);
  const y = scale(0, most, bottom, top);
  const places = (values: readonly number[]) => periods.map(({ at }, p) => [x(at), y(values[p] ?? 0)] as const);
  const [low, high] = [places(topic.trendLow), places(topic.trendHigh)];
  const trend = places(topic.trend);
  return drawingOf(
    width,
    height,
    `${sentence}: ${percent(topic.trend[0] ?? 0)} of the words in ${first.name}, ${percent(topic.trend.at(-1) ?? 0)} in ${last.name}.`,
    [
      lineOf('rule', 0, top, width, top),
      lineOf('rule', 0, bottom, width, bottom),
      textAt(0, top - 4, 'muted', TICK_SIZE, tickPercent(most)),
      draw('path', { class: 'band', d: `${pathOf([...high, ...low.toReversed()])}Z` }),
      ...observations(places(topic.share), (p) => (topic.share[p] ?? 0) > most, top, width),
      draw('path', { class: 'line', d: pathOf(trend) }),
      ...(trend.length === 1 ? trend.map(([px, py]) => dotAt('ink', px, py, 2)) : []),
      ...periodTicks(time, x, width, bottom),
    ],
  );
}

/** Shares of periods in two paths, since there may be hundreds: dots, which are lines of no length with round ends, and wedges for those above the scale. */
function observations(places: readonly (readonly [x: number, y: number])[], isAbove: (p: number) => boolean, top: number, width: number): Drawing[] {
  const dots = places.filter((_, p) => !isAbove(p)).map(([x, y]) => `M${rounded(x)} ${rounded(y)}h0`);
  const wedges = places.filter((_, p) => isAbove(p)).map(([x]) => `M${rounded(x - 2.5)} ${top + 4}L${rounded(x)} ${top}L${rounded(x + 2.5)} ${top + 4}Z`);
  // where dots are as close as pixels, the trend must stand out from them
  const size = places.length > width / 3 ? 2 : 3;
  return [
    ...(dots.length === 0 ? [] : [draw('path', { class: 'dots', 'stroke-width': size, d: dots.join('') })]),
    ...(wedges.length === 0 ? [] : [draw('path', { class: 'dot', d: wedges.join('') })]),
  ];
}

/** The first and the last period by name, and round years between them where there is room. */
function periodTicks({ periods, length }: TopicsOverTime, x: (at: number) => number, width: number, bottom: number): Drawing[] {
  const [first, last] = [periods[0] as Period, periods.at(-1) as Period];
  const y = bottom + TICK_SIZE + 3;
  const tick = (at: number) => lineOf('rule', x(at), bottom, x(at), bottom + 3);
  const ends = [tick(first.at), textAt(0, y, 'muted', TICK_SIZE, first.name)];
  if (last === first) return ends;
  ends.push(tick(last.at), textAt(width, y, 'muted', TICK_SIZE, last.name, { 'text-anchor': 'end' }));
  const gap = 8;
  const [left, right] = [estimatedWidth(first.name, TICK_SIZE) + gap, width - estimatedWidth(last.name, TICK_SIZE) - gap];
  const years = roundYears(first.at, last.at, width);
  // the middle of a year stands for it where periods are years, its beginning where they are months
  const at = (year: number) => (length === 'year' ? year + 0.5 : year);
  const half = estimatedWidth('0000', TICK_SIZE) / 2;
  const fitting = years.filter((year) => x(at(year)) - half >= left && x(at(year)) + half <= right);
  return [...ends, ...fitting.flatMap((year) => [tick(at(year)), textAt(x(at(year)), y, 'muted', TICK_SIZE, String(year), { 'text-anchor': 'middle' })])];
}

/** Years that are multiples of a round number, as many as have room. */
function roundYears(from: number, to: number, width: number): number[] {
  const room = Math.max(1, Math.floor(width / 40));
  const step = TICK_STEPS.find((years) => (to - from) / years <= room);
  if (step === undefined) return [];
  const years: number[] = [];
  for (let year = Math.ceil(from / step) * step; year < to; year += step) years.push(year);
  return years;
}

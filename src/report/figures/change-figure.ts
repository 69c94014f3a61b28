import type { TopicOverTime, TopicsOverTime } from '../../summarize/topics-over-time.js';
import { type Drawing, dotAt, draw, drawingOf, lineOf, rounded, textAt } from './drawing.js';
import { roundTop, scale, tickPercent } from './scale.js';
import { topicName } from './topic-name.js';

const SIZE = 12;
const TICK_SIZE = 10;
const ROW = 21;
const HEADING = 26;
const FIGURES_WIDTH = 92;
const GAP = 12;
const LISTED = 12;

/** Of topics of which none rises or falls. */
export const NO_CHANGE = 'No topic is clearly larger or smaller at the end than at the beginning.';

/** Topics that are neither rising nor falling, and clearly larger at some time than at both ends: those that were largest first. */
export function passingTopics<Topic extends Pick<TopicOverTime, 'direction' | 'trend' | 'trendLow' | 'trendHigh' | 'peak'>>({
  ends: { first, last },
  topics,
}: {
  ends: TopicsOverTime['ends'];
  topics: readonly Topic[];
}): Topic[] {
  const isAbove = ({ trendLow, trendHigh, peak }: Topic, end: number) => (trendLow[peak] ?? 0) > (trendHigh[end] ?? 1);
  const isBetween = ({ peak }: Topic) => peak > first && peak < last;
  const passing = topics.filter((topic) => topic.direction === 'steady' && isBetween(topic) && isAbove(topic, first) && isAbove(topic, last));
  return passing.toSorted((a, b) => (b.trend[b.peak] ?? 0) - (a.trend[a.peak] ?? 0));
}

/** The values of a topic's trend at the ends of the time. */
export function changeOf({ ends }: Pick<TopicsOverTime, 'ends'>, { trend }: Pick<TopicOverTime, 'trend'>): [from: number, to: number] {
  return [trend[ends.first] ?? 0, trend[ends.last] ?? 0];
}

/** The topics of a direction, those that changed most first. */
export function changing<Topic extends Pick<TopicOverTime, 'direction' | 'change'>>(
  time: { topics: readonly Topic[] },
  direction: 'rising' | 'falling',
): Topic[] {
  const sign = direction === 'rising' ? 1 : -1;
  return time.topics.filter((topic) => topic.direction === direction).toSorted((a, b) => sign * (b.change - a.change));
}

/**
 * Which topics rise and which fall, those that change most first and at most twelve of each: from where to where their trend goes, and the
 * interval that covers its end.
 *
 * @param labels of the topics, by place
 * @param link address of a topic, by place
 */
export function changeFigure(time: TopicsOverTime, labels: readonly string[], { width, link }: { width: number; link?: (k: number) => string }): Drawing {
  const parts = (['rising', 'falling'] as const)
    .map((direction) => ({ title: direction === 'rising' ? 'Rising' : 'Falling', topics: changing(time, direction).slice(0, LISTED) }))
    .filter(({ topics }) => topics.length > 0);
  const shown = parts.flatMap(({ topics }) => topics);
  const endOf = ({ trendLow, trendHigh }: TopicOverTime): [low: number, high: number] => [trendLow[time.ends.last] ?? 0, trendHigh[time.ends.last] ?? 0];
  const most = roundTop(shown.flatMap((topic) => [...changeOf(time, topic), ...endOf(topic)]));
  const labelWidth = Math.min(240, 0.4 * width);
  const [left, right] = [labelWidth + GAP, width - FIGURES_WIDTH - GAP];
  const x = scale(0, most, left, right);
  const children: Drawing[] = [];
  let y = 0;
  for (const { title, topics } of parts) {
    y += HEADING;
    children.push(textAt(0, y - 8, 'muted', SIZE, title));
    for (const topic of topics) {
      const k = topic.topic - 1;
      const name = { x: 0, y: y + ROW / 2 + 4, width: labelWidth, topics: time.topics.length, href: link?.(k) };
      children.push(topicName(k, labels[k] ?? '', name), ...changeRow(changeOf(time, topic), endOf(topic), y + ROW / 2, x, width));
      y += ROW;
    }
  }
  const guides = [0, most / 2, most].flatMap((share) => [
    lineOf('rule', x(share), HEADING - 4, x(share), y + 2),
    textAt(x(share), y + 14, 'muted', TICK_SIZE, tickPercent(share), { 'text-anchor': 'middle' }),
  ]);
  if (shown.length === 0) return drawingOf(width, ROW, NO_CHANGE, [textAt(0, 15, 'muted', SIZE, NO_CHANGE)]);
  return drawingOf(width, y + 20, `${parts.map(({ title, topics }) => `${title}: ${topics.map(({ topic }) => topic).join(', ')}.`).join(' ')}`, [
    ...guides,
    ...children,
  ]);
}

/** A tick where the trend begins, a dot where it ends, and the interval of its end. */
function changeRow(
  [from, to]: readonly [number, number],
  [low, high]: readonly [number, number],
  middle: number,
  x: (share: number) => number,
  width: number,
): Drawing[] {
  const figures = `${(100 * from).toFixed(1)} → ${(100 * to).toFixed(1)} %`;
  return [
    draw('rect', { class: 'band', x: rounded(x(low)), y: middle - 4, width: rounded(Math.max(0, x(high) - x(low))), height: 8 }),
    lineOf('line', x(from), middle, x(to), middle),
    lineOf('line', x(from), middle - 4, x(from), middle + 4),
    dotAt('ink', x(to), middle, 3.5),
    textAt(width, middle + 4, 'muted', SIZE, figures, { 'text-anchor': 'end' }),
  ];
}

import type { TopicTree } from '../../evaluate/topic-tree.js';
import { type Drawing, draw, drawingOf, lineOf, pathOf, textAt } from './drawing.js';
import { scale } from './scale.js';
import { topicName } from './topic-name.js';

const TICK_SIZE = 10;
const ROW = 19;
const TOP = 4;

/**
 * The tree of topics, its root at the left: the further left two are joined, the less alike they are.
 *
 * @param labels of the topics, by place
 * @param marked place of a topic that stands out
 * @param link address of a topic, by place
 */
export function treeFigure(
  { joins, order }: TopicTree,
  labels: readonly string[],
  { width, marked, link }: { width: number; marked?: number; link?: (k: number) => string },
): Drawing {
  const labelWidth = Math.min(260, 0.5 * width);
  const right = width - labelWidth - 8;
  const distances = joins.map(({ distance }) => distance);
  // tenths, so that ticks are exact
  const from = Math.max(0, Math.floor(10 * Math.min(1, ...distances) - 0.5));
  const to = Math.max(from + 1, Math.min(10, Math.ceil(10 * Math.max(0, ...distances))));
  const x = scale(from / 10, to / 10, right, 10);
  const bottom = TOP + order.length * ROW;
  /** where each topic and each join ends at the right, and its height */
  const places: (readonly [x: number, y: number])[] = [];
  for (const [row, k] of order.entries()) places[k] = [right, TOP + row * ROW + ROW / 2];
  const lines = joins.map(({ left, right: other, distance }, m) => {
    const [a, b] = [places[left] ?? [right, TOP], places[other] ?? [right, TOP]];
    const at = x(distance);
    places[order.length + m] = [at, (a[1] + b[1]) / 2];
    return draw('path', { class: 'line', d: pathOf([a, [at, a[1]], [at, b[1]], b]) });
  });
  const root = places[order.length + joins.length - 1];
  const names = order.map((k) => {
    const [, y] = places[k] as readonly [number, number];
    const kind = k === marked ? 'accent' : 'ink';
    return topicName(k, labels[k] ?? '', { x: right + 6, y: y + 4, width: labelWidth, topics: order.length, kind, href: link?.(k) });
  });
  const ticks = Array.from({ length: to - from + 1 }, (_, t) => (from + t) / 10).filter((_, t) => (to - from <= 5 ? true : t % 2 === 0));
  return drawingOf(width, bottom + 22, `Tree of ${order.length} topics, the most alike joined first.`, [
    lineOf('rule', x(to / 10), bottom + 2, right, bottom + 2),
    ...ticks.flatMap((tick) => [
      lineOf('rule', x(tick), bottom + 2, x(tick), bottom + 5),
      textAt(x(tick), bottom + 16, 'muted', TICK_SIZE, String(tick), { 'text-anchor': 'middle' }),
    ]),
    ...lines,
    ...(root === undefined || joins.length === 0 ? [] : [lineOf('line', 2, root[1], root[0], root[1])]),
    ...(marked === undefined || joins.length === 0 ? [] : [markedStub(joins, marked, places, x)]),
    ...names,
  ]);
}

/** The line from a topic to its first join. */
function markedStub(joins: TopicTree['joins'], k: number, places: readonly (readonly [x: number, y: number])[], x: (distance: number) => number): Drawing {
  const [end, y] = places[k] ?? [0, 0];
  const first = joins.find(({ left, right }) => left === k || right === k);
  return lineOf('accent-line', x(first?.distance ?? 0), y, end, y);
}

import { type Drawing, dotAt, draw, drawingOf, lineOf, textAt } from '../../../figures/drawing.js';
import { roundTop, scale, tickPercent } from '../../../figures/scale.js';
import { topicName } from '../../../figures/topic-name.js';
import { percent } from '../../../sentences.js';
import type { TopicInGroup } from './shares.js';

const TICK_SIZE = 10;
const ROW = 26;

/**
 * Topics of one group: the share of each with its interval, and that of all groups together as a line across.
 *
 * @param labels of all topics, by place
 * @param link address of a topic, by place
 */
export function groupTopicsFigure(
  topics: readonly TopicInGroup[],
  labels: readonly string[],
  { width, link, name }: { width: number; link: (k: number) => string; name: string },
): Drawing {
  const labelWidth = Math.min(260, 0.42 * width);
  const most = roundTop(topics.flatMap(({ share, high, all }) => [share, high, all]));
  const x = scale(0, most, labelWidth + 14, width - 14);
  const bottom = ROW * topics.length;
  const rows = topics.flatMap(({ k, share, low, high, all }, row) => {
    const middle = ROW * row + ROW / 2;
    return [
      topicName(k, labels[k] ?? '', { x: 0, y: middle + 4, width: labelWidth, topics: labels.length, href: link(k) }),
      draw(
        'g',
        {},
        draw('title', {}, `${percent(share)} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}); of all ${percent(all)}`),
        lineOf('line', x(low), middle, x(high), middle),
        dotAt('ink', x(share), middle, 4),
        lineOf('accent-line', x(all), middle - 8, x(all), middle + 8),
      ),
    ];
  });
  return drawingOf(width, bottom + 20, `Topics of ${name} against all: ${topics.map(({ k }) => k + 1).join(', ')}`, [
    lineOf('rule', x(0), bottom, x(most), bottom),
    ...rows,
    ...[0, most / 2, most].map((share) => textAt(x(share), bottom + 14, 'muted', TICK_SIZE, tickPercent(share), { 'text-anchor': 'middle' })),
  ]);
}

import type { GroupComparison } from '../../summarize/group-comparison.js';
import { percent } from '../sentences.js';
import { type Drawing, dotAt, draw, drawingOf, lineOf, textAt } from './drawing.js';
import { cutText } from './estimated-text.js';
import { roundTop, scale, tickPercent } from './scale.js';

const SIZE = 12;
const TICK_SIZE = 10;
const ROW = 20;
const TOP = 18;

/** Share of a topic of all words of the groups together. @param k its place */
export function shareOfAll({ groups }: GroupComparison, k: number): number {
  const tokens = groups.reduce((sum, group) => sum + group.tokens, 0);
  return tokens > 0 ? groups.reduce((sum, { share, tokens: own }) => sum + ((share[k] ?? 0) * own) / tokens, 0) : 0;
}

/**
 * One topic between groups: its share of each with the interval, and of all together as a line.
 *
 * @param k place of the topic
 * @param groups how many are shown, the largest first
 */
export function groupFigure(comparison: GroupComparison, k: number, { width, groups }: { width: number; groups: number }): Drawing {
  const shown = comparison.groups.slice(0, groups);
  const all = shareOfAll(comparison, k);
  const most = roundTop([all, ...shown.flatMap(({ share, high }) => [share[k] ?? 0, high[k] ?? 0])]);
  const nameWidth = Math.min(200, 0.36 * width);
  const x = scale(0, most, nameWidth + 14, width - 16);
  const bottom = TOP + shown.length * ROW;
  const rows = shown.flatMap(({ name, share, low, high, documents }, g) => {
    const middle = TOP + g * ROW + ROW / 2;
    const [value, from, to] = [share[k] ?? 0, low[k] ?? 0, high[k] ?? 0];
    return [
      textAt(0, middle + 4, 'ink', SIZE, cutText(name, nameWidth, SIZE)),
      draw(
        'g',
        {},
        draw('title', {}, `${name}, ${documents} documents: ${percent(value)} (${(100 * from).toFixed(1)} to ${(100 * to).toFixed(1)})`),
        lineOf('line', x(from), middle, x(to), middle),
        dotAt('ink', x(value), middle, 3.5),
      ),
    ];
  });
  return drawingOf(width, bottom + 18, `Topic ${k + 1} by ${comparison.column}: ${percent(all)} of all words.`, [
    textAt(x(all), TOP - 6, 'accent', TICK_SIZE, `all ${percent(all)}`, { 'text-anchor': 'middle' }),
    lineOf('rule', x(0), bottom, x(most), bottom),
    lineOf('accent-line', x(all), TOP - 2, x(all), bottom),
    ...rows,
    ...[0, most / 2, most].map((share) => textAt(x(share), bottom + 13, 'muted', TICK_SIZE, tickPercent(share), { 'text-anchor': 'middle' })),
  ]);
}

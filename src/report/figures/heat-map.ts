import type { Group, GroupComparison } from '../../summarize/group-comparison.js';
import { percent } from '../sentences.js';
import { type Drawing, draw, drawingOf, lineOf, rounded, textAt } from './drawing.js';
import { cutText, estimatedWidth } from './estimated-text.js';
import { topicName } from './topic-name.js';

const HEAD_SIZE = 11;
const ROW = 20;
const NARROWEST = 14;
const WIDEST = 90;
const LEAST_SIDE = 0.5;
/** Most groups of which a page can show anything. */
const LISTED = 30;
/** Names of columns are slanted by 50 degrees where they are wider than these. */
const SLANT = { degrees: -50, sine: 0.766, cosine: 0.643 };
const LONGEST_NAME = 100;

/**
 * Topics (rows) in groups (columns), the largest groups first: squares whose area is the share, outlined where the share is clearly above
 * that of all groups together.
 *
 * @param labels of the topics, by place
 * @param groups how many are shown at most; fewer where the width has no room for them
 * @param link address of a topic, by place
 */
export function heatMap(
  comparison: GroupComparison,
  labels: readonly string[],
  { width, groups, link }: { width: number; groups: number; link?: (k: number) => string },
): Drawing {
  const labelWidth = Math.min(215, 0.38 * width);
  const room = width - labelWidth - 8;
  const candidates = comparison.groups.slice(0, Math.min(groups, LISTED));
  const heads = headsFor(candidates, room);
  const shown = candidates.slice(0, heads.columns);
  const left = labelWidth + 8;
  const rows = labels.length;
  const largest = Math.max(0, ...shown.flatMap(({ share }) => share));
  const side = Math.min(heads.column, ROW) - 2;
  const children: Drawing[] = shown.map(({ name }, g) => heads.draw(name, left + (g + 0.5) * heads.column));
  for (let k = 0; k < rows; k++) {
    const middle = heads.height + k * ROW + ROW / 2;
    children.push(
      lineOf('rule', 0, middle + ROW / 2, left + shown.length * heads.column, middle + ROW / 2),
      topicName(k, labels[k] ?? '', { x: 0, y: middle + 4, width: labelWidth, topics: rows, href: link?.(k) }),
      ...shown.flatMap((group, g) => cellOf(group, k, { x: left + (g + 0.5) * heads.column, y: middle, side, largest })),
    );
  }
  const bottom = heads.height + rows * ROW;
  const rest = comparison.groups.length - shown.length;
  if (rest > 0)
    children.push(textAt(0, bottom + 16, 'muted', HEAD_SIZE, rest === 1 ? 'One smaller group is not shown.' : `${rest} smaller groups are not shown.`));
  return drawingOf(width, bottom + (rest > 0 ? 22 : 4), `Shares of ${rows} topics in ${shown.length} groups by ${comparison.column}.`, children);
}

/** A topic in a group; nothing of a share that would not be seen. */
function cellOf({ name, share, low, high, above }: Group, k: number, place: { x: number; y: number; side: number; largest: number }): Drawing[] {
  const [value, from, to] = [share[k] ?? 0, low[k] ?? 0, high[k] ?? 0];
  const size = place.largest > 0 ? place.side * Math.sqrt(Math.max(0, value / place.largest)) : 0;
  if (size < LEAST_SIDE) return [];
  const title = draw('title', {}, `${percent(value)} of ${name} is topic ${k + 1} (${(100 * from).toFixed(1)} to ${(100 * to).toFixed(1)})`);
  if (!above[k]) return [draw('rect', { class: 'muted', ...squareAt(place.x, place.y, size) }, title)];
  const outline = draw('rect', { class: 'accent-line', ...squareAt(place.x, place.y, size + 4) });
  return [draw('g', {}, title, draw('rect', { class: 'ink', ...squareAt(place.x, place.y, size) }), outline)];
}

function squareAt(x: number, y: number, side: number): Record<string, number> {
  return { x: rounded(x - side / 2), y: rounded(y - side / 2), width: rounded(side), height: rounded(side) };
}

/** How names of columns are written, and how many columns there is room for. */
function headsFor(groups: readonly Group[], room: number): { columns: number; column: number; height: number; draw: (name: string, x: number) => Drawing } {
  const widest = Math.max(0, ...groups.map(({ name }) => estimatedWidth(name, HEAD_SIZE)));
  const level = Math.min(WIDEST, room / Math.max(1, groups.length));
  if (widest + 8 <= level) {
    const column = Math.max(NARROWEST, Math.min(level, widest + 24));
    return {
      columns: groups.length,
      column,
      height: 22,
      draw: (name, x) => textAt(x, 14, 'muted', HEAD_SIZE, name, { 'text-anchor': 'middle' }),
    };
  }
  const length = Math.min(LONGEST_NAME, 0.4 * room, widest);
  const height = length * SLANT.sine + 18;
  const inner = room - length * SLANT.cosine;
  const columns = Math.max(1, Math.min(groups.length, Math.floor(inner / NARROWEST)));
  const column = Math.max(NARROWEST, Math.min(44, inner / columns));
  return {
    columns,
    column,
    height,
    draw: (name, x) =>
      textAt(x, height - 6, 'muted', HEAD_SIZE, cutText(name, length, HEAD_SIZE), {
        transform: `rotate(${SLANT.degrees} ${rounded(x)} ${rounded(height - 6)})`,
      }),
  };
}

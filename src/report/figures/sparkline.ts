import { type Drawing, dotAt, draw, pathOf } from './drawing.js';
import { scale } from './scale.js';

const RADIUS = 2;

/** A line without axes, with a dot at its end, for a place where figures stand beside it. @param most value at the upper edge; without it the largest */
export function sparkline(values: readonly number[], { width, height, most }: { width: number; height: number; most?: number }): Drawing {
  const edge = RADIUS + 0.5;
  const x = scale(0, values.length - 1, edge, width - edge);
  const y = scale(0, most ?? values.reduce((largest, value) => Math.max(largest, value), 0), height - edge, edge);
  const places = values.map((value, i) => [x(i), y(value)] as const);
  const end = places.at(-1);
  return draw(
    'svg',
    { class: 'drawing', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    draw('path', { class: 'line', d: pathOf(places) }),
    ...(end === undefined ? [] : [dotAt('ink', ...end, RADIUS)]),
  );
}

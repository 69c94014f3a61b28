/*
 * Drawings that report.md has as text and the page as elements: a tree of SVG elements that neither depends on.
 *
 * Classes, for which page.css has the colours of the page and drawing-text.ts such as can be read on white and on black:
 *   drawing      the root
 *   ink          filled with the colour of the text
 *   muted        the same, quieter: ticks and what is said beside
 *   accent       filled with the accent: what is marked
 *   band         filled pale: intervals
 *   dot          filled faintly: a single observation
 *   dots         lines of no length with round ends, in the same colour: many observations
 *   line         a line in ink, without filling
 *   rule         a hairline: axes and guides
 *   accent-line  a line in the accent, without filling
 */

/** An element of SVG. Classes say how it looks. */
export interface Drawing {
  /** svg, g, path, rect, line, circle, text, title, a */
  tag: string;
  attributes: Readonly<Record<string, string | number>>;
  children: readonly (Drawing | string)[];
}

export function draw(tag: string, attributes: Drawing['attributes'], ...children: readonly (Drawing | string)[]): Drawing {
  return { tag, attributes, children };
}

/** The root of a drawing: its size, and what it shows in a sentence. What has links is no image, since they would be hidden in one. */
export function drawingOf(width: number, height: number, sentence: string, children: readonly Drawing[]): Drawing {
  return draw(
    'svg',
    { class: 'drawing', viewBox: `0 0 ${rounded(width)} ${rounded(height)}`, role: children.some(hasLinks) ? 'group' : 'img', 'aria-label': sentence },
    ...children,
  );
}

function hasLinks({ tag, children }: Drawing): boolean {
  return tag === 'a' || children.some((child) => typeof child !== 'string' && hasLinks(child));
}

/** A text at a place; its baseline is there. */
export function textAt(x: number, y: number, kind: 'ink' | 'muted' | 'accent', size: number, text: string, more: Drawing['attributes'] = {}): Drawing {
  return draw('text', { class: kind, x: rounded(x), y: rounded(y), 'font-size': size, ...more }, text);
}

/** A straight line between two places. */
export function lineOf(kind: 'line' | 'rule' | 'accent-line', x1: number, y1: number, x2: number, y2: number): Drawing {
  return draw('line', { class: kind, x1: rounded(x1), y1: rounded(y1), x2: rounded(x2), y2: rounded(y2) });
}

/** A filled circle. */
export function dotAt(kind: 'ink' | 'accent', x: number, y: number, radius: number): Drawing {
  return draw('circle', { class: kind, cx: rounded(x), cy: rounded(y), r: radius });
}

/** Places joined by straight lines, as the `d` of a path. */
export function pathOf(places: readonly (readonly [x: number, y: number])[]): string {
  return places.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');
}

/** To a tenth of a pixel. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Drawing } from '../../figures/drawing.js';
import { Drawn } from './drawing.js';
import { Figure } from './figure.js';
import type { Rows } from './rows.js';
import { useWidth } from './use-width.js';

/**
 * A drawing as wide as its place, with its caption, which can be saved.
 *
 * @param draw given a width in pixels
 * @param depends what else the drawing depends on
 */
export function DrawnFigure(props: {
  name: string;
  what: string;
  rows: () => Rows | Promise<Rows>;
  caption: ComponentChildren;
  draw: (width: number) => Drawing;
  depends: readonly unknown[];
}) {
  const { draw, depends, ...figure } = props;
  const [place, width] = useWidth<HTMLDivElement>();
  const drawing = useMemo(() => (width === 0 ? undefined : draw(width)), [width, ...depends]);
  return (
    <Figure {...figure}>
      <div ref={place}>{drawing === undefined ? null : <Drawn drawing={drawing} />}</div>
    </Figure>
  );
}

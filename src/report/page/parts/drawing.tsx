import { h, type VNode } from 'preact';
import type { Drawing } from '../../figures/drawing.js';

/** A drawing as elements of the page: what is written in it comes as text. */
export function Drawn({ drawing }: { drawing: Drawing }): VNode {
  // of a picture nothing but its name is told, and links would be lost in it
  return elementOf(hasLink(drawing) ? { ...drawing, attributes: { ...drawing.attributes, role: 'group' } } : drawing);
}

function elementOf({ tag, attributes, children }: Drawing): VNode {
  return h(tag, attributes, ...children.map((child) => (typeof child === 'string' ? child : elementOf(child))));
}

function hasLink({ tag, children }: Drawing): boolean {
  return tag === 'a' || children.some((child) => typeof child !== 'string' && hasLink(child));
}

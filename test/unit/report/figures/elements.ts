import type { Drawing } from '../../../../src/report/figures/drawing.js';

/** An element and all within it. */
export function elementsOf(drawing: Drawing): Drawing[] {
  return [drawing, ...drawing.children.flatMap((child) => (typeof child === 'string' ? [] : elementsOf(child)))];
}

export function withTag(drawing: Drawing, tag: string): Drawing[] {
  return elementsOf(drawing).filter((element) => element.tag === tag);
}

export function withClass(drawing: Drawing, name: string): Drawing[] {
  return elementsOf(drawing).filter(({ attributes }) => attributes.class === name);
}

/** What stands in it, titles included. */
export function textsOf(drawing: Drawing): string[] {
  return elementsOf(drawing).flatMap(({ children }) => children.filter((child) => typeof child === 'string'));
}

import { describe, expect, it } from 'vitest';
import { treeFigure } from '../../../../src/report/figures/tree-figure.js';
import { textsOf, withClass, withTag } from './elements.js';

/** 0 and 2 are joined at 0.4, these with 1 at 0.8. */
const tree = {
  joins: [
    { left: 0, right: 2, distance: 0.4 },
    { left: 3, right: 1, distance: 0.8 },
  ],
  order: [1, 0, 2],
};
const labels = ['tax', 'war', 'law'];

describe('treeFigure', () => {
  it('has the topics in the order of the tree', () => {
    const drawing = treeFigure(tree, labels, { width: 400 });
    expect(textsOf(drawing).filter((text) => labels.includes(text))).toEqual(['war', 'tax', 'law']);
    expect(drawing.attributes['aria-label']).toBe('Tree of 3 topics, the most alike joined first.');
  });

  it('joins them at their distance', () => {
    const drawing = treeFigure(tree, labels, { width: 400 });
    // leaves at 192 are at 0.3, the left edge at 10 at 0.8
    expect(withTag(drawing, 'path').map(({ attributes }) => attributes.d)).toEqual([
      'M192 32.5L155.6 32.5L155.6 51.5L192 51.5',
      'M155.6 42L10 42L10 13.5L192 13.5',
    ]);
    expect(textsOf(drawing)).toEqual(expect.arrayContaining(['0.3', '0.8']));
  });

  it('marks a topic up to its first join', () => {
    const drawing = treeFigure(tree, labels, { width: 400, marked: 2 });
    expect(withClass(drawing, 'accent').map(({ children }) => children[0])).toEqual(['3', 'law']);
    expect(withClass(drawing, 'accent-line').map(({ attributes: { x1, x2, y1 } }) => [x1, x2, y1])).toEqual([[155.6, 192, 51.5]]);
  });

  it('links topics where they have an address', () => {
    const links = withTag(treeFigure(tree, labels, { width: 400, link: (k) => `#${k}` }), 'a');
    expect(links.map(({ attributes }) => attributes.href)).toEqual(['#1', '#0', '#2']);
  });
});

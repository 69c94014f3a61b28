import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { draw, drawingOf, textAt } from '../../../../src/report/figures/drawing.js';
import { drawingText } from '../../../../src/report/figures/drawing-text.js';
import { HOSTILE_TEXTS } from '../../../support/hostile-texts.js';

describe('drawingText', () => {
  it('writes elements with a size, and looks instead of classes', () => {
    const text = drawingText(drawingOf(100, 20, 'A line', [draw('path', { class: 'line', d: 'M0 0L9 9' })]));
    expect(text).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20" font-family="system-ui, sans-serif" viewBox="0 0 100 20" role="img" aria-label="A line"><path fill="none" stroke="currentColor" stroke-width="1.3" d="M0 0L9 9"/></svg>',
    );
  });

  it('keeps what stands in links, not the links', () => {
    const text = drawingText(drawingOf(9, 9, '', [draw('a', { href: 'javascript:alert(1)' }, draw('g', {}, textAt(0, 0, 'ink', 12, 'here')))]));
    expect(text).not.toMatch(/<a|javascript/);
    expect(text).toContain('<g><text fill="currentColor" x="0" y="0" font-size="12">here</text></g>');
  });

  it.each(HOSTILE_TEXTS)('makes neither markup nor lines of %j', (hostile) => {
    const text = drawingText(drawingOf(9, 9, hostile, [textAt(0, 0, 'ink', 12, hostile), draw('g', {}, draw('title', {}, hostile))]));
    expect(text).not.toMatch(/[\r\n\u2028\u2029\ud800]/u);
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(Array.from(documentElement.querySelectorAll('*'), ({ tagName }) => tagName)).toEqual(['text', 'g', 'title']);
    const shown = hostile.replace(/[\u2028\u2029\r\n\0\u202a-\u202e\u2066]/g, ' ').replace('\ud800', '\ufffd');
    expect(documentElement.querySelector('text')?.textContent).toBe(shown);
    expect(Array.from(documentElement.attributes, ({ name }) => name).sort()).toEqual([
      'aria-label',
      'font-family',
      'height',
      'role',
      'viewBox',
      'width',
      'xmlns',
    ]);
  });

  it('has no signs of Markdown that are not written as numbers', () => {
    const text = drawingText(drawingOf(9, 9, '', [textAt(0, 0, 'ink', 12, '*a* _b_ `c` [d](e) $f$ @g ~h~ |')]));
    expect(text).not.toMatch(/[*_`[\]$@~|]/);
  });
});

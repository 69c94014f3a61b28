import { describe, expect, it } from 'vitest';
import { cutText, estimatedWidth } from '../../../../src/report/figures/estimated-text.js';

describe('estimatedWidth', () => {
  it('is wider for broad letters, and an em for ideographs', () => {
    expect(estimatedWidth('ii', 10)).toBeLessThan(estimatedWidth('aa', 10));
    expect(estimatedWidth('aa', 10)).toBeLessThan(estimatedWidth('MM', 10));
    expect(estimatedWidth('漢字', 10)).toBe(20);
    expect(estimatedWidth('カナ', 10)).toBe(20);
  });

  it('has no room for marks on a letter', () => {
    expect(estimatedWidth('e\u0301', 10)).toBe(estimatedWidth('e', 10));
  });
});

describe('cutText', () => {
  it('leaves a text that has room', () => {
    expect(cutText('budget', 100, 10)).toBe('budget');
  });

  it('ends a longer one with an ellipsis, without a blank before it', () => {
    expect(cutText('one two three', estimatedWidth('one …', 10), 10)).toBe('one…');
    expect(estimatedWidth(cutText('a long label of many words', 60, 10), 10)).toBeLessThanOrEqual(60);
  });

  it('parts no letter from its marks and no emoji', () => {
    expect(cutText('e\u0301e\u0301e\u0301', estimatedWidth('e…', 10), 10)).toBe('e\u0301…');
    expect(cutText('👩\u200d👧ab', estimatedWidth('👩…', 10), 10)).toBe('…');
    expect(cutText('👩🏽ab', estimatedWidth('👩…', 10), 10)).toBe('👩🏽…');
  });
});

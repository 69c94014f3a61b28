import { expect, test } from 'vitest';
import { proposedStopWords } from '../../../src/report/proposed-stop-words.js';

test('is a list of stop words under comments, in which a hashtag is no comment', () => {
  const text = proposedStopWords(['however', '#news'].map((term) => ({ term, count: 9, documentFrequency: 9, dispersion: 0 })));
  const lines = text.split('\n');
  expect(lines.slice(-3)).toEqual(['however', ' #news', '']);
  expect(lines.slice(0, -3).every((line) => line.startsWith('# '))).toBe(true);
});

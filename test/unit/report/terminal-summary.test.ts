import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { summaryLines } from '../../../src/report/terminal-summary.js';
import { citedSentence, EXAMPLE_LABELS, exampleStory } from '../../support/example-story.js';
import { HOSTILE_TEXTS } from '../../support/hostile-texts.js';

const story = exampleStory();
const topics = EXAMPLE_LABELS.map((label, k) => ({ topic: k + 1, label, prevalence: 0.25 - k / 50 }));

describe('summaryLines', () => {
  it('has the collection, then each topic, with sources', () => {
    const lines = summaryLines(story, topics, 80);
    expect(lines.slice(0, 12)).toEqual([
      'To be prepared for war is one of the most effectual means of preserving peace.',
      '— 1790_washington.txt, 1790-01-08',
      'We must give every American health care that can never be taken away.',
      '— 1994_clinton.txt, 1994-01-25',
      '',
      '  1  budget, taxes (25.0 %)',
      '     This sentence tells what budget, taxes is about.',
      '     — 1800_message.txt, 1800, 83 % this topic',
      '',
      '  2  treaties with Spain (23.0 %)',
      '     This sentence tells what treaties with Spain is about.',
      '     — 1801_message.txt, 1801, 83 % this topic',
    ]);
    expect(lines).toContain('     No sentence of its documents can stand by itself.');
    expect(lines.at(-1)).not.toBe('');
    expect(lines.join(' ')).toContain('Rising: 1 “budget, taxes” (from');
  });

  it('says nothing of time where there are no dates', () => {
    expect(summaryLines({ ...story, time: null }, topics, 80).join(' ')).not.toContain('Rising');
  });

  it.each([20, 40, 80, 200])('wraps text to %d columns, at most to 100', (width) => {
    const long = [citedSentence(0, 'a-long-name-of-a-file-that-never-ends.txt', '1990', `${'word '.repeat(60)}${'漢字'.repeat(60)}`)];
    const told = { ...story, summaries: { collection: long, topics: [long] } };
    const widths = summaryLines(told, topics.slice(0, 1), width).map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(Math.min(100, width));
    expect(Math.max(...widths)).toBeGreaterThan(Math.min(100, width) - 6);
  });

  it('loses nothing where it wraps', () => {
    const text = `one two three ${'漢字仮名'.repeat(40)} four`;
    const told = { ...story, time: null, summaries: { collection: [citedSentence(0, 'a', '', text)], topics: [] } };
    expect(summaryLines(told, [], 30).join('').replaceAll(' ', '')).toBe(`${text}—a`.replaceAll(' ', ''));
  });

  it.each(HOSTILE_TEXTS)('prints no control characters of %j', (hostile) => {
    const cited = [citedSentence(0, hostile, hostile, `\u001b[31m${hostile}`)];
    const told = { ...story, summaries: { collection: cited, topics: [cited] } };
    for (const line of summaryLines(told, [{ topic: 1, label: hostile, prevalence: 1 }], 80))
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  });
});

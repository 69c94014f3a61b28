import stringWidth from 'string-width';
import { percent, REMARK_SIGN, secondLookSentence } from './sentences.js';
import { interval, type NamedStability } from './stability.js';

/** A topic as the terminal's table shows it. */
export interface TopicRow {
  topic: number;
  label: string;
  /** share of the collection's words, 0 to 1 */
  prevalence: number;
  topTerms: readonly string[];
  /** what is remarked on it, empty where nothing is */
  remark: string;
  /** in how many refits it is found, where that was looked at */
  stability?: { found: number; refits: number } | undefined;
}

const BAR_WIDTH = 10;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** What a reader takes for one character: a letter with its marks, an emoji of several code points. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const MAX_LABEL = 34;
const MIN_WORDS = 16;

/**
 * The topics as a table: number, bar and share, in how many refits it is found, label, further words; before these what is remarked on first, if anything. Lines are cut to the width, never wrapped.
 *
 * @param width columns of the terminal
 */
export function topicTable(topics: readonly TopicRow[], width: number): string[] {
  const numberWidth = Math.max(2, String(topics.length).length);
  const largest = Math.max(...topics.map(({ prevalence }) => prevalence));
  const found = topics.map(({ stability }) => (stability === undefined ? '' : `${stability.found}/${stability.refits}`));
  const foundWidth = found.some((text) => text !== '') ? Math.max(5, ...found.map(({ length }) => length)) + 2 : 0;
  const fixed = 1 + numberWidth + 2 + BAR_WIDTH + 8 + foundWidth + 2;
  const widest = Math.max(5, ...topics.map(({ label }) => stringWidth(label)));
  const labelWidth = Math.max(5, Math.min(widest, MAX_LABEL, width - fixed - 2 - MIN_WORDS));
  const wordsWidth = width - fixed - labelWidth - 2;
  const line = (number: string, bar: string, share: string, refits: string, label: string, words: string) => {
    const figures = `${pad(bar, BAR_WIDTH)}${share.padStart(8)}${refits.padStart(foundWidth)}`;
    const start = ` ${number.padStart(numberWidth)}  ${figures}  ${pad(cut(label, labelWidth), labelWidth)}`;
    return cut(wordsWidth > 3 ? `${start}  ${cut(words, wordsWidth)}`.trimEnd() : start.trimEnd(), width);
  };
  // where terms have blanks themselves, another sign must part them
  const separator = topics.some(({ topTerms }) => topTerms.some((term) => term.includes(' '))) ? ', ' : ' ';
  return [
    line('#', 'share', '', foundWidth === 0 ? '' : 'found', 'topic', 'further words'),
    ...topics.map(({ topic, label, prevalence, topTerms, remark }, k) =>
      line(
        String(topic),
        barOf(prevalence / largest),
        percent(prevalence),
        found[k] as string,
        label,
        `${mark(remark)}${furtherTerms(label, topTerms).join(separator)}`,
      ),
    ),
  ];
}

/** A topic as the table of `topikl stability` shows it. */
export interface StabilityRow extends NamedStability {
  label: string;
  prevalence: number;
}

/**
 * How often topics come back, as a table: number, refits in which it is found, share and its interval, label, the first terms that
 * are among the first of most matches too.
 *
 * @param width columns of the terminal
 */
export function stabilityTable(topics: readonly StabilityRow[], width: number): string[] {
  const rows = topics.map((topic) => [
    String(topic.topic),
    `${topic.found}/${topic.refits}`,
    percent(topic.prevalence),
    Number.isNaN(topic.prevalenceLow) ? '' : interval(topic.prevalenceLow, topic.prevalenceHigh),
    cut(topic.label, MAX_LABEL),
    topic.terms
      .filter(({ found }) => 2 * found > topic.found)
      .map(({ term }) => term)
      .join(', '),
  ]);
  const header = ['#', 'found', 'share', 'in refits', 'topic', 'words that come back'];
  const widths = header.map((title, c) => Math.max(...[header, ...rows].map((row) => stringWidth(row[c] ?? title))));
  return [header, ...rows].map((row) => {
    const cells = row.map((cell, c) => (c < 4 ? ' '.repeat((widths[c] ?? 0) - stringWidth(cell)) + cell : pad(cell, widths[c] ?? 0)));
    return cut(` ${cells.join('  ').trimEnd()}`, width);
  });
}

/** What follows the table where topics are marked in it; else nothing. */
export function marksExplained(topics: readonly TopicRow[]): string {
  const marked = topics.filter(({ remark }) => remark !== '').map(({ topic }) => topic);
  return marked.length === 0 ? '' : `${secondLookSentence(marked, topics.length)} topic-summary.csv says why.`;
}

/** The kind of the first remark, with a sign. */
function mark(remark: string): string {
  return remark === '' ? '' : `${REMARK_SIGN} ${remark.split(':', 1)[0]}: `;
}

/** The terms that a label made of the first ones does not show already. */
function furtherTerms(label: string, topTerms: readonly string[]): string[] {
  const shown = new Set(label.split(', '));
  return topTerms.filter((term) => !shown.has(term));
}

/** A bar of up to ten characters, or of another width, in eighths of one. */
export function barOf(share: number, width = BAR_WIDTH): string {
  const eighths = Math.max(1, Math.round(share * width * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** The text in at most so many columns, an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of characters.segment(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

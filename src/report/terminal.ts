import stringWidth from 'string-width';
import { percent, REMARK_SIGN, secondLookSentence } from './sentences.js';

/** A topic as the terminal's table shows it. */
export interface TopicRow {
  topic: number;
  label: string;
  /** share of the collection's words, 0 to 1 */
  prevalence: number;
  topTerms: readonly string[];
  /** what is remarked on it, empty where nothing is */
  remark: string;
}

const BAR_WIDTH = 10;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** What a reader takes for one character: a letter with its marks, an emoji of several code points. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const MAX_LABEL = 34;
const MIN_WORDS = 16;

/**
 * The topics as a table: number, bar and share, label, further words; before these what is remarked on first, if anything. Lines are cut to the width, never wrapped.
 *
 * @param width columns of the terminal
 */
export function topicTable(topics: readonly TopicRow[], width: number): string[] {
  const numberWidth = Math.max(2, String(topics.length).length);
  const largest = Math.max(...topics.map(({ prevalence }) => prevalence));
  const fixed = 1 + numberWidth + 2 + BAR_WIDTH + 8 + 2;
  const widest = Math.max(5, ...topics.map(({ label }) => stringWidth(label)));
  const labelWidth = Math.max(5, Math.min(widest, MAX_LABEL, width - fixed - 2 - MIN_WORDS));
  const wordsWidth = width - fixed - labelWidth - 2;
  const line = (number: string, bar: string, share: string, label: string, words: string) => {
    const start = ` ${number.padStart(numberWidth)}  ${pad(bar, BAR_WIDTH)}${share.padStart(8)}  ${pad(cut(label, labelWidth), labelWidth)}`;
    return cut(wordsWidth > 3 ? `${start}  ${cut(words, wordsWidth)}`.trimEnd() : start.trimEnd(), width);
  };
  // where terms have blanks themselves, another sign must part them
  const separator = topics.some(({ topTerms }) => topTerms.some((term) => term.includes(' '))) ? ', ' : ' ';
  return [
    line('#', 'share', '', 'topic', 'further words'),
    ...topics.map(({ topic, label, prevalence, topTerms, remark }) =>
      line(String(topic), barOf(prevalence / largest), percent(prevalence), label, `${mark(remark)}${furtherTerms(label, topTerms).join(separator)}`),
    ),
  ];
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

/** A bar of up to ten characters, in eighths of one. */
export function barOf(share: number): string {
  const eighths = Math.max(1, Math.round(share * BAR_WIDTH * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** The text in at most so many columns, an ellipsis where something is missing. */
function cut(text: string, width: number): string {
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

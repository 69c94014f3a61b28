import stringWidth from 'string-width';
import { percent, REMARK_SIGN, secondLookSentence } from './sentences.js';
import { interval, type NamedStability } from './stability.js';
import { termsBesideLabel } from './terms-beside-label.js';

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
  /** its share over time, where there are dates */
  trend?: readonly number[] | undefined;
}

const BAR_WIDTH = 10;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** What a reader takes for one character: a letter with its marks, an emoji of several code points. */
export const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const MAX_LABEL = 34;
const MIN_WORDS = 16;
const LEVELS = '▁▂▃▄▅▆▇█';
const SPARK_WIDTH = 12;
/** Narrower terminals have no room for courses over time. */
const SPARK_TERMINAL = 80;

/**
 * The topics as a table: number, bar and share, in how many refits it is found, its course over time, label, further words; before these
 * what is remarked on first, if anything. Lines are cut to the width, never wrapped.
 *
 * @param width columns of the terminal
 * @param periods of the courses
 */
export function topicTable(topics: readonly TopicRow[], width: number, periods: readonly { name: string; at: number }[] = []): string[] {
  const numberWidth = Math.max(2, String(topics.length).length);
  const largest = Math.max(...topics.map(({ prevalence }) => prevalence));
  const found = topics.map(({ stability }) => (stability === undefined ? '' : `${stability.found}/${stability.refits}`));
  const foundWidth = found.some((text) => text !== '') ? Math.max(5, ...found.map(({ length }) => length)) + 2 : 0;
  const courses = topics.map(({ trend }) => (width < SPARK_TERMINAL ? '' : sparkOf(trend ?? [], periods)));
  const courseWidth = courses.some((text) => text !== '') ? SPARK_WIDTH + 2 : 0;
  const fixed = 1 + numberWidth + 2 + BAR_WIDTH + 8 + foundWidth + courseWidth + 2;
  const widest = Math.max(5, ...topics.map(({ label }) => stringWidth(label)));
  const labelWidth = Math.max(5, Math.min(widest, MAX_LABEL, width - fixed - 2 - MIN_WORDS));
  const wordsWidth = width - fixed - labelWidth - 2;
  const line = (number: string, bar: string, share: string, refits: string, course: string, label: string, words: string) => {
    const figures = `${pad(bar, BAR_WIDTH)}${share.padStart(8)}${refits.padStart(foundWidth)}${courseWidth === 0 ? '' : `  ${pad(course, SPARK_WIDTH)}`}`;
    const start = ` ${number.padStart(numberWidth)}  ${figures}  ${pad(cut(label, labelWidth), labelWidth)}`;
    return cut(wordsWidth > 3 ? `${start}  ${cut(words, wordsWidth)}`.trimEnd() : start.trimEnd(), width);
  };
  // where terms have blanks themselves, another sign must part them
  const separator = topics.some(({ topTerms }) => topTerms.some((term) => term.includes(' '))) ? ', ' : ' ';
  return [
    line('#', 'share', '', foundWidth === 0 ? '' : 'found', courseTitle(periods), 'topic', 'further words'),
    ...topics.map(({ topic, label, prevalence, topTerms, remark }, k) =>
      line(
        String(topic),
        barOf(prevalence / largest),
        percent(prevalence),
        found[k] as string,
        courses[k] as string,
        label,
        `${mark(remark)}${termsBesideLabel(label, topTerms).join(separator)}`,
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

/** A bar of up to ten characters, or of another width, in eighths of one. */
export function barOf(share: number, width = BAR_WIDTH): string {
  const eighths = Math.max(1, Math.round(share * width * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

/** The first and the last period above the courses, where they have room. */
function courseTitle(periods: readonly { name: string }[]): string {
  const span = `${periods[0]?.name ?? ''}\u2013${periods.at(-1)?.name ?? ''}`;
  return periods.length === 0 || span.length > SPARK_WIDTH ? 'over time' : span;
}

/** A course as bars from 0 to its largest value: twelve points of time, equally far from each other whichever periods there are. */
function sparkOf(values: readonly number[], periods: readonly { at: number }[]): string {
  const [first, last] = [periods[0]?.at ?? 0, periods.at(-1)?.at ?? 0];
  if (values.length < 2 || !(last > first)) return '';
  const heights = Array.from({ length: SPARK_WIDTH }, (_, b) => heightAt(first + ((last - first) * b) / (SPARK_WIDTH - 1), values, periods));
  const largest = heights.reduce((most, height) => Math.max(most, height), 0);
  return heights.map((height) => LEVELS[largest > 0 ? Math.round((7 * Math.max(0, height)) / largest) : 0]).join('');
}

/** The value at a point of time: on the line between those of the periods before and after it. */
function heightAt(time: number, values: readonly number[], periods: readonly { at: number }[]): number {
  const found = periods.findIndex(({ at }) => at >= time);
  const after = found < 0 ? periods.length - 1 : found;
  const before = Math.max(0, after - 1);
  const [from, to] = [periods[before]?.at ?? 0, periods[after]?.at ?? 0];
  const share = to > from ? (time - from) / (to - from) : 1;
  return (1 - share) * (values[before] ?? 0) + share * (values[after] ?? 0);
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

/** The same with the beginning and the end of the text: of ids both tell something. */
export function cutMiddle(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const segments = Array.from(characters.segment(text), ({ segment }) => segment);
  const room = Math.max(0, width - 1);
  const [start, end] = [takenFrom(segments, Math.ceil(room / 2)), takenFrom(segments.toReversed(), Math.floor(room / 2))];
  return `${start.join('')}\u2026${end.toReversed().join('')}`;
}

/** The first characters that fit so many columns. */
function takenFrom(segments: readonly string[], width: number): string[] {
  let used = 0;
  const taken: string[] = [];
  for (const segment of segments) {
    used += stringWidth(segment);
    if (used > width) break;
    taken.push(segment);
  }
  return taken;
}

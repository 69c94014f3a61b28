import stringWidth from 'string-width';
import { oneLine } from './one-line.js';
import { percent, whole } from './sentences.js';
import { barOf, cut, cutMiddle, pad } from './terminal.js';

/** A document as the terminal's table shows it. */
export interface DocumentRow {
  id: string;
  /** empty where there is none */
  date: string;
  /** counted words */
  tokens: number;
  /** of the topic that was asked for; otherwise that of the largest is shown */
  share?: number;
  /** to the document that was asked for, which is shown instead of a share */
  distance?: number;
  /** the largest first */
  topics: readonly { topic: number; label: string; share: number }[];
}

const BAR_WIDTH = 10;
const DATE_WIDTH = 10;
const LEAST_ID = 10;
const MOST_ID = 48;
/** Columns of a terminal below which there is no room for bars. */
const NARROW = 76;
const LISTED_TOPICS = 2;

/**
 * Documents as a table: id, date where one has any, words, bar and share of a topic or distance, the two largest topics. Lines are cut to
 * the width, never wrapped.
 *
 * @param width columns of the terminal
 */
export function documentTable(documents: readonly DocumentRow[], width: number): string[] {
  const dated = documents.some(({ date }) => date !== '');
  const distances = documents.some(({ distance }) => distance !== undefined);
  const barred = width >= NARROW && !distances;
  const idWidth = Math.max(LEAST_ID, Math.min(MOST_ID, Math.floor(width / 3), Math.max(2, ...documents.map(({ id }) => stringWidth(oneLine(id))))));
  const wordsWidth = Math.max(5, ...documents.map(({ tokens }) => whole(tokens).length));
  const line = (id: string, date: string, words: string, bar: string, figure: string, topics: string) => {
    const cells = [pad(cutMiddle(id, idWidth), idWidth), ...(dated ? [pad(cut(date, DATE_WIDTH), DATE_WIDTH)] : []), words.padStart(wordsWidth)];
    const measured = distances ? figure.padStart(8) : `${barred ? pad(bar, BAR_WIDTH) : ''}${figure.padStart(8)}`;
    return cut(` ${[...cells, measured, topics].join('  ')}`.trimEnd(), width);
  };
  return [
    line('document', 'date', 'words', 'share', distances ? 'distance' : barred ? '' : 'share', 'largest topics'),
    ...documents.map(({ id, date, tokens, share, distance, topics }) => {
      const shown = share ?? topics[0]?.share;
      const figure = distances ? (distance ?? 0).toFixed(2) : shown === undefined ? '' : percent(shown);
      const largest = topics.slice(0, LISTED_TOPICS).map(({ topic, label }) => `${topic} ${oneLine(label)}`);
      return line(oneLine(id), oneLine(date), whole(tokens), shown === undefined ? '' : barOf(shown), figure, largest.join(' · '));
    }),
  ];
}

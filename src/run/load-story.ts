import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Story } from '../report/story.js';
import { middleOf } from '../summarize/periods.js';
import type { TopicOverTime } from '../summarize/topics-over-time.js';
import { readTable } from './artifacts.js';

/*
 * Reads back what the report's stage left of the story: its tables.
 */

export const DATES = 'document-dates.csv';
export const SUMMARIES = 'summaries.csv';
export const OVER_TIME = 'topics-over-time.csv';
export const TRENDS = 'topic-trends.csv';

/**
 * summaries.csv, without the rows of the documents.
 *
 * @param topics how many there are
 */
export function loadSummaries(folder: string, topics: number): Story['summaries'] {
  const summaries: Story['summaries'] = { collection: [], topics: Array.from({ length: topics }, () => []) };
  if (!existsSync(path.join(folder, SUMMARIES))) return summaries;
  for (const { topic = '', id = '', date = '', share, sentence = '' } of readTable(folder, SUMMARIES)) {
    const cited = { document: -1, id, date, share: Number(share), text: sentence };
    if (topic === '') summaries.collection.push(cited);
    else summaries.topics[Number(topic) - 1]?.push(cited);
  }
  return summaries;
}

/** How a topic changed, as topic-trends.csv and topics-over-time.csv tell it. */
export type TopicTrend = Pick<TopicOverTime, 'topic' | 'change' | 'changeLow' | 'changeHigh' | 'direction' | 'trend' | 'trendLow' | 'trendHigh' | 'peak'>;

/** The topics over time, as far as tables tell of them. */
export interface Trends {
  periods: { name: string /** its middle, in years */; at: number }[];
  /** places of the periods between which changes are told */
  ends: { first: number; last: number };
  /** in the order of their numbers */
  topics: TopicTrend[];
}

/** The topics over time; undefined where there are no dates, or an earlier version made the report. */
export function loadTrends(folder: string): Trends | undefined {
  if (!existsSync(path.join(folder, TRENDS))) return undefined;
  const rows = readTable(folder, OVER_TIME);
  const rowsOf = new Map<string, Record<string, string>[]>();
  for (const row of rows) {
    const own = rowsOf.get(row.topic ?? '') ?? [];
    own.push(row);
    rowsOf.set(row.topic ?? '', own);
  }
  const periods = (rowsOf.values().next().value ?? []).map(({ period = '' }) => ({ name: period, at: middleOf(period) }));
  const place = (wanted: string | undefined) => periods.findIndex(({ name }) => name === wanted);
  const told = readTable(folder, TRENDS);
  const topics = told.map(({ topic = '', change, low, high, direction, peak = '' }) => ({
    topic: Number(topic),
    change: Number(change),
    changeLow: Number(low),
    changeHigh: Number(high),
    direction: direction as TopicOverTime['direction'],
    trend: (rowsOf.get(topic) ?? []).map((row) => Number(row.trend)),
    trendLow: (rowsOf.get(topic) ?? []).map((row) => Number(row.trend_low)),
    trendHigh: (rowsOf.get(topic) ?? []).map((row) => Number(row.trend_high)),
    peak: place(peak),
  }));
  return { periods, ends: { first: place(told[0]?.first), last: place(told[0]?.last) }, topics };
}

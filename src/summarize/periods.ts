import { ConfigError } from '../errors/errors.js';
import type { DateSource, Period, PeriodLength } from './topics-over-time.js';

/** Months are shown where at least this share of the dates has one, and those nine tenths of them that lie closest to the middle span less than this many months. */
const LONGEST_IN_MONTHS = 72;
const WITH_MONTH = 0.9;

/** The time that documents are from, cut into years or months. */
export interface DocumentPeriods {
  length: PeriodLength;
  /** rising; only those with counted words */
  periods: Period[];
  /** place of each document's among `periods`; −1 without a date, or without words in its period */
  of: Int32Array;
  /** documents without a date */
  undated: number;
  /** documents with a date that is a year only, where periods are months */
  withoutMonth: number;
}

/**
 * Cuts the time of dated documents into years or months.
 *
 * @param dates YYYY, YYYY-MM or YYYY-MM-DD; empty without one
 * @param tokens counted words of each document
 * @param length auto: months where nine tenths of the dates have them and nearly all lie within six years, or all in one year; else years
 */
export function documentPeriods(dates: readonly string[], tokens: ArrayLike<number>, length: PeriodLength | 'auto'): DocumentPeriods {
  const chosen = length === 'auto' ? bestLength(dates) : length;
  const characters = chosen === 'month' ? 7 : 4;
  const found = new Map<string, Period>();
  for (const [i, date] of dates.entries()) {
    if (date.length < characters) continue;
    const name = date.slice(0, characters);
    const period = found.get(name) ?? { name, at: middleOf(name), documents: 0, tokens: 0 };
    period.documents++;
    period.tokens += tokens[i];
    found.set(name, period);
  }
  const periods = [...found.values()].filter((period) => period.tokens > 0).sort((a, b) => a.at - b.at);
  const places = new Map(periods.map(({ name }, t) => [name, t]));
  return {
    length: chosen,
    periods,
    of: Int32Array.from(dates, (date) => places.get(date.slice(0, characters)) ?? -1),
    undated: dates.filter((date) => date === '').length,
    withoutMonth: dates.filter((date) => date !== '' && date.length < characters).length,
  };
}

/**
 * @param period that dates are to be cut into
 * @throws ConfigError where that is months, and no date has one
 */
export function checkMonths({ source, dates }: { source: DateSource; dates: readonly string[] }, period: PeriodLength | 'auto'): void {
  if (period !== 'month' || dates.some((date) => date.length >= 7)) return;
  const where = source.kind === 'column' ? `of the column "${source.column}"` : 'in the names of the files';
  throw new ConfigError(`\`period\` is month, but no date ${where} has a month`, {
    hint: 'Set `period` to year or auto, or name a column with full dates by `date-column`.',
  });
}

/** @param name of the only period: 1790, 1790-03 or 1790-03-01 @param all whether every document has a date */
export function onePeriodSentence(name: string, all: boolean): string {
  const length = name.length === 4 ? 'year' : name.length === 7 ? 'month' : 'day';
  return `All documents ${all ? '' : 'with a date '}are of one ${length}, ${name}.`;
}

function bestLength(dates: readonly string[]): PeriodLength {
  const known = dates.filter((date) => date !== '');
  const months = known.filter((date) => date.length >= 7).map((date) => 12 * middleOf(date.slice(0, 7)));
  if (months.length < WITH_MONTH * known.length && new Set(known.map((date) => date.slice(0, 4))).size > 1) return 'year';
  if (months.length === 0) return 'year';
  months.sort((a, b) => a - b);
  const left = Math.floor(months.length / 20);
  return months[months.length - 1 - left] - months[left] < LONGEST_IN_MONTHS ? 'month' : 'year';
}

/** The middle of 1790 or 1790-03, in years. */
export function middleOf(name: string): number {
  const year = Number(name.slice(0, 4));
  return name.length === 4 ? year + 0.5 : year + (Number(name.slice(5)) - 0.5) / 12;
}

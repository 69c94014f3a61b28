import { calendarDate, readIsoDate } from '../ingest/metadata.js';

/** Which number of 8/1/1790 is the day; none where it is not known. */
export type DayOrder = 'day-first' | 'month-first' | undefined;

const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T\d.*)?$/;
/** 202401311015 or 20240131101500, as archives of the web write it. */
const WITH_TIME = /^([12]\d{3})(\d\d)(\d\d)(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/;
const NUMBERS = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/;
/** Mon Jan 3 10:00:00 +0000 2005, as Unix writes it. */
const UNIX = /^\p{L}{2,10},? (\p{L}{3,10}) +(\d{1,2}) \d{1,2}:\d{2}(?::\d{2})?(?: [A-Z\d+-]{1,6})? (\d{4})$/u;
const LONGEST = 60;

/**
 * A date as YYYY-MM-DD, YYYY-MM or YYYY; empty where it is none, or a day that no calendar has. Day and month as numbers with dots between them
 * are read day first, others by `order`; where that leaves both possible, only the year is taken.
 */
export function readDate(text: string, order: DayOrder): string {
  if (text.length > LONGEST) return '';
  const compact = COMPACT.exec(text) ?? WITH_TIME.exec(text);
  if (compact !== null) return calendarDate(compact[1] as string, compact[2] as string, compact[3]) ?? '';
  // with .0 where a table took years for decimal numbers
  const year = /^(\d{4})(?:\.0| ?[年년])?$/.exec(text);
  if (year !== null) return year[1] === '0000' ? '' : (year[1] as string);
  const unix = UNIX.exec(text);
  if (unix !== null) return readIsoDate(`${unix[1]} ${unix[2]} ${unix[3]}`) ?? '';
  const day = withoutTime(text);
  return readIsoDate(day) ?? numericDate(day, order) ?? readIsoDate(withoutWeekday(day)) ?? numericDate(withoutWeekday(day), order) ?? '';
}

/**
 * Which number is the day in all of some dates: a number above 12 tells. Not known where none is above 12, or first and second ones are.
 */
export function dayOrder(texts: Iterable<string>): DayOrder {
  let [dayFirst, monthFirst] = [false, false];
  for (const text of texts) {
    if (text.length > LONGEST) continue;
    const [, first, separator, second] = NUMBERS.exec(withoutWeekday(withoutTime(text))) ?? [];
    if (separator === undefined || separator === '.') continue;
    if (Number(first) > 12) dayFirst = true;
    if (Number(second) > 12) monthFirst = true;
  }
  if (dayFirst === monthFirst) return undefined;
  return dayFirst ? 'day-first' : 'month-first';
}

/** Seconds or milliseconds since 1970 as YYYY-MM-DD; empty where a number is neither. */
export function readEpoch(text: string): string {
  const digits = /^(\d{9,10}|\d{12,13})(?:\.\d{1,9})?$/.exec(text)?.[1];
  if (digits === undefined) return '';
  return new Date(Number(digits) * (digits.length > 10 ? 1 : 1000)).toISOString().slice(0, 10);
}

function withoutTime(text: string): string {
  return text.replace(/(?:T|,? (?:(?:at|um|à) )?)\d{1,2}:\d{2}.*$/, '').trim();
}

function withoutWeekday(text: string): string {
  return text.replace(/^\p{L}{2,13}\.?,? +(?=[\p{L}\d])/u, '');
}

function numericDate(text: string, order: DayOrder): string | undefined {
  const [, first = '', separator, second = '', year = ''] = NUMBERS.exec(text) ?? [];
  if (separator === undefined) return undefined;
  const dayFirst = calendarDate(year, second, first);
  const monthFirst = calendarDate(year, first, second);
  if (separator === '.') return dayFirst;
  if (order === 'day-first') return dayFirst;
  if (order === 'month-first') return monthFirst;
  return dayFirst !== undefined && monthFirst !== undefined && dayFirst !== monthFirst ? year : (dayFirst ?? monthFirst);
}

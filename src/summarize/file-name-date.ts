import { calendarDate, readIsoDate } from '../ingest/metadata.js';
import { type DayOrder, readDate } from './read-date.js';

/** Years that a name is believed to mean: 1500 to 2100. */
const YEAR = '(?:1[5-9]\\d\\d|20\\d\\d|2100)';
const YEAR_FIRST = new RegExp(`(?<!\\d)(${YEAR})([-_.]?)(\\d\\d)\\2(\\d\\d)(?!\\d)`);
/** Not where more numbers follow: 2007.01234 is no date. */
const YEAR_AND_MONTH = new RegExp(`(?<!\\d|\\d[-_.])(${YEAR})[-_.](\\d\\d)(?!\\d|[-_.]\\d)`);
const YEAR_LAST = new RegExp(`(?<!\\d|\\d[-_.])(\\d\\d?)([-_.])(\\d\\d?)\\2(${YEAR})(?!\\d|[-_.]\\d)`);
const NAMED = new RegExp(`(?<![\\p{L}\\d])(?:(\\d\\d?)[-_. ]+)?(\\p{L}{3,10})[-_., ]+(?:(\\d\\d?)[-_., ]+)?(${YEAR})(?!\\d)`, 'u');
/** A year by itself, not where numbers stand before it or three digits after it. */
const YEAR_ALONE = new RegExp(`(?<!\\d|\\d[-_.])(${YEAR})(?!\\d|[-_.]\\d{3})`);
const YEAR_FOLDERS = new RegExp(`(?:^|/)(${YEAR})(?:/(\\d\\d)(?:/(\\d\\d))?)?(?=/)`);

/**
 * The date in a file's name, else in the names of its folders, the innermost first, as YYYY, YYYY-MM or YYYY-MM-DD; empty where there is none.
 *
 * @param path with / between its parts
 */
export function fileNameDate(path: string, order: DayOrder): string {
  const [name, ...folders] = path.split('/').reverse();
  const own = dateWithin(withoutEnding(name), order);
  if (own !== '') return own;
  const [, year, month, day] = YEAR_FOLDERS.exec(path) ?? [];
  if (year !== undefined) return (month !== undefined && (calendarDate(year, month, day) ?? calendarDate(year, month))) || year;
  for (const folder of folders) {
    const date = dateWithin(folder, order);
    if (date !== '') return date;
  }
  return '';
}

/** Day, month and year as numbers in a file's name, for `dayOrder`; empty where there are none. */
export function numbersInName(path: string): string {
  const [, first, , second, year] = YEAR_LAST.exec(withoutEnding(path.slice(path.lastIndexOf('/') + 1))) ?? [];
  return year === undefined ? '' : `${first}/${second}/${year}`;
}

function withoutEnding(name: string): string {
  return name.replace(/(?:\.\p{L}[\p{L}\d]{0,8})+$/u, '');
}

function dateWithin(name: string, order: DayOrder): string {
  const [, year, , month = '', day] = YEAR_FIRST.exec(name) ?? [];
  const full = year === undefined ? undefined : calendarDate(year, month, day);
  if (full !== undefined) return full;
  const [, first, , second, lastYear] = YEAR_LAST.exec(name) ?? [];
  const yearLast = lastYear === undefined ? '' : readDate(`${first}/${second}/${lastYear}`, order);
  if (yearLast !== '') return yearLast;
  const named = NAMED.exec(name);
  if (named !== null) {
    const [, before, word, after, namedYear] = named;
    const day = before ?? after;
    const date = readIsoDate(`${day === undefined ? '' : `${day} `}${word} ${namedYear}`) ?? readIsoDate(`${word} ${namedYear}`);
    if (date !== undefined) return date;
  }
  const [, monthsYear, itsMonth = ''] = YEAR_AND_MONTH.exec(name) ?? [];
  return (monthsYear !== undefined && calendarDate(monthsYear, itsMonth)) || (YEAR_ALONE.exec(name)?.[1] ?? '');
}

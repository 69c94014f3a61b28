import { ConfigError } from '../errors/errors.js';
import { dateRank, isEpoch, isMeantForDates } from './date-column-names.js';
import { fileNameDate, numbersInName } from './file-name-date.js';
import { metadataColumns } from './metadata-columns.js';
import { onePeriodSentence } from './periods.js';
import { dayOrder, readDate, readEpoch } from './read-date.js';
import type { DateSource, NoTime, TopicsOverTime } from './topics-over-time.js';

/** What of a document its date may be from. */
export interface DatableDocument {
  readonly id: string;
  readonly path: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Dates of documents. */
export interface DocumentDates {
  source: DateSource;
  /** of each document: YYYY, YYYY-MM or YYYY-MM-DD; empty without one */
  dates: string[];
  /** documents of which only the year is taken, since day and month cannot be told apart: 8/1/1790 */
  yearOnly: number;
  unread: TopicsOverTime['unread'];
}

/** Shares of values that must be dates for a column to be taken unasked: called date, called something like it, called anything. */
const OF_DATE_COLUMN = 0.5;
const OF_LIKELY_COLUMN = 0.8;
const OF_ANY_COLUMN = 0.95;
const OF_FILE_NAMES = 0.8;
/** Share of the documents that must have a date in a column that is taken unasked. */
const LEAST_DATED = 0.2;

/** Years that are believed: those beside them are mostly placeholders, 0001-01-01 or 9999-12-31. */
const FIRST_YEAR = 1000;
const LAST_YEAR = 2100;

/**
 * The dates of documents, from a column of their metadata or from their files' names. Dates outside 1000 to 2100 count as none; in a column that
 * is named they are dates if most are there.
 *
 * @param setting name of a column of documents.csv, `file-name` or `none`; without it, a source is looked for: the column called date, columns called
 *   something like it, columns of full dates, then the names of files and folders. One that gives all documents the same date is passed over.
 * @returns why there are none, where the setting is none or no source is found
 * @throws ConfigError when the source that is named does not exist or has no dates
 */
export function documentDates(documents: readonly DatableDocument[], setting: string | undefined): DocumentDates | NoTime {
  if (setting === 'none') return { reason: 'Dates were not looked at (date-column none).', isMissed: false };
  const columns = metadataColumns(documents);
  if (setting === undefined) return guessedDates(documents, columns);
  const hint = columns.length === 0 ? 'The documents have no columns of metadata.' : `The columns are ${columns.map(({ column }) => column).join(', ')}.`;
  if (setting === 'file-name') {
    const found = fileNameDates(documents);
    if (found.dates.some((date) => date !== '')) return { ...found, source: { kind: 'file-name', column: '', guessed: false } };
    const message = `\`date-column\` is file-name, but no name of a file or folder has a year from 1500 to 2100, for example ${quoted(documents[0]?.path)}`;
    throw new ConfigError(message, { hint });
  }
  const named = columns.find(({ column }) => column === setting);
  if (named === undefined)
    throw new ConfigError(`\`date-column\` must be a column of the documents, file-name, none or auto, got ${quoted(setting)}`, { hint });
  const read = readColumn(documents, named);
  const known = read.dates.filter(Boolean).length;
  if (known === 0) {
    const message = `\`date-column\` must be a column with dates, but no value of ${quoted(setting)} is one, for example ${quoted(read.values.find(Boolean))}`;
    throw new ConfigError(message, { hint });
  }
  return datesOf(read.believed.filter(Boolean).length >= known / 2 ? read.believed : read.dates, read, false);
}

/** A column of the metadata. Of each document its value and its date, empty without one. */
interface Column {
  /** in the metadata */
  name: string;
  /** of documents.csv */
  column: string;
  values: string[];
  dates: string[];
  /** those dates that are believed unasked */
  believed: string[];
}

function readColumn(documents: readonly DatableDocument[], { name, column }: { name: string; column: string }): Column {
  const values = documents.map(({ metadata }) => (Object.hasOwn(metadata, name) ? (metadata[name] as string).trim() : ''));
  const order = dayOrder(values);
  const epoch = isEpoch(name);
  const dates = values.map((value) => readDate(value, order) || (epoch ? readEpoch(value) : ''));
  const believed = dates.map((date) => (Number(date.slice(0, 4)) >= FIRST_YEAR && Number(date.slice(0, 4)) <= LAST_YEAR ? date : ''));
  return { name, column, values, dates, believed };
}

function datesOf(dates: string[], { column, values }: Column, guessed: boolean): DocumentDates {
  const unread = values.filter((value, i) => value !== '' && dates[i] === '');
  return {
    source: { kind: 'column', column, guessed },
    dates,
    yearOnly: yearOnly(values, dates),
    unread: { documents: unread.length, example: shortened(unread[0] ?? '') },
  };
}

function guessedDates(documents: readonly DatableDocument[], names: readonly { name: string; column: string }[]): DocumentDates | NoTime {
  const columns = names.map((name) => readColumn(documents, name));
  const telling = columns.filter(({ believed }) => isTelling(believed));
  const full = (date: string, value: string) => date.length === 10 && /\D/.test(value);
  const dated = ({ believed }: Column) => believed.filter(Boolean).length;
  const best =
    telling.find((column) => isCalledDate(column) && isMostlyRead(column)) ??
    telling
      .filter((column) => dateRank(column.name) !== undefined && isMostlyRead(column))
      .sort((a, b) => dated(b) - dated(a) || (dateRank(a.name) ?? 0) - (dateRank(b.name) ?? 0))[0] ??
    telling.filter((column) => share(column, full) >= OF_ANY_COLUMN).sort((a, b) => dated(b) - dated(a))[0];
  if (best !== undefined) return datesOf(best.believed, best, true);
  const inNames = fileNameDates(documents);
  if (isTelling(inNames.dates) && inNames.dates.filter(Boolean).length >= OF_FILE_NAMES * documents.length)
    return { ...inNames, source: { kind: 'file-name', column: '', guessed: true } };
  return whyNone(columns);
}

/** Share of a column's values for which something holds of the date that is believed. */
function share({ values, believed }: Column, holds: (date: string, value: string) => boolean): number {
  return values.filter((value, i) => holds(believed[i], value)).length / values.filter(Boolean).length;
}

function isCalledDate({ name }: Column): boolean {
  return name.toLowerCase() === 'date';
}

function isMostlyRead(column: Column): boolean {
  return share(column, (date) => date !== '') >= (isCalledDate(column) ? OF_DATE_COLUMN : OF_LIKELY_COLUMN);
}

/** Why no source of dates was taken: by the likeliest column, where there is one that is meant for dates. */
function whyNone(columns: readonly Column[]): NoTime {
  const meant = columns.filter(({ name, values }) => isMeantForDates(name, values)).sort((a, b) => (dateRank(a.name) ?? 0) - (dateRank(b.name) ?? 0));
  const likeliest = meant.find(isCalledDate) ?? meant[0];
  if (likeliest === undefined) return { reason: 'No column and no file names have dates.', isMissed: false };
  const { column, values, believed } = likeliest;
  const known = values.filter(Boolean);
  const read = believed.filter(Boolean);
  const refused = `The column ${quoted(column)} was not taken for dates`;
  if (!isMostlyRead(likeliest)) {
    const example = quoted(values.find((value, i) => value !== '' && believed[i] === ''));
    const why =
      read.length === 0
        ? `none of ${known.length} values could be read, such as ${example}`
        : `${read.length} of ${known.length} values could be read, but not ${example}`;
    return { reason: `${refused}: ${why}.`, isMissed: true };
  }
  if (read.every((date) => date === read[0])) return { reason: onePeriodSentence(read[0] as string, read.length === values.length), isMissed: true };
  return { reason: `${refused}: ${read.length} of ${values.length} documents have one.`, isMissed: true };
}

/** Dates in the names of files. Where all documents are from one file, such as a matrix, their ids are names too, if they do not begin with its path. */
function fileNameDates(documents: readonly DatableDocument[]): Omit<DocumentDates, 'source'> {
  const isOneFile = documents.every(({ path }) => path === documents[0]?.path);
  const names = documents.map(({ id, path }) => (isOneFile && !id.startsWith(path) ? [id, path] : [path]));
  const numbers = names.map(([name = '']) => numbersInName(name));
  const order = dayOrder(numbers);
  const dates = names.map(([name = '', other = '']) => fileNameDate(name, order) || fileNameDate(other, order));
  return { dates, yearOnly: yearOnly(numbers, dates), unread: { documents: 0, example: '' } };
}

/** Whether there are enough dates, and not all the same. */
function isTelling(dates: readonly string[]): boolean {
  const known = dates.filter((date) => date !== '');
  return known.length >= LEAST_DATED * dates.length && known.some((date) => date !== known[0]);
}

/** Values with a day and a month of which only the year could be read. */
function yearOnly(values: readonly string[], dates: readonly string[]): number {
  return values.filter((value, i) => dates[i].length === 4 && /^\d{1,2}[/-]\d{1,2}[/-]\d{4}/.test(value)).length;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function quoted(text = ''): string {
  return JSON.stringify(shortened(text));
}

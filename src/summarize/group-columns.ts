import { ConfigError } from '../errors/errors.js';
import { isoDate } from '../ingest/metadata.js';
import { isMeantForDates } from './date-column-names.js';
import { type DocumentLabels, folderLabels, type LabelledDocument, labelsOf, languageLabels, metadataLabels } from './document-labels.js';
import { metadataColumns } from './metadata-columns.js';

/** A column by whose values documents are compared. */
export interface GroupColumn extends DocumentLabels {
  /** false where a setting named it */
  guessed: boolean;
}

const SETTING = 'group-columns';
/** The setting by which nothing is compared. */
const NONE = 'none';
/** Groups of a column that was named, at most: more are ids, and nobody reads them. */
const MOST_NAMED = 1000;

/** Groups of a column that is guessed. */
const MOST_GROUPS = 60;
const MOST_COLUMNS = 6;
/** Mean of source documents a group. */
const MIN_DOCUMENTS = 3;
/** Share of the source documents that the largest group may have, and that must have a value. */
const MOST_IN_ONE = 0.95;
const MIN_WITH_VALUE = 0.5;
/** Different numbers from which on they are a measure, not names. */
const MANY_NUMBERS = 10;
/** Mean of characters from which on values are texts. */
const LONG_VALUE = 60;

const NUMBER = /^[-+]?[\d.,]+(?:e[-+]?\d+)?\s*%?$/i;
const DATE = /^(?:1[5-9]|20)\d\d(?:$|-\d\d(?!\d))|^\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?!\d)|^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4}\b/;

/** Why nothing is compared, in a sentence. @param setting as for `groupColumns` */
export function noGroupsSentence(setting: string | undefined): string {
  return setting?.trim() === NONE ? 'Groups were not looked at (group-columns none).' : 'No column has values that several documents share.';
}

/**
 * The columns by whose values documents are compared.
 *
 * Guessed are columns of the metadata, the first folder of the paths and the language, if they have 2 to 60 values, on average three source
 * documents or more with each, the commonest in at most 95 % of them, and at least half of them have one. Dates, columns that
 * are meant for dates, measures and texts are none. Of columns that part the documents in the same way the first is taken; at most six, first those that most documents have, then those of
 * fewer values.
 *
 * @param setting names of columns with commas; none; undefined: guess
 * @param dateColumn of documents.csv that dates are from, which is not guessed; undefined where there is none
 * @param sourceOf of each document the number of the one that it is a passage of
 * @throws ConfigError for a named column that is not there, or in which there are fewer than two values or more than a thousand
 */
export function groupColumns(
  documents: readonly LabelledDocument[],
  setting: string | undefined,
  dateColumn: string | undefined,
  sourceOf: (row: number) => number,
): GroupColumn[] {
  if (setting === undefined) return guessedColumns(documents, dateColumn, sourceOf);
  if (setting.trim() === NONE) return [];
  // a column's name may have a comma itself
  const isColumn = metadataColumns(documents).some(({ column }) => column === setting);
  const names = isColumn ? [setting] : setting.split(',').map((name) => name.trim());
  if (names.includes('')) throw new ConfigError(`\`${SETTING}\` must be names of columns with commas between them, or none, got "${setting}"`);
  return [...new Set(names)].map((name) => {
    const labels = labelsOf(documents, name, SETTING);
    const groups = labels.labels.length;
    if (groups > MOST_NAMED)
      throw new ConfigError(`\`${SETTING}\` names "${name}", in which there are ${groups} different values, expected at most ${MOST_NAMED}`, {
        hint: 'Name a column that parts the documents in groups.',
      });
    return { ...labels, guessed: false };
  });
}

function guessedColumns(documents: readonly LabelledDocument[], dateColumn: string | undefined, sourceOf: (row: number) => number): GroupColumn[] {
  const sources = firstRows(documents.length, sourceOf);
  const candidates: { labels: DocumentLabels; missing: number }[] = [];
  const take = (labels: DocumentLabels) => {
    const values = labelsOfSources(labels, sources);
    if (isGrouping(labels, values)) candidates.push({ labels, missing: values.reduce((sum, value) => sum + (value < 0 ? 1 : 0), 0) });
  };
  for (const { name, column } of metadataColumns(documents)) {
    if (column !== dateColumn && hasFewValues(documents, name) && !isMeantForDates(name, valuesOf(documents, name)))
      take(metadataLabels(documents, name, column));
  }
  take(folderLabels(documents));
  take(withoutUnknown(languageLabels(documents)));
  // sort() keeps the order of equals
  candidates.sort((a, b) => a.missing - b.missing || a.labels.labels.length - b.labels.labels.length);
  const taken: DocumentLabels[] = [];
  for (const { labels } of candidates) {
    if (taken.length === MOST_COLUMNS) break;
    if (!taken.some((other) => arePartedAlike(labels.labelOf, other.labelOf))) taken.push(labels);
  }
  return taken.map((labels) => ({ ...labels, guessed: true }));
}

/** The first row of each source document. */
function firstRows(rows: number, sourceOf: (row: number) => number): number[] {
  const seen = new Set<number>();
  return Array.from({ length: rows }, (_, row) => row).filter((row) => {
    const source = sourceOf(row);
    return !seen.has(source) && seen.add(source) !== undefined;
  });
}

function labelsOfSources({ labelOf }: DocumentLabels, sources: readonly number[]): number[] {
  return sources.map((row) => labelOf[row]);
}

function valuesOf(documents: readonly LabelledDocument[], name: string): string[] {
  return documents.map(({ metadata }) => (Object.hasOwn(metadata, name) ? (metadata[name] as string) : ''));
}

/** Whether a column of the metadata can be a grouping at all: of most that are none a few documents show it. */
function hasFewValues(documents: readonly LabelledDocument[], name: string): boolean {
  const values = new Set<string>();
  for (const { metadata } of documents) {
    if (Object.hasOwn(metadata, name)) values.add((metadata[name] as string).trim());
    // one of them may be empty
    if (values.size > MOST_GROUPS + 1) return false;
  }
  return true;
}

/** @param values of each source document the index of its label, −1 for none */
function isGrouping({ labels }: DocumentLabels, values: readonly number[]): boolean {
  const groups = labels.length;
  if (groups < 2 || groups > MOST_GROUPS) return false;
  const sizes = new Array<number>(groups).fill(0);
  for (const value of values) if (value >= 0) sizes[value]++;
  const grouped = sizes.reduce((sum, size) => sum + size, 0);
  if (grouped < MIN_DOCUMENTS * groups || grouped < MIN_WITH_VALUE * values.length || Math.max(...sizes) > MOST_IN_ONE * grouped) return false;
  return !areMeasures(labels) && !mostly(labels, isDate) && mean(labels.map(({ length }) => length)) < LONG_VALUE;
}

function areMeasures(labels: readonly string[]): boolean {
  return labels.length > MANY_NUMBERS && mostly(labels, (label) => NUMBER.test(label));
}

function isDate(label: string): boolean {
  return DATE.test(isoDate(label));
}

function mostly(labels: readonly string[], holds: (label: string) => boolean): boolean {
  return labels.filter(holds).length >= 0.9 * labels.length;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** The languages of the documents of which one is known. */
function withoutUnknown({ column, labels, labelOf }: DocumentLabels): DocumentLabels {
  const known = labels.filter((label) => label !== NONE);
  return { column, labels: known, labelOf: labelOf.map((label) => known.indexOf(labels[label])) };
}

/** Whether two columns part the documents in the same groups, whatever these are called. */
function arePartedAlike(a: Int32Array, b: Int32Array): boolean {
  const ofA = new Map<number, number>([[-1, -1]]);
  const ofB = new Map<number, number>([[-1, -1]]);
  return a.every((label, row) => {
    const other = b[row];
    if (!ofA.has(label)) ofA.set(label, other);
    if (!ofB.has(other)) ofB.set(other, label);
    return ofA.get(label) === other && ofB.get(other) === label;
  });
}

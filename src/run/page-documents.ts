import type { DocumentTable } from '../report/page-content.js';
import { metadataColumns } from '../summarize/metadata-columns.js';
import type { DocumentRecord } from './document-records.js';

/** Characters of ids and metadata on a page: with escapes and in base64 they stay below what engines take for one string, 512 MB. */
const MOST_CHARACTERS = 64_000_000;

/** The documents as the page has them, and the names of its columns, as documents.csv has them. */
export interface PageDocuments {
  columns: string[];
  table: DocumentTable;
  /** the first and the last, by day */
  dates: readonly [first: string, last: string] | undefined;
}

/**
 * The documents of a page: of the columns of metadata those that fit, in their order.
 *
 * @returns undefined where there are so many documents that not even their ids fit
 */
export function pageDocuments(documents: readonly DocumentRecord[], most = MOST_CHARACTERS): PageDocuments | undefined {
  const ids = documents.map(({ id }) => id);
  let rest = most - charactersOf(ids);
  if (rest < 0) return undefined;
  const columns: string[] = [];
  const table: DocumentTable = { ids, languages: documents.map(({ language }) => language), columns: [] };
  for (const { name, column } of metadataColumns(documents)) {
    const values = documents.map(({ metadata }) => (Object.hasOwn(metadata, name) ? (metadata[name] as string) : ''));
    const characters = charactersOf(values);
    if (characters > rest) continue;
    rest -= characters;
    columns.push(column);
    table.columns.push(values);
  }
  return { columns, table, dates: firstAndLast(table.columns[columns.indexOf('date')] ?? []) };
}

/** Dates of ISO 8601 sort as texts do; others are passed over. */
function firstAndLast(values: readonly string[]): PageDocuments['dates'] {
  const days = values.flatMap((value) => /^\d{4}-\d\d-\d\d/.exec(value) ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? undefined : [first, last];
}

/** With what stands around each in JSON. */
function charactersOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length + 3, 0);
}

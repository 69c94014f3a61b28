import { ConfigError } from '../errors/errors.js';
import { decodeText } from './decode-text.js';
import { SAMPLE_LENGTH, SAMPLE_ROWS } from './formats/guess-columns.js';
import { findDialect } from './formats/table/csv-dialect.js';
import { RowSplitter } from './formats/table/csv-rows.js';
import { isSound, nameColumns } from './formats/table/table-columns.js';
import type { Problem } from './ledger.js';
import { onOneLine } from './metadata.js';

/** A table that says something of documents. */
export interface MetadataTable {
  /** as messages call it */
  file: string;
  /** of its columns, all different */
  names: string[];
  /** the cells of each row, in the order of the names; '' where a row is too short */
  rows: string[][];
  /** what could not be read, or how; rows are numbered from 1 */
  problems: Problem[];
}

/**
 * Reads a table whole. How it is written, and whether it has a header, is found out as for tables of documents.
 *
 * @param file its name, for messages
 * @throws ConfigError where it is no text, or has no rows
 */
export function readMetadataTable(bytes: Uint8Array, file: string): MetadataTable {
  const decoded = decodeText(bytes);
  if (decoded === undefined) throw new ConfigError(`"${file}" is no table: it has NUL bytes`, { hint: 'Save it as CSV.' });
  const { text, note } = decoded;
  const tabs = /\.(tsv|tab)$/i.test(file);
  const { dialect, before } = findDialect(text.slice(0, SAMPLE_LENGTH), { whole: text.length <= SAMPLE_LENGTH, tabs, wanted: [] });
  const splitter = new RowSplitter(dialect, Number.POSITIVE_INFINITY);
  const found = splitter.push(text.slice(before)).concat(splitter.end());
  if (found.length === 0) throw new ConfigError(`"${file}" has no rows`);
  const { names, header } = nameColumns(found.slice(0, SAMPLE_ROWS), []);
  const table: MetadataTable = { file, names, rows: [], problems: note === undefined ? [] : [note] };
  for (const [r, row] of (header ? found.slice(1) : found).entries()) {
    const cells = names.map((_, c) => onOneLine(row.cells[c] ?? ''));
    if (isSound(row)) table.rows.push(cells);
    else
      table.problems.push({ reason: 'malformed', detail: `row ${r + 1} is left out: a quotation mark in it is never closed, or stands inside a quoted cell` });
  }
  return table;
}

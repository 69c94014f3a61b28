import { readTextPieces } from '../decode-text.js';
import type { Finding, Format, FormatSettings, Source } from '../document.js';
import { extensionOf } from '../extension.js';
import type { Problem } from '../ledger.js';
import { onOneLine } from '../metadata.js';
import { type GuessedColumns, guessColumns, MIN_WORDS, SAMPLE_LENGTH, SAMPLE_ROWS } from './guess-columns.js';
import { findDialect } from './table/csv-dialect.js';
import { type Dialect, MOST_CELLS, RowSplitter, type TableRow } from './table/csv-rows.js';
import { isSound, listNames, nameColumns, type TableColumns } from './table/table-columns.js';

/**
 * A table: a row a document; columns other than text and id are metadata. How it is written, whether it has a header, and which columns
 * are which is found out where it is not said. Rows are numbered from 1, without the header and empty lines.
 */
export const table: Format = { name: 'a table', extensions: ['.csv', '.tsv', '.tab'], isText: true, read: readTable };

async function* readTable(source: Source, settings: FormatSettings): AsyncGenerator<Finding> {
  const { pieces, note } = await readTextPieces(source);
  const { maxDocumentBytes } = source.allowance.limits;
  const wanted = [settings.textColumn, settings.idColumn].filter((name) => name !== undefined);
  const sample = await takeSample(pieces);
  const tabs = ['.tsv', '.tab'].includes(extensionOf(source));
  const { dialect, before } = findDialect(sample.text.slice(0, SAMPLE_LENGTH), { whole: sample.text.length <= SAMPLE_LENGTH && sample.whole, tabs, wanted });
  const batches = splitRows(sample.text.slice(before), pieces, new RowSplitter(dialect, maxDocumentBytes));

  let columns: Columns | undefined;
  let row = 0;
  for await (const rows of batches) {
    const isFirst = columns === undefined;
    if (columns === undefined) {
      const found = findColumns(rows.slice(0, SAMPLE_ROWS), settings, wanted);
      if ('reason' in found) {
        yield { kind: 'problem', problem: found };
        return;
      }
      columns = found;
      const problem = guessNote(columns, settings, dialect, tabs ? '\t' : ',');
      if (problem !== undefined) yield { kind: 'note', problem };
    }
    for (let r = isFirst && columns.header ? 1 : 0; r < rows.length; r++) yield readRow(columns, rows[r] as TableRow, ++row, maxDocumentBytes);
  }
  if (columns === undefined) yield { kind: 'problem', problem: { reason: 'empty', detail: 'it has no rows' } };
  const problem = note();
  if (problem !== undefined) yield { kind: 'note', problem };
}

/** The first pieces of a text, and whether they are all of it. */
async function takeSample(pieces: AsyncGenerator<string>): Promise<{ text: string; whole: boolean }> {
  let text = '';
  while (text.length <= SAMPLE_LENGTH) {
    const { value, done } = await pieces.next();
    if (done) return { text, whole: true };
    text += value;
  }
  return { text, whole: false };
}

/** Batches of rows; the first has at least two, if there are, since one alone does not say whether it is a header. */
async function* splitRows(start: string, pieces: AsyncGenerator<string>, splitter: RowSplitter): AsyncGenerator<TableRow[]> {
  let rows = splitter.push(start);
  for await (const piece of pieces) {
    if (rows.length < 2) rows = rows.concat(splitter.push(piece));
    else {
      yield rows;
      rows = splitter.push(piece);
    }
  }
  rows = rows.concat(splitter.end());
  if (rows.length > 0) yield rows;
}

interface Columns extends TableColumns {
  /** where they are; -1 for no ids */
  text: number;
  id: number;
}

function findColumns(rows: readonly TableRow[], settings: FormatSettings, wanted: readonly string[]): Columns | Problem {
  const named = nameColumns(rows, wanted);
  const { names } = named;
  const find = (wanted: string) => {
    const exact = names.indexOf(wanted);
    return exact >= 0 ? exact : names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
  };
  const { textColumn, idColumn } = settings;
  const missing = wanted.find((name) => find(name) < 0);
  if (missing !== undefined) return { reason: 'missing-column', detail: `no column "${missing}"; its columns are: ${listNames(names)}` };
  const guessed = guessFrom(named, rows, textColumn);
  const text = textColumn ?? guessed.text;
  if (text === undefined) {
    const detail = `no column has a name such as "text", nor holds ${MIN_WORDS} words a row or more; its columns are: ${listNames(names)}`;
    return { reason: 'missing-column', detail };
  }
  const id = idColumn ?? guessed.id;
  return { ...named, text: find(text), id: id === undefined ? -1 : find(id) };
}

function guessFrom({ names, header }: TableColumns, rows: readonly TableRow[], textColumn: string | undefined): GuessedColumns {
  const sound = (header ? rows.slice(1) : rows).filter(isSound);
  const columns = names.map((name, c) => ({ name, values: sound.map(({ cells }) => cells[c] ?? '') }));
  const others = columns.filter(({ name }) => textColumn === undefined || name.toLowerCase() !== textColumn.toLowerCase());
  return guessColumns(others, sound.length);
}

/** What was found out about a table and is not what tables usually are. */
function guessNote(columns: Columns, settings: FormatSettings, { separator, quote }: Dialect, usual: string): Problem | undefined {
  const { names, header, rowNames, text, id } = columns;
  const parts: string[] = [];
  const guesses: string[] = [];
  if (settings.textColumn === undefined && names[text]?.toLowerCase() !== 'text') guesses.push(`text from the column "${listNames([names[text] as string])}"`);
  if (settings.idColumn === undefined && id >= 0) guesses.push(`ids from ${guesses.length === 0 ? 'the column ' : ''}"${listNames([names[id] as string])}"`);
  if (guesses.length > 0) parts.push(guesses.join(', '));
  const written: string[] = [];
  if (separator === undefined && (!header || /[,;\t|]/.test(names[0] as string))) written.push('each row one cell, as no separator fits');
  if (separator !== undefined && separator !== usual) written.push(`separator ${separator === '\t' ? 'tab' : `"${separator}"`}`);
  if (quote === undefined) written.push('quotation marks are text');
  else if (quote !== '"') written.push(`quotation mark "${quote}"`);
  if (written.length > 0) parts.push(written.join(', '));
  if (!header) parts.push('no header');
  if (rowNames) parts.push('its rows have one cell more than its header, which was taken for their names');
  return parts.length === 0 ? undefined : { reason: 'columns', detail: parts.join('; ') };
}

function readRow({ names, header, text, id }: Columns, found: TableRow, row: number, most: number): Finding {
  const { cells, strayQuote } = found;
  const problem = damage(found, text, names.length, row, most);
  if (problem !== undefined) return { kind: 'problem', row, problem };
  const metadata: [string, string][] = [];
  for (let c = 0; c < names.length; c++) if (c !== text && c !== id) metadata.push([names[c] as string, onOneLine(cells[c] ?? '')]);
  const key = id < 0 ? '' : onOneLine(cells[id] ?? '');
  const surplus = cells.slice(names.length).some((cell) => cell !== '');
  const note = strayQuote
    ? 'a quotation mark stands inside a quoted cell'
    : cells.length < names.length || surplus
      ? `${cells.length} cells where ${header ? 'the header has' : 'others have'} ${names.length}`
      : undefined;
  return {
    kind: 'document',
    row,
    text: cells[text] as string,
    // fromEntries, since a column may be called __proto__
    metadata: Object.fromEntries(metadata),
    ...(key === '' ? {} : { id: key }),
    ...(note === undefined ? {} : { note: { reason: 'malformed', detail: note } }),
  };
}

/** Why a row cannot be read. */
function damage({ cells, strayQuote, openQuote, tooLong }: TableRow, text: number, columns: number, row: number, most: number): Problem | undefined {
  if (tooLong) {
    const unclosed = openQuote ? '; a quotation mark in it is never closed, so nothing after it can be read' : '';
    return { reason: 'too-large', detail: `row ${row} is longer than ${most} characters, or has more than ${MOST_CELLS} cells${unclosed}` };
  }
  const lines = strayQuote ? cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 1) : 1;
  if (lines > 1) {
    const detail = `a quotation mark inside a quoted cell makes one row of ${lines} lines; double it, or take the marks away`;
    return { reason: 'malformed', detail };
  }
  if (openQuote) return { reason: 'malformed', detail: `a quotation mark that opens in row ${row} is never closed; nothing after it can be read` };
  if (cells[text] === undefined) return { reason: 'malformed', detail: `${cells.length} of ${columns} cells, none of them the text` };
  return undefined;
}

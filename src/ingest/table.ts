import { Readable } from 'node:stream';
import Papa, { type ParseError, type ParseResult, type Parser } from 'papaparse';
import { CorpusError } from '../errors/errors.js';
import { MAX_ROW_LENGTH, readTextPieces } from './decode-text.js';
import type { ColumnSettings, Finding, Problem, SourceFile } from './document.js';

/** Column that holds the text where none is named. */
const DEFAULT_TEXT_COLUMN = 'text';

/** A table with a header (.csv, .tsv): a row a document; columns other than text and id are metadata. Rows are numbered from 1. */
export async function* readTable(file: SourceFile, settings: ColumnSettings): AsyncGenerator<Finding> {
  const decoded = await readTextPieces(file);
  if ('problem' in decoded) {
    yield { kind: 'problem', problem: decoded.problem };
    return;
  }
  if (decoded.note !== undefined) yield { kind: 'note', problem: decoded.note };
  let columns: Columns | undefined;
  let row = 0;
  for await (const { data, errors } of parseBatches(decoded.pieces, file.path.toLowerCase().endsWith('.tsv') ? '\t' : '')) {
    for (let r = 0; r < data.length; r++) {
      const cells = data[r] as string[];
      if (columns === undefined) {
        const found = findColumns(cells, settings);
        if ('reason' in found) {
          yield { kind: 'problem', problem: found };
          return;
        }
        columns = found;
        continue;
      }
      row++;
      const error = errors.find((one) => one.row === r);
      yield readRow(columns, cells, row, error);
    }
  }
  if (columns === undefined) yield { kind: 'problem', problem: { reason: 'empty', detail: 'it has no rows' } };
}

interface Columns {
  names: string[];
  text: number;
  id: number;
}

function findColumns(header: readonly string[], settings: ColumnSettings): Columns | Problem {
  const names = uniqueNames(header.map((name) => name.trim()));
  const find = (wanted: string) => {
    const exact = names.indexOf(wanted);
    return exact >= 0 ? exact : names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
  };
  const textColumn = settings.textColumn ?? DEFAULT_TEXT_COLUMN;
  const text = find(textColumn);
  const id = settings.idColumn === undefined ? -1 : find(settings.idColumn);
  const missing = text < 0 ? textColumn : settings.idColumn !== undefined && id < 0 ? settings.idColumn : undefined;
  if (missing === undefined) return { names, text, id };
  return { reason: 'missing-column', detail: `no column "${missing}"; its columns are: ${listed(names)}` };
}

/** A name that an earlier column has gets a number. */
function uniqueNames(header: readonly string[]): string[] {
  const names: string[] = [];
  for (const name of header) {
    let unique = name;
    for (let n = 2; names.includes(unique); n++) unique = `${name}~${n}`;
    names.push(unique);
  }
  return names;
}

/** The names of columns for a message: a table without a header would quote its texts. */
function listed(names: readonly string[]): string {
  const short = names.slice(0, 20).map((name) => (name.length > 30 ? `${name.slice(0, 30)}…` : name));
  return short.join(', ') + (names.length > 20 ? ', …' : '');
}

function readRow({ names, text, id }: Columns, cells: readonly string[], row: number, error: ParseError | undefined): Finding {
  if (error?.code === 'MissingQuotes') {
    return {
      kind: 'problem',
      row,
      problem: { reason: 'malformed', detail: `a quotation mark that opens in row ${row} is never closed; nothing after it can be read` },
    };
  }
  if (cells[text] === undefined) {
    return { kind: 'problem', row, problem: { reason: 'malformed', detail: `${cells.length} of ${names.length} cells, none of them the text` } };
  }
  const lines = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 1);
  if (error?.code === 'InvalidQuotes' && lines > 1) {
    const detail = `a quotation mark inside a quoted cell makes one row of ${lines} lines; double it, or take the marks away`;
    return { kind: 'problem', row, problem: { reason: 'malformed', detail } };
  }
  // fromEntries, since a column may be called __proto__
  const metadata = Object.fromEntries(names.map((name, c) => [name, cells[c] ?? '']).filter((_, c) => c !== text && c !== id));
  const note = rowProblem(names.length, cells, error);
  return { kind: 'document', row, text: cells[text], metadata, ...(id >= 0 && cells[id] ? { id: cells[id] } : {}), ...(note === undefined ? {} : { note }) };
}

/** What is odd about a row that is read nevertheless. */
function rowProblem(columns: number, cells: readonly string[], error: ParseError | undefined): Problem | undefined {
  if (error?.code === 'InvalidQuotes') return { reason: 'malformed', detail: 'a quotation mark stands inside a quoted cell' };
  return cells.length === columns ? undefined : { reason: 'malformed', detail: `${cells.length} cells where the header has ${columns}` };
}

/** Papa Parse's callbacks as an async generator of batches of rows; the parser waits while a batch is worked on. */
async function* parseBatches(pieces: AsyncGenerator<string>, delimiter: string): AsyncGenerator<ParseResult<string[]>> {
  type Step = { results: ParseResult<string[]>; parser: Parser } | undefined;
  let settle: { resolve: (step: Step) => void; reject: (error: unknown) => void };
  const arm = () =>
    new Promise<Step>((resolve, reject) => {
      settle = { resolve, reject };
    });
  let waiting = 0;
  async function* guarded() {
    for await (const piece of pieces) {
      waiting += piece.length;
      if (waiting > MAX_ROW_LENGTH)
        throw new CorpusError(`a row is longer than ${MAX_ROW_LENGTH} characters; it and what follows are not read. Is a quotation mark never closed?`);
      yield piece;
    }
  }
  const input = Readable.from(guarded());
  let next = arm();
  Papa.parse<string[]>(input, {
    delimiter,
    skipEmptyLines: true,
    chunk: (results, parser) => {
      parser.pause();
      settle.resolve({ results, parser });
    },
    complete: () => settle.resolve(undefined),
    error: (error: unknown) => settle.reject(error),
  });
  try {
    for (let step = await next; step !== undefined; step = await next) {
      if (step.results.data.length > 0) waiting = 0;
      yield step.results;
      next = arm();
      step.parser.resume();
    }
  } finally {
    input.destroy();
  }
}

import Papa from 'papaparse';
import { ArtifactError } from '../errors/errors.js';
import { RowSplitter } from '../ingest/formats/table/csv-rows.js';

/** A text that `writeCsv` has put an apostrophe in front of. */
const NEUTRALISED = /^''*[=+\-@\t\r\n]/;

/** Characters of a row, more than any has. */
const LONGEST_ROW = 2 ** 28;

const damaged = (file: string, what: string) => new ArtifactError(`${file} is damaged: ${what}`, { hint: 'Run topikl again.' });

/**
 * Reads a CSV file that topikl wrote: an object a row.
 *
 * @param file its name, for messages
 * @param most rows that are wanted; default: all
 * @throws ArtifactError when it is not such a file
 */
export function parseCsv(content: string, file: string, most?: number): Record<string, string>[] {
  const preview = most === undefined ? 0 : most + 1;
  const { data, errors } = Papa.parse<string[]>(content.replace(/\r\n$/, ''), { delimiter: ',', newline: '\r\n', preview });
  const [error] = errors;
  const [header, ...rows] = data.map((row) => row.map(asGiven));
  if (error !== undefined || header === undefined) throw damaged(file, error?.message ?? 'it is empty');
  const uneven = rows.findIndex((row) => row.length !== header.length);
  if (uneven >= 0) throw damaged(file, `row ${uneven + 1} has ${rows[uneven]?.length} cells, its header ${header.length}`);
  return rows.map((row) => Object.fromEntries(header.map((name, c) => [name, row[c] ?? ''])));
}

/**
 * The same of a file that may be larger than memory: the cells of each row, those of the header first.
 *
 * @param pieces its text
 * @throws ArtifactError when it is not such a file
 */
export async function* parseCsvRows(pieces: AsyncIterable<string>, file: string): AsyncGenerator<string[]> {
  const splitter = new RowSplitter({ separator: ',', quote: '"', lineEnd: '\n' }, LONGEST_ROW);
  let columns: number | undefined;
  let row = 0;
  const checked = (rows: ReturnType<RowSplitter['push']>) =>
    rows.map(({ cells, strayQuote, openQuote }) => {
      columns ??= cells.length;
      if (strayQuote || openQuote) throw damaged(file, `a quotation mark of row ${row} is not closed`);
      if (cells.length !== columns) throw damaged(file, `row ${row} has ${cells.length} cells, its header ${columns}`);
      row++;
      return cells.map(asGiven);
    });
  for await (const piece of pieces) yield* checked(splitter.push(piece));
  yield* checked(splitter.end());
  if (row === 0) throw damaged(file, 'it is empty');
}

function asGiven(cell: string): string {
  return NEUTRALISED.test(cell) ? cell.slice(1) : cell;
}

import Papa from 'papaparse';
import { ArtifactError } from '../errors/errors.js';

/** A text that `writeCsv` has put an apostrophe in front of. */
const NEUTRALISED = /^''*[=+\-@\t\r\n]/;

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
  const [header, ...rows] = data.map((row) => row.map((cell) => (NEUTRALISED.test(cell) ? cell.slice(1) : cell)));
  if (error !== undefined || header === undefined)
    throw new ArtifactError(`${file} is damaged: ${error?.message ?? 'it is empty'}`, { hint: 'Run topikl again.' });
  const uneven = rows.findIndex((row) => row.length !== header.length);
  if (uneven >= 0)
    throw new ArtifactError(`${file} is damaged: row ${uneven + 1} has ${rows[uneven]?.length} cells, its header ${header.length}`, {
      hint: 'Run topikl again.',
    });
  return rows.map((row) => Object.fromEntries(header.map((name, c) => [name, row[c] ?? ''])));
}

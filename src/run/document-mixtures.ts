import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { ArtifactError, TopiklError } from '../errors/errors.js';
import { parseCsvRows } from '../report/parse-csv.js';
import { DATES } from './load-story.js';

/** A document with its mixture. */
export interface DocumentMixture {
  row: number;
  id: string;
  /** that the report has taken; empty where there is none */
  date: string;
  /** counted words */
  tokens: number;
  /** share of each topic; a document without words has the same of all */
  shares: Float32Array;
}

/** All documents in their order with their mixtures and dates, from documents.csv, document-topics.csv and document-dates.csv, which may be larger than memory. Throws ArtifactError when one is missing or damaged. */
export async function* readMixtures(folder: string): AsyncGenerator<DocumentMixture> {
  const documents = readRows(folder, 'documents.csv');
  const mixtures = readRows(folder, 'document-topics.csv');
  const dates = existsSync(path.join(folder, DATES)) ? readRows(folder, DATES) : undefined;
  const header: string[] = (await documents.next()).value ?? [];
  await mixtures.next();
  await dates?.next();
  // of a large run only the documents of its sample have dates, in the same order
  let dated = (await dates?.next())?.value;
  const tokensColumn = header.indexOf('tokens');
  let row = 0;
  try {
    for await (const cells of documents) {
      const mixture: string[] = (await mixtures.next()).value ?? [];
      const [id] = cells;
      if (mixture[0] !== id) throw notTogether(folder, `row ${row + 1} of documents.csv is "${id}", that of document-topics.csv "${mixture[0] ?? ''}"`);
      const date: string = dated?.[0] === id ? (dated[1] ?? '') : '';
      if (dated?.[0] === id) dated = (await dates?.next())?.value;
      yield { row, id, date, tokens: Number(cells[tokensColumn]), shares: Float32Array.from(mixture.slice(1), Number) };
      row++;
    }
    if (!(await mixtures.next()).done) throw notTogether(folder, `document-topics.csv has more rows than documents.csv, which has ${row}`);
  } finally {
    await mixtures.return(undefined);
    await dates?.return(undefined);
  }
}

async function* readRows(folder: string, name: string): AsyncGenerator<string[], undefined> {
  const file = path.join(folder, name);
  const stream = createReadStream(file, 'utf8');
  try {
    yield* parseCsvRows(stream, file);
  } catch (cause) {
    if (cause instanceof TopiklError) throw cause;
    throw new ArtifactError(`${file} cannot be read: ${(cause as Error).message}`, { cause, hint: 'Run topikl again.' });
  } finally {
    stream.destroy();
  }
}

function notTogether(folder: string, what: string): ArtifactError {
  return new ArtifactError(`the files in "${folder}" do not belong together: ${what}`, { hint: 'Run topikl again.' });
}

import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { ArtifactError } from '../errors/errors.js';
import { splitLines } from '../ingest/decode-text.js';
import { readMatrixMarket } from '../matrix/matrix-market.js';
import { readNpy } from '../matrix/npy.js';
import { parseCsv } from '../report/csv.js';
import type { RoundedFactors } from '../topics/topic-model.js';
import type { CountedCollection } from './counted-collection.js';

/*
 * Reads back what a run left in its folder. All throw ArtifactError when a file is missing or damaged.
 */

function readArtifact(folder: string, name: string): Buffer {
  try {
    return readFileSync(path.join(folder, name));
  } catch (cause) {
    throw new ArtifactError(`${path.join(folder, name)} cannot be read: ${(cause as Error).message}`, { cause, hint: 'Run topikl again.' });
  }
}

function readTable(folder: string, name: string): Record<string, string>[] {
  return parseCsv(readArtifact(folder, name).toString('utf8'), path.join(folder, name));
}

const OWN_COLUMNS = new Set(['id', 'path', 'tokens', 'terms', 'language']);

/** documents.csv, vocabulary.csv and counts.mtx. */
export async function loadCollection(folder: string): Promise<CountedCollection> {
  const documents = readTable(folder, 'documents.csv').map(({ id = '', path: source = '', language = 'none', ...rest }) => ({
    id,
    path: source,
    language,
    metadata: Object.fromEntries(Object.entries(rest).filter(([name]) => !OWN_COLUMNS.has(name))),
  }));
  const rows = readTable(folder, 'vocabulary.csv');
  const vocabulary = {
    terms: rows.map(({ term }) => term as string),
    documentFrequency: Int32Array.from(rows, ({ document_frequency }) => Number(document_frequency)),
    counts: Float64Array.from(rows, ({ count }) => Number(count)),
  };
  const X = await readMatrixMarket(createReadStream(path.join(folder, 'counts.mtx'), 'utf8'), path.join(folder, 'counts.mtx'));
  if (X.rows !== documents.length || X.columns !== vocabulary.terms.length) {
    throw new ArtifactError(
      `the files in "${folder}" do not belong together: counts.mtx is ${X.rows} × ${X.columns}, with ${documents.length} documents and ${vocabulary.terms.length} terms`,
      {
        hint: 'Run topikl again.',
      },
    );
  }
  return { documents, vocabulary, X };
}

/** W.npy and H.npy. */
export function loadFactors(folder: string): RoundedFactors {
  const read = (name: string) => readNpy(readArtifact(folder, name), path.join(folder, name));
  const W = read('W.npy');
  const H = read('H.npy');
  return { topics: H.rows, documents: W.rows, terms: H.columns, W: Float32Array.from(W.values), H: Float32Array.from(H.values) };
}

/** A topic as topic-summary.csv tells it. */
export interface TopicSummary {
  topic: number;
  label: string;
  prevalence: number;
  tokens: number;
  /** NaN for a topic of fewer than two terms */
  npmi: number;
  exclusivity: number;
  topTerms: string[];
  /** why it is worth a second look, each reason after its kind and a colon; empty where nothing is remarked on */
  remark: string;
}

/** topic-summary.csv. */
export function loadTopicSummaries(folder: string): TopicSummary[] {
  const number = (text: string | undefined) => (text === undefined || text === '' ? Number.NaN : Number(text));
  return readTable(folder, 'topic-summary.csv').map((row) => ({
    topic: number(row.topic),
    label: row.label ?? '',
    prevalence: number(row.prevalence),
    tokens: number(row.tokens),
    npmi: number(row.npmi),
    exclusivity: number(row.exclusivity),
    topTerms: (row.top_terms ?? '').split(', ').filter((term) => term !== ''),
    // results of version 0.1.0 have no such column
    remark: row.remark ?? '',
  }));
}

/** The texts of some documents, from texts.jsonl.gz. */
export async function loadTexts(folder: string, ids: ReadonlySet<string>): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  // node:readline is no help here: some versions also split at U+2028, which JSON leaves as it is
  const pieces = createReadStream(path.join(folder, 'texts.jsonl.gz')).pipe(createGunzip()).setEncoding('utf8');
  for await (const line of splitLines(pieces, Number.POSITIVE_INFINITY)) {
    const { id, text } = JSON.parse(line as string) as { id: string; text: string };
    if (ids.has(id)) texts.set(id, text);
  }
  return texts;
}

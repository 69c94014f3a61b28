import { ArtifactError, ConfigError } from '../errors/errors.js';
import { type PageMixtures, packMixtures, viewMixtures } from '../report/page-packing.js';
import { similarDocuments } from '../report/similar-documents.js';
import { representativeness } from '../topics/representative-documents.js';
import { loadTopicSummaries } from './artifacts.js';
import { type DocumentMixture, readMixtures } from './document-mixtures.js';
import { readManifest } from './manifest.js';
import { wholeNumber } from './whole-number.js';

/** Which documents are wanted, as written: at most one of `topic` and `near`. */
export interface DocumentQuery {
  /** number of a topic: the documents that show it best */
  topic?: string | undefined;
  /** id of a document: those with the nearest mixtures */
  near?: string | undefined;
  /** how many at most; default: 20 */
  number?: string | undefined;
}

/** A document with its largest topics. */
export interface ListedDocument {
  id: string;
  /** as documents.csv has it; empty where there is none */
  date: string;
  /** counted words */
  tokens: number;
  /** of the topic that was asked for, 0 to 1 */
  share?: number;
  /** of the mixtures (Hellinger), 0 to 1 */
  distance?: number;
  /** up to five, of 1 % of its words or more, the largest first; none of a document without words */
  topics: { topic: number; label: string; share: number }[];
}

export interface DocumentList {
  topic?: number;
  near?: string;
  /** of the collection */
  count: number;
  /** the best first; without a topic or a document to be near to in the order of documents.csv */
  documents: ListedDocument[];
}

const LISTED = 20;
const MOST_LISTED = 10_000;
const LISTED_TOPICS = 5;
const LEAST_SHARE = 0.01;
/** Ids that are named where one is not known. */
const NAMED_IDS = 5;
/** Documents whose mixtures are packed together. */
const BATCH = 1024;

/**
 * Documents of a finished run with their largest topics: the first ones; those that show a topic best, by its share, less where a document
 * is short, as the report chooses its passages; or those nearest to a document, as the page lists them.
 *
 * @throws ArtifactError where the run is not finished or its files are damaged
 * @throws ConfigError for a topic or a document that is not there
 */
export async function listDocuments(folder: string, query: DocumentQuery): Promise<DocumentList> {
  const manifest = readManifest(folder);
  if (!manifest.stages.some(({ name }) => name === 'topics')) {
    throw new ArtifactError(`the run in "${folder}" is not finished`, { hint: 'Run the same command again: it goes on from there.' });
  }
  const labels = loadTopicSummaries(folder, manifest).map(({ label }) => label);
  const most = wholeNumber('number', query.number, MOST_LISTED) ?? LISTED;
  const topic = wholeNumber('topic', query.topic, labels.length);
  const { near } = query;
  if (topic !== undefined && near !== undefined) throw new ConfigError('`topic` and `near` were both given', { hint: 'Give one of them.' });
  const documents =
    near !== undefined
      ? await nearest(folder, near, most, labels)
      : topic !== undefined
        ? await showing(folder, topic, most, labels)
        : await first(folder, most, labels);
  return {
    ...(topic === undefined ? {} : { topic }),
    ...(near === undefined ? {} : { near }),
    count: manifest.counts?.documents ?? documents.length,
    documents,
  };
}

async function first(folder: string, most: number, labels: readonly string[]): Promise<ListedDocument[]> {
  const documents: ListedDocument[] = [];
  for await (const document of readMixtures(folder)) {
    documents.push(listed(document, labels));
    if (documents.length === most) break;
  }
  return documents;
}

async function showing(folder: string, topic: number, most: number, labels: readonly string[]): Promise<ListedDocument[]> {
  let best: { weight: number; document: DocumentMixture }[] = [];
  // sort() keeps the order of equals
  const cut = () => best.sort((a, b) => b.weight - a.weight).slice(0, most);
  for await (const document of readMixtures(folder)) {
    const weight = representativeness(document.shares[topic - 1], document.tokens);
    if (weight > 0) best.push({ weight, document });
    if (best.length === 2 * most) best = cut();
  }
  return cut().map(({ document }) => listed(document, labels, { share: shareIn(document, topic) }));
}

async function nearest(folder: string, id: string, most: number, labels: readonly string[]): Promise<ListedDocument[]> {
  const { mixtures, row } = await mixturesAround(folder, id);
  const similar = similarDocuments(mixtures, row, most);
  const places = new Map(similar.map((document, place) => [document.row, place]));
  const documents: ListedDocument[] = [];
  for await (const document of readMixtures(folder)) {
    const place = places.get(document.row);
    if (place !== undefined) documents[place] = listed(document, labels, { distance: Number(similar[place].distance.toFixed(4)) });
  }
  return documents;
}

/** The mixtures of all documents as the page has them, and the row of one. */
async function mixturesAround(folder: string, id: string): Promise<{ mixtures: PageMixtures; row: number }> {
  const parts: PageMixtures[] = [];
  let batch: DocumentMixture[] = [];
  const pack = () => {
    const topics = batch[0]?.shares.length ?? 0;
    const shares = new Float32Array(batch.length * topics);
    for (const [b, document] of batch.entries()) shares.set(document.shares, b * topics);
    const none = new Float64Array(batch.length);
    parts.push(viewMixtures(packMixtures(shares, topics, { tokens: batch.map(({ tokens }) => tokens), unknown: none, misfit: none })));
    batch = [];
  };
  const alike: string[] = [];
  let found = -1;
  for await (const document of readMixtures(folder)) {
    if (document.id === id) found = document.row;
    else if (alike.length < NAMED_IDS && document.id.toLowerCase().includes(id.toLowerCase())) alike.push(document.id);
    batch.push(document);
    if (batch.length === BATCH) pack();
  }
  if (batch.length > 0) pack();
  if (found >= 0) return { mixtures: joined(parts), row: found };
  throw new ConfigError(`\`near\` names the document "${id}", which documents.csv does not have`, {
    hint: alike.length > 0 && id !== '' ? `Ids like it: ${alike.join(', ')}` : 'documents.csv lists the ids; topikl documents shows the first ones.',
  });
}

/** Mixtures of documents that follow each other, as one. */
function joined(parts: readonly PageMixtures[]): PageMixtures {
  const documents = parts.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const entries = parts.reduce((sum, { topics }) => sum + topics.length, 0);
  const all = {
    tokens: new Uint32Array(documents),
    unknown: new Uint32Array(documents),
    misfit: new Float32Array(documents),
    begins: new Uint32Array(documents + 1),
    topics: new Uint16Array(entries),
    shares: new Uint16Array(entries),
  };
  let document = 0;
  let entry = 0;
  for (const { tokens, begins, topics, shares } of parts) {
    all.tokens.set(tokens, document);
    all.begins.set(
      begins.map((begin) => begin + entry),
      document,
    );
    all.topics.set(topics, entry);
    all.shares.set(shares, entry);
    document += tokens.length;
    entry += topics.length;
  }
  return all;
}

/** @param figure by which the document was chosen */
function listed(document: DocumentMixture, labels: readonly string[], figure: Pick<ListedDocument, 'share' | 'distance'> = {}): ListedDocument {
  const { id, date, tokens, shares } = document;
  const largest = tokens > 0 ? Array.from(shares.keys()).filter((k) => shares[k] >= LEAST_SHARE) : [];
  largest.sort((a, b) => shares[b] - shares[a] || a - b);
  const topics = largest.slice(0, LISTED_TOPICS).map((k) => ({ topic: k + 1, label: labels[k] ?? '', share: shareIn(document, k + 1) }));
  return { id, date, tokens, ...figure, topics };
}

/** Rounded to as many digits as are read. */
function shareIn({ shares }: DocumentMixture, topic: number): number {
  return Number(shares[topic - 1].toFixed(4));
}

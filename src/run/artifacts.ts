import { createReadStream, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { ArtifactError, TopiklError } from '../errors/errors.js';
import { splitLines } from '../ingest/decode-text.js';
import { readMatrixMarket } from '../matrix/matrix-market.js';
import { type DenseMatrix, readNpy } from '../matrix/npy.js';
import type { Evaluation } from '../report/evaluation.js';
import { labelOf, labelsByTopic } from '../report/labels.js';
import { parseCsv } from '../report/parse-csv.js';
import type { NamedStability, StabilityRecord } from '../report/stability.js';
import type { TopicSearch } from '../report/topic-search.js';
import { OWN_COLUMNS } from '../summarize/metadata-columns.js';
import type { RoundedFactors } from '../topics/topic-model.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { WordForm } from '../vocabulary/word-forms.js';
import type { CountedCollection } from './counted-collection.js';
import type { DocumentRecord } from './document-records.js';
import { loadLabels } from './labels-file.js';
import type { Manifest } from './manifest.js';

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

/** A table of a run by the names of its columns; `most`: only so many rows. */
export function readTable(folder: string, name: string, most?: number): Record<string, string>[] {
  return parseCsv(readArtifact(folder, name).toString('utf8'), path.join(folder, name), most);
}

/** The file of the texts that reports quote. */
export const TEXTS = 'texts.jsonl.gz';
const TOPIC_SEARCH_JSON = 'choose-k.json';
const STABILITY_JSON = 'stability.json';
export const EVALUATION_JSON = 'evaluation.json';

/** documents.csv, vocabulary.csv and counts.mtx; or documents and counts of a sample, from files with other names. */
export async function loadCollection(folder: string, names = { documents: 'documents.csv', counts: 'counts.mtx' }): Promise<CountedCollection> {
  const documents = readTable(folder, names.documents).map(documentOfRow);
  const vocabulary = loadVocabulary(folder);
  const counts = path.join(folder, names.counts);
  const X = await readMatrixMarket(createReadStream(counts, 'utf8'), counts);
  if (X.rows !== documents.length || X.columns !== vocabulary.terms.length) {
    throw new ArtifactError(
      `the files in "${folder}" do not belong together: ${names.counts} is ${X.rows} × ${X.columns}, with ${documents.length} documents and ${vocabulary.terms.length} terms`,
      {
        hint: 'Run topikl again.',
      },
    );
  }
  return { documents, vocabulary, X };
}

/** A row of documents.csv. */
export function documentOfRow({ id = '', path: source = '', language = 'none', unknown = '0', ...rest }: Readonly<Record<string, string>>): DocumentRecord {
  const metadata = Object.fromEntries(Object.entries(rest).filter(([name]) => !OWN_COLUMNS.includes(name)));
  return { id, path: source, language, unknown: Number(unknown), metadata };
}

/** vocabulary.csv. */
export function loadVocabulary(folder: string): Vocabulary {
  const rows = readTable(folder, 'vocabulary.csv');
  return {
    terms: rows.map(({ term }) => term as string),
    documentFrequency: Int32Array.from(rows, ({ document_frequency }) => Number(document_frequency)),
    counts: Float64Array.from(rows, ({ count }) => Number(count)),
  };
}

/** The terms of vocabulary.csv. */
export function loadTerms(folder: string): string[] {
  return readTable(folder, 'vocabulary.csv').map(({ term }) => term as string);
}

/** left-out-words.csv. */
export function loadLeftOutWords(folder: string): { word: string; reason: string }[] {
  return readTable(folder, 'left-out-words.csv').map(({ word = '', reason = '' }) => ({ word, reason }));
}

/** word-forms.csv, which is there only where there are any. */
export function loadWordForms(folder: string): WordForm[] {
  if (!existsSync(path.join(folder, 'word-forms.csv'))) return [];
  return readTable(folder, 'word-forms.csv').map(({ language = '', form = '', term = '' }) => ({ language, form, term: term === '' ? undefined : term }));
}

/** The phrases of phrases.csv, those that are no terms among them. */
export function loadPhrases(folder: string): string[] {
  return readTable(folder, 'phrases.csv').map(({ phrase }) => phrase as string);
}

/** The lines of repeated-lines.csv. */
export function loadRepeatedLines(folder: string): string[] {
  return readTable(folder, 'repeated-lines.csv').map(({ line }) => line as string);
}

/** The first lines of ledger.csv, those of words, which come last, not among them. */
export function loadLedger(folder: string, most: number): { kind: string; id: string; reason: string; detail: string }[] {
  const rows = readTable(folder, 'ledger.csv', most).map(({ kind = '', id = '', reason = '', detail = '' }) => ({ kind, id, reason, detail }));
  return rows.filter(({ kind }) => kind !== 'term');
}

/** The figures of trace.csv by column. */
export function loadTrace(folder: string): { iteration: number[]; objective: number[]; relativeChange: (number | null)[]; kktResidual: number[] } {
  const rows = readTable(folder, 'trace.csv');
  return {
    iteration: rows.map(({ iteration }) => Number(iteration)),
    objective: rows.map(({ objective }) => Number(objective)),
    relativeChange: rows.map(({ relative_change: change }) => (change === '' || change === undefined ? null : Number(change))),
    kktResidual: rows.map(({ kkt_residual: residual }) => Number(residual)),
  };
}

/** choose-k.json; what is no number there is null. */
export function loadTopicSearch(folder: string): TopicSearch {
  const search = readJson<Partial<TopicSearch> | null>(folder, TOPIC_SEARCH_JSON, 'Run topikl again.');
  if (search?.recommendation !== undefined && Array.isArray(search.candidates)) return search as TopicSearch;
  throw new ArtifactError(`${path.join(folder, TOPIC_SEARCH_JSON)} is damaged`, { hint: 'Run topikl again.' });
}

/** W.npy and H.npy. */
export function loadFactors(folder: string): RoundedFactors {
  const W = readMatrix(folder, 'W.npy');
  return { ...loadH(folder), documents: W.rows, W: Float32Array.from(W.values) };
}

/** H.npy: all that is needed of the factors where documents are not looked at. */
export function loadH(folder: string): Pick<RoundedFactors, 'topics' | 'terms' | 'H'> {
  const H = readMatrix(folder, 'H.npy');
  return { topics: H.rows, terms: H.columns, H: Float32Array.from(H.values) };
}

function readMatrix(folder: string, name: string): DenseMatrix {
  return readNpy(readArtifact(folder, name), path.join(folder, name));
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
  /** in how many refits it is found, where `topikl stability` has been run on this fit */
  stability?: { found: number; refits: number };
}

/**
 * topic-summary.csv; with the manifest also how often each topic is found, from stability.json, and the labels that people have given.
 */
export function loadTopicSummaries(folder: string, manifest?: Pick<Manifest, 'stages'>): TopicSummary[] {
  const stabilities = manifest?.stages.some(({ name }) => name === 'stability') ? loadStability(folder).topics : [];
  const number = (text: string | undefined) => (text === undefined || text === '' ? Number.NaN : Number(text));
  const own = labelsByTopic(manifest === undefined ? undefined : loadLabels(folder, manifest));
  return readTable(folder, 'topic-summary.csv').map((row) => ({
    topic: number(row.topic),
    label: labelOf(own.get(Number(row.topic)), row.label ?? ''),
    prevalence: number(row.prevalence),
    tokens: number(row.tokens),
    npmi: number(row.npmi),
    exclusivity: number(row.exclusivity),
    topTerms: (row.top_terms ?? '').split(', ').filter((term) => term !== ''),
    // results of version 0.1.0 have no such column
    remark: row.remark ?? '',
    ...foundOf(stabilities[Number(row.topic) - 1]),
  }));
}

/** A term of a topic as topics.csv lists it. */
export interface ListedTerm {
  term: string;
  /** φ */
  probability: number;
  frex: number;
}

/**
 * topics.csv: the listed terms of each topic, best first.
 *
 * @param topics how many there are; one without terms is not in the file
 */
export function loadTopicTerms(folder: string, topics: number): ListedTerm[][] {
  const lists = Array.from({ length: topics }, (): ListedTerm[] => []);
  for (const { topic, term = '', probability, frex } of readTable(folder, 'topics.csv')) {
    lists[Number(topic) - 1]?.push({ term, probability: Number(probability), frex: Number(frex) });
  }
  return lists;
}

/** All texts in their order, from texts.jsonl.gz or another such file. */
export async function* readTexts(folder: string, name = TEXTS): AsyncGenerator<{ id: string; text: string }> {
  const file = createReadStream(path.join(folder, name));
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  try {
    // node:readline is no help here: some versions also split at U+2028, which JSON leaves as it is
    for await (const line of splitLines(file.pipe(unpacked).setEncoding('utf8'), Number.POSITIVE_INFINITY)) {
      yield JSON.parse(line as string) as { id: string; text: string };
    }
  } catch (cause) {
    if (cause instanceof TopiklError) throw cause;
    throw new ArtifactError(`${path.join(folder, name)} cannot be read: ${(cause as Error).message}`, { cause, hint: 'Run topikl again.' });
  } finally {
    file.destroy();
  }
}

function foundOf(stability: NamedStability | undefined): Pick<TopicSummary, 'stability'> {
  return stability === undefined ? {} : { stability: { found: stability.found, refits: stability.refits } };
}

/** stability.json. */
export function loadStability(folder: string): StabilityRecord {
  const record = readJson<StabilityRecord>(folder, STABILITY_JSON, 'Run topikl stability again.');
  return { ...record, topics: record.topics.map(withNaN) };
}

/**
 * evaluation.json.
 *
 * @returns undefined where there is none, or it is of other topics
 * @param fingerprint of the stage of the topics
 */
export function loadEvaluation(folder: string, fingerprint: string): Evaluation | undefined {
  if (!existsSync(path.join(folder, EVALUATION_JSON))) return undefined;
  const evaluation = readJson<Evaluation | null>(folder, EVALUATION_JSON, 'Run topikl evaluate again.');
  if (evaluation?.fingerprint !== fingerprint) return undefined;
  const { model, topics, labels } = evaluation;
  return { ...evaluation, model: withNaN(model), topics: topics.map(withNaN), labels: labels === null ? null : withNaN(labels) };
}

function readJson<T>(folder: string, name: string, hint: string): T {
  const content = readArtifact(folder, name).toString('utf8');
  try {
    return JSON.parse(content) as T;
  } catch (cause) {
    throw new ArtifactError(`${path.join(folder, name)} is damaged`, { cause, hint });
  }
}

/** Figures as they were before they were written: JSON has null for NaN. */
function withNaN<T extends object>(figures: T): T {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure ?? Number.NaN])) as T;
}

/** The texts of some documents, from texts.jsonl.gz. */
export async function loadTexts(folder: string, ids: ReadonlySet<string>): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for await (const { id, text } of readTexts(folder)) if (ids.has(id)) texts.set(id, text);
  return texts;
}

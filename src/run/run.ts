import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, CorpusError, InterruptedError } from '../errors/errors.js';
import type { TraceRow } from '../factorize/factorize.js';
import type { LedgerEntry, SourceDocument } from '../ingest/document.js';
import { type FilesHash, hashFiles } from '../ingest/hash-files.js';
import { type FileList, listFiles } from '../ingest/list-files.js';
import { readDocuments } from '../ingest/read-documents.js';
import { nnz, total } from '../matrix/csr-matrix.js';
import { writeMatrixMarket } from '../matrix/matrix-market.js';
import { readNpy, writeNpy } from '../matrix/npy.js';
import { documentsCsv, documentTopicsCsv, ledgerCsv, topicSummaryCsv, topicsCsv, traceCsv, vocabularyCsv } from '../report/tables.js';
import { UNICODE_VERSION } from '../tokenize/letters.js';
import { loadCollection, loadFactors, loadTopicSummaries, type TopicSummary } from './artifacts.js';
import { type RunConfig, readLines } from './config.js';
import { type CountedCollection, countDocuments, documentLengths } from './count-documents.js';
import { describeTopics, TOP_TERMS } from './describe-topics.js';
import { checkTopics, fitModel, type ModelSettings } from './fit-model.js';
import type { Manifest } from './manifest.js';
import { readCountMatrix } from './read-matrix.js';
import { RunFolder, type StageWriter } from './run-folder.js';
import { flagName, SETTING_NAMES } from './settings.js';
import { version } from './version.js';
import { writeReport } from './write-report.js';

/** Documents of one file after which progress is shown again. */
const DOCUMENTS_PER_PROGRESS = 500;

/** What a run is doing, for a progress display. */
export type Progress =
  | { stage: 'reading'; files: number; bytes: number; totalBytes: number }
  | { stage: 'counted'; reused: boolean; documents: number; terms: number; entries: number; passages: boolean }
  | { stage: 'fitting'; iteration: number; maxIterations: number; last: TraceRow }
  | { stage: 'fitted'; reused: boolean; iterations: number };

export interface RunHooks {
  onProgress?: (progress: Progress) => void;
  /** aborting it stops the run; what is finished is reused by the next one */
  signal?: AbortSignal;
}

/** What a run gives back. */
export interface RunResult {
  out: string;
  manifest: Manifest;
  topics: TopicSummary[];
}

/**
 * Runs all stages: counts, fit, topics, report. Stages whose settings and inputs have not changed since the last run into the same
 * folder are taken from it.
 *
 * @throws TopiklError with what was wrong and what to do; a folder that was made for this run is then removed again
 */
export async function run(config: RunConfig, hooks: RunHooks = {}): Promise<RunResult> {
  const list = listFiles(config.inputs, config.out);
  const hashes = await hashInputs(list, hooks.signal);
  const folder = RunFolder.open(config.out, newManifest(config, hashes), config.force);
  try {
    await runStages(folder, config, list, hashes, hooks);
    folder.close();
    const topics = loadTopicSummaries(folder.path);
    return { out: config.out, manifest: folder.manifest, topics };
  } catch (error) {
    folder.closeAfter(error);
    throw error;
  }
}

async function runStages(folder: RunFolder, config: RunConfig, list: FileList, hashes: readonly FilesHash[], hooks: RunHooks): Promise<void> {
  const { manifest } = folder;
  const counted = await folder.stage('count', countFingerprint(config, list, hashes), (writer) => countStage(writer, config, list, manifest, hooks));
  if (counted === undefined) folder.keep('counts');
  const collection = remember(counted, () => loadCollection(folder.path));
  const { documents, terms, entries } = manifest.counts as NonNullable<Manifest['counts']>;
  hooks.onProgress?.({ stage: 'counted', reused: counted === undefined, documents, terms, entries, passages: config.chunk !== 'document' });

  const { topics, seed, loss, solver, maxIterations, tolerance } = config;
  checkTopics(topics, documents, terms);
  const model: ModelSettings = { topics, seed, loss, solver, maxIterations, tolerance };
  const start = config.init === 'random' ? undefined : readStart(config.init);
  const fitted = await folder.stage('fit', { ...model, start: start?.sha256 }, async (writer) => {
    const onIteration = (iteration: number, last: TraceRow) => hooks.onProgress?.({ stage: 'fitting', iteration, maxIterations, last });
    const fit = await fitModel((await collection()).X, { ...model, start }, { onIteration, ...(hooks.signal === undefined ? {} : { signal: hooks.signal }) });
    writer.writeBytes('W.npy', writeNpy({ rows: fit.factors.documents, columns: topics, values: fit.factors.W }));
    writer.writeBytes('H.npy', writeNpy({ rows: topics, columns: fit.factors.terms, values: fit.factors.H }));
    writer.write('trace.csv', traceCsv(fit.trace));
    manifest.fit = fit.summary;
    return fit.factors;
  });
  if (fitted === undefined) folder.keep('fit');
  const factors = remember(fitted, async () => loadFactors(folder.path));
  hooks.onProgress?.({ stage: 'fitted', reused: fitted === undefined, iterations: manifest.fit?.iterations ?? 0 });

  const describe = async () => describeTopics(await collection(), await factors());
  const described = await folder.stage('topics', {}, async (writer) => {
    const result = await describe();
    writer.write('topics.csv', topicsCsv(result.descriptions));
    writer.write('topic-summary.csv', topicSummaryCsv(result.descriptions, TOP_TERMS));
    const ids = (await collection()).documents.map(({ id }) => id);
    writer.write('document-topics.csv', documentTopicsCsv(ids, result.model));
    return result;
  });
  const description = remember(described, describe);
  const title = path.basename(path.resolve(config.out));
  await folder.stage('report', { title, stem: config.stem, language: config.language }, async (writer) =>
    writeReport(writer, { folder: folder.path, title, config, manifest, collection: await collection(), ...(await description()) }),
  );
}

async function hashInputs({ files, perInput }: FileList, signal: AbortSignal | undefined): Promise<FilesHash[]> {
  const hashes: FilesHash[] = [];
  const breathe = breather(signal, 'while the inputs were compared with those of the last run');
  let first = 0;
  for (const count of perInput) {
    hashes.push(await hashFiles(files.slice(first, first + count), breathe));
    first += count;
  }
  return hashes;
}

/** A function that lets other work of the process happen twenty times a second, and stops the run when it is asked to. */
function breather(signal: AbortSignal | undefined, when: string): () => Promise<void> {
  let paused = performance.now();
  return async () => {
    if (performance.now() - paused < 50) return;
    await new Promise((resume) => setImmediate(resume));
    paused = performance.now();
    if (signal?.aborted) throw new InterruptedError(`interrupted ${when}`, { hint: 'Run the same command again: the stages that are finished are reused.' });
  };
}

/** A value that is there already, or is loaded when first asked for. */
function remember<T>(value: T | undefined, load: () => Promise<T>): () => Promise<T> {
  let kept = value;
  return async () => {
    kept ??= await load();
    return kept;
  };
}

function newManifest(config: RunConfig, hashes: readonly FilesHash[]): Manifest {
  const out = path.resolve(config.out);
  const relative = (input: string) => path.relative(out, path.resolve(input)).split(path.sep).join('/');
  const settings = SETTING_NAMES.filter((name) => config[name] !== undefined).map((name) => [flagName(name), config[name]]);
  return {
    version,
    node: process.versions.node,
    unicode: UNICODE_VERSION,
    seed: config.seed,
    config: { input: config.inputs, ...Object.fromEntries(settings) },
    inputs: config.inputs.map((input, i) => ({ path: relative(input), ...(hashes[i] as FilesHash) })),
    stages: [],
  };
}

/** All that the counts depend on. Files are taken by their content. */
function countFingerprint(config: RunConfig, list: FileList, hashes: readonly FilesHash[]): object {
  const { strict, keepTexts, textColumn, idColumn, chunk, language, stem, minLength, numbers, minDf, maxDf, maxTerms, matrixInput } = config;
  return {
    ...{ strict, keepTexts, textColumn, idColumn, chunk, language, stem, minLength, numbers, minDf, maxDf, maxTerms, matrixInput },
    stopWords: config.stopWords === undefined ? null : readLines(config.stopWords, 'stopWords'),
    vocabulary: config.vocabulary === undefined ? null : readLines(config.vocabulary, 'vocabulary'),
    documents: config.documents === undefined ? null : readLines(config.documents, 'documents'),
    leftOut: list.leftOut,
    files: hashes.map(({ sha256 }) => sha256),
  };
}

async function countStage(writer: StageWriter, config: RunConfig, list: FileList, manifest: Manifest, hooks: RunHooks): Promise<CountedCollection> {
  const ledger: LedgerEntry[] = [...list.leftOut];
  const collection = config.matrixInput
    ? await readCountMatrix(config, list.files[0]?.path ?? 'matrix')
    : await countTexts(writer, config, list, ledger, hooks);
  writer.write('documents.csv', documentsCsv(collection.documents, documentLengths(collection.X)));
  writer.write('ledger.csv', ledgerCsv(ledger));
  writer.write('vocabulary.csv', vocabularyCsv(collection.vocabulary));
  writer.write('counts.mtx', writeMatrixMarket(collection.X));
  const entriesOf = (kind: LedgerEntry['kind']) => ledger.filter((entry) => entry.kind === kind).length;
  manifest.counts = {
    documents: collection.X.rows,
    terms: collection.X.columns,
    entries: nnz(collection.X),
    tokens: total(collection.X),
    filesLeftOut: entriesOf('file'),
    documentsLeftOut: entriesOf('document'),
    notes: entriesOf('note'),
  };
  return collection;
}

async function countTexts(writer: StageWriter, config: RunConfig, list: FileList, ledger: LedgerEntry[], hooks: RunHooks): Promise<CountedCollection> {
  const totalBytes = list.files.reduce((sum, file) => sum + file.bytes, 0);
  let files = 0;
  let bytes = 0;
  let documents = 0;
  const breathe = breather(hooks.signal, 'while the documents were read');
  const texts = config.keepTexts === 'full' ? writer.begin('texts.jsonl.gz') : undefined;
  const showProgress = () => hooks.onProgress?.({ stage: 'reading', files, bytes: bytes + (list.files[files]?.bytesRead ?? 0), totalBytes });
  showProgress();
  const source = readDocuments(list.files, config, ledger, (file) => {
    files++;
    bytes += file.bytes;
    showProgress();
  });
  const onDocument = async ({ id, text }: SourceDocument) => {
    documents++;
    if (documents % DOCUMENTS_PER_PROGRESS === 0) showProgress();
    texts?.write(`${JSON.stringify({ id, text })}\n`);
    await breathe();
  };
  const settings = {
    ...config,
    moreStopWords: config.stopWords === undefined ? [] : readLines(config.stopWords, 'stopWords').filter((line) => !line.startsWith('#')),
    fixedVocabulary: config.vocabulary === undefined ? undefined : readLines(config.vocabulary, 'vocabulary'),
  };
  async function* checked() {
    yield* source;
    if (documents === 0) throw noDocuments(config, ledger);
  }
  const collection = await countDocuments(checked(), settings, ledger, onDocument);
  if (texts !== undefined) writer.finish(texts);
  return collection;
}

/** Why there is nothing to count: a column that no table has is the user's slip, anything else is in the files. */
function noDocuments(config: RunConfig, ledger: readonly LedgerEntry[]): Error {
  const missing = ledger.find(({ reason }) => reason === 'missing-column');
  if (missing !== undefined) {
    const named = config.textColumn === undefined && config.idColumn === undefined;
    const message = `${missing.id}: ${missing.detail}`;
    const hint = 'Name the column that holds the text with --text-column.';
    return named ? new CorpusError(message, { file: missing.id, hint }) : new ConfigError(message, { hint });
  }
  const examples = ledger.slice(0, 3).map(({ id, detail }) => `${id}: ${detail}`);
  const more = ledger.length > 3 ? ` and ${ledger.length - 3} more` : '';
  return new CorpusError(`no document was found in ${config.inputs.join(', ')}${ledger.length === 0 ? ': it is empty' : ` (${examples.join('; ')}${more})`}`, {
    hint: 'topikl reads text (.txt, .md, any plain text), tables (.csv, .tsv) and JSON lines (.jsonl).',
  });
}

function readStart(folder: string): { W: ReturnType<typeof readNpy>; H: ReturnType<typeof readNpy>; source: string; sha256: string } {
  const hash = createHash('sha256');
  const read = (name: string) => {
    const file = path.join(folder, name);
    if (!existsSync(file)) throw new ConfigError(`\`init\` must be random, or a folder with W.npy and H.npy, got "${folder}": there is no ${file}`);
    const bytes = readFileSync(file);
    hash.update(bytes);
    return readNpy(bytes, file);
  };
  return { W: read('W.npy'), H: read('H.npy'), source: folder, sha256: hash.digest('hex') };
}

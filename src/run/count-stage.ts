import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { ArtifactError, ConfigError, CorpusError } from '../errors/errors.js';
import type { FileList } from '../ingest/files/list-files.js';
import type { LedgerEntry } from '../ingest/ledger.js';
import { type CollectionSettings, type ReadingAccount, readDocuments } from '../ingest/read-documents.js';
import type { ReadSettings } from '../ingest/read-file.js';
import { SpooledList } from '../ingest/spooled-list.js';
import { MatrixMarketRows, writeMatrixMarket } from '../matrix/matrix-market.js';
import { countLedger } from '../report/ledger-summary.js';
import { documentsCsv, ledgerCsv, leftOutWordsCsv, phrasesCsv, repeatedLinesCsv, vocabularyCsv, wordFormsCsv } from '../report/tables.js';
import { CountCollector } from '../tokenize/count-collector.js';
import { DamagedShard } from '../tokenize/count-shards.js';
import type { CountRule } from '../tokenize/text-counter.js';
import { givenTerms } from '../vocabulary/given-terms.js';
import { isPhrase } from '../vocabulary/phrases.js';
import { countRule } from '../vocabulary/word-settings.js';
import { addMetadata, loadMetadata, readTable } from './add-metadata.js';
import type { ArtifactFile } from './artifact-file.js';
import { TEXTS } from './artifacts.js';
import { chooseTerms, type PlaceOfMatrix } from './choose-terms.js';
import { type RunConfig, readLines } from './config.js';
import { type CountedCollection, countLanguages, documentLengths, type StreamedCollection, shapeOf } from './counted-collection.js';
import type { ReadDocument } from './document-records.js';
import type { InputFiles } from './input-files.js';
import type { Manifest } from './manifest.js';
import { breather, type RunHooks } from './progress.js';
import { readCountMatrix } from './read-matrix.js';
import type { Settings } from './settings.js';
import type { StageWriter } from './stage-writer.js';
import { version } from './version.js';

/** Pieces of the texts that are compressed while documents are read on. */
const PIECES_AHEAD = 3;

/** Documents of one file after which progress is shown again. */
const DOCUMENTS_PER_PROGRESS = 500;

/** Whether texts are kept for reports to quote. */
export function quotesTexts({ keepTexts, matrixInput }: RunConfig): boolean {
  return keepTexts === 'full' && !matrixInput;
}

/** All that the counts depend on. Files are taken by their content. */
export function countFingerprint(config: RunConfig, list: FileList, manifest: Manifest): object {
  const { language, stem, phrases, minLength, numbers, minDf, maxDf, maxTerms, matrixInput, urls, mailAddresses, hashtags, emoji } = config;
  return {
    ...{ language, stem, phrases, minLength, numbers, minDf, maxDf, maxTerms, matrixInput, urls, mailAddresses, hashtags, emoji },
    ...collectionSettings(config),
    // by its dictionaries scripts without spaces are cut
    icu: process.versions.icu,
    metadata: config.metadata === undefined ? null : createHash('sha256').update(readTable(config.metadata)).digest('hex'),
    stopWords: config.stopWords === undefined ? null : readLines(config.stopWords, 'stopWords'),
    vocabulary: config.vocabulary === undefined ? null : readLines(config.vocabulary, 'vocabulary'),
    documents: config.documents === undefined ? null : readLines(config.documents, 'documents'),
    leftOut: list.leftOut,
    files: manifest.inputs.map(({ sha256 }) => sha256),
  };
}

/**
 * Reads and counts, and writes what is known of the collection.
 *
 * @param place where the rows of a large matrix go; without it all matrices stay in memory
 */
export async function countStage(
  writer: StageWriter,
  config: RunConfig,
  files: InputFiles,
  manifest: Manifest,
  hooks: RunHooks,
  place?: PlaceOfMatrix,
): Promise<CountedCollection | StreamedCollection> {
  const { list } = files;
  const ledger = new SpooledList<LedgerEntry>(writer.beginScratch('ledger'));
  for (const entry of list.leftOut) ledger.push(entry);
  const account: ReadingAccount = { ledger, repeatedLines: [] };
  const collection = config.matrixInput
    ? await readCountMatrix(config, list.files[0]?.path ?? 'matrix')
    : await countTexts(writer, config, files, account, hooks, place);
  const lengths = 'X' in collection ? documentLengths(collection.X) : collection.lengths;
  writer.write('documents.csv', documentsCsv(collection.documents, lengths));
  writer.write('ledger.csv', ledgerCsv(ledger, collection.pruned));
  if (!config.matrixInput) writer.write('repeated-lines.csv', repeatedLinesCsv(account.repeatedLines, config.boilerplate === 'drop'));
  if (collection.phrases !== undefined) writer.write('phrases.csv', phrasesCsv(collection.phrases));
  if (collection.leftOut !== undefined) writer.write('left-out-words.csv', leftOutWordsCsv(collection.leftOut));
  if (collection.wordForms !== undefined && collection.wordForms.length > 0) writer.write('word-forms.csv', wordFormsCsv(collection.wordForms));
  writer.write('vocabulary.csv', vocabularyCsv(collection.vocabulary));
  if ('X' in collection) writer.write('counts.mtx', writeMatrixMarket(collection.X));
  const counted = countLedger(ledger);
  const entriesOf = (kind: LedgerEntry['kind']) => counted.reduce((sum, count) => sum + (count.kind === kind ? count.entries : 0), 0);
  const givenUp = counted.reduce((sum, { reason, entries }) => sum + (reason === 'given-up' ? entries : 0), 0);
  // what was given up may be read the next time
  writer.unfinished = givenUp > 0;
  const { rows, columns, entries } = shapeOf(collection);
  manifest.counts = {
    documents: rows,
    terms: columns,
    entries,
    tokens: lengths.tokens.reduce((sum, tokens) => sum + tokens, 0),
    filesLeftOut: entriesOf('file'),
    documentsLeftOut: entriesOf('document'),
    notes: entriesOf('note'),
    ledger: counted,
    languages: config.matrixInput ? [] : countLanguages(collection.documents),
    ...(collection.detectedLanguages === undefined ? {} : { detectedLanguages: collection.detectedLanguages }),
    ...(collection.phrases === undefined ? {} : { phrases: collection.vocabulary.terms.filter(isPhrase).length }),
    repeatedLines: account.repeatedLines.length,
    givenUp,
    ...(collection.minDf === undefined ? {} : { minDf: collection.minDf }),
  };
  return collection;
}

async function countTexts(
  writer: StageWriter,
  config: RunConfig,
  inputs: InputFiles,
  account: ReadingAccount,
  hooks: RunHooks,
  place: PlaceOfMatrix | undefined,
): Promise<CountedCollection | StreamedCollection> {
  const metadata = config.metadata === undefined ? undefined : loadMetadata(config.metadata);
  const settings = {
    ...config,
    moreStopWords: config.stopWords === undefined ? [] : readLines(config.stopWords, 'stopWords').filter((line) => !line.startsWith('#')),
    fixedVocabulary:
      config.vocabulary === undefined ? undefined : givenTerms(readLines(config.vocabulary, 'vocabulary'), config.vocabulary, config, config.language),
  };
  const counts = new CountCollector(countRule(settings).rows, writer.beginScratch('rows'));
  account.counts = counts;
  const read = await readTexts(writer, config, countRule(settings), inputs, account, hooks);
  if (read.length === 0) throw noDocuments(config, [...account.ledger]);
  const toFile = place === undefined ? undefined : alsoToFile(writer, place);
  const collection = await withRepairs(counts, account, () => chooseTerms(counts.finish(), read, settings, account.ledger, toFile?.place));
  toFile?.finish();
  if (metadata !== undefined) addMetadata(metadata, collection.documents, account.ledger);
  return collection;
}

/** Reads all texts, counts their words, and keeps what reports quote. */
async function readTexts(
  writer: StageWriter,
  config: RunConfig,
  counting: CountRule,
  inputs: InputFiles,
  account: ReadingAccount,
  hooks: RunHooks,
): Promise<SpooledList<ReadDocument>> {
  const totalBytes = inputs.list.files.reduce((sum, file) => sum + file.bytes, 0);
  let [files, bytes] = [0, 0];
  const breathe = breather(hooks.signal, 'while the documents were read');
  const texts = quotesTexts(config) ? writer.begin(TEXTS) : undefined;
  const showProgress = () => hooks.onProgress?.({ stage: 'reading', files, bytes, totalBytes });
  showProgress();
  const options = {
    processes: config.threads ?? availableParallelism(),
    signal: hooks.signal,
    communicator: hooks.communicator,
    onFileEnd: inputs.endFile,
    makeStore: (name: string) => writer.beginScratch(name),
    onProgress: async (filesRead: number, bytesRead: number) => {
      const further = filesRead > files;
      [files, bytes] = [filesRead, bytesRead];
      if (further) showProgress();
      await breathe();
    },
  };
  // other machines have not this one's folder of results
  const isShared = (hooks.communicator?.size ?? 1) > 1;
  const read = new SpooledList<ReadDocument>(writer.beginScratch('documents'));
  for await (const { id, path, text, metadata } of readDocuments(
    inputs.toRead(),
    { ...collectionSettings(config), counting, cache: isShared ? undefined : inputs.cache() },
    account,
    options,
  )) {
    read.push({ id, path, metadata });
    if (read.length % DOCUMENTS_PER_PROGRESS === 0) showProgress();
    texts?.write(`${JSON.stringify({ id, text })}\n`);
    await texts?.drained(PIECES_AHEAD);
    await breathe();
  }
  await texts?.drained();
  if (texts !== undefined) writer.finish(texts);
  return read;
}

/** Does something with the counts; where a shard of them is damaged, its documents are counted again, and it is done from the start. */
export async function withRepairs<T>(counts: CountCollector, { readAgain }: Pick<ReadingAccount, 'readAgain'>, work: () => Promise<T>): Promise<T> {
  for (const repaired = new Set<number>(); ; ) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DamagedShard)) throw error;
      // what is made of the counts is made anew
      const shard = counts.has(error) ? error.shard : -1;
      const isRepaired = !repaired.has(shard) && (shard < 0 || (await repair(counts, readAgain, shard)));
      if (!isRepaired) {
        throw new ArtifactError('what was counted is damaged on disk, and could not be counted again as it was', {
          cause: error,
          hint: 'Check the disk of the output folder, and run topikl again when nobody changes the files.',
        });
      }
      repaired.add(shard);
    }
  }
}

/** Counts the documents of a shard again; returns whether it is now what it was. */
async function repair(counts: CountCollector, readAgain: ReadingAccount['readAgain'], shard: number): Promise<boolean> {
  const again = counts.recount();
  await readAgain?.(counts.foundOf(shard), again);
  return counts.replace(shard, again);
}

/** Writes the rows of a large matrix to counts.mtx too, as they pass. */
function alsoToFile(writer: StageWriter, place: PlaceOfMatrix): { place: PlaceOfMatrix; finish: () => void } {
  let begun: { file: ArtifactFile; rows: MatrixMarketRows } | undefined;
  return {
    place: (shape) => {
      if (begun !== undefined) writer.abandon(begun.file);
      begun = undefined;
      const sink = place(shape);
      if (sink === undefined) return undefined;
      const file = writer.begin('counts.mtx');
      const rows = new MatrixMarketRows(shape, (bytes) => file.writeBytes(bytes));
      begun = { file, rows };
      return {
        addRow: (columnIndices, values, size) => {
          rows.addRow(columnIndices, values, size);
          sink.addRow(columnIndices, values, size);
        },
      };
    },
    finish: () => {
      begun?.rows.finish();
      if (begun !== undefined) writer.finish(begun.file);
    },
  };
}

/** How the files are read, and what becomes of what is found in them. */
export function collectionSettings(config: Settings): CollectionSettings {
  const { strict, duplicates, similarity, boilerplate, chunk } = config;
  return { ...readSettings(config), strict, duplicates, similarity, boilerplate, chunk };
}

/** All that decides what is found in a file. */
function readSettings(config: Settings): ReadSettings {
  const { textColumn, idColumn, format, keepQuotes, maxRatio, maxDepth, maxMembers, maxPages } = config;
  const limits = { maxDocumentBytes: config.maxDocumentSize, maxUnpackedBytes: config.maxUnpackedSize, maxRatio, maxDepth, maxMembers, maxPages };
  return { textColumn, idColumn, format, keepQuotes, limits };
}

/** What the findings of a file depend on, beside the file. */
export function readingFingerprint(config: RunConfig): string {
  return JSON.stringify([version, readSettings(config)]);
}

/** Why there is nothing to count: a column that no table has is the user's slip, anything else is in the files. */
export function noDocuments(config: RunConfig, ledger: readonly LedgerEntry[]): Error {
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
    hint: 'topikl reads plain text, Markdown, HTML, PDF, Word (.docx), mail (.eml, .mbox), tables (.csv, .tsv), JSON, reStructuredText, LaTeX, and .zip, .tar and .gz of these.',
  });
}

import { ConfigError, CorpusError } from '../errors/errors.js';
import type { LedgerEntry, SourceDocument } from '../ingest/document.js';
import type { FileList } from '../ingest/list-files.js';
import { readDocuments } from '../ingest/read-documents.js';
import { nnz, total } from '../matrix/csr-matrix.js';
import { writeMatrixMarket } from '../matrix/matrix-market.js';
import { documentsCsv, ledgerCsv, vocabularyCsv } from '../report/tables.js';
import { givenTerms } from '../vocabulary/given-terms.js';
import { type RunConfig, readLines } from './config.js';
import { type CountedCollection, countDocuments, documentLengths } from './count-documents.js';
import type { Manifest } from './manifest.js';
import { breather, type RunHooks } from './progress.js';
import { readCountMatrix } from './read-matrix.js';
import type { StageWriter } from './run-folder.js';

/** The file of the texts that reports quote. */
export const TEXTS = 'texts.jsonl.gz';

/** Documents of one file after which progress is shown again. */
const DOCUMENTS_PER_PROGRESS = 500;

/** Whether texts are kept for reports to quote. */
export function quotesTexts({ keepTexts, matrixInput }: RunConfig): boolean {
  return keepTexts === 'full' && !matrixInput;
}

/** All that the counts depend on. Files are taken by their content. */
export function countFingerprint(config: RunConfig, list: FileList, manifest: Manifest): object {
  const { strict, textColumn, idColumn, chunk, language, stem, minLength, numbers, minDf, maxDf, maxTerms, matrixInput } = config;
  return {
    ...{ strict, textColumn, idColumn, chunk, language, stem, minLength, numbers, minDf, maxDf, maxTerms, matrixInput },
    stopWords: config.stopWords === undefined ? null : readLines(config.stopWords, 'stopWords'),
    vocabulary: config.vocabulary === undefined ? null : readLines(config.vocabulary, 'vocabulary'),
    documents: config.documents === undefined ? null : readLines(config.documents, 'documents'),
    leftOut: list.leftOut,
    files: manifest.inputs.map(({ sha256 }) => sha256),
  };
}

export async function countStage(writer: StageWriter, config: RunConfig, list: FileList, manifest: Manifest, hooks: RunHooks): Promise<CountedCollection> {
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
    ...(collection.minDf === undefined ? {} : { minDf: collection.minDf }),
  };
  return collection;
}

async function countTexts(writer: StageWriter, config: RunConfig, list: FileList, ledger: LedgerEntry[], hooks: RunHooks): Promise<CountedCollection> {
  const totalBytes = list.files.reduce((sum, file) => sum + file.bytes, 0);
  let files = 0;
  let bytes = 0;
  let documents = 0;
  const breathe = breather(hooks.signal, 'while the documents were read');
  const texts = quotesTexts(config) ? writer.begin(TEXTS) : undefined;
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
    fixedVocabulary: config.vocabulary === undefined ? undefined : givenTerms(readLines(config.vocabulary, 'vocabulary'), config.vocabulary),
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

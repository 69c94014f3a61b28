import { Collection, type CopySettings } from './collection.js';
import type { SourceFile } from './document.js';
import { type FileEvent, type FileSettings, readFiles } from './file-reader.js';
import type { LedgerEntry } from './ledger.js';
import { ReaderPool } from './processes/reader-pool.js';
import type { RepeatedLine } from './repeats/repeated-lines.js';
import type { SourceDocument } from './source-document.js';

export interface CollectionSettings extends FileSettings, CopySettings {
  /** what is done with lines that stand in many documents; to drop them, all files are read twice */
  boilerplate: 'keep' | 'drop';
}

export interface ReadingOptions {
  /** processes that read; 0: none but this one, without their protection (for tests) */
  processes: number;
  /** told of how far the reading is */
  onProgress?: (filesRead: number, bytesRead: number) => void | Promise<void>;
  /** aborting it stops the reading */
  signal?: AbortSignal | undefined;
}

/** Seconds in which a process must find something, and more of them for large files. */
const GIVE_UP_SECONDS = 60;

/** What is found out about a collection beside its documents. */
export interface ReadingAccount {
  ledger: LedgerEntry[];
  /** the lines that stand in many documents; there when all documents have been read */
  repeatedLines: RepeatedLine[];
}

/**
 * Reads all documents in order. What cannot be read, is empty or is the copy of an earlier document goes to the ledger.
 *
 * @param account is filled in
 * @throws CorpusError in a strict run
 */
export async function* readDocuments(
  files: readonly SourceFile[],
  settings: CollectionSettings,
  account: ReadingAccount,
  options: ReadingOptions,
): AsyncGenerator<SourceDocument> {
  if (settings.boilerplate === 'keep') {
    const collection = new Collection(settings, account.ledger);
    yield* readOnce(files, settings, collection, options);
    account.repeatedLines = collection.repeatedLines();
    return;
  }
  const first = new Collection({ ...settings, strict: false }, []);
  for await (const _ of readOnce(files, settings, first, { ...options, onProgress: async () => options.onProgress?.(0, 0) }));
  account.repeatedLines = first.repeatedLines();
  const dropLines = new Set(account.repeatedLines.map(({ hash }) => hash));
  yield* readOnce(files, { ...settings, dropLines }, new Collection(settings, account.ledger), options);
}

async function* readOnce(
  files: readonly SourceFile[],
  settings: CollectionSettings & FileSettings,
  collection: Collection,
  { processes, signal, onProgress = () => {} }: ReadingOptions,
): AsyncGenerator<SourceDocument> {
  let filesRead = 0;
  let bytesBefore = 0;
  for await (const { file, finding, bytesRead } of eventsOf(files, settings, processes, signal)) {
    if (finding !== undefined) {
      await onProgress(filesRead, bytesBefore + bytesRead);
      yield* collection.take(finding);
      continue;
    }
    const one = files[file] as SourceFile;
    collection.endFile(one);
    bytesBefore += one.bytes;
    await onProgress(++filesRead, bytesBefore);
  }
}

async function* eventsOf(files: readonly SourceFile[], settings: FileSettings, processes: number, signal: AbortSignal | undefined): AsyncGenerator<FileEvent> {
  if (processes === 0) {
    yield* readFiles(files, settings);
    return;
  }
  const pool = new ReaderPool(settings, { processes, signal, giveUpSeconds: GIVE_UP_SECONDS });
  try {
    yield* pool.read(files);
  } finally {
    await pool.close();
  }
}

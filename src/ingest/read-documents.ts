import type { CountSink } from '../tokenize/term-counts.js';
import { type CollectedDocument, Collection, type CopySettings } from './collection.js';
import type { SourceFile } from './document.js';
import { type FileEnd, type FileEvent, type FileSettings, readFiles, readingTools } from './file-reader.js';
import type { LedgerEntry } from './ledger.js';
import { longWordNotes } from './long-words.js';
import { ReaderPool } from './processes/reader-pool.js';
import type { RepeatedLine } from './repeats/repeated-lines.js';

export interface CollectionSettings extends FileSettings, CopySettings {
  /** what is done with lines that stand in many documents; to drop them, all files are read twice */
  boilerplate: 'keep' | 'drop';
}

export interface ReadingOptions {
  /** processes that read; 0: none but this one, without their protection (for tests) */
  processes: number;
  /** told of how far the reading is */
  onProgress?: (filesRead: number, bytesRead: number) => void | Promise<void>;
  /** told what is known of each file, by its number, when it has been read for the first time; not of those that are given up */
  onFileEnd?: ((file: number, end: FileEnd) => void) | undefined;
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
  /** the words of the documents, a row each, where the settings have them counted */
  counts?: CountSink | undefined;
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
): AsyncGenerator<CollectedDocument> {
  if (settings.boilerplate === 'keep') {
    const collection = new Collection(settings, account.ledger);
    yield* readOnce(files, settings, collection, account, options);
    account.repeatedLines = collection.repeatedLines();
    return;
  }
  const first = new Collection({ ...settings, strict: false }, []);
  const uncounted = { ...settings, counting: undefined };
  const unheard = { ledger: [], repeatedLines: [] };
  const again = [...files];
  const onFileEnd = (file: number, end: FileEnd) => {
    again[file] = { ...(files[file] as SourceFile), kept: end.kept };
    options.onFileEnd?.(file, end);
  };
  for await (const _ of readOnce(files, uncounted, first, unheard, { ...options, onProgress: async () => options.onProgress?.(0, 0), onFileEnd }));
  account.repeatedLines = first.repeatedLines();
  const dropLines = new Set(account.repeatedLines.map(({ hash }) => hash));
  const cache = settings.cache === undefined ? undefined : { ...settings.cache, write: false };
  yield* readOnce(again, { ...settings, dropLines, cache }, new Collection(settings, account.ledger), account, { ...options, onFileEnd: undefined });
}

async function* readOnce(
  files: readonly SourceFile[],
  settings: CollectionSettings & FileSettings,
  collection: Collection,
  { ledger, counts }: ReadingAccount,
  { processes, signal, onProgress = () => {}, onFileEnd }: ReadingOptions,
): AsyncGenerator<CollectedDocument> {
  let filesRead = 0;
  let bytesBefore = 0;
  const pool = processes === 0 ? undefined : new ReaderPool(settings, { processes, signal, counts, giveUpSeconds: GIVE_UP_SECONDS });
  try {
    for await (const { file, finding, end, bytesRead, counter = 0 } of pool?.read(files) ?? readHere(files, settings, counts)) {
      if (finding !== undefined) {
        // of a file that is read at once there is nothing to tell before its end
        if (bytesRead > 0) await onProgress(filesRead, bytesBefore + bytesRead);
        for (const document of collection.take(finding)) {
          const { id, counted } = document;
          if (counted !== undefined) {
            counts?.addRow(counter, counted.row, counted.language);
            ledger.push(...longWordNotes(id, counted.tooLong));
          }
          yield document;
        }
        continue;
      }
      const one = files[file] as SourceFile;
      if (end !== undefined) onFileEnd?.(file, end);
      collection.endFile(one);
      bytesBefore += one.bytes;
      await onProgress(++filesRead, bytesBefore);
    }
  } finally {
    await pool?.close();
  }
}

/** The events of all files, which this process reads. */
async function* readHere(files: readonly SourceFile[], settings: FileSettings, counts: CountSink | undefined): AsyncGenerator<FileEvent> {
  const tools = await readingTools(settings);
  const { counter } = tools;
  const number = counts?.addCounter() ?? 0;
  try {
    for await (const event of readFiles(files, settings, tools)) yield { ...event, counter: number };
    if (counter !== undefined) counts?.addTerms(number, counter.newTerms());
  } finally {
    tools.kept?.close();
    tools.keeper?.close();
  }
}

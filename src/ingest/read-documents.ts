import type { Communicator } from '../distribute/communicator.js';
import { CorpusError } from '../errors/errors.js';
import type { CountSink } from '../tokenize/count-collector.js';
import { type CollectedDocument, Collection, type CopySettings, type StoreMaker } from './collection.js';
import type { SourceFile } from './document.js';
import { type FileEnd, type FileEvent, type FileSettings, readFiles, readingTools } from './file-reader.js';
import { FoundDocuments } from './found-documents.js';
import type { Ledger } from './ledger.js';
import { longWordNotes } from './long-words.js';
import { ReaderPool } from './processes/reader-pool.js';
import { RemoteReaders } from './processes/remote-readers.js';
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
  /** ranks that take part in the reading; all but this one wait for a task */
  communicator?: Communicator | undefined;
  /** aborting it stops the reading */
  signal?: AbortSignal | undefined;
  /** stores for what is known of the documents, where there may be many */
  makeStore?: StoreMaker | undefined;
}

/** Seconds in which a process must find something, and more of them for large files. */
const GIVE_UP_SECONDS = 60;

/** What is found out about a collection beside its documents. */
export interface ReadingAccount {
  ledger: Ledger;
  /** the lines that stand in many documents; there when all documents have been read */
  repeatedLines: RepeatedLine[];
  /** the words of the documents, a row each, where the settings have them counted */
  counts?: CountSink | undefined;
  /**
   * Counts again those of some found documents, from `first` to `end`, that were kept; there when all documents have been read, where the
   * settings have their words counted.
   *
   * @throws CorpusError where their files do not hold what they held
   */
  readAgain?: (found: { first: number; end: number }, counts: CountSink) => Promise<void>;
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
    const collection = new Collection(settings, account.ledger, options.makeStore);
    yield* readOnce(files, settings, collection, account, options);
    account.repeatedLines = collection.repeatedLines();
    return;
  }
  const first = new Collection({ ...settings, strict: false }, [], options.makeStore);
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
  yield* readOnce(again, { ...settings, dropLines, cache }, new Collection(settings, account.ledger, options.makeStore), account, {
    ...options,
    onFileEnd: undefined,
  });
}

async function* readOnce(
  files: readonly SourceFile[],
  settings: CollectionSettings & FileSettings,
  collection: Collection,
  account: ReadingAccount,
  options: ReadingOptions,
): AsyncGenerator<CollectedDocument> {
  const { ledger, counts } = account;
  const { onProgress = () => {}, onFileEnd } = options;
  const found = counts === undefined ? undefined : new FoundDocuments();
  let filesRead = 0;
  let bytesBefore = 0;
  const { events, close } = await openFiles(files, settings, counts, options);
  try {
    for await (const { file, finding, end, bytesRead, counter = 0 } of events) {
      if (finding !== undefined) {
        // of a file that is read at once there is nothing to tell before its end
        if (bytesRead > 0) await onProgress(filesRead, bytesBefore + bytesRead);
        const documents = collection.take(finding);
        for (const document of documents) {
          const { id, counted } = document;
          if (counted !== undefined) {
            counts?.addRow(counter, counted.row, counted.language);
            ledger.push(...longWordNotes(id, counted.tooLong));
          }
          yield document;
        }
        if (finding.kind === 'document') {
          found?.add(documents.length > 0);
          counts?.endDocument?.();
        }
        continue;
      }
      const one = files[file] as SourceFile;
      if (end !== undefined) onFileEnd?.(file, end);
      collection.endFile(one);
      found?.endFile();
      bytesBefore += one.bytes;
      await onProgress(++filesRead, bytesBefore);
    }
  } finally {
    await close();
  }
  if (found !== undefined) account.readAgain = (range, again) => readAgain(files, settings, found, range, again, options);
}

/** Reads the files of some found documents once more. */
async function readAgain(
  files: readonly SourceFile[],
  settings: FileSettings,
  found: FoundDocuments,
  { first, end }: { first: number; end: number },
  counts: CountSink,
  options: ReadingOptions,
): Promise<void> {
  const { from, to } = found.filesOf(first, end);
  const cache = settings.cache === undefined ? undefined : { ...settings.cache, write: false };
  const { events, close } = await openFiles(files.slice(from, to), { ...settings, cache }, counts, options);
  let document = found.firstOf(from);
  try {
    for await (const { file, finding, counter = 0 } of events) {
      if (finding?.kind === 'document') {
        if (document >= first && document < end && found.isKept(document))
          for (const { row, language } of finding.counted) counts.addRow(counter, row, language);
        document++;
      } else if (finding === undefined && document !== found.firstOf(from + file + 1)) {
        throw otherDocuments((files[from + file] as SourceFile).path);
      }
    }
  } finally {
    await close();
  }
}

function otherDocuments(path: string): CorpusError {
  const hint = 'Run topikl again when nobody changes the files.';
  return new CorpusError(`${path} does not hold the documents that it held when it was counted`, { file: path, hint });
}

/** The events of all files, in their order; to be closed. */
async function openFiles(
  files: readonly SourceFile[],
  settings: FileSettings,
  counts: CountSink | undefined,
  { processes, communicator, signal }: ReadingOptions,
): Promise<{ events: AsyncIterable<FileEvent>; close: () => Promise<void> }> {
  if (processes === 0) return { events: readHere(files, settings, counts), close: async () => {} };
  const remote = communicator === undefined || communicator.size === 1 ? undefined : await RemoteReaders.open(communicator, files);
  const pool = new ReaderPool(settings, { processes, remote, signal, counts, giveUpSeconds: GIVE_UP_SECONDS });
  return { events: pool.read(files), close: () => pool.close() };
}

/** The events of all files, which this process reads. */
async function* readHere(files: readonly SourceFile[], settings: FileSettings, counts: CountSink | undefined): AsyncGenerator<FileEvent> {
  const tools = await readingTools(settings);
  const { counter } = tools;
  const number = counts?.addCounter() ?? 0;
  try {
    for await (const event of readFiles(files, settings, tools)) {
      if (counter !== undefined) counts?.addTerms(number, counter.newTerms());
      yield { ...event, counter: number };
    }
  } finally {
    tools.kept?.close();
    tools.keeper?.close();
  }
}

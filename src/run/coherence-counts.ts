import { availableParallelism } from 'node:os';
import { CorpusError } from '../errors/errors.js';
import { type CoCounts, documentCoCounts } from '../evaluate/co-counts.js';
import type { TermPairs } from '../evaluate/term-pairs.js';
import { WindowCounter } from '../evaluate/window-counter.js';
import { listFiles } from '../ingest/files/list-files.js';
import type { LedgerEntry } from '../ingest/ledger.js';
import { type ReadingAccount, readDocuments } from '../ingest/read-documents.js';
import { transpose } from '../matrix/csr-matrix.js';
import type { DetectedLanguage } from '../tokenize/detected-language.js';
import { readTexts } from './artifacts.js';
import { parseOptions } from './config.js';
import { collectionSettings } from './count-stage.js';
import { type CountedCollection, countLanguages } from './counted-collection.js';
import { breather, type RunHooks } from './progress.js';
import type { Settings } from './settings.js';
import { type SequenceSource, TermSequences } from './term-sequences.js';

/** Words of a window where none is asked for: of NPMI (Aletras and Stevenson 2013; gensim's default), of C_v (Röder et al. 2015). */
const NPMI_WINDOW = 10;
const C_V_WINDOW = 110;

/** Words of a window, or whole documents. */
export type Window = number | 'documents';

/** The counts that coherence is taken from. */
export interface CoherenceCounts {
  npmi: CoCounts;
  cV: CoCounts;
  /** over documents */
  umass: CoCounts;
  windows: { npmi: Window; cV: Window };
  /** texts that were counted */
  documents: number;
  /** files and documents of the reference that could not be read */
  leftOut: number;
}

/** What is counted, and how texts are cut for it. */
export interface CoherenceRequest {
  pairs: TermPairs;
  collection: CountedCollection;
  source: SequenceSource;
  /** asked for: of both measures */
  window: Window | undefined;
}

/** Counts over the whole documents of the collection: of its matrix. */
export function countDocuments({ pairs, collection: { X } }: CoherenceRequest): CoherenceCounts {
  const counts = documentCoCounts(transpose(X), pairs);
  return { npmi: counts, cV: counts, umass: counts, windows: { npmi: 'documents', cV: 'documents' }, documents: counts.units, leftOut: 0 };
}

/** Counts over windows of the texts that the run has kept: those of the documents in its matrix. */
export async function countTexts(request: CoherenceRequest, folder: string, hooks: RunHooks): Promise<CoherenceCounts> {
  const languages = new Map(request.collection.documents.map(({ id, language }) => [id, language]));
  const breathe = breather(hooks.signal, 'while the texts were read');
  async function* texts() {
    for await (const { id, text } of readTexts(folder)) {
      const language = languages.get(id);
      if (language !== undefined) yield { text, language };
      await breathe();
    }
  }
  const counted = await countWindows(request, new TermSequences(request.source), texts());
  return { ...counted, umass: countDocuments(request).umass, leftOut: 0 };
}

/**
 * Counts over windows of a reference collection, and over its documents. It is read as a run reads its inputs where nothing is set: text
 * columns are guessed, exact copies left out.
 *
 * @param reference a folder, a file or a pattern
 * @param chunk what a document is, as in the run
 * @throws ConfigError where there is no such input
 * @throws CorpusError where it has no document
 */
export async function countReference(request: CoherenceRequest, reference: string, chunk: Settings['chunk'], hooks: RunHooks): Promise<CoherenceCounts> {
  const { files, leftOut } = listFiles([reference]);
  const ledger: LedgerEntry[] = [...leftOut];
  const account: ReadingAccount = { ledger, repeatedLines: [] };
  const sequences = new TermSequences(request.source);
  const languageOf = languageIn(request.collection);
  const breathe = breather(hooks.signal, 'while the reference was read');
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const options = {
    processes: availableParallelism(),
    signal: hooks.signal,
    onProgress: async (filesRead: number, bytes: number) => {
      hooks.onProgress?.({ stage: 'reading', files: filesRead, bytes, totalBytes });
      await breathe();
    },
  };
  async function* texts() {
    for await (const { text } of readDocuments(files, { ...collectionSettings(parseOptions({}, [])), chunk }, account, options)) {
      yield { text, language: languageOf(await sequences.counter.languageOf(text)) };
      await breathe();
    }
  }
  const counted = await countWindows(request, sequences, texts());
  if (counted.documents === 0) throw new CorpusError(`the reference "${reference}" has no document with words`, { hint: 'Name a folder or a file of texts.' });
  return { ...counted, leftOut: ledger.filter(({ kind }) => kind !== 'note').length };
}

/** The language that a text of another collection is taken to be in: its own where it is sure or one of the collection's, else the main one. */
function languageIn({ documents }: CountedCollection): (detected: DetectedLanguage) => string {
  const known = countLanguages(documents).map(({ language }) => language);
  return ({ language, sure }) => (known.includes(language) || (sure && language !== 'none') ? language : (known[0] ?? language));
}

async function countWindows(
  { pairs, window }: CoherenceRequest,
  sequences: TermSequences,
  texts: AsyncIterable<{ text: string; language: string }>,
): Promise<Omit<CoherenceCounts, 'leftOut'>> {
  const windows = { npmi: window ?? NPMI_WINDOW, cV: window ?? C_V_WINDOW };
  const documents = new WindowCounter(pairs, Number.POSITIVE_INFINITY);
  const counterOf = (size: Window) => (size === 'documents' ? documents : new WindowCounter(pairs, size));
  const npmi = counterOf(windows.npmi);
  const cV = windows.cV === windows.npmi ? npmi : counterOf(windows.cV);
  const counters = new Set([documents, npmi, cV]);
  for await (const { text, language } of texts) {
    const length = await sequences.read(text, language);
    const words = sequences.columns;
    for (let p = 0; p < length; p++) words[p] = words[p] < 0 ? -1 : pairs.numberOf[words[p]];
    for (const counter of counters) counter.add(words, length);
  }
  const umass = documents.finish();
  return { npmi: npmi.finish(), cV: cV.finish(), umass, windows, documents: umass.units };
}

import { availableParallelism } from 'node:os';
import { ConfigError, InterruptedError } from '../errors/errors.js';
import type { TraceRow } from '../factorize/factorize.js';
import type { FitStatus } from '../factorize/fit-status.js';
import type { LedgerEntry } from '../ingest/ledger.js';
import { normalizeText } from '../ingest/normalize-text.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { givenTerms } from '../vocabulary/given-terms.js';
import { prunedEntries } from '../vocabulary/pruned-terms.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { checkModel, parseOptions } from './config.js';
import { countDocuments } from './count-documents.js';
import type { CountedCollection } from './counted-collection.js';
import { describeTopics, type TopicDescription } from './describe-topics.js';
import { type FitSummary, fitModel, type ModelSettings } from './fit-model.js';
import { type InputDocument, namedDocuments } from './input-document.js';
import { countingModel, type Model } from './model.js';
import type { SettingName, Settings } from './settings.js';
import { withWordedLabels } from './worded-labels.js';

/** The settings that are options of fitTopics. */
const OPTIONS = [
  'topics',
  'seed',
  'language',
  'stem',
  'phrases',
  'minLength',
  'numbers',
  'urls',
  'mailAddresses',
  'hashtags',
  'emoji',
  'minDf',
  'maxDf',
  'maxTerms',
  'loss',
  'solver',
  'documentPrior',
  'termPrior',
  'restarts',
  'maxIterations',
  'tolerance',
  'kktTolerance',
  'threads',
] as const satisfies SettingName[];

/** Options of fitTopics, with the defaults of the command line. */
export interface FitTopicsOptions extends Partial<Pick<Settings, Exclude<(typeof OPTIONS)[number], 'topics'>>> {
  /** default 20 */
  topics?: number;
  /** further words to leave out */
  stopWords?: readonly string[];
  /** exactly these terms, in this order */
  vocabulary?: readonly string[];
  /** called after each iteration */
  onIteration?: (iteration: number, last: TraceRow) => void;
  signal?: AbortSignal;
  /** where the fit starts; default random */
  init?: ModelSettings['init'];
}

/** What fitTopics returns. */
export interface FittedTopics {
  /** by falling share of the collection's words */
  topics: TopicDescription[];
  /** ids of the documents that have topics, in the order given */
  documentIds: string[];
  /** documents × topics, row by row; each row sums to 1 */
  documentTopics: Float32Array;
  /** topics × terms, row by row; each row sums to 1 */
  topicTerms: Float32Array;
  vocabulary: Vocabulary;
  /** documents × terms */
  counts: CsrMatrix;
  status: FitStatus;
  fit: FitSummary;
  /** of each document, by how many standard deviations its words are more surprising than those of the others, see `misfitScores` */
  misfit: Float64Array;
  /** what `inferMixtures` needs to infer the mixtures of other documents */
  model: Model;
  trace: TraceRow[];
  /** documents without any term, and words that are no terms, with the reason */
  ledger: LedgerEntry[];
}

/**
 * Finds the topics of texts in memory: counts, terms, fit, description; the same steps and defaults as `topikl run`, and from the same
 * documents the same bits. Documents are taken as they are: copies are not looked for, and ids need not differ. Labels are in the spelling of the
 * documents and have phrases of theirs where the documents are an array, which is read a second time; else they are made of the terms as they are.
 *
 * @param documents in any iterable; ids default to the position from 1
 * @throws ConfigError for an option out of range, or more topics than documents or terms
 * @throws EmptyVocabularyError when no term is left
 * @throws InterruptedError when options.signal is aborted
 */
export async function fitTopics(documents: Iterable<InputDocument> | AsyncIterable<InputDocument>, options: FitTopicsOptions = {}): Promise<FittedTopics> {
  const { stopWords, vocabulary, onIteration, signal, init = 'random', ...given } = options;
  checkNumber(given.topics);
  const settings = parseOptions(given, OPTIONS);
  const topics = settings.topics as number;
  checkModel({ ...settings, init });
  const ledger: LedgerEntry[] = [];
  const counting = {
    ...settings,
    moreStopWords: stopWords,
    fixedVocabulary: vocabulary === undefined ? undefined : givenTerms(vocabulary, '`vocabulary`', settings, settings.language),
  };
  const collection = await countDocuments(namedDocuments(documents), counting, { threads: settings.threads ?? availableParallelism(), signal }, ledger);
  const fitted = await fitModel(collection.X, { ...settings, topics, init }, { threads: settings.threads, onIteration, signal });
  if (fitted.summary.status === 'interrupted') throw new InterruptedError(`interrupted after ${fitted.summary.iterations} iterations of the fit`);
  collection.X = fitted.X;
  const described = await describeTopics(collection, fitted.factors, { loss: settings.loss, ...fitted.summary });
  // a stream of documents has passed, and its texts were not kept
  const { model, descriptions, misfit } = Array.isArray(documents)
    ? await withWordedLabels(collection, described, textsOf(collection, documents), { ...settings, chunk: 'document' })
    : described;
  return {
    topics: descriptions,
    documentIds: collection.documents.map(({ id }) => id),
    documentTopics: model.documentTopics,
    topicTerms: model.topicTerms,
    vocabulary: collection.vocabulary,
    counts: collection.X,
    status: fitted.summary.status,
    fit: fitted.summary,
    misfit: misfit.scores,
    model: {
      topics: model.topics,
      terms: model.terms,
      topicTerms: model.topicTerms,
      documentPrior: fitted.summary.documentPrior,
      loss: settings.loss,
      vocabulary: collection.vocabulary.terms,
      counting: countingModel(collection, counting),
      misfit: misfit.scale,
    },
    trace: fitted.trace,
    ledger: [...ledger, ...prunedEntries(collection.pruned ?? [])],
  };
}

/** The texts of the documents that have topics, as they were counted. */
async function* textsOf(collection: CountedCollection, documents: readonly InputDocument[]): AsyncGenerator<{ row: number; text: string }> {
  let row = 0;
  for await (const { id, text } of namedDocuments(documents)) if (id === collection.documents[row]?.id) yield { row: row++, text: normalizeText(text) };
}

/** Only the command line takes `auto`. */
function checkNumber(topics: unknown): void {
  if (topics !== undefined && !(Number.isInteger(topics) && (topics as number) >= 2))
    throw new ConfigError(`\`topics\` must be a whole number ≥ 2, got ${JSON.stringify(topics)}`);
}

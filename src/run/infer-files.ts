import { mkdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { ConfigError } from '../errors/errors.js';
import { Inference, type InferredDocuments } from '../evaluate/inference.js';
import { MISFIT } from '../evaluate/misfit.js';
import { inputName, listFiles } from '../ingest/files/list-files.js';
import type { LedgerEntry } from '../ingest/ledger.js';
import { type ReadingAccount, readDocuments } from '../ingest/read-documents.js';
import { lineHashes } from '../ingest/repeats/line-scanner.js';
import { KnownCounter } from '../matrix/known-counter.js';
import { countLedger, type LedgerCount } from '../report/ledger-summary.js';
import { inferredRows, ledgerCsv } from '../report/tables.js';
import { KnownWords } from '../vocabulary/known-words.js';
import { countRule } from '../vocabulary/word-settings.js';
import { ArtifactFile } from './artifact-file.js';
import { loadRepeatedLines, loadTopicSummaries } from './artifacts.js';
import { type RunConfig, resolveConfig } from './config.js';
import { collectionSettings, noDocuments } from './count-stage.js';
import { lockFolder } from './lock.js';
import { readManifest } from './manifest.js';
import { checkModelFolder, loadModel, type Model } from './model.js';
import { breather, type RunHooks } from './progress.js';
import { readCountMatrix } from './read-matrix.js';
import { flagName, SETTING_NAMES, SETTINGS, type SettingName } from './settings.js';

/** Settings of the run that also say how new documents are read. */
const READING: readonly SettingName[] = [...SETTING_NAMES.filter((name) => SETTINGS[name].group === 'Reading' && name !== 'metadata'), 'chunk'];
/** Those that may be given for new documents: what the model's documents were counted by is not among them. */
export const INFER_SETTINGS: readonly SettingName[] = [
  'out',
  'strict',
  'threads',
  ...SETTING_NAMES.filter((name) => SETTINGS[name].group === 'Reading' && !['metadata', 'duplicates', 'similarity', 'boilerplate'].includes(name)),
];
const BATCH_DOCUMENTS = 1000;

/** Writes to standard output in place of a file. */
export const STANDARD_OUTPUT = '-';

/** What an inference over files gives back. */
export interface InferResult {
  /** the folder of the model */
  model: string;
  /** where the mixtures are; '-' for standard output */
  out: string;
  /** where the ledger is, if there is anything in it */
  ledgerFile: string | undefined;
  documents: number;
  tokens: number;
  unknown: number;
  /** documents without a known word: their mixtures are flat */
  withoutWords: number;
  /** documents with a misfit above 3 */
  withoutTopic: number;
  /** by the documents of which each is the largest; of documents with words */
  topics: { topic: number; label: string; documents: number; share: number }[];
  ledger: LedgerCount[];
}

/** What infer is asked to do, checked. */
export interface InferConfig {
  folder: string;
  run: RunConfig;
  /** the file of the mixtures, or '-' */
  out: string;
  /** a folder that was named for the results, to be locked */
  lock: string | undefined;
}

/**
 * Decides what to infer from the words of the command line.
 *
 * @param folder of a finished run
 * @param inputs at least one
 * @param flags by name with hyphens
 * @throws ConfigError naming the setting, what it got and what it takes
 */
export function resolveInfer(folder: string, inputs: readonly string[], flags: Readonly<Record<string, unknown>>): InferConfig {
  const known = INFER_SETTINGS.map(flagName);
  for (const name of Object.keys(flags)) {
    if (!known.includes(name)) throw new ConfigError(`unknown option --${name}`, { hint: `The options of infer are: ${known.join(', ')}, json, quiet.` });
  }
  if (inputs.length === 0)
    throw new ConfigError('the documents are missing', { hint: 'topikl infer DIR <input..>: the folder of a run, then folders or files.' });
  checkModelFolder(folder);
  const { config } = readManifest(folder);
  const pipeline = inputs.find((input) => /\.ya?ml$/i.test(input));
  if (pipeline !== undefined) throw new ConfigError(`infer takes documents, got the pipeline file "${pipeline}"`);
  const { out, ...given } = flags;
  const isMatrix = inputs.some((input) => input.toLowerCase().endsWith('.mtx'));
  const kept = READING.map(flagName).filter((name) => config[name] !== undefined);
  const own = isMatrix
    ? { vocabulary: path.join(folder, 'vocabulary.csv') }
    : { ...Object.fromEntries(kept.map((name) => [name, config[name]])), duplicates: 'keep', boilerplate: 'keep' };
  const run = resolveConfig(inputs, { ...own, ...given });
  return { folder, run, ...outOf(out, inputs[0] as string) };
}

/** The file of the mixtures: as named, inferred.csv in a folder that was named, or one in output/ with the input's name. */
function outOf(out: unknown, input: string): Pick<InferConfig, 'out' | 'lock'> {
  if (out === undefined) {
    const name = inputName(input);
    return { out: path.join('output', `${path.parse(name).name || name}.inferred.csv`), lock: undefined };
  }
  if (typeof out !== 'string' || out === '')
    throw new ConfigError(`\`out\` must be a file that ends in .csv, a folder, or - for standard output, got ${JSON.stringify(out)}`);
  if (out === STANDARD_OUTPUT || out.toLowerCase().endsWith('.csv')) return { out, lock: undefined };
  return { out: path.join(out, 'inferred.csv'), lock: out };
}

/**
 * Infers the mixtures of documents in files, and writes them as they come: memory does not grow with the texts.
 *
 * @param print where to write if the output is standard output
 * @throws TopiklError with what was wrong and what to do; then nothing is written
 */
export async function inferFiles(config: InferConfig, hooks: RunHooks, print: (text: string) => void): Promise<InferResult> {
  const model = loadModel(config.folder);
  const list = listFiles(config.run.inputs);
  const folder = path.dirname(path.resolve(config.out));
  const toFile = config.out !== STANDARD_OUTPUT;
  if (toFile) makeFolder(folder);
  const unlock = config.lock === undefined ? undefined : lockFolder(config.lock);
  const file = toFile ? new ArtifactFile(folder, path.basename(config.out)) : undefined;
  const ledger: LedgerEntry[] = [...list.leftOut];
  const summary = new Summary(model.topics);
  try {
    const write = (text: string) => (file === undefined ? print(text) : file.write(text));
    for (const piece of inferredRows([], model.topics, undefined)) write(piece);
    const batches = config.run.matrixInput ? matrixBatches(config, model, list.files[0]?.path ?? 'matrix') : textBatches(config, model, list, ledger, hooks);
    for await (const { ids, inferred } of batches) {
      for (const piece of inferredRows(ids, model.topics, inferred)) write(piece);
      summary.add(inferred);
    }
    file?.finish();
    file?.publish();
    // that of an earlier inference into the same file tells of other documents
    if (toFile) rmSync(ledgerOf(config.out), { force: true });
    const ledgerFile = toFile && ledger.length > 0 ? writeLedger(config.out, ledger) : undefined;
    const labels = loadTopicSummaries(config.folder);
    return {
      model: config.folder,
      out: config.out,
      ledgerFile,
      ...summary.figures(labels.map(({ label }) => label)),
      ledger: countLedger(ledger),
    };
  } catch (error) {
    file?.discard();
    throw error;
  } finally {
    unlock?.();
  }
}

interface Batch {
  ids: string[];
  inferred: InferredDocuments;
}

async function* matrixBatches({ run }: InferConfig, model: Model, name: string): AsyncGenerator<Batch> {
  const { X, documents } = await readCountMatrix(run, name);
  const inference = await Inference.create(model);
  yield { ids: documents.map(({ id }) => id), inferred: inference.infer(X, new Uint32Array(X.rows)) };
}

async function* textBatches(
  { folder, run }: InferConfig,
  model: Model,
  list: ReturnType<typeof listFiles>,
  ledger: LedgerEntry[],
  hooks: RunHooks,
): AsyncGenerator<Batch> {
  const { counting, vocabulary } = model;
  if (counting === undefined) {
    throw new ConfigError(`the topics in "${folder}" were fitted to counts made elsewhere: how texts are counted for them is not known`, {
      hint: 'Give a count matrix (.mtx) whose columns are the terms of vocabulary.csv.',
    });
  }
  const inference = await Inference.create(model);
  const known = new KnownCounter(new KnownWords(counting, vocabulary));
  const account: ReadingAccount = { ledger, repeatedLines: [], counts: known };
  const totalBytes = list.files.reduce((sum, file) => sum + file.bytes, 0);
  const breathe = breather(hooks.signal, 'while the documents were read');
  const options = {
    processes: run.threads ?? availableParallelism(),
    signal: hooks.signal,
    onProgress: async (files: number, bytes: number) => {
      hooks.onProgress?.({ stage: 'reading', files, bytes, totalBytes });
      await breathe();
    },
  };
  const settings = { ...collectionSettings(run), counting: countRule(counting.settings), dropLines: droppedLines(folder) };
  let ids: string[] = [];
  const takeBatch = async (): Promise<Batch> => {
    const { X, unknown } = await known.take();
    const batch = { ids, inferred: inference.infer(X, unknown) };
    ids = [];
    return batch;
  };
  let documents = 0;
  for await (const { id } of readDocuments(list.files, settings, account, options)) {
    documents++;
    ids.push(id);
    if (ids.length === BATCH_DOCUMENTS) yield await takeBatch();
    await breathe();
  }
  if (documents === 0) throw noDocuments(run, ledger);
  yield await takeBatch();
}

/** Hashes of the lines that were taken out of the documents of the model, if any were. */
function droppedLines(folder: string): ReadonlySet<number> | undefined {
  return readManifest(folder).config.boilerplate === 'drop' ? lineHashes(loadRepeatedLines(folder)) : undefined;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (!statSync(folder).isDirectory()) throw new Error('it is a file');
  } catch (cause) {
    throw new ConfigError(`the output folder "${folder}" cannot be written: ${(cause as Error).message}`, { cause, hint: 'Choose another one with --out.' });
  }
}

/** Writes what was left out beside the mixtures: mail.ledger.csv for mail.csv. */
function ledgerOf(out: string): string {
  return out.replace(/(\.csv)?$/i, '.ledger.csv');
}

function writeLedger(out: string, ledger: readonly LedgerEntry[]): string {
  const name = ledgerOf(out);
  const file = new ArtifactFile(path.dirname(name), path.basename(name));
  for (const piece of ledgerCsv(ledger)) file.write(piece);
  file.finish();
  file.publish();
  return name;
}

/** Adds up what is said of all documents. */
class Summary {
  private readonly topics: number;
  private documents = 0;
  private tokens = 0;
  private unknown = 0;
  private withoutWords = 0;
  private withoutTopic = 0;
  private readonly largest: Float64Array;
  private readonly words: Float64Array;

  constructor(topics: number) {
    this.topics = topics;
    this.largest = new Float64Array(topics);
    this.words = new Float64Array(topics);
  }

  add({ tokens, unknown, misfit, mixtures }: InferredDocuments): void {
    const { topics } = this;
    for (let i = 0; i < tokens.length; i++) {
      this.documents++;
      this.tokens += tokens[i];
      this.unknown += unknown[i];
      if (misfit[i] > MISFIT) this.withoutTopic++;
      if (tokens[i] === 0) {
        this.withoutWords++;
        continue;
      }
      let main = 0;
      for (let k = 0; k < topics; k++) {
        this.words[k] += mixtures[i * topics + k] * tokens[i];
        if (mixtures[i * topics + k] > mixtures[i * topics + main]) main = k;
      }
      this.largest[main]++;
    }
  }

  figures(labels: readonly string[]): Omit<InferResult, 'model' | 'out' | 'ledgerFile' | 'ledger'> {
    const { documents, tokens, unknown, withoutWords, withoutTopic, largest, words } = this;
    const all = labels.map((label, k) => ({ topic: k + 1, label, documents: largest[k] as number, share: tokens === 0 ? 0 : words[k] / tokens }));
    const topics = all.sort((a, b) => b.documents - a.documents || a.topic - b.topic);
    return { documents, tokens, unknown, withoutWords, withoutTopic, topics };
  }
}

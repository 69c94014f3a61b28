import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { InterruptedError } from '../errors/errors.js';
import { type ComparedFit, type Counterpart, topicStability } from '../evaluate/stability.js';
import { type StabilityRecord, stabilityCsv, stabilityJson } from '../report/stability.js';
import type { RoundedFactors } from '../topics/topic-model.js';
import { loadCollection, loadFactors, loadStability, loadTopicSummaries, type TopicSummary } from './artifacts.js';
import type { CountedCollection } from './counted-collection.js';
import { checkRunFits } from './fit-memory.js';
import type { Manifest } from './manifest.js';
import { modelSettings } from './model-settings.js';
import type { RunHooks } from './progress.js';
import { recordedConfig } from './recorded-config.js';
import { comparedFit } from './refits/refit.js';
import { type Refits, readRefits, writeRefits } from './refits/refit-store.js';
import { reportOfRun } from './report-run.js';
import { RunFolder } from './run-folder.js';
import { takeOverRun } from './take-over-run.js';
import { FitThreads } from './threads/fit-threads.js';
import { version } from './version.js';

export interface StabilityOptions {
  /** how many, ≥ 1 */
  refits: number;
  /** of the refits, any integer; default: that of the run */
  seed?: number | undefined;
  /** on whose number nothing depends; default: the cores */
  threads?: number | undefined;
}

export interface StabilityResult {
  stability: StabilityRecord;
  topics: TopicSummary[];
  manifest: Manifest;
}

/**
 * Finds out how often the topics of a finished run come back in other fits, and writes stability.csv, stability.json and the report anew.
 * Each refit is kept when it is made, so that the same command goes on after an interruption, and one that asks for more uses those there are.
 *
 * @param path the folder of the run
 * @throws ArtifactError where the run is not finished or its files were changed
 * @throws InterruptedError when hooks.signal is aborted
 */
export async function stabilityRun(
  path: string,
  { refits, seed, threads = availableParallelism() }: StabilityOptions,
  hooks: RunHooks = {},
): Promise<StabilityResult> {
  const folder = RunFolder.reopen(path, version);
  try {
    await takeOverRun(folder);
    const { manifest } = folder;
    const settings = { refits, seed: seed ?? manifest.seed };
    checkRunFits('topikl stability', manifest);
    const collection = await loadCollection(path);
    const factors = loadFactors(path);

    const done = await folder.stage('stability', settings, async (writer) => {
      const { refits: all, fit } = await refit(folder, settings, { collection, factors, threads }, hooks);
      const named = topicStability(fit, all).map((topic) => ({
        ...topic,
        terms: topic.terms.map(({ term, found }) => ({ term: collection.vocabulary.terms[term] as string, found })),
      }));
      manifest.stability = settings;
      writer.write('stability.csv', stabilityCsv(named));
      writer.write('stability.json', [stabilityJson({ ...settings, topics: named })]);
      return true;
    });
    if (done === undefined) hooks.onProgress?.({ stage: 'refitted', refits, reused: refits });
    const stability = loadStability(path);
    await reportOfRun(folder, stability, async () => ({ collection, factors }), hooks);
    folder.close();
    return { stability, topics: loadTopicSummaries(path, manifest), manifest };
  } catch (error) {
    folder.closeAfter(error);
    throw error;
  }
}

/** A refit that takes longer than this is kept when it is made. */
const MILLISECONDS_BETWEEN_WRITES = 1000;

interface Fitted {
  collection: CountedCollection;
  factors: RoundedFactors;
  threads: number;
}

/** The counterparts in refit 1, 2, …, those of an earlier command among them, and the fit that they are compared with. */
async function refit(
  folder: RunFolder,
  { refits, seed }: { refits: number; seed: number },
  { collection, factors, threads }: Fitted,
  { onProgress, signal }: RunHooks,
): Promise<{ fit: ComparedFit; refits: Counterpart[][] }> {
  const { manifest, path } = folder;
  const fitStage = manifest.stages.find(({ name }) => name === 'fit');
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([version, fitStage?.fingerprint, fitStage?.files['H.npy'], seed]))
    .digest('hex');
  const made: Refits = readRefits(path, fingerprint);
  const numbers = Array.from({ length: refits }, (_, r) => r + 1);
  const reused = numbers.filter((number) => made.has(number)).length;
  const show = () => onProgress?.({ stage: 'refitting', refits: numbers.filter((number) => made.has(number)).length, totalRefits: refits, reused });
  const fit = comparedFit(collection.X, factors, manifest.fit?.emptyTopics ?? []);
  show();
  const { topics } = factors;
  const interrupted = new InterruptedError('interrupted while refits were made', { hint: 'Run the same command again: the refits that are made are kept.' });
  const task = { X: collection.X, settings: { ...modelSettings(recordedConfig(manifest, path)), topics }, fit, seed };
  const missing = numbers.filter((number) => !made.has(number));
  const fits = new FitThreads({ kind: 'refit', task }, { threads, signal, interrupted });
  try {
    let written = 0;
    await fits.do(missing, topics, (number, counterparts) => {
      made.set(number, counterparts as Counterpart[]);
      // all of them each time: not more often than once in a while
      if (performance.now() - written > MILLISECONDS_BETWEEN_WRITES) {
        writeRefits(path, fingerprint, made);
        written = performance.now();
      }
      show();
    });
  } finally {
    await fits.close();
    if (missing.length > 0) writeRefits(path, fingerprint, made);
  }
  onProgress?.({ stage: 'refitted', refits, reused });
  return { fit, refits: numbers.map((number) => made.get(number) as Counterpart[]) };
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../errors/errors.js';
import { listFiles } from '../ingest/files/list-files.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { readNpy } from '../matrix/npy.js';
import { recommendationSentences } from '../report/topic-search.js';
import { loadCollection, loadStability, loadTopicSummaries, type TopicSummary } from './artifacts.js';
import { SEARCH_STEPS, SEARCH_TO, searchTopics } from './candidates/search-topics.js';
import { removeCheckpoint } from './checkpoint-file.js';
import type { RunConfig } from './config.js';
import { quotesTexts, readingFingerprint } from './count-stage.js';
import type { MatrixShape } from './counted-collection.js';
import { checkCountsFit, diskFitSentence, type FitSize, fitOnDisk } from './fit-memory.js';
import { checkTopics, type GivenStart } from './fit-model.js';
import { InMemoryStages } from './in-memory-stages.js';
import { InputFiles } from './input-files.js';
import { removeOtherLabels } from './labels-file.js';
import { removeMixtures } from './large/fit-from-disk.js';
import { asLarge } from './large/large-collection.js';
import { OnDiskStages } from './large/on-disk-stages.js';
import { evenDocuments } from './large/sample.js';
import { loadLarge, removeShards, StoredCounts } from './large/stored-counts.js';
import { type Manifest, stageFingerprint } from './manifest.js';
import { modelSettings } from './model-settings.js';
import { newManifest } from './new-manifest.js';
import type { RunHooks } from './progress.js';
import { removeRefits } from './refits/refit-store.js';
import { runCount } from './run-count.js';
import { RunFolder } from './run-folder.js';
import { isNamedStart, type NamedStart, REPORT_SETTINGS, SETTINGS } from './settings.js';
import { datesAndGroups } from './tell-story.js';
import { reportStage } from './write-report.js';

/** What a run gives back. */
export interface RunResult {
  out: string;
  manifest: Manifest;
  topics: TopicSummary[];
  /** whether labels were taken away that people had given to other topics */
  labelsRemoved: boolean;
}

/**
 * Runs all stages: counts, fit, topics, report. Stages whose settings and inputs have not changed since the last run into the same
 * folder are taken from it.
 *
 * @throws TopiklError with what was wrong and what to do; a folder that was made for this run is then removed again
 */
export async function run(config: RunConfig, hooks: RunHooks = {}): Promise<RunResult> {
  const start = isNamedStart(config.init) ? undefined : readStart(config.init);

  // only says which files may have changed since, never what is in a result
  const listed = Date.now();
  const list = listFiles(config.inputs, config.out);
  const folder = RunFolder.open(config.out, newManifest(config), config.force);
  const { inputs } = folder.manifest;
  const files = new InputFiles(folder.path, { list, listed, inputs, reading: readingFingerprint(config), keepsTexts: quotesTexts(config) });
  try {
    const { labelsRemoved } = await runStages(folder, config, files, start, hooks);
    folder.close();
    const topics = loadTopicSummaries(folder.path, folder.manifest);
    return { out: config.out, manifest: folder.manifest, topics, labelsRemoved };
  } catch (error) {
    files.tidy();
    folder.closeAfter(error);
    throw error;
  }
}

async function runStages(
  folder: RunFolder,
  config: RunConfig,
  files: InputFiles,
  start: Start | undefined,
  hooks: RunHooks,
): Promise<Pick<RunResult, 'labelsRemoved'>> {
  const { manifest } = folder;
  const isLarge = ({ rows, columns, entries }: MatrixShape) => isFitOnDisk({ documents: rows, terms: columns, entries }, config);
  const stored = new StoredCounts(folder.path, isLarge);
  const counted = await runCount(folder, config, files, hooks, stored.place);
  const counts = stageFingerprint(manifest, 'count');
  stored.finish(counts);
  const inMemory = counted !== undefined && 'X' in counted ? counted : undefined;
  const collection = remember(inMemory, () => loadCollection(folder.path));
  // other ranks read what they fit from the folder
  const isShared = (hooks.communicator?.size ?? 1) > 1;
  const large = remember(isShared ? undefined : inMemory && asLarge(inMemory), () => loadLarge(folder.path, counts));
  const { documents, terms, entries, minDf } = manifest.counts as NonNullable<Manifest['counts']>;
  if (minDf !== undefined) manifest.config['min-df'] = minDf;
  hooks.onProgress?.({ stage: 'counted', reused: counted === undefined, documents, terms, entries, passages: config.chunk !== 'document' });

  // a slip in them should not show at the end of a long run
  if (REPORT_SETTINGS.some((name) => config.given.includes(name))) {
    const all = isFitOnDisk({ documents, terms, entries }, config) ? evenDocuments((await large()).documents) : (await collection()).documents;
    datesAndGroups(all, config);
  }
  const topics = config.topics === 'auto' ? await chosenTopics(folder, (await collection()).X, config, hooks) : config.topics;
  checkTopics(topics, documents, terms);
  const disk = fitOnDisk({ documents, terms, entries, topics }, config);
  if (disk !== undefined) {
    manifest.largeRun = disk;
    hooks.onProgress?.({ stage: 'on-disk', reason: diskFitSentence(disk, config) });
  } else {
    removeMixtures(folder.path);
    removeShards(folder.path);
  }
  const stages =
    disk === undefined
      ? new InMemoryStages(folder, config, collection, { topics, init: start ?? (config.init as NamedStart) }, hooks)
      : new OnDiskStages(folder, config, large, topics, hooks);
  const fitSettings = { ...modelSettings(config), topics, init: start?.sha256 ?? config.init, ...stages.settings.fit };
  const fitted = await folder.stage('fit', fitSettings, async (writer) => {
    manifest.fit = await stages.fit(writer);
    writer.unfinished = manifest.fit.status === 'interrupted';
    return true;
  });
  if (manifest.fit?.status !== 'interrupted') removeCheckpoint(folder.path);
  if (fitted === undefined) folder.keep('fit');
  else removeRefits(folder.path);
  hooks.onProgress?.({ stage: 'fitted', reused: fitted === undefined, iterations: manifest.fit?.iterations ?? 0 });

  const described = await folder.stage('topics', { worded: quotesTexts(config), ...stages.settings.topics }, (writer) => stages.describe(writer));
  if (described === undefined) for (const what of ['misfit', 'sample'] as const) folder.keep(what);
  const labelsRemoved = removeOtherLabels(folder.path, manifest);
  const stability = (await folder.takeOverStability()) ? loadStability(folder.path) : undefined;
  // what there is of an interrupted fit is reported
  await reportStage(
    folder,
    config,
    stability,
    remember(described, () => stages.load()),
    manifest.fit?.status === 'interrupted' ? {} : hooks,
  );
  return { labelsRemoved };
}

/**
 * Whether the counts of a run stay on disk.
 *
 * @throws ConfigError where a setting needs them in memory, and they do not fit there
 */
function isFitOnDisk(size: Omit<FitSize, 'topics'>, config: RunConfig): boolean {
  if (config.topics !== 'auto') return fitOnDisk({ ...size, topics: config.topics }, config) !== undefined;
  checkCountsFit('a search for the number of topics', { ...size, topics: SEARCH_TO }, config.memory);
  return false;
}

/** The number of topics that a search recommends; the manifest says why. */
async function chosenTopics(folder: RunFolder, X: CsrMatrix, config: RunConfig, hooks: RunHooks): Promise<number> {
  const search = await searchTopics(folder, X, config, { steps: SEARCH_STEPS }, hooks);
  const { topics } = search.recommendation;
  folder.manifest.config.topics = topics;
  folder.manifest.chosenTopics = { topics, reason: [...recommendationSentences(search)].join(' ') };
  return topics;
}

/** A value that is there already, or is loaded when first asked for. */
function remember<T>(value: T | undefined, load: () => Promise<T>): () => Promise<T> {
  let kept = value;
  return async () => {
    kept ??= await load();
    return kept;
  };
}

/** Factors to start from, and the hash of their files. */
interface Start extends GivenStart {
  sha256: string;
}

function readStart(folder: string): Start {
  const hash = createHash('sha256');
  const read = (name: string) => {
    const file = path.join(folder, name);
    if (!existsSync(file)) throw new ConfigError(`\`init\` must be ${SETTINGS.init.expected}, got "${folder}": there is no ${file}`);
    const bytes = readFileSync(file);
    hash.update(bytes);
    return readNpy(bytes, file);
  };
  return { W: read('W.npy'), H: read('H.npy'), source: folder, sha256: hash.digest('hex') };
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../errors/errors.js';
import { listFiles } from '../ingest/files/list-files.js';
import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { readNpy, writeNpy } from '../matrix/npy.js';
import { documentTopicsCsv, misfitCsv, topicSummaryCsv, topicsCsv, traceCsv } from '../report/tables.js';
import { recommendationSentences } from '../report/topic-search.js';
import { loadCollection, loadFactors, loadStability, loadTopicSummaries, type TopicSummary } from './artifacts.js';
import { SEARCH_STEPS, searchTopics } from './candidates/search-topics.js';
import { readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint-file.js';
import type { RunConfig } from './config.js';
import { quotesTexts, readingFingerprint } from './count-stage.js';
import { describeTopics, TOP_TERMS } from './describe-topics.js';
import { checkTopics, fitModel, type GivenStart } from './fit-model.js';
import { InputFiles } from './input-files.js';
import { removeOtherLabels } from './labels-file.js';
import type { Manifest } from './manifest.js';
import { modelSettings } from './model-settings.js';
import { newManifest } from './new-manifest.js';
import { documentTexts } from './page-texts.js';
import type { RunHooks } from './progress.js';
import { removeRefits } from './refits/refit-store.js';
import { runCount } from './run-count.js';
import { RunFolder } from './run-folder.js';
import { isNamedStart, type NamedStart, REPORT_SETTINGS, SETTINGS } from './settings.js';
import { datesAndGroups } from './tell-story.js';
import { withFoundLabels, withWordedLabels } from './worded-labels.js';
import { reportStage } from './write-report.js';

/** Seconds between two checkpoints of the fit. */
const CHECKPOINT_SECONDS = 30;

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
  const counted = await runCount(folder, config, files, hooks);
  const collection = remember(counted, () => loadCollection(folder.path));
  const { documents, terms, entries, minDf } = manifest.counts as NonNullable<Manifest['counts']>;
  if (minDf !== undefined) manifest.config['min-df'] = minDf;
  hooks.onProgress?.({ stage: 'counted', reused: counted === undefined, documents, terms, entries, passages: config.chunk !== 'document' });

  // a slip in them should not show at the end of a long run
  if (REPORT_SETTINGS.some((name) => config.given.includes(name))) datesAndGroups((await collection()).documents, config);
  const topics = config.topics === 'auto' ? await chosenTopics(folder, (await collection()).X, config, hooks) : config.topics;
  checkTopics(topics, documents, terms);
  const fitted = await folder.stage('fit', { ...modelSettings(config), topics, init: start?.sha256 ?? config.init }, async (writer) => {
    const counts = await collection();
    const fit = await fitModel(
      counts.X,
      { ...modelSettings(config), topics, init: start ?? (config.init as NamedStart) },
      {
        threads: config.threads,
        onIteration: (iteration, last) => hooks.onProgress?.({ stage: 'fitting', iteration, maxIterations: config.maxIterations, last }),
        onStart: (start, starts) => hooks.onProgress?.({ stage: 'starting', start, starts }),
        signal: hooks.signal,
        checkpoint: { seconds: CHECKPOINT_SECONDS, write: (state) => writeCheckpoint(folder.path, writer.fingerprint, state) },
        resume: readCheckpoint(folder.path, writer.fingerprint),
      },
    );
    // one copy of the counts is enough: that in the memory of the fit
    counts.X = fit.X;
    writer.writeBytes('W.npy', writeNpy({ rows: fit.factors.documents, columns: topics, values: fit.factors.W }));
    writer.writeBytes('H.npy', writeNpy({ rows: topics, columns: fit.factors.terms, values: fit.factors.H }));
    writer.write('trace.csv', traceCsv(fit.trace));
    manifest.fit = fit.summary;
    writer.unfinished = fit.summary.status === 'interrupted';
    return fit.factors;
  });
  if (manifest.fit?.status !== 'interrupted') removeCheckpoint(folder.path);
  if (fitted === undefined) folder.keep('fit');
  else removeRefits(folder.path);
  const factors = remember(fitted, async () => loadFactors(folder.path));
  hooks.onProgress?.({ stage: 'fitted', reused: fitted === undefined, iterations: manifest.fit?.iterations ?? 0 });

  const describe = async () => describeTopics(await collection(), await factors(), { loss: config.loss, ...(manifest.fit as NonNullable<Manifest['fit']>) });
  const described = await folder.stage('topics', { worded: quotesTexts(config) }, async (writer) => {
    const plain = await describe();
    const counts = await collection();
    const result = quotesTexts(config) ? await withWordedLabels(counts, plain, documentTexts(folder.path, counts.documents), config) : plain;
    writer.write('topics.csv', topicsCsv(result.descriptions));
    writer.write('topic-summary.csv', topicSummaryCsv(result.descriptions, TOP_TERMS));
    const ids = counts.documents.map(({ id }) => id);
    writer.write('document-topics.csv', documentTopicsCsv(ids, result.model));
    writer.write('misfit.csv', misfitCsv(counts.documents, result.misfit));
    manifest.misfit = result.misfit.scale;
    return result;
  });
  if (described === undefined) folder.keep('misfit');
  const labelsRemoved = removeOtherLabels(folder.path, manifest);
  const description = remember(described, async () => withFoundLabels(folder.path, await describe()));
  const stability = (await folder.takeOverStability()) ? loadStability(folder.path) : undefined;
  const topicsOfReport = async () => ({ collection: await collection(), ...(await description()) });
  // what there is of an interrupted fit is reported
  await reportStage(folder, config, stability, topicsOfReport, manifest.fit?.status === 'interrupted' ? {} : hooks);
  return { labelsRemoved };
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

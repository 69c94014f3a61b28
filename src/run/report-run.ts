import { readFileSync } from 'node:fs';
import { ConfigError } from '../errors/errors.js';
import { checkLabels, parseLabels } from '../report/labels.js';
import type { TopicLabels } from '../report/page-content.js';
import type { StabilityRecord } from '../report/stability.js';
import type { RoundedFactors } from '../topics/topic-model.js';
import { loadCollection, loadFactors, loadStability, loadTopicSummaries, type TopicSummary } from './artifacts.js';
import type { CountedCollection } from './counted-collection.js';
import { describeTopics } from './describe-topics.js';
import { loadLabels, removeLabels, writeLabels } from './labels-file.js';
import { loadSampledTopics } from './large/sampled-topics.js';
import { type Manifest, readManifest, topicsFingerprint } from './manifest.js';
import type { RunHooks } from './progress.js';
import { recordedConfig } from './recorded-config.js';
import { RunFolder } from './run-folder.js';
import { flagName, type REPORT_SETTINGS, type Settings } from './settings.js';
import { takeOverRun, takeOverStages } from './take-over-run.js';
import { version } from './version.js';
import { withFoundLabels } from './worded-labels.js';
import { reportStage } from './write-report.js';

/** No labels: those that are kept go. */
const NONE = 'none';

export interface ReportOptions {
  /** a file of labels that the page has saved, or none; default: those that are kept in the folder */
  labels?: string | undefined;
  /** settings of the report that are to be others from now on */
  settings?: Partial<Pick<Settings, (typeof REPORT_SETTINGS)[number]>>;
}

export interface ReportResult {
  manifest: Manifest;
  topics: TopicSummary[];
  /** what people say of the topics, where they have said something */
  labels: TopicLabels | undefined;
}

/**
 * Makes the report of a finished run anew, from its folder alone.
 *
 * @param path the folder of the run
 * @throws ArtifactError where the run is not finished or its files were changed
 * @throws ConfigError for labels that cannot be read, or are of other topics
 * @throws InterruptedError when hooks.signal is aborted
 */
export async function reportRun(path: string, { labels, settings = {} }: ReportOptions = {}, hooks: RunHooks = {}): Promise<ReportResult> {
  const folder = RunFolder.reopen(path, version);
  try {
    await takeOverRun(folder);
    const { manifest } = folder;
    if (labels === NONE) removeLabels(path);
    else if (labels !== undefined) writeLabels(path, readLabels(labels, path, manifest));
    for (const [name, value] of Object.entries(settings)) manifest.config[flagName(name)] = value;
    await finishReport(folder, hooks);
    return { manifest, topics: loadTopicSummaries(path, manifest), labels: loadLabels(path, manifest) };
  } catch (error) {
    folder.closeAfter(error);
    throw error;
  }
}

/**
 * Makes the report of a run anew after something that it tells has changed.
 *
 * @returns false where it must wait for the next run: files of this one were changed, or it is of another version
 * @throws InterruptedError when hooks.signal is aborted
 */
export async function refreshReport(path: string, hooks: RunHooks = {}): Promise<boolean> {
  if (readManifest(path).version !== version) return false;
  const folder = RunFolder.reopen(path, version);
  try {
    if ((await takeOverStages(folder)) === undefined) {
      await finishReport(folder, hooks);
      return true;
    }
  } catch (error) {
    folder.closeAfter(error);
    throw error;
  }
  folder.leave();
  return false;
}

/** The report of a run whose other stages were taken over; then the folder is closed. */
async function finishReport(folder: RunFolder, hooks: RunHooks): Promise<void> {
  const { manifest, path } = folder;
  delete manifest.stability;
  const stability = (await folder.takeOverStability()) ? loadStability(path) : undefined;
  await reportOfRun(folder, stability, async () => ({ collection: await loadCollection(path), factors: loadFactors(path) }), hooks);
  folder.close();
}

/**
 * The stage of the report, of a run that was finished earlier.
 *
 * @param fitted asked for only where the report is not as it would be
 */
export async function reportOfRun(
  folder: RunFolder,
  stability: StabilityRecord | undefined,
  fitted: () => Promise<{ collection: CountedCollection; factors: RoundedFactors }>,
  hooks: RunHooks,
): Promise<void> {
  const { manifest, path } = folder;
  const config = recordedConfig(manifest, path);
  const facts = { loss: config.loss, ...(manifest.fit as NonNullable<Manifest['fit']>) };
  const topics = async () => {
    if (manifest.largeRun !== undefined) return loadSampledTopics(path, manifest, facts);
    const { collection, factors } = await fitted();
    return { collection, ...withFoundLabels(path, await describeTopics(collection, factors, facts)) };
  };
  await reportStage(folder, config, stability, topics, hooks);
}

function readLabels(file: string, folder: string, manifest: Manifest): TopicLabels {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(`the labels cannot be read: ${(cause as Error).message}`, {
      cause,
      hint: 'Give a file that the page report.html has saved, or none.',
    });
  }
  const labels = parseLabels(content, file);
  checkLabels(labels, { fingerprint: topicsFingerprint(manifest), topics: loadTopicSummaries(folder).length }, file);
  return labels;
}

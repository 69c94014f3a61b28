import type { CitedSentence } from '../report/story.js';
import { summaryLines } from '../report/terminal-summary.js';
import { loadTopicSummaries, type TopicSummary } from '../run/artifacts.js';
import { parseFlags } from '../run/config.js';
import { loadSummaries, loadTrends, type Trends } from '../run/load-story.js';
import { type Manifest, readManifest } from '../run/manifest.js';
import { recordedConfig } from '../run/recorded-config.js';
import { reportRun } from '../run/report-run.js';
import { wholeNumber } from '../run/whole-number.js';
import { print, terminalWidth } from './output.js';
import { watched } from './watched.js';

/**
 * `topikl summarize DIR`: what the collection and its topics say, in sentences of the documents.
 *
 * @param wanted number of the one topic that is asked for, as it was written
 * @param flags `summary-sentences`, by which the reports go from then on
 */
export async function summarizeCommand(
  folder: string,
  wanted: string | undefined,
  flags: Readonly<Record<string, unknown>>,
  output: { json: boolean; quiet: boolean },
): Promise<void> {
  const settings = parseFlags(flags, ['summarySentences']);
  readManifest(folder);
  const only = wanted === undefined ? undefined : wholeNumber('topic', wanted, loadTopicSummaries(folder).length);
  const { manifest, topics } = await watched(output.quiet, (hooks) => reportRun(folder, { settings }, hooks));
  const shown = topics.filter(({ topic }) => only === undefined || topic === only);
  const { collection, topics: ofTopics } = loadSummaries(folder, topics.length);
  const trends = loadTrends(folder);
  if (output.json) {
    const sentences = only === undefined ? { collection: collection.map(sentenceObject) } : {};
    process.stdout.write(`${JSON.stringify({ ...sentences, topics: shown.map((topic) => topicObject(topic, ofTopics, trends)) })}\n`);
    return;
  }
  if (output.quiet) return;
  if (ofTopics.every((sentences) => sentences.length === 0)) print(`${whyNone(manifest, folder)}\n`);
  const story = only === undefined ? { collection, time: trends ?? null } : { collection: [], time: null };
  for (const line of summaryLines({ summaries: { collection: story.collection, topics: ofTopics }, time: story.time }, shown, terminalWidth())) print(line);
}

function whyNone(manifest: Manifest, folder: string): string {
  const { matrixInput, keepTexts, summarySentences } = recordedConfig(manifest, folder);
  if (matrixInput) return 'There is nothing to quote: the input was a matrix of counts.';
  if (keepTexts === 'no') return 'There is nothing to quote: the run was told not to keep the texts (keep-texts no).';
  return summarySentences === 0 ? 'No sentences are quoted: summary-sentences is 0.' : 'No sentence of the documents can stand by itself.';
}

function sentenceObject({ id, date, share, text }: CitedSentence): object {
  return { id, date, share, sentence: text };
}

function topicObject({ topic, label, prevalence }: TopicSummary, ofTopics: readonly CitedSentence[][], trends: Trends | undefined): object {
  const trend = trends?.topics[topic - 1];
  const { change, changeLow: low, changeHigh: high, direction, peak = -1 } = trend ?? {};
  const overTime = trend === undefined ? null : { change, low, high, direction, peak: trends?.periods[peak]?.name };
  return { topic, label, prevalence, sentences: (ofTopics[topic - 1] ?? []).map(sentenceObject), overTime };
}

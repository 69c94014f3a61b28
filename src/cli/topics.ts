import { ArtifactError } from '../errors/errors.js';
import { convergenceSentence } from '../report/sentences.js';
import { marksExplained, topicTable } from '../report/terminal.js';
import { loadTopicSummaries, type TopicSummary } from '../run/artifacts.js';
import { loadTrends } from '../run/load-story.js';
import { readManifest } from '../run/manifest.js';
import { print, terminalWidth } from './output.js';

/** `topikl topics DIR`: the table of topics of a finished run. */
export function topicsCommand(folder: string, output: { json: boolean }): void {
  const manifest = readManifest(folder);
  const { stages, fit } = manifest;
  if (!stages.some(({ name }) => name === 'topics')) {
    throw new ArtifactError(`the run in "${folder}" is not finished`, { hint: 'Run the same command again: it goes on from there.' });
  }
  const topics = loadTopicSummaries(folder, manifest);
  if (output.json) {
    const trends = loadTrends(folder);
    const names = trends?.periods.map(({ name }) => name);
    const courses = trends?.topics.map(({ peak, ...course }) => ({ ...course, peak: names?.[peak] }));
    const overTime = trends === undefined ? {} : { overTime: { periods: names, topics: courses } };
    process.stdout.write(`${JSON.stringify({ status: fit?.status, topics, ...overTime })}\n`);
    return;
  }
  printTopics(folder, topics);
  const notes = [marksExplained(topics), fit?.status === 'interrupted' ? convergenceSentence(fit) : ''].filter((sentence) => sentence !== '');
  if (notes.length > 0) print(`\n${notes.join(' ')}`);
}

/** The table of topics, with their courses over time where there are dates. */
export function printTopics(folder: string, topics: readonly TopicSummary[]): void {
  const { periods = [], topics: trends = [] } = loadTrends(folder) ?? {};
  const rows = topics.map((topic) => ({ ...topic, trend: trends[topic.topic - 1]?.trend }));
  for (const line of topicTable(rows, terminalWidth(), periods)) print(line);
}

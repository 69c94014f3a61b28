import { ArtifactError } from '../errors/errors.js';
import { convergenceSentence } from '../report/sentences.js';
import { marksExplained, topicTable } from '../report/terminal.js';
import { loadTopicSummaries } from '../run/artifacts.js';
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
    process.stdout.write(`${JSON.stringify({ status: fit?.status, topics })}\n`);
    return;
  }
  for (const line of topicTable(topics, terminalWidth())) print(line);
  const notes = [marksExplained(topics), fit?.status === 'interrupted' ? convergenceSentence(fit) : ''].filter((sentence) => sentence !== '');
  if (notes.length > 0) print(`\n${notes.join(' ')}`);
}

import path from 'node:path';
import { connect } from '../distribute/connect.js';
import { convergenceSentence, emptyTopicsSentence, leftOutSentence, sampleSentence } from '../report/sentences.js';
import { marksExplained } from '../report/terminal.js';
import { resolveConfig } from '../run/config.js';
import type { Manifest } from '../run/manifest.js';
import { followRun, leadRun } from '../run/ranks.js';
import { type RunResult, run } from '../run/run.js';
import { version } from '../run/version.js';
import { print } from './output.js';
import { printReport } from './report.js';
import { printTopics } from './topics.js';
import { watched } from './watched.js';

/** Files that are named when a run ends. */
const NAMED_FILES = ['report.html', 'report.md', 'topics.csv', 'document-topics.csv'];

/** `topikl run`: from inputs to a folder of results. */
export async function runCommand(
  inputs: readonly string[],
  flags: Readonly<Record<string, unknown>>,
  output: { json: boolean; quiet: boolean },
): Promise<void> {
  const communicator = await connect({ version });
  if (communicator.rank > 0) return followRun(communicator);
  const result = await leadRun(communicator, async (shareThreads) => {
    const config = resolveConfig(inputs, flags);
    config.threads = shareThreads(config.threads);
    return watched(output.quiet, (hooks) => run(config, { ...hooks, communicator }));
  });
  if (output.json) process.stdout.write(`${JSON.stringify(resultJson(result))}\n`);
  else if (!output.quiet) printResult(result);
  if (result.manifest.fit?.status === 'interrupted') process.exitCode = 130;
}

function printResult({ out, manifest, topics, labelsRemoved }: RunResult): void {
  print('');
  printTopics(out, topics);
  print('');
  const { counts, fit, chosenTopics, sample } = manifest;
  if (chosenTopics !== undefined) print(`${chosenTopics.reason}\n`);
  if (fit !== undefined && counts !== undefined)
    print(
      [convergenceSentence(fit), emptyTopicsSentence(fit), marksExplained(topics), leftOutSentence(counts)].filter((sentence) => sentence !== '').join(' '),
    );
  if (counts !== undefined && sample !== undefined && sample.every > 1) print(sampleSentence(sample, counts.documents));
  const files = resultFiles(manifest);
  const others = files.filter((file) => !NAMED_FILES.includes(file)).length;
  if (labelsRemoved) print('labels.json was of other topics than these, and is gone.');
  printReport(out);
  print(`${path.join(out, 'topics.csv')} · document-topics.csv · ${others} more files`);
}

function resultFiles(manifest: Manifest): string[] {
  return ['manifest.json', ...manifest.stages.flatMap(({ files }) => Object.keys(files))];
}

function resultJson({ out, manifest, topics }: RunResult): object {
  return {
    out,
    version: manifest.version,
    seed: manifest.seed,
    counts: manifest.counts,
    fit: manifest.fit,
    ...(manifest.largeRun === undefined ? {} : { largeRun: manifest.largeRun, sample: manifest.sample }),
    ...(manifest.chosenTopics === undefined ? {} : { chosenTopics: manifest.chosenTopics }),
    stages: manifest.stages.map(({ name, seconds, reused }) => ({ name, seconds, reused })),
    topics,
    files: resultFiles(manifest),
  };
}

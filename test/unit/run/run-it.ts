import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCsv } from '../../../src/report/parse-csv.js';
import { resolveConfig } from '../../../src/run/config.js';
import type { Progress } from '../../../src/run/progress.js';
import { run } from '../../../src/run/run.js';
import { LETTERS, temporaryFolder, writeFiles } from '../../temporary-folder.js';

/** A place with a folder `letters` and room for results. */
export function place(files: Readonly<Record<string, string | Uint8Array>> = LETTERS) {
  const folder = temporaryFolder();
  const letters = path.join(folder, 'letters');
  mkdirSync(letters);
  writeFiles(letters, files);
  return { folder, letters, out: path.join(folder, 'out') };
}

/** @param abortAt the progress at which the run is interrupted */
export async function runIt(inputs: string | string[], out: string, flags: Record<string, unknown> = {}, abortAt?: Progress['stage']) {
  const progress: Progress[] = [];
  const controller = new AbortController();
  const config = resolveConfig([inputs].flat(), { topics: '2', 'min-df': '1', out, ...flags });
  const onProgress = (what: Progress) => {
    progress.push(what);
    if (what.stage === abortAt) controller.abort();
  };
  const result = await run(config, { onProgress, signal: controller.signal });
  const stages = result.manifest.stages.map(({ name, reused }) => `${name}${reused ? ' reused' : ''}`);
  return { ...result, progress, stages };
}

export const ALL_DONE = ['count', 'fit', 'topics', 'report'];
export const ALL_REUSED = ALL_DONE.map((name) => `${name} reused`);
/** The files whose bytes depend on input, settings, seed and version only. */
export const SAME_BITS = [
  'W.npy',
  'H.npy',
  'counts.mtx',
  'document-topics.csv',
  'documents.csv',
  'ledger.csv',
  'left-out-words.csv',
  'misfit.csv',
  'repeated-lines.csv',
  'summaries.csv',
  'texts.jsonl.gz',
  'topic-summary.csv',
  'topic-tree.csv',
  'topics.csv',
  'vocabulary.csv',
];

export const bits = (folder: string) => Object.fromEntries(SAME_BITS.map((name) => [name, readFileSync(path.join(folder, name)).toString('base64')]));
export const table = (folder: string, name: string) => parseCsv(readFileSync(path.join(folder, name), 'utf8'), name);

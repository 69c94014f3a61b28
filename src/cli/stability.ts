import path from 'node:path';
import { ConfigError } from '../errors/errors.js';
import { stabilitySentences } from '../report/stability.js';
import { stabilityTable } from '../report/terminal.js';
import { type StabilityOptions, type StabilityResult, stabilityRun } from '../run/stability-run.js';
import { print, terminalWidth } from './output.js';
import { watched } from './watched.js';

const REFITS = 20;
const MOST_REFITS = 10_000;
const MOST_THREADS = 1024;

/** `topikl stability DIR`: how often the topics of a finished run come back. */
export async function stabilityCommand(
  folders: readonly string[],
  flags: Readonly<Record<string, unknown>>,
  output: { json: boolean; quiet: boolean },
): Promise<void> {
  const [folder, more] = folders;
  if (folder === undefined || more !== undefined) throw new ConfigError('topikl stability takes one folder, the one that topikl run wrote');
  const options = optionsOf(flags);
  const result = await watched(output.quiet, (hooks) => stabilityRun(folder, options, hooks));
  if (output.json) process.stdout.write(`${JSON.stringify(resultJson(folder, result))}\n`);
  else if (!output.quiet) printResult(folder, result);
}

function optionsOf(flags: Readonly<Record<string, unknown>>): StabilityOptions {
  const { refits, seed, threads, ...others } = flags;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new ConfigError(`unknown option --${unknown}`, { hint: 'See topikl stability --help.' });
  return {
    refits: wholeNumber('refits', refits, 1, MOST_REFITS) ?? REFITS,
    seed: wholeNumber('seed', seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    threads: wholeNumber('threads', threads, 1, MOST_THREADS),
  };
}

function wholeNumber(name: string, written: unknown, least: number, most: number): number | undefined {
  if (written === undefined) return undefined;
  const value = /^[-+]?\d+$/.test(String(written)) ? Number(written) : Number.NaN;
  if (value >= least && value <= most) return value;
  const range = least < 0 ? ', 0 and negative ones too' : ` from ${least} to ${most}`;
  throw new ConfigError(`\`${name}\` must be a whole number${range}, got "${written}"`);
}

function printResult(folder: string, { stability, topics }: StabilityResult): void {
  print('');
  const rows = topics.map(({ label, prevalence }, k) => ({ label, prevalence, ...(stability.topics[k] as (typeof stability.topics)[number]) }));
  for (const line of stabilityTable(rows, terminalWidth())) print(line);
  print('');
  for (const sentence of stabilitySentences(stability.topics)) print(sentence);
  print('');
  print(`${path.join(folder, 'stability.csv')} · stability.json   the figures and their definitions`);
  print(`${path.join(folder, 'report.html')} · report.md   say it of each topic`);
}

function resultJson(folder: string, { stability, topics }: StabilityResult): object {
  const { refits, seed } = stability;
  return {
    out: folder,
    refits,
    seed,
    topics: stability.topics.map((topic, k) => ({ label: topics[k]?.label, ...topic })),
    files: ['stability.csv', 'stability.json'],
  };
}

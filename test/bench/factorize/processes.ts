import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export const PYTHON = '/usr/bin/python3';
const PEERS = '../shared/peers';

/** The names of this benchmark's own sub-commands, each of which does one thing in a fresh process and prints JSON. */
export type Part = 'data' | 'fit' | 'half-step';

/** Runs a command to its end. @throws Error with the end of what it wrote, when it fails */
export function run(command: string, words: readonly string[], notes = false): string {
  const { status, stdout, stderr, error } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${command} ${words.slice(0, 2).join(' ')} … failed: ${error?.message ?? stderr.slice(-1500)}`);
  return notes ? stdout + stderr : stdout;
}

/** Runs a part of this benchmark in a fresh process. This process stays small: a new one's peak memory begins with that of its parent. */
export function runPart<Result>(part: Part, job: object): Result {
  return JSON.parse(run(process.execPath, [process.argv[1] as string, part, JSON.stringify(job)])) as Result;
}

/** Runs one of the peers' scripts; its notes come after its results. */
export function runPeer(script: string, ...words: (string | number)[]): string {
  return run(PYTHON, [path.join(PEERS, script), ...words.map(String)], true);
}

/** Why the peers cannot run, if they cannot. */
export function missingPeers(): string | undefined {
  if (!existsSync(path.join(PEERS, 'run_sklearn.py'))) return `there is no ${PEERS}/run_sklearn.py`;
  if (!existsSync(PYTHON)) return `there is no ${PYTHON}`;
  if (spawnSync(PYTHON, ['-c', 'import sklearn']).status !== 0) return `${PYTHON} has no scikit-learn: install python3-sklearn`;
  return undefined;
}

/** The smallest and the median number; of an even count, the mean of the middle two. */
export function summarize(numbers: readonly number[]): { best: number; median: number } {
  const sorted = numbers.toSorted((x, y) => x - y);
  const middle = [(sorted.length - 1) >> 1, sorted.length >> 1].map((at) => sorted[at] as number) as [number, number];
  return { best: sorted[0] as number, median: (middle[0] + middle[1]) / 2 };
}

/** A goal, and whether it is met. */
export function verdict(value: number, least: number): string {
  return `${value >= least ? 'meets' : 'MISSES'} ≥ ${least}`;
}

/** Notes that something is wrong, not only slow: the benchmark then ends with 1. */
export function checked(right: boolean, what: string): void {
  console.log(`  ${right ? 'checked' : 'WRONG'}: ${what}`);
  if (!right) process.exitCode = 1;
}

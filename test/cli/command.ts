import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The program. */
export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** The collection of 65 short texts about five subjects. */
export const SUBJECTS = fileURLToPath(new URL('../../corpora/subjects/documents', import.meta.url));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** what it has written to standard error so far */
  stderr: () => string;
}

/** Starts topikl as its users do. */
export function start(words: readonly string[], cwd: string, environment: Readonly<Record<string, string>> = { NO_COLOR: '1' }): Running {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is not there: npm run build`);
  const { FORCE_COLOR: _force, NO_COLOR: _no, CI: _ci, NODE_OPTIONS: _options, ...plain } = process.env;
  const child = spawn(process.execPath, [MAIN, ...words], { cwd, env: { ...plain, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended, stderr: () => stderr };
}

/** Runs topikl to its end. */
export function topikl(words: readonly string[], cwd: string, environment?: Readonly<Record<string, string>>): Promise<Ended> {
  return start(words, cwd, environment).ended;
}

/** The one message of a run that failed, without its hint; throws when there is none, more than one, or a stack. */
export function messageOf({ stderr }: Ended): string {
  const messages = stderr.split('\n').filter((line) => line.startsWith('topikl:'));
  if (messages.length !== 1 || /^ {4}at /m.test(stderr)) throw new Error(`expected one message and no stack, got:\n${stderr}`);
  return (messages[0] as string).slice('topikl: '.length);
}

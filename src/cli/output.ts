import picocolors from 'picocolors';
import { TopiklError } from '../errors/errors.js';
import { exitCode } from './exit-code.js';

/** Messages go to standard error, so that is what decides about colour. */
const colours = picocolors.createColors((process.stderr.isTTY === true || Boolean(process.env.FORCE_COLOR)) && !process.env.NO_COLOR);

/** Columns of the terminal; 100 where there is none, as in a pipe. */
export function terminalWidth(): number {
  return Math.max(40, process.stdout.columns || Number(process.env.COLUMNS || 100));
}

/** Text without the control characters by which a file's name could drive the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => (character === '\n' ? character : '\ufffd'));
}

export function print(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

/** Says what went wrong, on standard error; with `json` also as an object on standard output. Sets the exit code. */
export function fail(error: unknown, json: boolean): void {
  process.exitCode = exitCode(error);
  if (error instanceof TopiklError) {
    const hint = error.hint === undefined ? '' : `\n${colours.dim('hint:')} ${printable(error.hint)}`;
    process.stderr.write(`${colours.red('topikl:')} ${printable(error.message)}${hint}\n`);
    if (json)
      process.stdout.write(`${JSON.stringify({ error: { code: error.code, stage: error.stage, message: error.message, hint: error.hint ?? null } })}\n`);
  } else {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`topikl: this is a bug, please report it with these lines\n${printable(stack)}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ error: { code: 'bug', stage: null, message: String(error), hint: null } })}\n`);
  }
}

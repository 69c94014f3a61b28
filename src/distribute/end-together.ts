import { writeSync } from 'node:fs';
import os from 'node:os';
import { TopiklError } from '../errors/errors.js';
import { pauseBeforeEnd } from './last-words.js';
import type { Launcher } from './launcher.js';
import type { MpiCommunicator } from './mpi-communicator.js';

interface Ending {
  /** once they are known to be those of the launcher */
  ranks: MpiCommunicator | undefined;
}

/**
 * Makes the end of this process, other than after `close`, the end of all ranks, which would wait for it for ever. What is thrown and not
 * caught is said on standard error.
 */
export function endTogether(launcher: Launcher): Ending {
  const ending: Ending = { ranks: undefined };
  // of rejected promises too, where nobody else asks for them
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${message(error, launcher)}\n`);
    end(ending, 1);
    process.exit(1);
  });
  process.on('exit', (code) => end(ending, code));
  return ending;
}

function message(error: unknown, { rank, size }: Launcher): string {
  const where = `rank ${rank}${size === undefined ? '' : ` of ${size}`}, on ${os.hostname()}`;
  if (error instanceof TopiklError) return `topikl: ${error.message} (${where})${error.hint === undefined ? '' : `\nhint: ${error.hint}`}`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `topikl: this is a bug, please report it with these lines (${where})\n${stack}`;
}

function end({ ranks }: Ending, code: number): void {
  if (ranks === undefined) tellLauncher(code);
  else if (!ranks.isClosed) ranks.abort(code || 1);
}

/** MPICH's launcher does not mind a rank that ends before its MPI has begun, while the others wait for it: it must be told. */
function tellLauncher(code: number): void {
  const { PMI_FD: descriptor } = process.env;
  if (descriptor === undefined || code === 0) return;
  pauseBeforeEnd();
  try {
    writeSync(Number(descriptor), `cmd=abort exitcode=${code}\n`);
  } catch {
    // it is no longer there
  }
}

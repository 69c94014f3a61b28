import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { ConfigError } from '../errors/errors.js';

const NAME = '.topikl.lock';

/** Locks that this process holds: one of its number in a file that is not among them is left from a process that has ended. */
const held = new Set<string>();

/**
 * Makes this process the only one that writes into a folder. A lock whose process has ended is taken over.
 *
 * @returns a function that gives the folder free
 * @throws ConfigError when another run is at work in the folder, or it cannot be written (a full disk)
 */
export function lockFolder(folder: string): () => void {
  const file = path.resolve(folder, NAME);
  const mine = `${process.pid} ${hostname()}\n`;
  for (let attempt = 0; ; attempt++) {
    if (writeLock(folder, file, mine)) {
      held.add(file);
      return () => {
        held.delete(file);
        rmSync(file, { force: true });
      };
    }
    const owner = readOwner(file);
    if (attempt > 0 || owner === undefined || (owner.pid === process.pid ? held.has(file) : isAlive(owner))) {
      throw new ConfigError(`another run is writing into "${folder}"${owner === undefined ? '' : ` (process ${owner.pid} on ${owner.host})`}`, {
        hint: `Wait for it, or choose another folder with --out. If no run is going on, delete ${file}.`,
      });
    }
    takeAway(file, owner);
  }
}

/** Puts a lock in place; false where there is one. What cannot be written whole is taken away again: nobody could tell whose it is. */
function writeLock(folder: string, file: string, content: string): boolean {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'wx');
    writeSync(handle, content);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    if (handle !== undefined) rmSync(file, { force: true });
    throw new ConfigError(`the output folder "${folder}" cannot be written: ${(cause as Error).message}`, {
      cause,
      hint: 'Make room there, or choose another one with --out.',
    });
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Removes the lock of a process that has ended, unless another process has put its own in that place meanwhile. */
function takeAway(file: string, owner: Owner): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = readOwner(aside);
  if (moved?.pid !== owner.pid || moved.host !== owner.host) linkSync(aside, file);
  rmSync(aside, { force: true });
}

interface Owner {
  pid: number;
  host: string;
}

function readOwner(file: string): Owner | undefined {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const match = /^(\d+) (.*)\n$/.exec(content);
  return match === null ? undefined : { pid: Number(match[1]), host: match[2] };
}

/** Whether a process runs; of one on another machine nothing is known, so it is taken to. */
function isAlive({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return !isEnding(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process was killed and only its memory is being let go, or nobody has asked for its end yet: Linux gives it no command line then. */
function isEnding(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`).length === 0;
  } catch {
    return false;
  }
}

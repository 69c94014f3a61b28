import { fork } from 'node:child_process';
import { once } from 'node:events';
import { entryFile } from '../../launch/entry-file.js';
import type { Order, Parcel } from './messages.js';

/** Megabytes of each half of the space for new objects: by default three times 16, which are filled before anything is let go. */
const SEMI_SPACE = 4;

/** What a process that reads says. */
export interface ReaderListener {
  onParcel(parcel: Parcel): void;
  /** it could not be started or spoken to */
  onError(error: Error): void;
  /** it is gone, and all that it sent has arrived */
  onEnd(): void;
}

/** A process that reads, on this machine or another. */
export interface ReaderChild {
  /** One that has ended meanwhile is told nothing, and its end is heard of. */
  tell(order: Order): void;
  /** Ends it at once. */
  kill(): void;
  /** Ends it, if it is still there, and waits until it is gone. */
  close(): Promise<void>;
}

/**
 * Starts a process that reads files.
 *
 * @param megabytes of objects that it may hold
 * @param entry what it runs, if not the reading of files
 */
export function startReader(listener: ReaderListener, megabytes: number, entry: string | URL = entryFile('ingest/processes/reader-process')): ReaderChild {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${megabytes}`, `--max-semi-space-size=${SEMI_SPACE}`],
    // what a parser prints is for nobody
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', (parcel: Parcel) => listener.onParcel(parcel));
  child.on('error', (error) => listener.onError(error));
  child.on('disconnect', () => listener.onEnd());
  return {
    tell(order) {
      if (child.connected) child.send(order, () => {});
    },
    kill() {
      child.kill('SIGKILL');
    },
    async close() {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

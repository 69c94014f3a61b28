import { closeSync, constants, fstatSync, openSync, type Stats, statSync } from 'node:fs';
import type { Location } from './file-names.js';

/** The `code` of the error that openRegularFile throws at anything but a regular file. */
export const NOT_A_REGULAR_FILE = 'not-a-regular-file';

/** Windows has none: there it is looked first what there is to open. */
const NO_WAITING = constants.O_NONBLOCK as number | undefined;

/** A file that is open, and what the system says of it. */
export interface OpenFile {
  /** closed by whoever opened it */
  descriptor: number;
  stats: Stats;
}

/**
 * Opens a file to read it. Nothing waits for the writer of a pipe, even when it took the file's place just now.
 *
 * @throws Error with the code NOT_A_REGULAR_FILE for a folder, device, socket or pipe; the system's error where it cannot be opened
 */
export function openRegularFile(location: Location): OpenFile {
  if (NO_WAITING === undefined && !statSync(location).isFile()) throw notRegular();
  const descriptor = open(location);
  const stats = fstatSync(descriptor);
  if (stats.isFile()) return { descriptor, stats };
  closeSync(descriptor);
  throw notRegular();
}

function open(location: Location): number {
  try {
    return openSync(location, constants.O_RDONLY | (NO_WAITING ?? 0));
  } catch (error) {
    // what it says of a socket
    throw (error as NodeJS.ErrnoException).code === 'ENXIO' ? notRegular() : error;
  }
}

function notRegular(): Error {
  return Object.assign(new Error('it is a folder, device, socket or pipe; expected a regular file'), { code: NOT_A_REGULAR_FILE });
}

import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs';
import type { Location } from './file-names.js';

/** The `code` of the error that openRegularFile throws at anything but a regular file. */
export const NOT_A_REGULAR_FILE = 'not-a-regular-file';

/**
 * Opens a file to read it. A pipe is not opened, and nothing waits for its writer, even when it took the file's place just now.
 *
 * @returns the descriptor, which the caller closes
 * @throws Error with the code NOT_A_REGULAR_FILE for a folder, device, socket or pipe; the system's error where it cannot be opened
 */
export function openRegularFile(location: Location): number {
  if (!statSync(location).isFile()) throw notRegular();
  // Windows has no O_NONBLOCK
  const descriptor = openSync(location, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw notRegular();
}

function notRegular(): Error {
  return Object.assign(new Error('it is a folder, device, socket or pipe; expected a regular file'), { code: NOT_A_REGULAR_FILE });
}

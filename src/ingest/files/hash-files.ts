import { createHash } from 'node:crypto';
import { closeSync, createReadStream, readFileSync } from 'node:fs';
import type { SourceFile } from '../document.js';
import type { Location } from './file-names.js';
import { openRegularFile } from './open-regular-file.js';

/** Files above this size are hashed piece by piece. */
const LARGE = 16 * 1024 * 1024;

/** What a collection was when it was read. */
export interface FilesHash {
  files: number;
  bytes: number;
  /** of the paths and contents of all files, in their order; hexadecimal */
  sha256: string;
}

/**
 * Hash of files: the same for the same paths and contents, wherever they are.
 *
 * @param contents of each file, as contentOf gives it
 */
export function hashOfFiles(files: readonly SourceFile[], contents: readonly string[]): FilesHash {
  const all = createHash('sha256');
  let bytes = 0;
  for (const [i, file] of files.entries()) {
    bytes += file.bytes;
    all.update(`${file.path}\0${contents[i]}\n`);
  }
  return { files: files.length, bytes, sha256: all.digest('hex') };
}

/** What a file holds: the sha256 of its content, hexadecimal, or the code of the error where it cannot be read. */
export async function contentOf(location: Location): Promise<string> {
  try {
    return await hashFile(location);
  } catch (error) {
    return errorCode(error);
  }
}

/** Whether what contentOf gives is a hash. */
export function isHash(content: string): boolean {
  return content.length === 64;
}

/** How a file that cannot be read counts. */
export function errorCode(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}

/** sha256 of a file's content, hexadecimal; a large file is read piece by piece. */
export async function hashFile(location: Location): Promise<string> {
  const hash = createHash('sha256');
  const { descriptor, stats } = openRegularFile(location);
  try {
    if (stats.size <= LARGE) hash.update(readFileSync(descriptor));
    else for await (const piece of createReadStream('', { fd: descriptor, autoClose: false })) hash.update(piece as Buffer);
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, readFileSync } from 'node:fs';
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
 * Hash of files: the same for the same paths and contents, wherever they are. A file that cannot be read counts by its error.
 *
 * @param onFile called before each file
 */
export async function hashFiles(files: readonly SourceFile[], onFile: () => Promise<void> = async () => {}): Promise<FilesHash> {
  const all = createHash('sha256');
  let bytes = 0;
  for (const file of files) {
    await onFile();
    bytes += file.bytes;
    all.update(`${file.path}\0${await contentOrError(file)}\n`);
  }
  return { files: files.length, bytes, sha256: all.digest('hex') };
}

async function contentOrError(file: SourceFile): Promise<string> {
  try {
    return await hashFile(file.location);
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

/** sha256 of a file's content, hexadecimal; a large file is read piece by piece. */
export async function hashFile(location: Location): Promise<string> {
  const hash = createHash('sha256');
  const descriptor = openRegularFile(location);
  try {
    if (fstatSync(descriptor).size <= LARGE) hash.update(readFileSync(descriptor));
    else for await (const piece of createReadStream('', { fd: descriptor, autoClose: false })) hash.update(piece as Buffer);
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

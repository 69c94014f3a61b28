import { createHash, hash as hashOf } from 'node:crypto';
import { closeSync, createReadStream, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { Content } from '../content.js';
import type { SourceFile } from '../document.js';
import type { Location } from './file-names.js';
import { contentOf } from './hash-files.js';
import { openRegularFile } from './open-regular-file.js';

/** Files up to this size are read at once. */
const SMALL = 1024 * 1024;

/** What is known of a file when it has been read. */
export interface FileRead {
  /** sha256 of its content, hexadecimal, or the code of the error where it cannot be read */
  sha256: string;
  /** whether its size is not the one with which it was listed */
  resized: boolean;
  /** whether what was found is what is in this content, and will be again: not where the file changed meanwhile */
  sound: boolean;
}

/** A file that is being read, once; what it holds is hashed as it passes. */
export interface FileContent {
  content: Content;
  /** all that it holds, where that is in memory */
  bytes: Uint8Array | undefined;
  /** what is known of it, after the reading; at once where it is in memory */
  end(): FileRead | Promise<FileRead>;
}

/**
 * Opens a file to read it.
 *
 * @param most bytes of a file that may be read at once
 * @param onRead told of the bytes of a large file as they are read
 * @throws Error as openRegularFile does
 */
export function openContent(file: SourceFile, most: number, onRead: (bytes: number) => void): FileContent {
  const { descriptor, stats } = openRegularFile(file.location);
  // a stream closes its file itself
  if (stats.size > Math.min(SMALL, most)) return streamed(file, descriptor, onRead);
  try {
    return atOnce(file, readWhole(descriptor, stats.size), stats.size);
  } finally {
    closeSync(descriptor);
  }
}

/** A file's bytes; one more than there were where it grows meanwhile. */
function readWhole(descriptor: number, size: number): Uint8Array {
  // some systems say 0 of files that they make as they are read
  if (size === 0) return readFileSync(descriptor);
  const bytes = Buffer.allocUnsafe(size + 1);
  let filled = 0;
  while (filled < bytes.length) {
    const more = readSync(descriptor, bytes, filled, bytes.length - filled, null);
    filled += more;
    if (more === 0 || filled === size) break;
  }
  return bytes.subarray(0, filled);
}

function atOnce(file: SourceFile, bytes: Uint8Array, size: number): FileContent {
  const resized = size !== file.bytes || (size > 0 && bytes.length !== size);
  return { content: Content.of(bytes), bytes, end: () => ({ sha256: hashOf('sha256', bytes, 'hex'), resized, sound: !resized }) };
}

function streamed(file: SourceFile, descriptor: number, onRead: (bytes: number) => void): FileContent {
  const hash = createHash('sha256');
  let passed = false;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of createReadStream('', { fd: descriptor, highWaterMark: SMALL })) {
      hash.update(piece);
      onRead(piece.length);
      yield piece;
    }
    passed = true;
  }
  const end = async (): Promise<FileRead> => {
    // those who go back and forth in it have read it by themselves
    const sha256 = passed ? hash.digest('hex') : await contentOf(file.location);
    const stats = statsOf(file.location);
    const resized = stats !== undefined && stats.size !== file.bytes;
    return { sha256, resized, sound: !resized && (passed || stats?.mtimeMs === file.modified) };
  };
  return { content: new Content(pieces()), bytes: undefined, end };
}

/** Undefined for one that is gone by now: it was read all the same. */
function statsOf(location: Location): Stats | undefined {
  try {
    return statSync(location);
  } catch {
    return undefined;
  }
}

import { isUtf8 } from 'node:buffer';
import { closeSync, readSync } from 'node:fs';
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type ZipFile } from 'yauzl';
import type { Location } from '../../files/file-names.js';
import { openRegularFile } from '../../files/open-regular-file.js';
import { ReadingError } from '../../limits.js';

/** Bytes that are read at a time. */
const WINDOW = 64 * 1024;
/** Bytes before a file's name in its header. */
const HEADER = 30;

/** Bytes that can be read anywhere. */
export interface Bytes {
  size: number;
  /** @returns fewer than `length` bytes only where they end */
  read(start: number, length: number): Buffer;
  close(): void;
}

/** @throws Error of the system */
export function bytesOfFile(location: Location): Bytes {
  const { descriptor: file, stats } = openRegularFile(location);
  const { size } = stats;
  return {
    size,
    read(start, length) {
      if (start >= size) return Buffer.alloc(0);
      const buffer = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const more = readSync(file, buffer, filled, length - filled, start + filled);
        if (more === 0) break;
        filled += more;
      }
      return buffer.subarray(0, filled);
    },
    close: () => closeSync(file),
  };
}

export function bytesInMemory(bytes: Uint8Array): Bytes {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return { size: buffer.length, read: (start, length) => buffer.subarray(start, start + length), close: () => {} };
}

/** A file in a ZIP archive, as the list at the archive's end has it. */
export interface ZipEntry {
  /** as written */
  name: string;
  /** of its header */
  start: number;
  packedBytes: number;
  unpackedBytes: number;
  crc: number;
  /** number of the compression; 0: none, 8: deflate */
  method: number;
  encrypted: boolean;
  symbolicLink: boolean;
}

/** The list of files of a ZIP archive. yauzl reads the list; the bytes of the files are read here. */
export class ZipDirectory {
  private readonly bytes: Bytes;

  constructor(bytes: Bytes) {
    this.bytes = bytes;
  }

  /**
   * Its files and folders in order.
   *
   * @throws ReadingError where the list is damaged, after the entries before that
   */
  async *entries(): AsyncGenerator<ZipEntry> {
    const zip = await this.open();
    let read = 0;
    try {
      for await (const entry of zip.eachEntry()) {
        read++;
        yield zipEntry(entry);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
      throw malformed(`its list of files is damaged after ${read} of ${zip.entryCount}; what follows is not read`);
    }
    const signature = (start: number) => this.bytes.read(start, 4).toString('latin1');
    // programs that cannot count beyond 65,535 say too low a number; the cursor is a number, whatever the package of types says
    if (signature(Number(zip.readEntryCursor)) === 'PK\x01\x02' || (read === 0 && signature(0) === 'PK\x03\x04')) {
      throw malformed(`it has more files than the ${zip.entryCount} of its list; what follows is not read`);
    }
  }

  /**
   * The compressed bytes of a file.
   *
   * @throws ReadingError where they are not in the archive
   */
  async *packedPieces({ start, packedBytes }: ZipEntry): AsyncGenerator<Uint8Array> {
    const header = this.bytes.read(start, HEADER);
    if (header.length < HEADER || header.toString('latin1', 0, 4) !== 'PK\x03\x04') throw malformed('it is not where its archive says that it is');
    const from = start + HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
    const end = from + packedBytes;
    if (end > this.bytes.size) throw malformed('it goes on beyond the end of its archive');
    for (let at = from; at < end; at += WINDOW) {
      const piece = this.bytes.read(at, Math.min(WINDOW, end - at));
      if (piece.length < Math.min(WINDOW, end - at)) throw malformed('its archive was cut off while it was read');
      yield piece;
    }
  }

  private async open(): Promise<ZipFile> {
    try {
      return await fromRandomAccessReaderPromise(new WindowReader(this.bytes), this.bytes.size, { decodeStrings: false, validateEntrySizes: false });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
      throw malformed('it has no list of files at its end: it is cut off, or damaged');
    }
  }
}

function malformed(detail: string): ReadingError {
  return new ReadingError({ reason: 'malformed', detail });
}

const UTF8_NAME = 0x800;
const UNIX = 3;

function zipEntry(entry: Entry): ZipEntry {
  // without decodeStrings names are bytes
  const name = entry.fileNameRaw;
  const flags = isUtf8(name) ? UTF8_NAME : entry.generalPurposeBitFlag;
  return {
    name: getFileNameLowLevel(flags, name, entry.extraFields, true),
    start: entry.relativeOffsetOfLocalHeader,
    packedBytes: entry.compressedSize,
    unpackedBytes: entry.uncompressedSize,
    crc: entry.crc32,
    method: entry.compressionMethod,
    encrypted: entry.isEncrypted(),
    symbolicLink: entry.versionMadeBy >> 8 === UNIX && ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000,
  };
}

/** Gives yauzl bytes from a window: its reads are of a few bytes each, one after the other. */
class WindowReader extends RandomAccessReader {
  private readonly bytes: Bytes;
  private window: Buffer = Buffer.alloc(0);
  private start = 0;

  constructor(bytes: Bytes) {
    super();
    this.bytes = bytes;
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null, bytesRead?: number) => void): void {
    try {
      if (position < this.start || position + length > this.start + this.window.length) {
        this.start = position;
        this.window = this.bytes.read(position, Math.max(length, WINDOW));
      }
    } catch (error) {
      callback(error as Error);
      return;
    }
    const from = position - this.start;
    callback(null, this.window.copy(buffer, offset, from, from + length));
  }
}

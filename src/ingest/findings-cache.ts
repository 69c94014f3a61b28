import { closeSync, fstatSync, openSync, readdirSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { Place } from './document.js';
import type { FileFinding } from './read-file.js';

/*
 * What was found in files, as the readers found it, kept for the next run. Each process that reads writes a part of its own: segments of
 * findings one after the other, each behind its checksum and length. A part is never changed once it is written. What is damaged or
 * missing is no error: the files are read again then.
 */

/** Which cache is read, and whether what is found is written there too. */
export interface CacheSettings {
  folder: string;
  write: boolean;
  /** lowest number of a part that is written: above all that the index of the run before names, be they there or not */
  firstPart: number;
}

const PART = /^findings-(\d{1,9})$/;
/** Characters after which a segment is written. */
const SEGMENT_LENGTH = 512 * 1024;
/** Characters that a finding counts for beside its texts. */
const OVERHEAD = 100;
/** Bytes before a segment: its checksum (CRC-32) and its length. */
const HEADER = 8;

/** Removes all parts but those with these numbers, as far as that can be done. */
export function removeParts(folder: string, except: ReadonlySet<number>): void {
  try {
    for (const name of readdirSync(folder)) {
      const number = PART.exec(name)?.[1];
      if (number !== undefined && !except.has(Number(number))) rmSync(path.join(folder, name), { force: true });
    }
  } catch {
    // there is no cache, or it is in the way of nobody
  }
}

function partFile(folder: string, part: number): string {
  return path.join(folder, `findings-${part}`);
}

/** Writes a part. Where that cannot be done (a full disk), nothing is kept from then on. */
export class FindingsWriter {
  readonly part: number;
  private readonly file: number;
  private pending: FileFinding[] = [];
  private length = 0;
  /** where the next segment will begin */
  private position = 0;
  private place: Place;
  private failed = false;

  private constructor(part: number, file: number) {
    this.part = part;
    this.file = file;
    this.place = this.here();
  }

  /** Begins the part with the lowest number that is free, from the first on; undefined where none can be written. */
  static open({ folder, firstPart }: CacheSettings): FindingsWriter | undefined {
    for (let part = firstPart; ; part++) {
      try {
        return new FindingsWriter(part, openSync(partFile(folder, part), 'wx'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return undefined;
      }
    }
  }

  add(finding: FileFinding): void {
    this.pending.push(finding);
    this.place.count++;
    this.length += lengthOf(finding);
    if (this.length >= SEGMENT_LENGTH) this.flush();
  }

  /** Says that what is added next belongs to another file. Returns where the findings of this one lie, if they do. */
  endFile(): Place | undefined {
    const { place } = this;
    this.place = this.here();
    return this.failed ? undefined : place;
  }

  /** Writes what has been added so far. */
  flush(): void {
    if (this.pending.length > 0 && !this.failed) {
      try {
        this.writeSegment(serialize(this.pending));
      } catch {
        this.failed = true;
      }
    }
    this.pending = [];
    this.length = 0;
    if (this.place.count === 0) this.place = this.here();
  }

  close(): void {
    closeSync(this.file);
  }

  private here(): Place {
    return { part: this.part, segment: this.position, first: this.pending.length, count: 0 };
  }

  private writeSegment(content: Buffer): void {
    const header = Buffer.allocUnsafe(HEADER);
    header.writeUInt32LE(crc32(content), 0);
    header.writeUInt32LE(content.length, 4);
    for (const bytes of [header, content]) {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done);
    }
    this.position += HEADER + content.length;
  }
}

/** Characters that a finding holds, about. */
function lengthOf(finding: FileFinding): number {
  if (finding.kind !== 'document') return OVERHEAD;
  let length = OVERHEAD + finding.text.length;
  for (const name in finding.metadata) length += name.length + (finding.metadata[name] as string).length;
  return length;
}

/** Reads the parts of a folder. */
export class FindingsReader {
  private readonly folder: string;
  private readonly files = new Map<number, number>();
  /** the segment that was read last, which is that of the next file as a rule */
  private last: { part: number; start: number; end: number; findings: readonly FileFinding[] } | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * The findings of a file, in their order.
   *
   * @throws Error where the cache is damaged, after those that come before that
   */
  *read({ part, segment, first, count }: Place): Generator<FileFinding> {
    let start = segment;
    let next = first;
    for (let left = count; left > 0; next = 0) {
      const { findings, end } = this.segment(part, start);
      if (next >= findings.length) throw new Error('the place is not in its segment');
      for (; next < findings.length && left > 0; next++, left--) yield findings[next] as FileFinding;
      start = end;
    }
  }

  private segment(part: number, start: number): { end: number; findings: readonly FileFinding[] } {
    if (this.last?.part === part && this.last.start === start) return this.last;
    let file = this.files.get(part);
    if (file === undefined) {
      file = openSync(partFile(this.folder, part), 'r');
      this.files.set(part, file);
    }
    const header = readExactly(file, start, HEADER);
    const content = readExactly(file, start + HEADER, header.readUInt32LE(4));
    if (crc32(content) !== header.readUInt32LE(0)) throw new Error('the checksum is another');
    this.last = { part, start, end: start + HEADER + content.length, findings: deserialize(content) as FileFinding[] };
    return this.last;
  }

  close(): void {
    for (const file of this.files.values()) closeSync(file);
    this.files.clear();
  }
}

/** @throws Error where the file has fewer bytes */
function readExactly(file: number, start: number, length: number): Buffer {
  // before a damaged length asks for memory
  if (start + length > fstatSync(file).size) throw new Error('it goes on beyond the end of its part');
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const more = readSync(file, bytes, done, length - done, start + done);
    if (more === 0) throw new Error('it goes on beyond the end of its part');
    done += more;
  }
  return bytes;
}

import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ArtifactError } from '../errors/errors.js';

/** How the names of unfinished files begin and end. */
export const UNFINISHED = /^\.topikl-.*\.part$/;
const BUFFER = 1024 * 1024;
/** Most bytes of one call: the system takes no more than 2 GiB. */
const PIECE = 1 << 30;

/** A file of a run's folder being written: finish() makes it whole, publish() makes it appear under its name. */
export class ArtifactFile {
  readonly name: string;
  private readonly folder: string;
  private readonly part: string;
  private readonly handle: number;
  private readonly hash: Hash = createHash('sha256');
  private readonly gzip: boolean;
  private pending = '';
  private closed = false;

  /** @param name in the folder; one that ends in .gz is compressed */
  constructor(folder: string, name: string) {
    this.folder = folder;
    this.name = name;
    this.gzip = name.endsWith('.gz');
    this.part = path.join(folder, `.topikl-${name}.part`);
    this.handle = this.guard(() => openSync(this.part, 'w'));
  }

  write(text: string): void {
    this.pending += text;
    if (this.pending.length >= BUFFER) this.flush();
  }

  writeBytes(bytes: Uint8Array): void {
    this.flush();
    this.writeNow(bytes);
  }

  /** Ends the writing. Returns the hash of the content, hexadecimal. */
  finish(): string {
    this.flush();
    this.guard(() => {
      fsyncSync(this.handle);
      closeSync(this.handle);
      this.closed = true;
    });
    return this.hash.digest('hex');
  }

  /** Gives the finished file its name, in place of what had it. */
  publish(): void {
    this.guard(() => renameSync(this.part, path.join(this.folder, this.name)));
  }

  /** Removes what has been written. */
  discard(): void {
    if (!this.closed) closeSync(this.handle);
    this.closed = true;
    rmSync(this.part, { force: true });
  }

  private flush(): void {
    if (this.pending === '') return;
    const bytes = Buffer.from(this.pending, 'utf8');
    this.pending = '';
    // each piece is a gzip member of its own: a file of several members is one stream to every reader
    this.writeNow(this.gzip ? gzipSync(bytes, { level: 4 }) : bytes);
  }

  private writeNow(bytes: Uint8Array): void {
    this.hash.update(bytes);
    this.guard(() => {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.handle, bytes, done, Math.min(bytes.length - done, PIECE));
    });
  }

  private guard<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw new ArtifactError(`${path.join(this.folder, this.name)} cannot be written: ${(cause as Error).message}`, {
        cause,
        hint: 'Check the space and the rights of the output folder.',
      });
    }
  }
}

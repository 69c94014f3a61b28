import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import { ArtifactError } from '../errors/errors.js';

/** How the names of unfinished files begin and end. */
export const UNFINISHED = /^\.topikl-.*\.part$/;
const BUFFER = 1024 * 1024;
/** Fast: texts become a third anyway. */
const COMPRESSION = { level: 4 };
const compress = promisify<Buffer, typeof COMPRESSION, Buffer>(gzip);
/** Most bytes of one call: the system takes no more than 2 GiB. */
const PIECE = 1 << 30;

/**
 * A file of a run's folder being written: finish() makes it whole, publish() makes it appear under its name. What is compressed is so beside
 * this thread: drained() is to be awaited now and then, so that it does not pile up, and before finish().
 */
export class ArtifactFile {
  readonly name: string;
  private readonly folder: string;
  private readonly part: string;
  private readonly handle: number;
  private readonly hash: Hash = createHash('sha256');
  private readonly gzip: boolean;
  private pending = '';
  private closed = false;
  /** those that are being compressed, until they are written */
  private readonly pieces: Promise<void>[] = [];
  private failure: unknown;

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

  /** To be called for files that are not compressed. */
  writeBytes(bytes: Uint8Array): void {
    this.flush();
    this.writeNow(bytes);
  }

  /**
   * Waits until at most so many pieces of 1 MB are still to be compressed and written.
   *
   * @throws ArtifactError where one could not be written
   */
  async drained(most = 0): Promise<void> {
    while (this.pieces.length > most) await this.pieces[0];
    if (this.failure !== undefined) throw this.failure;
  }

  /** Ends the writing. Returns the hash of the content, hexadecimal. */
  finish(): string {
    if (this.pieces.length > 0) throw new Error(`${this.name} is finished before it is drained`);
    const rest = this.takePending();
    if (rest.length > 0) this.writeNow(this.gzip ? gzipSync(rest, COMPRESSION) : rest);
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

  private takePending(): Buffer {
    const bytes = Buffer.from(this.pending, 'utf8');
    this.pending = '';
    return bytes;
  }

  private flush(): void {
    const bytes = this.takePending();
    if (!this.gzip) this.writeNow(bytes);
    else this.pieces.push(this.writeCompressed(bytes, this.pieces.at(-1)));
  }

  /** Each piece is a gzip member of its own: a file of several members is one stream to every reader. */
  private async writeCompressed(bytes: Buffer, before: Promise<void> | undefined): Promise<void> {
    try {
      const [compressed] = await Promise.all([compress(bytes, COMPRESSION), before]);
      if (!this.closed) this.writeNow(compressed);
    } catch (error) {
      this.failure ??= error;
    }
    this.pieces.shift();
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

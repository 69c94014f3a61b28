import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { ArtifactError } from '../errors/errors.js';
import type { PieceStore } from '../tokenize/packed-rows.js';

/**
 * Pieces of memory in a file of a run's folder, which is there while it is needed; what a killed run leaves of it, the next takes away. Each has a
 * checksum: what is read is what was added.
 */
export class ScratchFile implements PieceStore {
  private readonly file: string;
  private handle: number | undefined;
  /** where each piece begins, and where the next one will */
  private readonly starts: number[] = [];
  private readonly checksums: number[] = [];
  private end = 0;

  /** @param name in the folder, as UNFINISHED has it */
  constructor(folder: string, name: string) {
    this.file = path.join(folder, `.topikl-${name}.part`);
  }

  /** @throws ArtifactError where it cannot be written */
  add(piece: Uint8Array): number {
    try {
      this.handle ??= openSync(this.file, 'w+');
      for (let done = 0; done < piece.length; ) done += writeSync(this.handle, piece, done, piece.length - done, this.end + done);
    } catch (cause) {
      throw this.failure('written', cause as Error);
    }
    this.checksums.push(crc32(piece));
    this.end += piece.length;
    return this.starts.push(this.end - piece.length) - 1;
  }

  /** @throws ArtifactError where it cannot be read, has been cut short or changed */
  read(number: number, into: Uint8Array): void {
    try {
      for (let done = 0; done < into.length; ) {
        const bytes = readSync(this.handle as number, into, done, into.length - done, (this.starts[number] as number) + done);
        if (bytes === 0) throw new Error('it has been cut short');
        done += bytes;
      }
      if (crc32(into) !== this.checksums[number]) throw new Error('its content has been changed');
    } catch (cause) {
      throw this.failure('read', cause as Error);
    }
  }

  /** Takes the file away. */
  remove(): void {
    if (this.handle === undefined) return;
    closeSync(this.handle);
    rmSync(this.file, { force: true });
    this.handle = undefined;
  }

  private failure(what: string, cause: Error): ArtifactError {
    return new ArtifactError(`${this.file} cannot be ${what}: ${cause.message}`, { cause, hint: 'Check the space and the rights of the output folder.' });
  }
}

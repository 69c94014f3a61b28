import { closeSync, existsSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ArtifactError } from '../errors/errors.js';
import type { Checkpoint } from '../factorize/factorize.js';
import { ArtifactFile } from './artifact-file.js';

/*
 * A fit that is not finished: a line of JSON, then its arrays as little-endian float32. Only the fit with the same fingerprint goes on
 * from it, so what it holds need not be described further.
 */

/** Its name in the run's folder; hidden, since it is no result. */
export const CHECKPOINT = '.topikl-fit.checkpoint';
/** Seconds between two of them at least. */
export const CHECKPOINT_SECONDS = 30;

/** Writes it; where that cannot be done (a full disk), the one before stays, and the fit goes on. */
export function writeCheckpoint(folder: string, fingerprint: string, { engine, ...rest }: Checkpoint): void {
  let file: ArtifactFile | undefined;
  try {
    file = new ArtifactFile(folder, CHECKPOINT);
    file.write(`${JSON.stringify({ fingerprint, ...rest, sums: engine.sums, lengths: engine.factors.map(({ length }) => length) })}\n`);
    for (const factor of engine.factors) file.writeBytes(new Uint8Array(factor.buffer, factor.byteOffset, factor.byteLength));
    file.finish();
    file.publish();
  } catch (error) {
    file?.discard();
    if (!(error instanceof ArtifactError)) throw error;
  }
}

/** The checkpoint of the fit with this fingerprint, or undefined where there is none that is whole. */
export function readCheckpoint(folder: string, fingerprint: string): Checkpoint | undefined {
  const name = path.join(folder, CHECKPOINT);
  if (!existsSync(name)) return undefined;
  const file = openSync(name, 'r');
  try {
    const header = readHeader(file);
    const { fingerprint: own, lengths, sums, ...rest } = JSON.parse(header.toString()) as StoredCheckpoint;
    const expected = header.length + 1 + 4 * lengths.reduce((sum, length) => sum + length, 0);
    if (own !== fingerprint || fstatSync(file).size !== expected) return undefined;
    let at = header.length + 1;
    const factors = lengths.map((length) => {
      const factor = new Float32Array(length);
      readAll(file, new Uint8Array(factor.buffer), at);
      at += 4 * length;
      return factor;
    });
    // JSON has no NaN: the change before the first row
    const trace = rest.trace.map((row) => ({ ...row, relativeChange: row.relativeChange ?? Number.NaN }));
    return { ...rest, trace, engine: { factors, sums } };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  } finally {
    closeSync(file);
  }
}

/** What stands before the first line break. */
function readHeader(file: number): Buffer {
  for (let size = 65536; ; size *= 4) {
    const start = Buffer.alloc(size);
    const read = readSync(file, start, 0, size, 0);
    const end = start.indexOf(10);
    if (end >= 0 || read < size) return start.subarray(0, Math.max(0, end));
  }
}

/** Fills the bytes from the place on; one call reads no more than 2 GiB. */
function readAll(file: number, bytes: Uint8Array, place: number): void {
  for (let done = 0; done < bytes.length; ) done += readSync(file, bytes, done, Math.min(bytes.length - done, 1 << 30), place + done);
}

export function removeCheckpoint(folder: string): void {
  rmSync(path.join(folder, CHECKPOINT), { force: true });
}

type StoredCheckpoint = Omit<Checkpoint, 'engine'> & { fingerprint: string; lengths: number[]; sums: number[][] };

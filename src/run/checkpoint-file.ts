import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Checkpoint } from '../factorize/factorize.js';
import { ArtifactFile } from './artifact-file.js';

/*
 * A fit that is not finished: a line of JSON, then its arrays as little-endian float32. Only the fit with the same fingerprint goes on
 * from it, so what it holds need not be described further.
 */

/** Its name in the run's folder; hidden, since it is no result. */
export const CHECKPOINT = '.topikl-fit.checkpoint';

export function writeCheckpoint(folder: string, fingerprint: string, { engine, ...rest }: Checkpoint): void {
  const file = new ArtifactFile(folder, CHECKPOINT);
  try {
    file.write(`${JSON.stringify({ fingerprint, ...rest, sums: engine.sums, lengths: engine.factors.map(({ length }) => length) })}\n`);
    for (const factor of engine.factors) file.writeBytes(new Uint8Array(factor.slice().buffer));
    file.finish();
    file.publish();
  } catch (error) {
    file.discard();
    throw error;
  }
}

/** The checkpoint of the fit with this fingerprint, or undefined where there is none that is whole. */
export function readCheckpoint(folder: string, fingerprint: string): Checkpoint | undefined {
  try {
    const bytes = readFileSync(path.join(folder, CHECKPOINT));
    const end = bytes.indexOf(10);
    const { fingerprint: own, lengths, sums, ...rest } = JSON.parse(bytes.toString('utf8', 0, end)) as StoredCheckpoint;
    let at = end + 1;
    if (own !== fingerprint || bytes.length - at !== 4 * lengths.reduce((sum, length) => sum + length, 0)) return undefined;
    const factors = lengths.map((length) => {
      const factor = new Float32Array(length);
      new Uint8Array(factor.buffer).set(bytes.subarray(at, at + 4 * length));
      at += 4 * length;
      return factor;
    });
    // JSON has no NaN: the change before the first row
    const trace = rest.trace.map((row) => ({ ...row, relativeChange: row.relativeChange ?? Number.NaN }));
    return { ...rest, trace, engine: { factors, sums } };
  } catch {
    return undefined;
  }
}

export function removeCheckpoint(folder: string): void {
  rmSync(path.join(folder, CHECKPOINT), { force: true });
}

type StoredCheckpoint = Omit<Checkpoint, 'engine'> & { fingerprint: string; lengths: number[]; sums: number[][] };

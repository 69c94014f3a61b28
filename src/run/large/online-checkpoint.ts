import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { ArtifactError } from '../../errors/errors.js';
import type { OnlineCheckpoint } from '../../factorize/online/settings.js';
import { ArtifactFile } from '../artifact-file.js';
import { CHECKPOINT } from '../checkpoint-file.js';

/** Writes it; where that cannot be done (a full disk), the one before stays, and the fit goes on. @returns whether it was done */
export function writeOnlineCheckpoint(folder: string, fingerprint: string, state: OnlineCheckpoint): boolean {
  let file: ArtifactFile | undefined;
  try {
    file = new ArtifactFile(folder, CHECKPOINT);
    file.writeBytes(serialize({ fingerprint, state }));
    file.finish();
    file.publish();
    return true;
  } catch (error) {
    file?.discard();
    if (!(error instanceof ArtifactError)) throw error;
    return false;
  }
}

/** The checkpoint of the fit with this fingerprint, or undefined where there is none that is whole. */
export function readOnlineCheckpoint(folder: string, fingerprint: string): OnlineCheckpoint | undefined {
  const file = path.join(folder, CHECKPOINT);
  if (!existsSync(file)) return undefined;
  try {
    const { fingerprint: own, state } = deserialize(readFileSync(file)) as { fingerprint: string; state: OnlineCheckpoint };
    return own === fingerprint ? state : undefined;
  } catch {
    // of a fit in memory, or cut short
    return undefined;
  }
}

import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ArtifactError, ConfigError } from '../errors/errors.js';
import { parseLabels } from '../report/labels.js';
import type { TopicLabels } from '../report/page-content.js';
import { ArtifactFile } from './artifact-file.js';
import { type Manifest, topicsFingerprint } from './manifest.js';

/** The file of what people say of the topics, kept beside them. */
const LABELS = 'labels.json';

/**
 * What people say of the topics of a run.
 *
 * @returns undefined where they have said nothing, or what they said was of other topics
 * @throws ArtifactError where the file is damaged
 */
export function loadLabels(folder: string, manifest: Pick<Manifest, 'stages'>): TopicLabels | undefined {
  const labels = readLabelsFile(folder);
  return labels?.fingerprint === topicsFingerprint(manifest) ? labels : undefined;
}

export function writeLabels(folder: string, labels: TopicLabels): void {
  const file = new ArtifactFile(folder, LABELS);
  try {
    file.write(`${JSON.stringify(labels, null, 2)}\n`);
    file.finish();
    file.publish();
  } catch (error) {
    file.discard();
    throw error;
  }
}

export function removeLabels(folder: string): void {
  rmSync(path.join(folder, LABELS), { force: true });
}

/** Takes labels away that are of other topics than those of the run; returns whether there were any. */
export function removeOtherLabels(folder: string, manifest: Pick<Manifest, 'stages'>): boolean {
  const labels = readLabelsFile(folder);
  if (labels === undefined || labels.fingerprint === topicsFingerprint(manifest)) return false;
  removeLabels(folder);
  return true;
}

function readLabelsFile(folder: string): TopicLabels | undefined {
  const file = path.join(folder, LABELS);
  if (!existsSync(file)) return undefined;
  try {
    return parseLabels(readFileSync(file, 'utf8'), file);
  } catch (cause) {
    const message = cause instanceof ConfigError ? cause.message : `${file} cannot be read: ${(cause as Error).message}`;
    throw new ArtifactError(message, { cause, hint: `Correct it, or take it away: topikl report ${folder} --labels none.` });
  }
}

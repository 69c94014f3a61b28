import { ArtifactError } from '../errors/errors.js';
import { checkFitEnded } from './manifest.js';
import type { RunFolder, StageName } from './run-folder.js';

/**
 * Takes over the stages of a finished run that its report stands on.
 *
 * @throws ArtifactError where one was not done, or its files were changed
 */
export async function takeOverRun(folder: RunFolder): Promise<void> {
  const missing = await takeOverStages(folder);
  if (missing !== undefined) {
    throw new ArtifactError(`the results in "${folder.path}" are not those of a finished run: the stage "${missing}" was not done, or its files were changed`, {
      hint: 'Run `topikl run` again: it does what is missing.',
    });
  }
  checkFitEnded(folder.manifest, folder.path);
}

/** @returns the stage that is not there or not whole, if any */
export async function takeOverStages(folder: RunFolder): Promise<StageName | undefined> {
  for (const name of ['count', 'fit', 'topics'] as const) if (!(await folder.takeOver(name))) return name;
  return undefined;
}

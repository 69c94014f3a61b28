import { TEXTS } from './artifacts.js';
import type { PlaceOfMatrix } from './choose-terms.js';
import type { RunConfig } from './config.js';
import { countFingerprint, countStage, quotesTexts } from './count-stage.js';
import type { CountedCollection, StreamedCollection } from './counted-collection.js';
import type { InputFiles } from './input-files.js';
import { breather, type RunHooks } from './progress.js';
import type { RunFolder } from './run-folder.js';

/**
 * The stage of the counts. Only files that may be those of the last run are hashed before it; the others are as they are read.
 *
 * @param place where the rows of a large matrix go; without it all matrices stay in memory
 * @returns undefined where it is that of the last run
 */
export async function runCount(folder: RunFolder, config: RunConfig, files: InputFiles, hooks: RunHooks): Promise<CountedCollection | undefined>;
export async function runCount(
  folder: RunFolder,
  config: RunConfig,
  files: InputFiles,
  hooks: RunHooks,
  place: PlaceOfMatrix | undefined,
): Promise<CountedCollection | StreamedCollection | undefined>;
export async function runCount(
  folder: RunFolder,
  config: RunConfig,
  files: InputFiles,
  hooks: RunHooks,
  place?: PlaceOfMatrix | undefined,
): Promise<CountedCollection | StreamedCollection | undefined> {
  const { manifest } = folder;
  const breathe = breather(hooks.signal, 'while the inputs were compared with those of the last run');
  await files.check(config.matrixInput || folder.hasCounted(files.sizes()), async (done, totalFiles) => {
    hooks.onProgress?.({ stage: 'checking', files: done, totalFiles });
    await breathe();
  });
  const texts = quotesTexts(config) ? [TEXTS] : [];
  const settings = () => countFingerprint(config, files.list, manifest);
  if (files.areKnown) manifest.inputs = await files.hashedInputs();
  const counted = await folder.stage(
    'count',
    files.areKnown ? settings() : settings,
    async (writer) => {
      const collection = await countStage(writer, config, files, manifest, hooks, place);
      manifest.inputs = await files.hashedInputs();
      return collection;
    },
    texts,
  );
  files.save();
  if (counted === undefined) folder.keep('counts');
  if (texts.length === 0) folder.drop(TEXTS);
  return counted;
}

import { listFiles } from '../ingest/files/list-files.js';
import type { TopicSearch } from '../report/topic-search.js';
import { loadCollection } from './artifacts.js';
import { SEARCH_TO, type SearchRange, searchTopics } from './candidates/search-topics.js';
import type { RunConfig } from './config.js';
import { quotesTexts, readingFingerprint } from './count-stage.js';
import { checkCountsFit } from './fit-memory.js';
import { InputFiles } from './input-files.js';
import { newManifest } from './new-manifest.js';
import type { RunHooks } from './progress.js';
import { runCount } from './run-count.js';
import { RunFolder } from './run-folder.js';

export interface ChooseKResult {
  out: string;
  search: TopicSearch;
}

/**
 * Counts a collection, or takes the counts of the last run into the same folder, and searches for the number of topics. What a run has
 * left there stays, as long as the counts are the same; a run into it after this takes them over.
 *
 * @throws TopiklError with what was wrong and what to do; a folder that was made for this is then removed again
 */
export async function chooseK(config: RunConfig, range: SearchRange, hooks: RunHooks = {}): Promise<ChooseKResult> {
  // only says which files may have changed since, never what is in a result
  const listed = Date.now();
  const list = listFiles(config.inputs, config.out);
  const folder = RunFolder.open(config.out, newManifest(config), config.force);
  const { inputs } = folder.manifest;
  const files = new InputFiles(folder.path, { list, listed, inputs, reading: readingFingerprint(config), keepsTexts: quotesTexts(config) });
  if (!config.force) folder.keepRun();
  try {
    const counted = await runCount(folder, config, files, hooks);
    const { documents, terms, entries, minDf } = folder.manifest.counts as NonNullable<typeof folder.manifest.counts>;
    checkCountsFit('topikl choose-k', { documents, terms, entries, topics: range.to ?? SEARCH_TO }, config.memory);
    const { X } = counted ?? (await loadCollection(folder.path));
    if (minDf !== undefined) folder.manifest.config['min-df'] = minDf;
    hooks.onProgress?.({ stage: 'counted', reused: counted === undefined, documents, terms, entries, passages: config.chunk !== 'document' });
    const search = await searchTopics(folder, X, config, range, hooks);
    folder.closeCounted();
    return { out: config.out, search };
  } catch (error) {
    files.tidy();
    folder.closeAfter(error);
    throw error;
  }
}

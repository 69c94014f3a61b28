import type { InferenceModel } from '../evaluate/inference.js';
import { lineHashes } from '../ingest/repeats/line-scanner.js';
import type { CountingModel } from '../vocabulary/known-words.js';

/** How the page counts texts and infers their mixtures: the section `counting`, beside the terms and topics in sections of their own. */
export interface PageCounting extends CountingModel, Omit<InferenceModel, 'topics' | 'terms' | 'topicTerms'> {
  /** hashes of the lines that are taken out of texts, as `lineHashes` gives them */
  droppedLines: readonly number[];
}

/**
 * What the page needs to count texts as the documents were counted.
 *
 * @param model of the run; `loadModel` and `fitTopics` give one
 * @param droppedLines the repeated lines of the run, where they were taken out of its documents; else none
 * @returns undefined where the counts were made elsewhere: nobody knows then how to count
 */
export function pageCounting(
  { counting, documentPrior, loss, misfit }: Omit<InferenceModel, 'topics' | 'terms' | 'topicTerms'> & { readonly counting: CountingModel | undefined },
  droppedLines: Iterable<string>,
): PageCounting | undefined {
  if (counting === undefined) return undefined;
  // of the settings only these: others name files of the machine that the run was made on
  const { language, stem, phrases, minLength, numbers, urls, mailAddresses, hashtags, emoji, moreStopWords } = counting.settings;
  const settings = { language, stem, phrases, minLength, numbers, urls, mailAddresses, hashtags, emoji, moreStopWords };
  return { ...counting, settings, documentPrior, loss, misfit, droppedLines: [...lineHashes(droppedLines)] };
}

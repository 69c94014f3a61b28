import type { LedgerEntry } from '../ingest/ledger.js';
import { longWordNotes } from '../ingest/long-words.js';
import type { SourceDocument } from '../ingest/source-document.js';
import { countTexts } from '../ingest/threads/count-texts.js';
import type { CountedText } from '../tokenize/text-counter.js';
import { countRule } from '../vocabulary/word-settings.js';
import { chooseTerms, type TermSettings } from './choose-terms.js';
import type { CountedCollection } from './counted-collection.js';
import type { ReadDocument } from './document-records.js';

/**
 * Counts the words of documents in memory and chooses the terms.
 *
 * @param options threads that count, on whose number the result does not depend, and what aborts the counting
 * @param ledger receives documents in which no term is left, and every word that is no term
 * @throws EmptyVocabularyError when no term is left
 */
export async function countDocuments(
  source: AsyncIterable<SourceDocument> | Iterable<SourceDocument>,
  settings: TermSettings,
  { threads, signal }: { threads: number; signal?: AbortSignal | undefined },
  ledger: LedgerEntry[],
): Promise<CountedCollection> {
  const read: ReadDocument[] = [];
  async function* texts() {
    for await (const { text, ...document } of source) {
      read.push(document);
      yield text;
    }
  }
  let counted = 0;
  const onText = (tooLong: CountedText['tooLong']) => {
    ledger.push(...longWordNotes((read[counted++] as ReadDocument).id, tooLong));
  };
  return chooseTerms(await countTexts(texts(), countRule(settings), { threads, onText, signal }), read, settings, ledger);
}

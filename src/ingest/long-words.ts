import { MAX_WHOLE_LENGTH } from '../tokenize/special-words.js';
import type { CountedText } from '../tokenize/text-counter.js';
import { MAX_WORD_LENGTH } from '../tokenize/word-scanner.js';
import type { LedgerEntry } from './ledger.js';

const NONE: readonly LedgerEntry[] = [];

/** Notes on what of a document was too long to be counted. */
export function longWordNotes(id: string, tooLong: CountedText['tooLong']): readonly LedgerEntry[] {
  const note = (detail: string): LedgerEntry => ({ kind: 'note', id, reason: 'long-words', detail });
  if (tooLong.words === 0 && tooLong.special === 0) return NONE;
  return [
    ...(tooLong.words > 0 ? [note(`runs of more than ${MAX_WORD_LENGTH} letters passed over: ${tooLong.words}`)] : []),
    ...(tooLong.special > 0 ? [note(`URLs and the like of more than ${MAX_WHOLE_LENGTH} characters passed over: ${tooLong.special}`)] : []),
  ];
}

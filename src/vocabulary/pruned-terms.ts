import type { LedgerEntry } from '../ingest/ledger.js';

/** Why words are no terms, in the order of their codes. */
const REASONS = ['stop-word', 'too-rare', 'too-common', 'beyond-max-terms', 'not-in-vocabulary'] as const;

export type PruneReason = (typeof REASONS)[number];

/** A word of the collection that is no term. */
export interface PrunedTerm {
  term: string;
  reason: PruneReason;
  documentFrequency: number;
  count: number;
}

/** The words that are no terms, by code point. There may be millions, so they are numbers in arrays until one asks for them. */
export class PrunedTerms implements Iterable<PrunedTerm> {
  length = 0;
  private readonly words: readonly string[];
  private readonly wordOf: Uint32Array;
  private readonly reasons: Uint8Array;
  private readonly documentFrequency: Uint32Array;
  private readonly counts: Float64Array;

  /**
   * @param words by code point
   * @param capacity most terms that will be added
   */
  constructor(words: readonly string[], capacity: number) {
    this.words = words;
    this.wordOf = new Uint32Array(capacity);
    this.reasons = new Uint8Array(capacity);
    this.documentFrequency = new Uint32Array(capacity);
    this.counts = new Float64Array(capacity);
  }

  /** @param word index into the words, not below that of the term added before */
  add(word: number, reason: PruneReason, documentFrequency: number, count: number): void {
    this.wordOf[this.length] = word;
    this.reasons[this.length] = REASONS.indexOf(reason);
    this.documentFrequency[this.length] = documentFrequency;
    this.counts[this.length] = count;
    this.length++;
  }

  *[Symbol.iterator](): Generator<PrunedTerm> {
    for (let p = 0; p < this.length; p++) {
      yield {
        term: this.words[this.wordOf[p]] as string,
        reason: REASONS[this.reasons[p]] as PruneReason,
        documentFrequency: this.documentFrequency[p],
        count: this.counts[p],
      };
    }
  }
}

/** Pruned terms as lines of the ledger. */
export function* prunedEntries(pruned: Iterable<PrunedTerm>): Generator<LedgerEntry> {
  for (const { term, reason, documentFrequency, count } of pruned) {
    yield { kind: 'term', id: term, reason, detail: `count ${count}, document frequency ${documentFrequency}` };
  }
}

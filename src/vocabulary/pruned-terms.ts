import type { LedgerEntry } from '../ingest/ledger.js';
import type { TermList } from '../tokenize/term-list.js';
import type { WordGroups } from './word-groups.js';

/** Why words are no terms. A reason's code is its place from 1; 0 is that of a term. */
const REASONS = ['stop-word', 'too-rare', 'too-common', 'beyond-max-terms', 'not-in-vocabulary'] as const;

export type PruneReason = (typeof REASONS)[number];

export function codeOf(reason: PruneReason): number {
  return REASONS.indexOf(reason) + 1;
}

/** A word of the collection that is no term. */
export interface PrunedTerm {
  term: string;
  reason: PruneReason;
  documentFrequency: number;
  count: number;
}

/** The words that are no terms, by code point. There may be millions, so they are found where they were counted when one asks for them. */
export class PrunedTerms implements Iterable<PrunedTerm> {
  private readonly words: TermList;
  private readonly groups: Pick<WordGroups, 'documentFrequency' | 'counts' | 'stopWords'>;
  private readonly codes: Uint8Array;

  /**
   * @param words of the collection
   * @param groups of the words
   * @param codes of the reasons why each group is no term; 0 for one that is
   */
  constructor(words: TermList, groups: Pick<WordGroups, 'documentFrequency' | 'counts' | 'stopWords'>, codes: Uint8Array) {
    this.words = words;
    this.groups = groups;
    this.codes = codes;
  }

  /** The words that are no terms for a reason, but stop words. */
  withReason(reason: PruneReason): string[] {
    const code = codeOf(reason);
    const terms: string[] = [];
    for (let word = 0; word < this.words.length; word++) {
      if (this.codes[word] === code && this.groups.documentFrequency[word] > 0) terms.push(this.words.at(word));
    }
    return terms;
  }

  *[Symbol.iterator](): Generator<PrunedTerm> {
    const { words, codes } = this;
    const { documentFrequency, counts, stopWords } = this.groups;
    let s = 0;
    for (let word = 0; word < words.length; word++) {
      if (stopWords.words[s] === word) {
        if (stopWords.documentFrequency[s] > 0)
          yield { term: words.at(word), reason: 'stop-word', documentFrequency: stopWords.documentFrequency[s], count: stopWords.counts[s] };
        s++;
      }
      if (codes[word] === 0 || documentFrequency[word] === 0) continue;
      yield { term: words.at(word), reason: REASONS[codes[word] - 1] as PruneReason, documentFrequency: documentFrequency[word], count: counts[word] };
    }
  }
}

/** Pruned terms as lines of the ledger. */
export function* prunedEntries(pruned: Iterable<PrunedTerm>): Generator<LedgerEntry> {
  for (const { term, reason, documentFrequency, count } of pruned) {
    yield { kind: 'term', id: term, reason, detail: `count ${count}, document frequency ${documentFrequency}` };
  }
}

import type { Stem } from '../tokenize/languages.js';
import type { PruneReason } from './pruned-terms.js';

/** A word that is left out in whatever document: one of the stop words that were given, or one that too many documents have. */
export interface LeftOutWord {
  word: string;
  reason: Extract<PruneReason, 'stop-word' | 'too-common'>;
}

/** Tells which words are left out on purpose in documents of each language, so that they are no strangers where they are no terms either. */
export class LeftOutWords {
  private readonly stopWords: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly stems: ReadonlyMap<string, Stem>;
  private readonly tooCommon: readonly string[];
  /** of the words that are too common, by language */
  private readonly keys = new Map<string, Set<string>>();

  /**
   * @param stopWords of each language, those that were given included
   * @param stems of each language that has any
   */
  constructor(stopWords: ReadonlyMap<string, ReadonlySet<string>>, stems: ReadonlyMap<string, Stem>, tooCommon: readonly string[]) {
    this.stopWords = stopWords;
    this.stems = stems;
    this.tooCommon = tooCommon;
  }

  has(word: string, language: string): boolean {
    if (this.stopWords.get(language)?.has(word)) return true;
    if (this.tooCommon.length === 0) return false;
    const stem = this.stems.get(language) ?? ((form: string) => form);
    let keys = this.keys.get(language);
    if (keys === undefined) {
      keys = new Set(this.tooCommon.map(stem));
      this.keys.set(language, keys);
    }
    return keys.has(stem(word));
  }
}

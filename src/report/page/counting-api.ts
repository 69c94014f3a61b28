import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import type { PageCounting } from '../page-counting.js';

/*
 * What the counting script offers the page as `globalThis.topiklCounting`. Types only: the page must not hold the code.
 */

/** A counted word, or words that are joined to a phrase, where it stands in a text: [begin, end). */
export interface CountedWord {
  begin: number;
  end: number;
  /** the term that it counts as; undefined for a stop word and any other that is no term */
  column: number | undefined;
}

/** A text as `topikl infer` would count it. */
export interface CountedText {
  /** one row, in the columns of the topics */
  X: CsrMatrix;
  /** words that are terms */
  tokens: number;
  /** words that are no terms; stop words, and words that were left out as too common, are not among them */
  unknown: number;
  /** the same words, each once, in order of appearance */
  unknownWords: string[];
  /** ISO 639-1 code or none */
  language: string;
  /** all that are counted, in order */
  words: CountedWord[];
}

/** Counts texts as the documents of the run were counted. */
export interface Counting {
  /**
   * The counted words of one of the run's documents.
   *
   * @param language that the run took it to be in, an ISO 639-1 code or none
   * @returns in order; places are in the text as it was given
   */
  wordsIn(text: string, language: string): Promise<CountedWord[]>;
  /** Counts a new text, of any language and normal form. */
  count(text: string): Promise<CountedText>;
}

/** Infers mixtures of counted texts with the topics fixed. */
export interface MixtureInference {
  /** @returns the topics' shares, flat for a text without a term; and the misfit in standard deviations, NaN for one without words */
  mixture(counted: Pick<CountedText, 'X' | 'unknown'>): { shares: Float32Array; misfit: number };
}

export interface CountingApi {
  /** @param vocabulary the terms, by column */
  createCounting(counting: PageCounting, vocabulary: readonly string[]): Counting;
  /** @param topicTerms topics × terms, each row sums to 1 */
  createInference(topicTerms: Float32Array, topics: number, terms: number, counting: PageCounting): Promise<MixtureInference>;
}

import { byCodePoint } from '../math/code-point-order.js';
import type { PlacedWord } from '../tokenize/prepare-words.js';
import { isPhrase } from '../vocabulary/phrases.js';
import { type LabelPhrase, LabelPhrases } from './label-phrases.js';
import { WrittenForms } from './written-forms.js';
import { writtenWords } from './written-words.js';

/** First terms of a topic of which phrases are made. */
const FIRST = 20;

/** A term of a topic for which its texts are looked at. */
export interface WordedTerm {
  term: string;
  column: number;
  score: number;
  /** whether it tells little, so that no phrase is made of it */
  isAvoided: boolean;
}

/** What a topic's texts say of its terms. */
export interface Wording {
  /** the terms, best first, with the phrases of the texts in their places */
  terms: string[];
  /** how terms and phrases are written; those that the texts do not have are not in it */
  spellings: ReadonlyMap<string, string>;
}

/** A text, cut into words. */
export interface WordedText {
  text: string;
  words: readonly PlacedWord[];
  /** as `columnsOf` gives them */
  columns: readonly (number | undefined)[];
  isFunctionWord: (word: string) => boolean;
  /** number of what it is a passage of; passages of one source come one after another */
  source: number;
}

/**
 * Finds out how topics are worded where they are spoken of: the spellings of their terms and the phrases of them, from texts that it is
 * shown one by one. It keeps counts only.
 */
export class TopicWording {
  private readonly lengths: Uint8Array;
  private readonly topics: { terms: readonly WordedTerm[]; forms: Map<number, WrittenForms>; phrases: LabelPhrases }[];

  /**
   * @param vocabulary all terms
   * @param topics the first terms of each topic, best first
   */
  constructor(vocabulary: readonly string[], topics: readonly (readonly WordedTerm[])[]) {
    this.lengths = Uint8Array.from(vocabulary, (term) => (isPhrase(term) ? term.split(' ').length : 1));
    this.topics = topics.map((terms) => {
      const members = terms.slice(0, FIRST).filter(({ isAvoided }) => !isAvoided);
      const phrases = new LabelPhrases(vocabulary, new Set(members.map(({ column }) => column)));
      return { terms, forms: new Map(terms.map(({ column }) => [column, new WrittenForms()])), phrases };
    });
  }

  /** Counts a text for the topics, from 0, that it is one of the best texts of. */
  show({ text, words, columns, isFunctionWord, source }: WordedText, topics: readonly number[]): void {
    const written = writtenWords(text, words, columns, (column) => this.lengths[column]);
    for (const k of topics) {
      const { forms, phrases } = this.topics[k];
      for (const { column, form, begin, end, isInside } of written) {
        if (column !== undefined) forms.get(column)?.add(form, text.slice(begin, end).replace(/\s+/g, ' '), isInside);
      }
      phrases.read(text, written, isFunctionWord, source);
    }
  }

  /** @param k the topic, from 0 */
  of(k: number): Wording {
    const { terms, forms, phrases } = this.topics[k];
    const { ranked, chosen } = withPhrases(terms, phrases.found());
    const spellings = new Map<string, string>();
    for (const { term, column } of terms) {
      const spelling = forms.get(column)?.commonest();
      if (spelling !== undefined) spellings.set(term, spelling);
    }
    for (const { term, spelling } of chosen) spellings.set(term, spelling);
    return { terms: ranked, spellings };
  }
}

/**
 * Ranks terms and phrases. To a phrase goes the share of its terms' scores that their occurrences in it are of all; it is chosen where that is
 * no less than what phrases leave to each of them: "prime minister" stands for both its words, "film festival" not for "film". Its place is
 * before the first of its terms that is in no better phrase.
 */
function withPhrases(terms: readonly WordedTerm[], phrases: readonly LabelPhrase[]): { ranked: string[]; chosen: LabelPhrase[] } {
  const scores = new Map(terms.map(({ column, score }) => [column, score]));
  const scoreOf = (column: number) => scores.get(column) ?? 0;
  const left = new Map(scores);
  for (const { parts } of phrases) {
    for (const { column, share } of parts) left.set(column, (left.get(column) ?? 0) - share * scoreOf(column));
  }
  const known = new Set(terms.map(({ term }) => term));
  const chosen = phrases
    .map((phrase) => ({ ...phrase, score: phrase.parts.reduce((sum, { column, share }) => sum + share * scoreOf(column), 0) }))
    .filter(({ term, parts, score }) => !known.has(term) && parts.every(({ column }) => (left.get(column) ?? 0) <= score))
    .sort((a, b) => b.score - a.score || byCodePoint(a.term, b.term));
  const taken = new Set<number>();
  const placed = chosen.map(({ term, parts }) => {
    const free = parts.filter(({ column }) => !taken.has(column)).map(({ column }) => scoreOf(column));
    for (const { column } of parts) taken.add(column);
    return { term, score: Math.max(0, ...free) };
  });
  // sorting is stable: of equals phrases come first, and terms stay in their order
  const ranked = [...placed, ...terms].sort((a, b) => b.score - a.score).map(({ term }) => term);
  return { ranked, chosen };
}

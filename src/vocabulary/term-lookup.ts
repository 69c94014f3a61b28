import { isBreak } from '../tokenize/breaks.js';
import type { Stem } from '../tokenize/languages.js';
import type { PlacedWord } from '../tokenize/prepare-words.js';
import { isPhrase, MAX_PHRASE_LENGTH } from './phrases.js';

/** The column that a word or phrase counts as, or undefined; and whether any phrase is a term. */
export type TermLookup = ((word: string) => number | undefined) & { hasPhrases: boolean };

/**
 * Finds the term that a word or phrase counts as.
 *
 * @param stem the one by which the terms were made, if any
 * @returns a function from a word, as the scanner cuts it, or words with blanks between them, to the column, or undefined where it is no term
 */
export function termLookup(terms: readonly string[], stem?: Stem): TermLookup {
  const columns = new Map<string, number>();
  terms.forEach((term, column) => {
    const key = stem?.(term) ?? term;
    if (!columns.has(key)) columns.set(key, column);
  });
  const known = new Map<string, number | undefined>();
  const columnOfStem = (word: string) => {
    if (!known.has(word)) known.set(word, columns.get(stem?.(word) ?? word));
    return known.get(word);
  };
  const columnOf = stem === undefined ? (word: string) => columns.get(word) : columnOfStem;
  return Object.assign(columnOf, { hasPhrases: terms.some(isPhrase) });
}

/**
 * The terms of a text where they stand: in each word's place the column that it counts as, alone or as a part of the phrase that it was
 * joined to; undefined for a word that is no term.
 *
 * @param words of the text, in order
 * @param columnOf as `termLookup` gives it
 */
export function columnsOf(words: readonly PlacedWord[], text: string, columnOf: TermLookup): (number | undefined)[] {
  if (!columnOf.hasPhrases) return words.map(({ word }) => columnOf(word));
  const columns: (number | undefined)[] = [];
  const phraseOf = (first: number, length: number) =>
    columnOf(
      words
        .slice(first, first + length)
        .map(({ word }) => word)
        .join(' '),
    );
  while (columns.length < words.length) {
    const first = columns.length;
    let length = 1;
    while (length < MAX_PHRASE_LENGTH && first + length < words.length && !isBreak(text, words[first + length - 1].end, words[first + length].begin)) length++;
    let column = phraseOf(first, length);
    while (column === undefined && length > 1) column = phraseOf(first, --length);
    for (let w = 0; w < length; w++) columns.push(column);
  }
  return columns;
}

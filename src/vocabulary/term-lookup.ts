import type { Stem } from '../tokenize/languages.js';

/**
 * Finds the term that a word counts as.
 *
 * @param stem the one by which the terms were made, if any
 * @returns a function from a word, as the scanner cuts it, to its column, or undefined where it is no term
 */
export function termLookup(terms: readonly string[], stem?: Stem): (word: string) => number | undefined {
  const columns = new Map(terms.map((term, column) => [stem?.(term) ?? term, column]));
  return (word) => columns.get(stem?.(word) ?? word);
}

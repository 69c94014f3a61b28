import type { Stem } from '../tokenize/languages.js';

/**
 * Finds the term that a word counts as.
 *
 * @param stem the one by which the terms were made, if any
 * @returns a function from a word, as the scanner cuts it, to its column, or undefined where it is no term
 */
export function termLookup(terms: readonly string[], stem?: Stem): (word: string) => number | undefined {
  const columns = new Map<string, number>();
  terms.forEach((term, column) => {
    const key = stem?.(term) ?? term;
    if (!columns.has(key)) columns.set(key, column);
  });
  return (word) => columns.get(stem?.(word) ?? word);
}

import type { Stem } from '../tokenize/languages.js';
import { RowReader, type TermCounts } from '../tokenize/term-counts.js';
import { type TermLookup, termLookup } from './term-lookup.js';

/** A form of words that counts as another term than `termLookup` says: so where languages that have different stems meet. */
export interface WordForm {
  /** of the documents, as in TermCounts */
  language: string;
  /** the stem of the words, or the word itself where the language has no stems */
  form: string;
  /** undefined: its words are no term */
  term: string | undefined;
}

/**
 * The forms by which a word's term cannot be found from the terms alone. A group of words is written as its commonest one, which may be a word of
 * another language, with another stem.
 *
 * @param counted rows of counts
 * @param columns for each language, the column of each word, below 0 for none
 * @param isStop whether a word is a stop word in documents of a language
 */
export function wordForms(
  counted: TermCounts,
  columns: readonly Int32Array[],
  terms: readonly string[],
  stems: ReadonlyMap<string, Stem>,
  isStop: (word: string, language: string) => boolean,
): WordForm[] {
  if (stems.size === 0 || counted.languages.length < 2) return [];
  const lookups = counted.languages.map((language) => termLookup(terms, stems.get(language)));
  const met = wordsMet(counted);
  const forms = new Map<string, WordForm>();
  counted.languages.forEach((language, l) => {
    for (let number = 0; number < counted.terms.length; number++) {
      if (met[l]?.[number] !== 1) continue;
      const term = terms[columns[l]?.[number] ?? -1];
      const word = counted.terms.at(number);
      if (terms[lookups[l]?.(word) ?? -1] === term || isStop(word, language)) continue;
      const form = stems.get(language)?.(word) ?? word;
      forms.set(`${language} ${form}`, { language, form, term });
    }
  });
  return [...forms.values()];
}

/** Finds the column of a word in documents of a language, as `termLookup` does, but for the forms that count as another term. */
export function columnOfForms(terms: readonly string[], stem: Stem | undefined, language: string, wordForms: readonly WordForm[]): TermLookup {
  const lookup = termLookup(terms, stem);
  const forms = new Map(wordForms.filter((one) => one.language === language).map(({ form, term }) => [form, term]));
  if (forms.size === 0) return lookup;
  const columns = new Map(terms.map((term, column) => [term, column]));
  const columnOf = (word: string) => {
    const form = stem?.(word) ?? word;
    if (!forms.has(form)) return lookup(word);
    const term = forms.get(form);
    return term === undefined ? undefined : columns.get(term);
  };
  return Object.assign(columnOf, { hasPhrases: lookup.hasPhrases });
}

/** For each language, 1 for each word that stands in one of its documents. */
function wordsMet(counted: TermCounts): Uint8Array[] {
  const met = counted.languages.map(() => new Uint8Array(counted.terms.length));
  const reader = new RowReader(counted);
  for (let i = 0; i < counted.rows.length; i++) {
    const size = reader.read(i);
    const words = met[counted.languageOf[i]] as Uint8Array;
    for (let p = 0; p < size; p++) words[reader.terms[p]] = 1;
  }
  return met;
}

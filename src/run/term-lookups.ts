import { type TermLookup, termLookup } from '../vocabulary/term-lookup.js';
import { stemOf, type WordSettings } from '../vocabulary/word-settings.js';
import type { CountedCollection } from './counted-collection.js';

/** For each language of the documents, what finds the term that a word or phrase counts as. */
export async function termLookups(
  { documents, vocabulary }: CountedCollection,
  settings: Pick<WordSettings, 'stem' | 'phrases'>,
): Promise<Map<string, TermLookup>> {
  const languages = new Set(documents.map(({ language }) => language));
  const lookups = new Map<string, TermLookup>();
  for (const language of languages) lookups.set(language, termLookup(vocabulary.terms, await stemOf(language, settings)));
  return lookups;
}

import stopword from 'stopword';
import { ENGLISH_FUNCTION_WORDS } from './english-function-words.js';
import { languageCodes, spellingOf, stopWordList, wordsOf } from './languages.js';
import { MORE_FUNCTION_WORDS } from './more-function-words.js';
import { prepareWords } from './prepare-words.js';

/** The entries of a language's lists of stop words, as they are cut; some have several words. */
function stopWordEntries(language: string): string[] {
  const entries = [...(stopword[stopWordList(language) ?? ''] ?? [])];
  if (language === 'en') entries.push(...ENGLISH_FUNCTION_WORDS);
  entries.push(...(MORE_FUNCTION_WORDS.get(language) ?? []));
  return prepareWords(entries.join('\n').normalize('NFC'), language).split('\n');
}

/**
 * Stop words of a language, cut as its documents are.
 *
 * @param language an ISO 639-1 code of `languageCodes`; any other has none
 */
export function stopWords(language: string): Set<string> {
  const words = new Set<string>();
  for (const entry of stopWordEntries(language)) {
    const cut = wordsOf(entry, language);
    // an entry of two words must not make each of them a stop word
    if (cut.length === 1) words.add(cut[0] as string);
  }
  const spell = spellingOf(language);
  if (spell !== undefined) for (const word of [...words]) words.add(spell(word));
  return words;
}

let lists: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/**
 * The function words of every language, by its code: its stop words, and the parts of those with an apostrophe ("don", "ll"), as they
 * stand in texts that something else has cut. Made when first asked for, which takes some 30 ms.
 */
export function functionWords(): ReadonlyMap<string, ReadonlySet<string>> {
  lists ??= new Map(
    languageCodes.map((code) => {
      const words = stopWords(code);
      for (const word of [...words]) if (word.includes("'")) for (const part of word.split("'")) words.add(part);
      return [code, words];
    }),
  );
  return lists;
}

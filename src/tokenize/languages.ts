import stopword from 'stopword';
import { ENGLISH_FUNCTION_WORDS } from './english-function-words.js';
import { isWholeTerm, type SpecialWords } from './special-words.js';
import { WordScanner } from './word-scanner.js';

/** Cuts an inflected word down to its stem. */
export type Stem = (word: string) => string;

interface StemmerModule {
  default: { stem(word: string): string };
}

interface Language {
  /** its list in the package `stopword`, by ISO 639-3 */
  stopWords: string;
  /** loads one stemmer file of the package `natural`; the whole package would take a second */
  stemmer?: () => Promise<StemmerModule>;
}

/** Languages with a list of stop words, by ISO 639-1 code. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  af: { stopWords: 'afr' },
  ar: { stopWords: 'ara' },
  bg: { stopWords: 'bul' },
  bn: { stopWords: 'ben' },
  br: { stopWords: 'bre' },
  ca: { stopWords: 'cat' },
  cs: { stopWords: 'ces' },
  da: { stopWords: 'dan' },
  de: { stopWords: 'deu', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer_de.js') },
  el: { stopWords: 'ell' },
  en: { stopWords: 'eng', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer.js') },
  eo: { stopWords: 'epo' },
  es: { stopWords: 'spa', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer_es.js') },
  et: { stopWords: 'est' },
  eu: { stopWords: 'eus' },
  fa: { stopWords: 'fas' },
  fi: { stopWords: 'fin' },
  fr: { stopWords: 'fra', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer_fr.js') },
  ga: { stopWords: 'gle' },
  gl: { stopWords: 'glg' },
  he: { stopWords: 'heb' },
  hi: { stopWords: 'hin' },
  hr: { stopWords: 'hrv' },
  hu: { stopWords: 'hun' },
  hy: { stopWords: 'hye' },
  id: { stopWords: 'ind' },
  it: { stopWords: 'ita', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer_it.js') },
  ko: { stopWords: 'kor' },
  la: { stopWords: 'lat' },
  lt: { stopWords: 'lit' },
  lv: { stopWords: 'lav' },
  mr: { stopWords: 'mar' },
  ms: { stopWords: 'msa' },
  nb: { stopWords: 'nob', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer_no.js') },
  nl: { stopWords: 'nld', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer_nl.js') },
  pl: { stopWords: 'pol' },
  pt: { stopWords: 'por', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer_pt.js') },
  ro: { stopWords: 'ron' },
  ru: { stopWords: 'rus', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer_ru.js') },
  sk: { stopWords: 'slk' },
  sl: { stopWords: 'slv' },
  so: { stopWords: 'som' },
  sv: { stopWords: 'swe', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer_sv.js') },
  sw: { stopWords: 'swa' },
  tl: { stopWords: 'tgl' },
  tr: { stopWords: 'tur' },
  uk: { stopWords: 'ukr', stemmer: () => import('natural/lib/natural/stemmers/porter_stemmer_uk.js') },
  ur: { stopWords: 'urd' },
  vi: { stopWords: 'vie' },
  yo: { stopWords: 'yor' },
  zu: { stopWords: 'zul' },
};

/** ISO 639-1 codes of the languages that have stop words, sorted. */
export const languageCodes: readonly string[] = Object.keys(LANGUAGES);

/** ISO 639-1 codes of the languages that can be stemmed, sorted. */
export const stemmedLanguageCodes: readonly string[] = languageCodes.filter((code) => LANGUAGES[code]?.stemmer !== undefined);

/**
 * Stop words of a language, cut as the scanner cuts them.
 *
 * @param language an ISO 639-1 code of `languageCodes`; any other has none
 */
export function stopWords(language: string): Set<string> {
  const list = stopword[LANGUAGES[language]?.stopWords ?? ''] ?? [];
  const words = new Set<string>();
  for (const entry of language === 'en' ? [...list, ...ENGLISH_FUNCTION_WORDS] : list) {
    const cut = wordsOf(entry);
    // an entry of two words must not make each of them a stop word
    if (cut.length === 1) words.add(cut[0] as string);
  }
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

/** One for all short texts, of which stop word lists have thousands. */
const scanner = new WordScanner({ minLength: 1, numbers: true });

/** The words of a text, in order, of any length and numbers too. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  scanner.start(text.normalize('NFC'));
  while (scanner.next()) words.push(String.fromCharCode(...scanner.key.subarray(0, scanner.length)));
  return words;
}

/** The terms that a text has: its words as `wordsOf` gives them, then what is taken whole. */
export function termsOf(text: string, specialWords: SpecialWords): string[] {
  const { text: rest, terms } = specialWords.cut(text.normalize('NFC'));
  return [...wordsOf(rest), ...terms];
}

/**
 * The stemmer of a language, or undefined where there is none. A word whose stem would be empty stays as it is, and so do terms that were
 * taken whole.
 */
export async function stemmerOf(language: string): Promise<Stem | undefined> {
  const load = LANGUAGES[language]?.stemmer;
  if (load === undefined) return undefined;
  const stemmer = (await load()).default;
  return (word) => (isWholeTerm(word) ? word : stemmer.stem(word) || word);
}

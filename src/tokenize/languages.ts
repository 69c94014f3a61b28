import { placedWords } from './prepare-words.js';
import { isWholeTerm, type SpecialWords } from './special-words.js';

/** Cuts an inflected word down to its stem. */
export type Stem = (word: string) => string;

interface Language {
  /** its list in the package `stopword`, by ISO 639-3 */
  stopWords: string;
  /** loads its stemmer: a file of the package `natural` (the whole package would take a second), or a Snowball stemmer */
  stemmer?: () => Promise<Stem>;
}

const natural = async (module: Promise<{ default: { stem: Stem } }>): Promise<Stem> => {
  const stemmer = (await module).default;
  return (word) => stemmer.stem(word);
};
const snowball = async (module: Promise<{ stemmer: Stem }>): Promise<Stem> => (await module).stemmer;
/** Changes letters in their places, as its original does in an array of them; a string does not let it. */
const bulgarian = async (): Promise<Stem> => {
  const { stemmer } = await import('@orama/stemmers/bulgarian');
  return (word) => {
    const letters = [...word];
    return stemmer(Object.assign(letters, { substring: (begin: number, end: number) => letters.slice(begin, end).join('') }));
  };
};
/** Knows the letters with a cedilla only. */
const romanian = async (): Promise<Stem> => {
  const stem = await snowball(import('@orama/stemmers/romanian'));
  return (word) => stem(word.replaceAll('ș', 'ş').replaceAll('ț', 'ţ'));
};

/** Languages with a list of stop words, by ISO 639-1 code. The list of Panjabi has what its encyclopedia is about, and is left out. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  af: { stopWords: 'afr' },
  ar: { stopWords: 'ara', stemmer: () => snowball(import('@orama/stemmers/arabic')) },
  bg: { stopWords: 'bul', stemmer: bulgarian },
  bn: { stopWords: 'ben' },
  br: { stopWords: 'bre' },
  ca: { stopWords: 'cat' },
  cs: { stopWords: 'ces' },
  da: { stopWords: 'dan', stemmer: () => snowball(import('@orama/stemmers/danish')) },
  de: { stopWords: 'deu', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer_de.js')) },
  el: { stopWords: 'ell', stemmer: () => snowball(import('@orama/stemmers/greek')) },
  en: { stopWords: 'eng', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer.js')) },
  eo: { stopWords: 'epo' },
  es: { stopWords: 'spa', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer_es.js')) },
  et: { stopWords: 'est' },
  eu: { stopWords: 'eus' },
  fa: { stopWords: 'fas' },
  fi: { stopWords: 'fin', stemmer: () => snowball(import('@orama/stemmers/finnish')) },
  fr: { stopWords: 'fra', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer_fr.js')) },
  ga: { stopWords: 'gle', stemmer: () => snowball(import('@orama/stemmers/irish')) },
  gl: { stopWords: 'glg' },
  gu: { stopWords: 'guj' },
  ha: { stopWords: 'hau' },
  he: { stopWords: 'heb' },
  hi: { stopWords: 'hin', stemmer: () => snowball(import('@orama/stemmers/indian')) },
  hr: { stopWords: 'hrv' },
  hu: { stopWords: 'hun', stemmer: () => snowball(import('@orama/stemmers/hungarian')) },
  hy: { stopWords: 'hye', stemmer: () => snowball(import('@orama/stemmers/armenian')) },
  id: { stopWords: 'ind', stemmer: () => snowball(import('@orama/stemmers/indonesian')) },
  it: { stopWords: 'ita', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer_it.js')) },
  ja: { stopWords: 'jpn' },
  ko: { stopWords: 'kor' },
  ku: { stopWords: 'kur' },
  la: { stopWords: 'lat' },
  lt: { stopWords: 'lit', stemmer: () => snowball(import('@orama/stemmers/lithuanian')) },
  lv: { stopWords: 'lav' },
  mr: { stopWords: 'mar' },
  ms: { stopWords: 'msa' },
  my: { stopWords: 'mya' },
  nb: { stopWords: 'nob', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer_no.js')) },
  nl: { stopWords: 'nld', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer_nl.js')) },
  pl: { stopWords: 'pol' },
  pt: { stopWords: 'por', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer_pt.js')) },
  ro: { stopWords: 'ron', stemmer: romanian },
  ru: { stopWords: 'rus', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer_ru.js')) },
  sk: { stopWords: 'slk' },
  sl: { stopWords: 'slv' },
  so: { stopWords: 'som' },
  st: { stopWords: 'sot' },
  sv: { stopWords: 'swe', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer_sv.js')) },
  sw: { stopWords: 'swa' },
  th: { stopWords: 'tha' },
  tl: { stopWords: 'tgl' },
  tr: { stopWords: 'tur', stemmer: () => snowball(import('@orama/stemmers/turkish')) },
  uk: { stopWords: 'ukr', stemmer: () => natural(import('natural/lib/natural/stemmers/porter_stemmer_uk.js')) },
  ur: { stopWords: 'urd' },
  vi: { stopWords: 'vie' },
  yo: { stopWords: 'yor' },
  zh: { stopWords: 'zho' },
  zu: { stopWords: 'zul' },
};

/** ISO 639-1 codes of the languages that have stop words, sorted. */
export const languageCodes: readonly string[] = Object.keys(LANGUAGES);

/** ISO 639-1 codes of the languages that can be stemmed, sorted. */
export const stemmedLanguageCodes: readonly string[] = languageCodes.filter((code) => LANGUAGES[code]?.stemmer !== undefined);

/** The list of the package `stopword` that has a language's stop words, by ISO 639-3; undefined where it has none. */
export function stopWordList(language: string): string | undefined {
  return LANGUAGES[language]?.stopWords;
}

/**
 * The words of a text as they are counted, in order, of any length and numbers too.
 *
 * @param language of the text, an ISO 639-1 code or 'none'
 */
export function wordsOf(text: string, language = 'none'): string[] {
  return placedWords(text.normalize('NFC'), language).map(({ word }) => word);
}

/** Spellings of one word: what is to be replaced for them to be the same. */
const SPELLINGS: ReadonlyMap<string, readonly [RegExp, string]> = new Map([
  // STRASSE, and Strasse in Switzerland; daß before 1996. Words that differ in nothing else (Maße, Masse) are few
  ['de', [/ß/g, 'ss']],
  // often written without the joiner
  ['fa', [/\u200c/g, '']],
  // mostly written without the dots
  ['ru', [/ё/g, 'е']],
]);

/**
 * What the spellings of a word have in common, or undefined where a language has but one. Words for which it is the same are one term, as
 * words with one stem are; `stemmerOf` sees to that by itself.
 */
export function spellingOf(language: string): Stem | undefined {
  const spelling = SPELLINGS.get(language);
  return spelling && ((word) => (isWholeTerm(word) ? word : word.replace(...spelling)));
}

/** The terms that a text has: its words as `wordsOf` gives them, then what is taken whole. */
export function termsOf(text: string, specialWords: SpecialWords, language = 'none'): string[] {
  const { text: rest, terms } = specialWords.cut(text.normalize('NFC'));
  return [...wordsOf(rest, language), ...terms];
}

/**
 * The stemmer of a language, or undefined where there is none. A word whose stem would be empty stays as it is, and so do terms that were
 * taken whole.
 */
export async function stemmerOf(language: string): Promise<Stem | undefined> {
  const load = LANGUAGES[language]?.stemmer;
  if (load === undefined) return undefined;
  const stem = await load();
  const spell = spellingOf(language) ?? ((word) => word);
  return (word) => (isWholeTerm(word) ? word : stem(spell(word)) || word);
}

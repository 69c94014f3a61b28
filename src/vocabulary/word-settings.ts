import { type Stem, spellingOf, stemmerOf, termsOf } from '../tokenize/languages.js';
import type { SpecialWordRule, SpecialWords } from '../tokenize/special-words.js';
import { stopWords } from '../tokenize/stop-words.js';
import type { CountRule } from '../tokenize/text-counter.js';
import type { WordRule } from '../tokenize/word-scanner.js';
import { phraseStem } from './phrases.js';

/** The settings that decide which words of a text are counted, and which of them are the same. */
export interface WordSettings extends WordRule, SpecialWordRule {
  /** of all texts, by its ISO 639-1 code; none, or auto: each text's own */
  language: string;
  /** whether the forms of a word are one term */
  stem: boolean;
  /** whether two or three words that belong together are one term */
  phrases: boolean;
  /** further words to leave out, any text */
  moreStopWords?: readonly string[] | undefined;
}

/** What is counted of each text. */
export function countRule({ language, phrases, minLength, numbers, urls, mailAddresses, hashtags, emoji }: WordSettings): CountRule {
  return { language, minLength, numbers, urls, mailAddresses, hashtags, emoji, rows: phrases ? 'sequence' : 'counts' };
}

/** What is a stop word in documents of a language: its own stop words, and the terms of the lines that were given. */
export function stopWordsOf(language: string, { moreStopWords = [] }: Pick<WordSettings, 'moreStopWords'>, specialWords: SpecialWords): Set<string> {
  const stops = stopWords(language);
  for (const line of moreStopWords) for (const term of termsOf(line, specialWords, language)) stops.add(term);
  return stops;
}

/** How the forms of words are joined in documents of a language, if they are. */
export async function stemOf(language: string, { stem, phrases }: Pick<WordSettings, 'stem' | 'phrases'>): Promise<Stem | undefined> {
  const ofWords = (stem ? await stemmerOf(language) : undefined) ?? spellingOf(language);
  return phrases && ofWords !== undefined ? phraseStem(ofWords) : ofWords;
}

import { languageCodes } from '../../../src/tokenize/languages.js';
import { stopWords } from '../../../src/tokenize/stop-words.js';

/** Letters of each word. */
export const WORD_LETTERS = 6;
const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aeiou';
const SYLLABLES = CONSONANTS.length * VOWELS.length;
const WORDS = SYLLABLES ** 3;
/** Has no divisor in common with the number of words, so that steps of it come to each word once, and neighbours are unlike. */
const STEP = 198_491;

/** Words of three syllables that no language has for a stop word, all different. */
export function plantedWords(count: number): string[] {
  const reserved = new Set(languageCodes.flatMap((language) => [...stopWords(language)]));
  const words: string[] = [];
  for (let n = 0; words.length < count; n++) {
    if (n === WORDS) throw new RangeError(`there are fewer than ${count} words of three syllables`);
    const number = (n * STEP) % WORDS;
    const word = syllable(number) + syllable(Math.floor(number / SYLLABLES)) + syllable(Math.floor(number / SYLLABLES ** 2));
    if (!reserved.has(word)) words.push(word);
  }
  return words;
}

function syllable(number: number): string {
  const consonant = Math.floor(number / VOWELS.length) % CONSONANTS.length;
  return (CONSONANTS[consonant] as string) + (VOWELS[number % VOWELS.length] as string);
}

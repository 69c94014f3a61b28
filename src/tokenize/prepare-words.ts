import { isBreak } from './breaks.js';
import { foldLetters, hasOwnLetters, withoutMarks } from './fold-script.js';
import { segmentWords } from './segment-words.js';
import { type WordRule, WordScanner } from './word-scanner.js';

/** A word, and where it stands in a text: [begin, end). */
export interface PlacedWord {
  word: string;
  begin: number;
  end: number;
  /** whether no phrase holds it and the word before, see breaks.ts; so of the first */
  isApart: boolean;
}

/** Scripts that are folded or cut, in one look: those of fold-script.ts and segment-words.ts. */
const MAY_CHANGE = /[\u0370-\u03ff\u0590-\u06ff\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u1f00-\u1fff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\ud840-\ud888]/;

/**
 * A text as its words are cut and counted: letters folded as script and language ask for, without marks that are written or not as one
 * likes, blanks between the words of scripts without spaces. A text in Latin letters stays as it is in nearly all languages.
 *
 * @param text normalised (NFC)
 * @param language an ISO 639-1 code, or 'none'
 */
export function prepareWords(text: string, language: string): string {
  if (!MAY_CHANGE.test(text) && !hasOwnLetters(language)) return text;
  return withoutMarks(segmentWords(foldLetters(text, language)), language);
}

const ANY_WORD: WordRule = { minLength: 1, numbers: true };
/** One for all short texts, of which stop word lists have thousands. */
const anyWords = new WordScanner(ANY_WORD);

/**
 * The words that are counted of a text, in order, with their places in the text as it was before it was prepared.
 *
 * @param text normalised (NFC)
 * @param language an ISO 639-1 code, or 'none'
 * @param rule by default words of any length are counted, and numbers too
 */
export function placedWords(text: string, language: string, rule: WordRule = ANY_WORD): PlacedWord[] {
  // folding letters keeps the length, and only blanks come in between; marks are taken out of each word
  const segmented = segmentWords(foldLetters(text, language));
  const scanner = rule === ANY_WORD ? anyWords : new WordScanner(rule);
  const words: PlacedWord[] = [];
  let read = 0;
  let position = 0;
  const positionOf = (place: number): number => {
    for (; read < place; read++) if (segmented[read] !== ' ' || text[position] === ' ') position++;
    return position;
  };
  let last = -1;
  scanner.start(segmented);
  while (scanner.next()) {
    const word = withoutMarks(String.fromCharCode(...scanner.key.subarray(0, scanner.length)), language);
    if (word === '') continue;
    const gap = last < 0 ? '' : withoutMarks(segmented.slice(last, scanner.begin), language);
    words.push({ word, begin: positionOf(scanner.begin), end: positionOf(scanner.end), isApart: last < 0 || isBreak(gap, 0, gap.length) });
    last = scanner.end;
  }
  return words;
}

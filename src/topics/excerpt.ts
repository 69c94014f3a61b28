import { WordScanner } from '../tokenize/word-scanner.js';

/** Words of an excerpt. */
const WORDS = 55;
/** Characters of the excerpt of a text without words. */
const CHARACTERS = 300;

/** The part of a text that shows best what a topic is about. */
export interface Excerpt {
  /** the part, line breaks as spaces */
  text: string;
  /** whether the document goes on before and after it */
  cutBefore: boolean;
  cutAfter: boolean;
  /** positions in `text` of words that are among the topic's own, [begin, end) pairs in order */
  marks: number[];
}

/**
 * Finds the stretch of at most 55 words with the largest sum of weights.
 *
 * @param weightOf how much a word (as the scanner cuts it) speaks for the topic, ≥ 0
 * @param isOwn whether a word is to be marked
 */
export function excerptOf(text: string, weightOf: (word: string) => number, isOwn: (word: string) => boolean): Excerpt {
  const words = scan(text, weightOf, isOwn);
  if (words.length === 0) {
    const characters = [...text.trim()];
    const start = characters.slice(0, CHARACTERS).join('').replace(/\s/g, ' ');
    return { text: start, cutBefore: false, cutAfter: characters.length > CHARACTERS, marks: [] };
  }
  let sum = 0;
  let best = -1;
  let first = 0;
  for (let last = 0; last < words.length; last++) {
    sum += words[last].weight;
    if (last >= WORDS) sum -= words[last - WORDS].weight;
    if (sum > best) {
      best = sum;
      first = Math.max(0, last - WORDS + 1);
    }
  }
  const last = Math.min(words.length, first + WORDS) - 1;
  const begin = first === 0 ? text.search(/\S/) : words[first].begin;
  const end = last === words.length - 1 ? text.length : words[last].end;
  const marks: number[] = [];
  for (const word of words.slice(first, last + 1)) if (word.own) marks.push(word.begin - begin, word.end - begin);
  return { text: text.slice(begin, end).replace(/\s/g, ' '), cutBefore: first > 0, cutAfter: last < words.length - 1, marks };
}

interface ScannedWord {
  begin: number;
  end: number;
  weight: number;
  own: boolean;
}

function scan(text: string, weightOf: (word: string) => number, isOwn: (word: string) => boolean): ScannedWord[] {
  const scanner = new WordScanner({ minLength: 1, numbers: true });
  const words: ScannedWord[] = [];
  scanner.start(text);
  while (scanner.next()) {
    const word = String.fromCharCode(...scanner.key.subarray(0, scanner.length));
    words.push({ begin: scanner.begin, end: scanner.end, weight: weightOf(word), own: isOwn(word) });
  }
  return words;
}

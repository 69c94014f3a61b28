import { isBreak } from '../tokenize/breaks.js';
import { type PlacedWord, placedWords } from '../tokenize/prepare-words.js';

/** Words of an excerpt. */
const WORDS = 55;
/** Characters of an excerpt, about; what is no word may take more room than the words do. */
const CHARACTERS = 600;
/** Characters at the start of a text among which an excerpt is looked for. */
const REACH = 200_000;
/** Characters that are kept between two words. */
const GAP = 20;

/** The part of a text that shows best what a topic is about. */
export interface Excerpt {
  /** the part, white space as single blanks */
  text: string;
  /** whether the document goes on before and after it */
  cutBefore: boolean;
  cutAfter: boolean;
  /** positions in `text` of words that are among the topic's own, [begin, end) pairs in order */
  marks: number[];
}

/**
 * Finds the stretch of at most 55 words with the largest sum of weights, in the first 200,000 characters.
 *
 * @param columnsOf which terms the words of a text count as, undefined for those that are none
 * @param weightOf how much a term speaks for the topic, ≥ 0
 * @param isOwn whether a term is to be marked
 * @param language of the text, an ISO 639-1 code or 'none'
 */
export function excerptOf(
  whole: string,
  language: string,
  columnsOf: (words: readonly PlacedWord[], text: string) => readonly (number | undefined)[],
  weightOf: (column: number) => number,
  isOwn: (column: number) => boolean,
): Excerpt {
  const text = whole.length > REACH ? `${whole.slice(0, REACH)} …` : whole;
  const placed = placedWords(text, language);
  const columns = columnsOf(placed, text);
  const words = placed.map(({ begin, end }, w) => {
    const column = columns[w];
    return { begin, end, column, weight: column === undefined ? 0 : weightOf(column), own: column !== undefined && isOwn(column) };
  });
  if (words.length === 0) {
    const characters = [...text.trim().slice(0, 4 * CHARACTERS)];
    const start = characters.slice(0, CHARACTERS).join('').replace(/\s+/g, ' ');
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
  return quote(text, words, first, Math.min(words.length, first + WORDS));
}

/** The words from `first` to before `end` and what stands between them, shortened where that is long, as far as it fits. */
function quote(text: string, words: readonly ScannedWord[], first: number, end: number): Excerpt {
  let quoted = '';
  const marks: number[] = [];
  let position = first === 0 ? 0 : words[first].begin;
  let next = first;
  for (; next < end && quoted.length < CHARACTERS; next++) {
    const { begin, end: wordEnd, own } = words[next];
    quoted += between(text, position, begin);
    // the words of a phrase are one mark
    if (own && next > first && words[next - 1].column === words[next].column && !isBreak(text, position, begin)) marks.pop();
    else if (own) marks.push(quoted.length);
    if (own) marks.push(quoted.length + wordEnd - begin);
    quoted += text.slice(begin, wordEnd);
    position = wordEnd;
  }
  const complete = next === words.length;
  if (complete) quoted += between(text, position, text.length);
  const indent = quoted.length - quoted.trimStart().length;
  return { text: quoted.trim(), cutBefore: first > 0, cutAfter: !complete, marks: marks.map((mark) => mark - indent) };
}

/** What stands between two words: white space as one blank, and not more than a few characters of anything else. */
function between(text: string, begin: number, end: number): string {
  const gap = text.slice(begin, Math.min(end, begin + 1000)).replace(/\s+/g, ' ');
  const characters = [...gap];
  return characters.length > GAP ? `${characters.slice(0, GAP).join('')}… ` : gap;
}

interface ScannedWord {
  column: number | undefined;
  begin: number;
  end: number;
  weight: number;
  own: boolean;
}

import { isAbbreviated, isListEnd } from './abbreviations.js';
import { isDigit, isLetter, isLowerCase, isPhrased, isUnspaced, scriptOf } from './letter-kinds.js';
import { type Block, textBlocks } from './text-blocks.js';

/** A sentence, or what stands between two: a heading, an item of a list, a cell of a table. */
export interface Sentence {
  /** its place in the text, [begin, end), without white space around it */
  begin: number;
  end: number;
  /** whether it ends with an end mark; phrases of scripts that have none do */
  isEnded: boolean;
  /** whether it begins with a letter that is no small one, or a digit; brackets and quotation marks may stand before it */
  isStarted: boolean;
  /** whether a paragraph begins with it */
  isFirst: boolean;
  /** characters of the sign of a list's item at its beginning, with the white space after it; 0 without one */
  marker: number;
  /** whether it is of an item of a list */
  isItem: boolean;
}

/** End marks that need no white space after them: of East Asia, India, Arabic, Armenian, Ethiopic, Khmer, Burmese, Tibetan. */
const OWN_MARKS = '\\u3002\\uff01\\uff1f\\uff61\\uff0e\\u061f\\u06d4\\u0964\\u0965\\u0589\\u1362\\u1367\\u17d4\\u17d5\\u104b\\u0f0d';
const IS_OWN_MARK = new RegExp(`^[${OWN_MARKS}]`);
const OWN_CLOSERS = `"'\\u201d\\u2019)\\]\\u300d\\u300f\\uff09\\u3011\\u300b\\u3009`;
const CLOSERS = `${OWN_CLOSERS}\\u00bb\\u00ab\\u203a\\u201c\\u2018\\u2039}*_`;
const MARKS = '.!?;\\u2026\\u203c\\u2047-\\u2049';
/** End marks, what closes after them (a French » after a blank), and references to notes. The semicolon asks in Greek. */
const END = new RegExp(
  `(?:[${OWN_MARKS}]+[${OWN_CLOSERS}]*|(?:\\.(?: \\.){2,}|[${MARKS}]+)[${CLOSERS}]*(?:[ \\u00a0\\u202f]\\u00bb(?=\\s|$))?)(?:\\[\\d{1,3}\\])*`,
  'g',
);
const OPENERS = /[\s"'\u201c\u2018\u201e\u201a\u00ab\u00bb\u2039\u203a([{\u00bf\u00a1\u2014\u2013\-*_\u300c\u300e\uff08]*/y;
/** Signs of the items of lists: - * • 1) (a) (iv); and, where a paragraph or a line begins, 1. and a. */
const MARKER = /(?:[-*+\u2022\u2023\u25e6\u25aa\u25cf\u25cb\u25a0\u25a1\u00b7\u2013\u2014]\s+|\(?(?:\d{1,3}|[a-z]|[ivxl]{2,5})\)\s+)+/y;
const NUMBERED = /(?:\d{1,3}|[a-z])\.\s+/y;
/** Quotations and brackets of East Asia, within which no sentence ends. */
const QUOTES: ReadonlyMap<string, string> = new Map(['「」', '『』', '（）', '“”'].map(([open, close]) => [open as string, close as string]));
/** Characters before and after an end mark within which a quotation is looked for: one that is longer is cut. */
const QUOTED = 200;
const GOES_ON = /[,;:)\]}%/\u3001\uff0c]/;
/** A word with its full stop, if it has one: an initial is no word. */
const WORD = /[^\s,;:!?"'()[\]\u201d\u2019]+/y;
/** Particles of Japanese with which a sentence goes on after what was said in it. */
const AFTER_QUOTE = /[\u3068\u306f\u304c\u306e\u3092\u306b\u3067\u3082\u3063\u306a\u3001]/;
/** Characters of a phrase of Thai, Lao or Khmer, which end sentences with a blank, as they do parts of them. */
const PHRASE = 140;

/**
 * Cuts a text into sentences by rules that are the same for all languages, and lists of abbreviations; where it is not clear whether a
 * sentence ends, it goes on. Paragraphs, items of lists and lines that are no part of wrapped text are cut too.
 *
 * @param language of the text, an ISO 639-1 code or 'none'
 * @returns in order, without overlap; all but white space is in one of them
 */
export function cutSentences(text: string, language: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const block of textBlocks(text)) {
    let begin = block.begin;
    const isItem = markerAt(text, begin, block) > 0;
    const add = (end: number, isEnded: boolean) => {
      const marker = Math.min(markerAt(text, begin, block), end - begin);
      const isFirst = block.isParagraph && begin === block.begin;
      sentences.push(
        ...phrasesOf(text, { begin, end, isEnded, isStarted: startsSentence(text, begin + marker), isFirst, marker, isItem: isItem || marker > 0 }),
      );
    };
    for (const { 0: marks, index } of text.slice(block.begin, block.end).matchAll(END)) {
      const at = block.begin + index;
      const after = at + marks.length;
      if (!endsSentence(text, begin, marks, at, block, language)) continue;
      add(after, true);
      begin = after + leadingSpace(text, after, block.end);
    }
    if (begin < block.end) add(block.end, false);
  }
  return sentences;
}

/** Whether a sentence ends with the marks that stand at a place. */
function endsSentence(text: string, begin: number, marks: string, index: number, block: Block, language: string): boolean {
  const after = index + marks.length;
  if (marks[0] === ';' && scriptOf(text.charCodeAt(index - 1)) !== 'greek') return false;
  if (/^\.[)\]]/.test(marks) && isListEnd(wordBefore(text, begin, index)) && !/[([]/.test(text[begin] as string)) return false;
  if (after === block.end) return true;
  const follower = text[after] as string;
  if (IS_OWN_MARK.test(marks)) {
    if (marks === '\uff0e' && isDigit(text.charCodeAt(after))) return false;
    // Khmer's ។ល។, and so on
    if (marks === '\u17d4' && (follower === '\u179b' || text.startsWith('\u17d4\u179b', index - 2))) return follower !== '\u179b' && /\s/.test(follower);
    if (isQuoted(text, begin, after, block.end)) return false;
    return marks.length === 1 || !AFTER_QUOTE.test(follower);
  }
  if (!/\s/.test(follower)) return /^[!?]/.test(marks) && isUnspaced(text.charCodeAt(after));
  // [...]
  if (/[([]/.test(text[index - 1] ?? '') && /^[.\u2026]+[)\]]/.test(marks)) return false;
  OPENERS.lastIndex = after;
  const next = after + (OPENERS.exec(text)?.[0].length ?? 0);
  if (next >= block.end) return true;
  if (isLowerCase(text.charCodeAt(next)) || GOES_ON.test(text[next])) return false;
  const isStop = /^\.(?!\.)/.test(marks);
  return !isStop || endsAtStop(text, begin, index, next, block, language);
}

/** Whether a sentence ends with a full stop, by the words before and after it. */
function endsAtStop(text: string, begin: number, stop: number, next: number, block: Block, language: string): boolean {
  const word = wordBefore(text, begin, stop);
  const start = stop - word.length;
  // the number of an item
  if (start === block.begin && /^\d{1,3}$/.test(word)) return true;
  WORD.lastIndex = next;
  const following = WORD.exec(text)?.[0] ?? '';
  const second = next + following.length + 1;
  WORD.lastIndex = second;
  const around = { previous: wordBefore(text, begin, start - 1), next: following, second: second < block.end ? (WORD.exec(text)?.[0] ?? '') : '' };
  return !isAbbreviated(word, around, language);
}

/** What stands before a place, from white space or a bracket on. */
function wordBefore(text: string, begin: number, end: number): string {
  let start = Math.max(begin, end);
  while (start > begin && !/[\s("'\u201c\u201e\u00ab[]/.test(text[start - 1])) start--;
  return text.slice(start, Math.max(start, end));
}

/** Whether a place lies in a quotation or in brackets that close soon. */
function isQuoted(text: string, begin: number, at: number, end: number): boolean {
  const open: string[] = [];
  for (const sign of text.slice(Math.max(begin, at - QUOTED), at)) {
    const close = QUOTES.get(sign);
    if (close !== undefined) open.push(close);
    else if (sign === open.at(-1)) open.pop();
  }
  const close = open.at(-1);
  return close !== undefined && text.slice(at, Math.min(end, at + QUOTED)).includes(close);
}

/** Characters of the sign of a list's item at a place, with the white space after it. */
function markerAt(text: string, begin: number, block: Block): number {
  NUMBERED.lastIndex = begin;
  MARKER.lastIndex = begin;
  const marker = MARKER.exec(text) ?? (begin === block.begin ? NUMBERED.exec(text) : null);
  return marker?.[0].length ?? 0;
}

function startsSentence(text: string, begin: number): boolean {
  OPENERS.lastIndex = begin;
  const unit = text.charCodeAt(begin + (OPENERS.exec(text)?.[0].length ?? 0));
  return (isLetter(unit) && !isLowerCase(unit)) || isDigit(unit);
}

/** A sentence, or its phrases where its script has no end marks. */
function phrasesOf(text: string, sentence: Sentence): Sentence[] {
  const { begin, end } = sentence;
  if (!isMostlyPhrased(text, begin, end)) return [sentence];
  const phrases: Sentence[] = [];
  let start = begin;
  let last = begin;
  for (const { index, 0: phrase } of text.slice(begin, end).matchAll(/\S+/g)) {
    const phraseBegin = begin + index;
    if (last > start && phraseBegin + phrase.length - start > PHRASE) {
      phrases.push({
        begin: start,
        end: last,
        isEnded: true,
        isStarted: true,
        isFirst: sentence.isFirst && start === begin,
        marker: start === begin ? sentence.marker : 0,
        isItem: sentence.isItem,
      });
      start = phraseBegin;
    }
    last = phraseBegin + phrase.length;
  }
  phrases.push({
    begin: start,
    end,
    isEnded: true,
    isStarted: true,
    isFirst: sentence.isFirst && start === begin,
    marker: start === begin ? sentence.marker : 0,
    isItem: sentence.isItem,
  });
  return phrases;
}

/** Whether most letters are of a script without end marks. */
function isMostlyPhrased(text: string, begin: number, end: number): boolean {
  let letters = 0;
  let phrased = 0;
  for (let at = begin; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (!isLetter(unit)) continue;
    letters++;
    if (isPhrased(unit)) phrased++;
  }
  return phrased > letters / 2;
}

/** How much white space stands at a place. */
function leadingSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && /\s/.test(text[at])) at++;
  return at - from;
}

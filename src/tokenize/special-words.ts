import { astralCharacter, LETTER, MARK, NUMBER, SURROGATE, UNITS } from './characters.js';
import { EMOJI_STARTS, emojiEnd, withoutSelectors } from './emoji.js';

/** What becomes of what is no ordinary word: left out, its letters counted as words like any other, or counted as one term. */
export interface SpecialWordRule {
  urls: 'no' | 'words' | 'whole';
  mailAddresses: 'no' | 'words' | 'whole';
  hashtags: 'no' | 'words' | 'whole';
  emoji: 'no' | 'whole';
}

/** A text without its special words. */
export interface CutText {
  /** the text with blanks where they stood, of the same length */
  text: string;
  /** those that are terms, in order */
  terms: string[];
  /** where each of them stood: [begin, end) */
  places: { begin: number; end: number }[];
  /** how many were longer than MAX_WHOLE_LENGTH, and are left out */
  tooLong: number;
}

/** Longest term that is taken whole, in UTF-16 code units. */
export const MAX_WHOLE_LENGTH = 1000;

/** The starts of URLs. Not every mixture of capitals: what is looked for in each text must be few. */
const WWW = ['www.', 'Www.', 'WWW.'];
const URL_STARTS = `[hH][tT][tT][pP][sS]?://|[fF][tT][pP]://|${WWW.join('|').replaceAll('.', '\\.')}`;
const MAY_BE_EMOJI = new RegExp(EMOJI_STARTS);

/**
 * Addresses are of scripts with spaces, so that the text around them does not run into them: what lies below U+2000, which is also
 * without typographic quotation marks, and the lower case of it (Latin Extended-C, Cherokee).
 */
const ADDRESS_BLOCKS = [0, 0x1fff, 0x2c60, 0x2c7f, 0xab70, 0xabbf];
/** White space, controls, and characters that no URL has. */
const NOT_IN_URL = new Set([...'"<>\\^`{|}\x7f\xa0«»'].map((character) => character.charCodeAt(0)));
const TRAILING = new Set([...".,;:!?'*_~-([&"].map((character) => character.charCodeAt(0)));
const BEFORE_NO_HASHTAG = new Set([...'_&/#'].map((character) => character.charCodeAt(0)));
const BEFORE_NO_WWW = new Set([...'._%+-@/'].map((character) => character.charCodeAt(0)));

/**
 * Finds URLs, mail addresses, hashtags and emoji.
 *
 * - A URL starts with http://, https://, ftp:// or www., and a letter or number; it ends before white space, a quotation mark, a bracket
 *   that was not opened in it, or a letter of a script without spaces, and has no punctuation at its end.
 * - A mail address is local part, @, and a domain with a dot whose last part starts with a letter. Comments and quoted parts are not known.
 * - A hashtag is # and a letter, then letters, numbers, marks and underscores; before it stands no letter, number, &, / or #.
 * - An emoji is one with its skin tone and what is joined to it; a flag is one.
 *
 * Terms are in lower case as words are; emoji are without variation selectors where they are emoji without. Of two that overlap the one
 * whose sign (http://, @, #) comes first counts. Linear in the text.
 */
export class SpecialWords {
  private readonly rule: SpecialWordRule;
  private readonly signs: RegExp;

  constructor(rule: SpecialWordRule) {
    this.rule = rule;
    const signs = [
      ...(rule.emoji === 'whole' ? [EMOJI_STARTS] : []),
      ...(rule.urls === 'words' ? [] : [URL_STARTS]),
      ...(rule.mailAddresses === 'words' ? [] : ['@']),
      ...(rule.hashtags === 'words' ? [] : ['#']),
    ];
    this.signs = new RegExp(signs.join('|') || '(?!)', 'g');
  }

  /** Cuts the special words out of a text. */
  cut(text: string): CutText {
    const terms: string[] = [];
    const places: CutText['places'] = [];
    if (!this.mayBeIn(text)) return { text, terms, places, tooLong: 0 };
    let tooLong = 0;
    const parts: string[] = [];
    let position = 0;
    this.signs.lastIndex = 0;
    for (let found = this.signs.exec(text); found !== null; found = this.signs.exec(text)) {
      const { begin, end, isTerm } = this.find(text, found.index, found[0], position);
      if (end === found.index) continue;
      if (isTerm && end - begin > MAX_WHOLE_LENGTH) tooLong++;
      else if (isTerm) {
        terms.push(termOf(text.slice(begin, end)));
        places.push({ begin, end });
      }
      parts.push(text.slice(position, begin), ' '.repeat(end - begin));
      position = end;
      this.signs.lastIndex = end;
    }
    return { text: parts.join('') + text.slice(position), terms, places, tooLong };
  }

  /** Whether a text may have any, at a small part of what counting its words costs. */
  private mayBeIn(text: string): boolean {
    const { urls, mailAddresses, hashtags, emoji } = this.rule;
    return (
      (urls !== 'words' && (text.includes('://') || WWW.some((www) => text.includes(www)))) ||
      (mailAddresses !== 'words' && text.includes('@')) ||
      (hashtags !== 'words' && text.includes('#')) ||
      (emoji === 'whole' && MAY_BE_EMOJI.test(text))
    );
  }

  /** What the sign at a position is part of: nothing where the end is the position. */
  private find(text: string, at: number, sign: string, from: number): { begin: number; end: number; isTerm: boolean } {
    const { urls, mailAddresses, hashtags, emoji } = this.rule;
    if (sign === '@') return { ...mailAddress(text, at, from), isTerm: mailAddresses === 'whole' };
    if (sign === '#') return { begin: at, end: hashtagEnd(text, at), isTerm: hashtags === 'whole' };
    if (/^[a-z]/i.test(sign)) return { begin: at, end: urlEnd(text, at, sign), isTerm: urls === 'whole' };
    return { begin: at, end: emojiEnd(text, at), isTerm: emoji === 'whole' };
  }
}

/** Whether a term is one that was taken whole: it has a character that no word has, or is a keycap. */
export function isWholeTerm(term: string): boolean {
  for (let at = 0; at < term.length; at++) {
    const unit = term.charCodeAt(at);
    const kind = UNITS[unit] >>> 16;
    if (kind === 0 || unit === 0x20e3) return true;
    if (kind === SURROGATE && astralCharacter(term.codePointAt(at++) ?? 0) === undefined) return true;
  }
  return false;
}

function urlEnd(text: string, start: number, sign: string): number {
  const host = start + sign.length;
  if (sign.endsWith('.') && start > 0 && (isWordUnit(text.charCodeAt(start - 1)) || BEFORE_NO_WWW.has(text.charCodeAt(start - 1)))) return start;
  if (!isAddressUnit(text.charCodeAt(host)) || !isWordUnit(text.charCodeAt(host))) return start;
  let end = host;
  let round = 0;
  let square = 0;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit <= 0x20 || !isAddressUnit(unit) || NOT_IN_URL.has(unit)) break;
    if (unit === 0x28) round++;
    else if (unit === 0x29 && --round < 0) break;
    else if (unit === 0x5b) square++;
    else if (unit === 0x5d && --square < 0) break;
  }
  while (TRAILING.has(text.charCodeAt(end - 1))) end--;
  return end;
}

/** The mail address round an @, none of which lies before `from`; ends at the @ where there is none. */
function mailAddress(text: string, at: number, from: number): { begin: number; end: number } {
  const none = { begin: at, end: at };
  let begin = at;
  while (begin > from && (isAddressLetter(text, begin - 1) || '._%+-'.includes(text.charAt(begin - 1)))) begin--;
  while (begin < at && '.-'.includes(text.charAt(begin))) begin++;
  if (begin === at || text[at - 1] === '.') return none;
  let end = at + 1;
  let dot = 0;
  for (; end < text.length; end++) {
    if (text[end] === '.') {
      if (!isAddressLetter(text, end + 1)) break;
      dot = end;
    } else if (!isAddressLetter(text, end) && text[end] !== '-') break;
  }
  while (text[end - 1] === '-') end--;
  const isDomain = dot > at + 1 && isAddressLetter(text, at + 1) && end > dot + 2 && UNITS[text.charCodeAt(dot + 1)] >>> 16 === LETTER;
  return isDomain ? { begin, end } : none;
}

function hashtagEnd(text: string, start: number): number {
  const before = start > 0 ? text.charCodeAt(start - 1) : 0x20;
  if (isWordUnit(before) || BEFORE_NO_HASHTAG.has(before) || classAt(text, start + 1) !== LETTER) return start;
  let end = start + 1;
  while (end < text.length && (text[end] === '_' || isWordClass(classAt(text, end)))) end += (text.codePointAt(end) as number) > 0xffff ? 2 : 1;
  return end;
}

function isIn(blocks: readonly number[], unit: number): boolean {
  for (let b = 0; b < blocks.length; b += 2) if (unit >= blocks[b] && unit <= blocks[b + 1]) return true;
  return false;
}

function isAddressUnit(unit: number): boolean {
  return isIn(ADDRESS_BLOCKS, unit);
}

function isAddressLetter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return isAddressUnit(unit) && isWordUnit(unit);
}

function isWordClass(kind: number): boolean {
  return kind === LETTER || kind === NUMBER || kind === MARK;
}

function isWordUnit(unit: number): boolean {
  return isWordClass(UNITS[unit] >>> 16);
}

/** The class of the character at a position, a surrogate pair taken whole. */
function classAt(text: string, at: number): number {
  const code = text.codePointAt(at) ?? 0;
  return code > 0xffff ? (astralCharacter(code)?.class ?? 0) : UNITS[code] >>> 16;
}

/** A special word as the term it is. */
function termOf(written: string): string {
  const isEmoji = emojiEnd(written, 0) === written.length;
  return isEmoji ? withoutSelectors(written) : lowerCase(written);
}

/** Lower case by the shipped table, of which the other characters stay as they are. */
function lowerCase(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) as number;
    if (code > 0xffff) return String.fromCodePoint(astralCharacter(code)?.lower ?? code);
    return isWordUnit(code) ? String.fromCharCode(UNITS[code] & 0xffff) : character;
  }).join('');
}

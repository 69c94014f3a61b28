import { astralCharacter, MARK, SURROGATE, UNITS } from '../tokenize/characters.js';

/*
 * Characters are named here by their code points rather than by \p{…}, whose members differ from one Node to the next.
 */

/** Anything but Latin-1 without controls and soft hyphens. In a text without it nothing is to be folded, and it is composed. */
const NOT_PLAIN = /[^\t\n\x20-\x7e\xa0-\xac\xae-\xff]/;

/** UTF-16 code units that are looked at as bytes at a time; and below how many that does not pay. */
const PIECE = 4096;
const SHORT = 128;
const encoder = new TextEncoder();
const bytes = new Uint8Array(3 * PIECE);
const words = new Int32Array(bytes.buffer);

/** Zero-width no-break space, word joiner, and the marks of direction. */
const INVISIBLE = /[\u061c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/g;
/** Zero-width space, non-joiner and joiner: in some scripts they tell words or letters apart. */
const ZERO_WIDTH = /[\u200b-\u200d]/g;
/** Most marks of a letter, and what stands between them and further ones. */
const MOST_MARKS = 30;
const GRAPHEME_JOINER = 0x34f;
const ZERO_WIDTH_SPACE = 0x200b;
const ZERO_WIDTH_JOINER = 0x200d;
const SOFT_HYPHENS = /\xad+([ \t]*\n)?/g;
/** Tab and line feed are no controls here. */
const CONTROLS = /[\0-\x08\x0b\x0e-\x1f\x7f]/g;
/** The full-width forms of ASCII, and how far they are from it. */
const FULL_WIDTH = /[\uff01-\uff5e]+/g;
const FULL_WIDTH_DISTANCE = 0xfee0;
const HALF_WIDTH_KATAKANA = /[\uff61-\uff9f]+/g;
const LIGATURES = /[\ufb00-\ufb06]/g;
const LIGATURE_LETTERS = ['ff', 'fi', 'fl', 'ffi', 'ffl', 'st', 'st'];

/** Scripts that need joiners, first and last of their blocks: Arabic and its neighbours, those of India, Tibetan to Mongolian, Javanese. */
const JOINED_SCRIPTS = [0x600, 0x109f, 0x1700, 0x18af, 0x1900, 0x1cff, 0xa800, 0xabff, 0xfb50, 0xfdff, 0xfe70, 0xfefc, 0x10a00, 0x11fff];
/** Scripts without spaces, where a zero-width space stands between words: Thai, Lao, Tibetan, Myanmar, Khmer, Tai. */
const UNSPACED_SCRIPTS = [0xe00, 0x109f, 0x1780, 0x17ff, 0x1950, 0x19df, 0x1a20, 0x1aaf, 0xaa60, 0xaadf];
/** Blocks of emoji, and what may stand between one and a joiner: a variation selector, the end of a flag. */
const EMOJI_BLOCKS = [0x2190, 0x21ff, 0x2600, 0x27bf, 0x2b00, 0x2bff, 0xfe0f, 0xfe0f, 0x1f000, 0x1faff, 0xe007f, 0xe007f];

const LETTER = /[A-Za-zÀ-ÖØ-öø-ɏΆ-ώϊ-ώЀ-ӿ]/;
const LOWER_CASE = /[a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıķĺļľłńņňŋōŏőœŕŗřśŝşšţťũūŭůűųŵŷźżžșțΐά-ώа-џґ]/;
const WORD = /[^ \t\n]*/y;
/**
 * What may follow a hyphen that stands for the rest of a word ("pre- and post-war", "Ein- und Ausfuhr"), in languages that write so.
 * Words that are also common endings of others (German and Dutch "en", Finnish "ja") cannot be among them.
 */
const SUSPENDED = new Set(['and', 'or', 'nor', 'and/or', 'und', 'oder', 'sowie', 'bzw', 'beziehungsweise', 'und/oder', 'of', 'och', 'eller', 'og', 'samt']);

/**
 * A text as it is counted, quoted and compared: the same words have the same letters, however they came to be written.
 *
 * - Line ends are LF; a form feed, which ends a page, is an empty line. Other controls except the tab are blanks.
 * - Full-width forms of ASCII, half-width katakana, and the ligatures ﬀ to ﬆ become ordinary letters; U+3000 becomes a blank.
 * - Soft hyphens, zero-width characters and marks of direction go. Joiners stay between letters of scripts that need them and in emoji,
 *   a zero-width space between letters of scripts without spaces.
 * - A word that a hyphen breaks at a line's end is joined, if it goes on in lower case and has two letters before the hyphen; the line
 *   then ends after the word. So "well-\nknown" becomes one word too: nothing tells it from "exam-\nple".
 * - Characters are composed (NFC); of more than thirty marks in a row, a joiner (U+034F) stands before each thirty.
 *
 * Linear in the text; a text that has been normalised stays as it is.
 */
export function normalizeText(text: string): string {
  return joinHyphenated(isPlain(text) ? text : withShortRuns(foldCharacters(text)).normalize('NFC'));
}

/**
 * A text in which no letter has more than thirty marks in a row, as the stream-safe text format of Unicode (UAX #15) has it: a joiner stands
 * before the others. Composing takes a time that grows with the square of such a run.
 */
function withShortRuns(text: string): string {
  const parts: string[] = [];
  let start = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    let kind = UNITS[unit] >>> 16;
    const isPair = kind === SURROGATE && (text.codePointAt(at) as number) > 0xffff;
    if (isPair) kind = astralCharacter(text.codePointAt(at) as number)?.class ?? 0;
    run = kind === MARK && unit !== GRAPHEME_JOINER ? run + 1 : 0;
    if (run > MOST_MARKS) {
      parts.push(text.slice(start, at), String.fromCharCode(GRAPHEME_JOINER));
      start = at;
      run = 1;
    }
    if (isPair) at++;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(start);
}

/** Whether nothing is to be folded or composed. */
function isPlain(text: string): boolean {
  return (text.length >= SHORT && isPlainAscii(text)) || !NOT_PLAIN.test(text);
}

/** The same of a text in ASCII, four characters at once, without a branch at each line's end. */
function isPlainAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += PIECE) {
    const { written } = encoder.encodeInto(text.length > PIECE ? text.substring(at, at + PIECE) : text, bytes);
    bytes.fill(0x20, written, written + 3);
    let found = 0;
    for (let w = 0; 4 * w < written; w++) {
      const four = words[w];
      // the high bit of each byte: whether it is a blank or above, or a tab or line feed
      const plain = (four + 0x60606060) | ((four + 0x77777777) & ~(four + 0x75757575));
      // or above the tilde
      found |= ~plain | (four + 0x01010101) | four;
    }
    if ((found & 0x80808080) !== 0) return false;
  }
  return true;
}

function foldCharacters(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\f', '\n\n')
    .replace(CONTROLS, ' ')
    .replaceAll('\u3000', ' ')
    .replace(INVISIBLE, '')
    .replace(SOFT_HYPHENS, (_, lineEnd: string | undefined) => (lineEnd === undefined ? '' : `-${lineEnd}`))
    .replace(ZERO_WIDTH, (character, at: number, whole: string) => (isNeeded(character.charCodeAt(0), at, whole) ? character : ''))
    .replace(LIGATURES, (ligature) => LIGATURE_LETTERS[ligature.charCodeAt(0) - 0xfb00] as string)
    .replace(HALF_WIDTH_KATAKANA, (letters) => letters.normalize('NFKC'))
    .replace(FULL_WIDTH, (letters) => letters.replace(/./g, (letter) => String.fromCharCode(letter.charCodeAt(0) - FULL_WIDTH_DISTANCE)));
}

/** Whether a zero-width character between two others tells something. */
function isNeeded(character: number, at: number, text: string): boolean {
  const isPair = (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  const before = text.codePointAt(at - (isPair ? 2 : 1)) ?? 0;
  const after = text.codePointAt(at + 1) ?? 0;
  const areIn = (blocks: readonly number[]) => isIn(blocks, before) && isIn(blocks, after);
  if (character === ZERO_WIDTH_SPACE) return areIn(UNSPACED_SCRIPTS);
  return areIn(JOINED_SCRIPTS) || (character === ZERO_WIDTH_JOINER && areIn(EMOJI_BLOCKS));
}

function isIn(blocks: readonly number[], code: number): boolean {
  for (let b = 0; b < blocks.length; b += 2) if (code >= blocks[b] && code <= blocks[b + 1]) return true;
  return false;
}

/** Joins the words that are broken at a line's end; the line then ends after the word. */
function joinHyphenated(text: string): string {
  const parts: string[] = [];
  let position = 0;
  let lastJoin = -1;
  let ascii = text.indexOf('-');
  let other = text.indexOf('\u2010');
  while (ascii >= 0 || other >= 0) {
    const isAscii = other < 0 || (ascii >= 0 && ascii < other);
    const hyphen = isAscii ? ascii : other;
    const feed = blanksEnd(text, hyphen + 1);
    if (isAscii) ascii = text.charCodeAt(feed) === 0x2d ? feed : text.indexOf('-', feed);
    else other = text.indexOf('\u2010', feed);
    if (text.charCodeAt(feed) !== 0x0a) continue;
    const next = blanksEnd(text, feed + 1);
    // after a join the letter before this one is what the last part ends with
    const hasTwoLetters = LETTER.test(text.charAt(hyphen - 1)) && (hyphen - 1 === lastJoin || LETTER.test(text.charAt(hyphen - 2)));
    if (!hasTwoLetters || !LOWER_CASE.test(text.charAt(next))) continue;
    const end = matchEnd(WORD, text, next);
    if (SUSPENDED.has(text.slice(next, end).replace(/[.,;:]$/, ''))) continue;
    parts.push(text.slice(position, hyphen));
    position = next;
    lastJoin = next;
    const gapEnd = blanksEnd(text, end);
    // a word that ends in a hyphen would be broken again
    if (gapEnd > end && text[gapEnd] !== '\n' && !/[-\u2010]/.test(text.charAt(end - 1))) {
      parts.push(text.slice(next, end), '\n');
      position = gapEnd;
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(position);
}

/** Where the blanks end that start at a position, if there are any. */
function blanksEnd(text: string, position: number): number {
  let at = position;
  let unit = text.charCodeAt(at);
  while (unit === 0x20 || unit === 0x09) unit = text.charCodeAt(++at);
  return at;
}

/** Where a match that starts at a position ends; the position itself where there is none. */
function matchEnd(sticky: RegExp, text: string, position: number): number {
  sticky.lastIndex = position;
  return sticky.test(text) ? sticky.lastIndex : position;
}

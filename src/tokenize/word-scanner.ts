import { APOSTROPHE, astralCharacter, HYPHEN, LETTER, MARK, NUMBER, SURROGATE, UNITS } from './characters.js';

/** Which words are counted. */
export interface WordRule {
  /** fewest letters and digits of a word, ≥ 1 */
  minLength: number;
  /** whether words of digits only are counted */
  numbers: boolean;
}

/** Longest word, in UTF-16 code units: longer runs of letters (encoded data, mostly) are passed over. */
export const MAX_WORD_LENGTH = 64;

/** Keys are written round this ring, so that a run of letters of any length needs no check; must exceed MAX_WORD_LENGTH. */
const KEY_RING = 128;
const KEY_MASK = KEY_RING - 1;

/** In the table of units: the first separator-free value, the first that is neither letter nor number, the bit of letters. */
const FIRST_WORD_UNIT = LETTER << 16;
const FIRST_SPECIAL_UNIT = MARK << 16;
const LETTER_BIT = LETTER << 16;

/** Blocks of letters of the Latin script, first and last: elsewhere an apostrophe is a letter of its language. */
const LATIN = [0x41, 0x2af, 0x1e00, 0x1eff, 0x2c60, 0x2c7f, 0xa722, 0xa7ff, 0xab30, 0xab6f, 0xfb00, 0xfb06, 0xff21, 0xff5a];

function isLatin(unit: number): boolean {
  for (let r = 0; r < LATIN.length; r += 2) if (unit >= LATIN[r] && unit <= LATIN[r + 1]) return true;
  return false;
}

/**
 * Cuts a text into words in one scan over its UTF-16 code units, without making a string or an object a word. What is counted is cut by
 * the same rules in kernel/assembly/; this class is what it is tested against, and cuts where words are needed one by one.
 *
 * A word is a run of letters, numbers and marks, in lower case, that starts with a letter or number. Further rules:
 * - an apostrophe (' or ’) keeps an ending of one or two letters (don't, we've) and any ending in scripts other than Latin; an
 *   English 's is dropped; anywhere else, and after digits only, it separates (l'eau: l, eau);
 * - a hyphen joins a single letter to what follows (e-mail, x-ray, f-16); anywhere else it separates;
 * - a surrogate pair is one character; half of one is a separator.
 *
 * Usage: start(text), then next() until it returns false; after each true, the word is key[0 … length), text[begin … end).
 */
export class WordScanner {
  /** The current word in lower case, UTF-16 code units. */
  readonly key = new Uint16Array(KEY_RING);
  length = 0;
  /** Where the word stands in the text. */
  begin = 0;
  end = 0;
  /** Runs of letters longer than MAX_WORD_LENGTH that were passed over since start(). */
  tooLong = 0;

  private readonly minLength: number;
  private readonly numbers: boolean;
  private text = '';
  private position = 0;
  /** code units of the word so far that are no letter or number of their own: marks, joiners, halves of pairs */
  private silent = 0;
  /** the classes met in the word so far, as bits */
  private classes = 0;

  constructor(rule: WordRule) {
    this.minLength = rule.minLength;
    this.numbers = rule.numbers;
  }

  start(text: string): void {
    this.text = text;
    this.position = 0;
    this.tooLong = 0;
  }

  /** Finds the next word. */
  next(): boolean {
    while (this.scanRun()) {
      if (this.length > MAX_WORD_LENGTH) {
        this.tooLong++;
      } else if (this.length - this.silent >= this.minLength && ((this.classes & LETTER_BIT) !== 0 || this.numbers)) {
        return true;
      }
    }
    return false;
  }

  /** Reads up to the end of the next run of word characters; false at the end of the text. */
  private scanRun(): boolean {
    const { text, key } = this;
    const units = UNITS;
    const size = text.length;
    let position = this.position;
    let unit = 0;
    while (position < size) {
      unit = units[text.charCodeAt(position)];
      if (unit >= FIRST_WORD_UNIT) break;
      position++;
    }
    let length = 0;
    let classes = 0;
    this.begin = position;
    this.silent = 0;
    while (position < size && unit >= FIRST_WORD_UNIT) {
      while (unit >= FIRST_WORD_UNIT && unit < FIRST_SPECIAL_UNIT) {
        key[length & KEY_MASK] = unit & 0xffff;
        length++;
        classes |= unit;
        position++;
        if (position === size) break;
        unit = units[text.charCodeAt(position)];
      }
      this.end = position;
      if (position === size || unit < FIRST_WORD_UNIT) break;
      this.position = position;
      this.length = length;
      this.classes = classes;
      const joined = this.joinSpecial(unit);
      ({ position, length, classes } = this);
      if (!joined) break;
      this.end = position;
      if (position < size) unit = units[text.charCodeAt(position)];
    }
    this.position = position;
    this.length = length;
    this.classes = classes;
    return position < size || length > 0;
  }

  /** Takes a mark, surrogate, apostrophe or hyphen at the position into the word, or passes it and says that the word ends. */
  private joinSpecial(unit: number): boolean {
    switch (unit >>> 16) {
      case MARK:
        this.position++;
        if (this.length > 0) this.append(unit & 0xffff);
        return this.length > 0;
      case SURROGATE:
        return this.joinPair();
      case APOSTROPHE: {
        const join = (this.classes & LETTER_BIT) !== 0 ? this.endingAfter(this.position + 1) : 'separates';
        this.position += join === 'drops' ? 2 : 1;
        if (join === 'joins') this.append(0x27);
        return join === 'joins';
      }
      case HYPHEN: {
        const joins = this.length - this.silent === 1 && (this.classes & LETTER_BIT) !== 0 && this.startsWord(this.position + 1);
        this.position++;
        if (joins) this.append(0x2d);
        return joins;
      }
      default:
        this.position++;
        return false;
    }
  }

  private joinPair(): boolean {
    const code = this.text.codePointAt(this.position) ?? 0;
    this.position += code > 0xffff ? 2 : 1;
    const character = code > 0xffff ? astralCharacter(code) : undefined;
    if (character === undefined || (character.class === MARK && this.length === 0)) return false;
    const lower = character.lower - 0x10000;
    this.append(0xd800 + (lower >>> 10));
    this.append(0xdc00 + (lower & 0x3ff));
    if (character.class !== MARK) {
      this.silent--;
      this.classes |= character.class << 16;
    }
    return true;
  }

  private append(unit: number): void {
    this.key[this.length & KEY_MASK] = unit;
    this.length++;
    this.silent++;
  }

  /** What an apostrophe does to the letters after it. */
  private endingAfter(position: number): 'joins' | 'drops' | 'separates' {
    const first = this.text.charCodeAt(position);
    if (this.classAt(position) === LETTER && !isLatin(first)) return 'joins';
    let letters = 0;
    let at = position;
    while (letters < 3) {
      const kind = this.classAt(at);
      if (kind === NUMBER) return 'separates';
      if (kind === LETTER) letters++;
      else if (kind !== MARK || letters === 0) break;
      at += UNITS[this.text.charCodeAt(at)] >>> 16 === SURROGATE ? 2 : 1;
    }
    if (letters === 0) return 'separates';
    if (at === position + 1 && (first | 0x20) === 0x73) return 'drops';
    return letters <= 2 ? 'joins' : 'separates';
  }

  private startsWord(position: number): boolean {
    const kind = this.classAt(position);
    return kind === LETTER || kind === NUMBER;
  }

  /** The class of the character at a position, a surrogate pair taken whole; 0 where it is no part of words. */
  private classAt(position: number): number {
    if (position >= this.text.length) return 0;
    const kind = UNITS[this.text.charCodeAt(position)] >>> 16;
    if (kind !== SURROGATE) return kind > MARK ? 0 : kind;
    const code = this.text.codePointAt(position) ?? 0;
    return code > 0xffff ? (astralCharacter(code)?.class ?? 0) : 0;
  }
}

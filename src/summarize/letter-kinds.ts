import { LETTER, MARK, NUMBER, SURROGATE, UNITS } from '../tokenize/characters.js';
import { SCRIPT_NUMBERS, SCRIPTS, type Script } from '../tokenize/scripts.js';

/** Which UTF-16 code units are the lower case of another one. */
const LOWER = new Uint8Array(65536);
for (let unit = 0; unit < UNITS.length; unit++) {
  const lower = UNITS[unit] & 0xffff;
  if (UNITS[unit] >>> 16 === LETTER && lower !== unit) LOWER[lower] = 1;
}
// Georgian has capitals, but no text begins its sentences with them
LOWER.fill(0, 0x10d0, 0x1100);

export function isLowerCase(unit: number): boolean {
  return LOWER[unit] === 1;
}

export function isUpperCase(unit: number): boolean {
  return UNITS[unit] >>> 16 === LETTER && (UNITS[unit] & 0xffff) !== unit;
}

/** Half of a character above U+FFFF counts as a letter: such are ideographs, mostly. */
export function isLetter(unit: number): boolean {
  const kind = UNITS[unit] >>> 16;
  return kind === LETTER || kind === SURROGATE;
}

export function isDigit(unit: number): boolean {
  return UNITS[unit] >>> 16 === NUMBER;
}

/** A mark that stands with a letter: a vowel sign, an accent. */
export function isMark(unit: number): boolean {
  return UNITS[unit] >>> 16 === MARK;
}

const PHRASED: ReadonlySet<Script | undefined> = new Set(['thai', 'lao', 'khmer']);
const UNSPACED: ReadonlySet<Script | undefined> = new Set(['thai', 'lao', 'khmer', 'burmese', 'tibetan', 'kana', 'han']);
/** Before it come Latin and other letters of which most texts are. */
const FIRST_UNSPACED = 0xe00;

/** The script of a letter, if it is one that scripts.ts knows. */
export function scriptOf(unit: number): Script | undefined {
  return SCRIPTS[(SCRIPT_NUMBERS[unit >> 4] as number) - 1];
}

/** Whether a letter is of a script that puts no blanks between words. */
export function isUnspaced(unit: number): boolean {
  return unit >= FIRST_UNSPACED && UNSPACED.has(scriptOf(unit));
}

/** Whether a letter is of a script that puts blanks between phrases and sentences, and has no end marks that are always written. */
export function isPhrased(unit: number): boolean {
  return unit >= FIRST_UNSPACED && PHRASED.has(scriptOf(unit));
}

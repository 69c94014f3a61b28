import { LETTERS, LOWER_CASE, MARKS, NUMBERS } from './letters.js';

/** What a UTF-16 code unit is to the word scanner; 0 is a separator. */
export const LETTER = 1;
export const NUMBER = 2;
export const MARK = 3;
export const APOSTROPHE = 4;
export const HYPHEN = 5;
export const SURROGATE = 6;

/** Class of each UTF-16 code unit in the upper 16 bits, its lower case in the lower 16. */
export const UNITS = new Int32Array(65536);

/** Class and lower case (24 bits each way) of the code points above U+FFFF that are part of words. */
const astral = new Map<number, { class: number; lower: number }>();

/** Class and lower case of a code point above U+FFFF, or undefined for a separator. */
export function astralCharacter(code: number): { class: number; lower: number } | undefined {
  return astral.get(code) ?? astralIdeograph(code);
}

/** The planes of ideographs are too large for a map, and have no case. */
function astralIdeograph(code: number): { class: number; lower: number } | undefined {
  for (let r = 0; r < longRanges.length; r += 2) {
    if (code >= longRanges[r] && code < longRanges[r + 1]) return { class: LETTER, lower: code };
  }
  return undefined;
}

const longRanges: number[] = [];
const LONG = 2048;

function fill(ranges: string, characterClass: number): void {
  const numbers = ranges.split(' ').map((digits) => Number.parseInt(digits, 36));
  let end = 0;
  for (let r = 0; r < numbers.length; r += 2) {
    const start = end + numbers[r];
    end = start + numbers[r + 1];
    if (start > 0xffff && end - start > LONG) {
      longRanges.push(start, end);
      continue;
    }
    for (let code = start; code < end; code++) {
      if (code < 65536) UNITS[code] = characterClass * 65536 + code;
      else astral.set(code, { class: characterClass, lower: code });
    }
  }
}

function fillLowerCase(): void {
  const numbers = LOWER_CASE.split(' ').map((digits) => Number.parseInt(digits, 36));
  let start = 0;
  for (let r = 0; r < numbers.length; r += 4) {
    start += numbers[r];
    const [, length, stride, distance] = numbers.slice(r, r + 4) as [number, number, number, number];
    for (let i = 0; i < length; i++) {
      const code = start + i * stride;
      if (code > 0xffff) {
        const character = astral.get(code);
        if (character !== undefined) character.lower = code + distance;
      } else if (UNITS[code] !== 0) {
        UNITS[code] += distance;
      }
    }
  }
}

fill(LETTERS, LETTER);
fill(NUMBERS, NUMBER);
fill(MARKS, MARK);
fillLowerCase();
for (const apostrophe of "'\u2019\u02bc\uff07") UNITS[apostrophe.charCodeAt(0)] = APOSTROPHE * 65536;
for (const hyphen of '-\u2010\u2011') UNITS[hyphen.charCodeAt(0)] = HYPHEN * 65536;
for (let unit = 0xd800; unit < 0xe000; unit++) UNITS[unit] = SURROGATE * 65536;

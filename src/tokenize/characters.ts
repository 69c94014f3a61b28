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

/** Class and lower case of a code point above U+FFFF, or undefined for a separator. */
export function astralCharacter(code: number): { class: number; lower: number } | undefined {
  const character = ASTRAL[ASTRAL[(code - 0x10000) >> 8] + (code & 0xff)];
  return character === 0 ? undefined : { class: character >>> 16, lower: code + ((character << 16) >> 16) };
}

const NOTHING = new Int32Array(256);
const IDEOGRAPHS = new Int32Array(256).fill(LETTER * 65536);

/** What is known of each 256 code points above U+FFFF; most share a page. */
const pages: Int32Array[] = new Array(4096).fill(NOTHING);

/** The page that a code point stands on, to be written on. */
function ownPage(code: number): Int32Array {
  const at = (code - 0x10000) >> 8;
  if (pages[at] === NOTHING || pages[at] === IDEOGRAPHS) pages[at] = pages[at].slice();
  return pages[at];
}

function fill(ranges: string, characterClass: number): void {
  const numbers = ranges.split(' ').map((digits) => Number.parseInt(digits, 36));
  let end = 0;
  for (let r = 0; r < numbers.length; r += 2) {
    const start = end + numbers[r];
    end = start + numbers[r + 1];
    for (let code = start; code < end; code++) {
      if (code < 0x10000) {
        UNITS[code] = characterClass * 65536 + code;
      } else if (characterClass === LETTER && (code & 0xff) === 0 && end - code >= 256) {
        pages[(code - 0x10000) >> 8] = IDEOGRAPHS;
        code += 255;
      } else {
        ownPage(code)[code & 0xff] = characterClass * 65536;
      }
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
        const page = ownPage(code);
        if (page[code & 0xff] !== 0) page[code & 0xff] += distance & 0xffff;
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
// the gershayim of Hebrew acronyms, and the joiners that words of Persian and of India's scripts have in them
for (const joiner of '\u05f4\u200c\u200d') UNITS[joiner.charCodeAt(0)] = MARK * 65536 + joiner.charCodeAt(0);
for (let unit = 0xd800; unit < 0xe000; unit++) UNITS[unit] = SURROGATE * 65536;

/**
 * Class of each code point above U+FFFF in the upper 16 bits; in the lower ones, what is to be added for its lower case. First the places
 * where the pages of 256 code points each start, then the pages.
 */
export const ASTRAL = joined(pages);

function joined(parts: readonly Int32Array[]): Int32Array {
  const distinct = [...new Set(parts)];
  const all = new Int32Array(parts.length + 256 * distinct.length);
  const startOf = new Map(distinct.map((page, p) => [page, parts.length + 256 * p]));
  parts.forEach((page, p) => {
    all[p] = startOf.get(page) as number;
  });
  for (const page of distinct) all.set(page, startOf.get(page));
  return all;
}

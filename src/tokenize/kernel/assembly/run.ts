import {
  APOSTROPHE, astralForm, classAt, codeAt, HYPHEN, LETTER, MARK, NUMBER, sizeAt, threeByteCode, twoByteCode, unitForm, writeAstral, writeUnit,
} from './characters';

/** Longest word, in UTF-16 code units, as in ../../word-scanner.ts. */
const MAX_WORD_LENGTH: i32 = 64;

/** The run that was read last, in lower case; 64 units take up to 192 bytes, and what is looked up is read 16 bytes at a time. */
export const run: usize = memory.data(224, 16);
export let runEnd: usize = 0;
/** its length in UTF-16 code units, beyond MAX_WORD_LENGTH too */
let units: i32 = 0;
/** units of it that are no letter or number of their own: marks, joiners, halves of pairs */
let silent: i32 = 0;
/** LETTER, NUMBER or both */
let classes: u32 = 0;
/** where the run ends in the text, which may be before where reading goes on */
export let textEnd: usize = 0;

/** Blocks of letters of the Latin script, first and last, as in ../../word-scanner.ts. */
const LATIN = memory.data<u16>([
  0x41, 0x2af, 0x1e00, 0x1eff, 0x2c60, 0x2c7f, 0xa722, 0xa7ff, 0xab30, 0xab6f, 0xfb00, 0xfb06, 0xff21, 0xff5a,
]);
const LATIN_BLOCKS: usize = 7;

const SEPARATES: i32 = 0;
const JOINS: i32 = 1;
const DROPS: i32 = 2;

export function isTooLong(): bool {
  return units > MAX_WORD_LENGTH;
}

export function isWord(minLength: i32, numbers: bool): bool {
  return units - silent >= minLength && ((classes & LETTER) != 0 || numbers);
}

/** Reads a run of characters of any kind by the rules that ../../word-scanner.ts states, or passes one separator; returns where to go on. */
export function readRun(start: usize): usize {
  // in local variables, which the processor keeps in registers
  let to = run;
  let length = 0;
  let quiet = 0;
  let kinds: u32 = 0;
  let at = start;
  let next = start;
  while (true) {
    const byte = <u32>load<u8>(at);
    let code = byte;
    next = at + 1;
    if (byte >= 0x80) {
      if (byte < 0xe0) {
        code = twoByteCode(at, byte);
        next = at + 2;
      } else if (byte < 0xf0) {
        code = threeByteCode(at, byte);
        next = at + 3;
      } else {
        next = at + 4;
        code = codeAt(at);
        const form = astralForm(code);
        const kind = form >> 16;
        if (kind == 0 || (kind == MARK && length == 0)) break;
        if (length < MAX_WORD_LENGTH) to = writeAstral(to, code + <i32><i16>form);
        length += 2;
        quiet += kind == MARK ? 2 : 1;
        if (kind != MARK) kinds |= kind;
        at = next;
        continue;
      }
    }
    const form = unitForm(code);
    const kind = form >> 16;
    let lower = (code + form) & 0xffff;
    if (kind == LETTER || kind == NUMBER) {
      kinds |= kind;
    } else {
      if (kind == 0 || length == 0) break;
      if (kind != MARK) {
        if ((kinds & LETTER) == 0) break;
        if (kind == APOSTROPHE) {
          const ending = endingAt(next);
          if (ending == DROPS) next++;
          if (ending != JOINS) break;
          lower = 0x27;
        } else {
          if (length - quiet != 1 || !startsWord(next)) break;
          lower = 0x2d;
        }
      }
      quiet++;
    }
    if (length < MAX_WORD_LENGTH) to = writeUnit(to, lower);
    length++;
    at = next;
  }
  runEnd = to;
  units = length;
  silent = quiet;
  classes = kinds;
  textEnd = at;
  return next;
}

function startsWord(at: usize): bool {
  const kind = classAt(at);
  return kind == LETTER || kind == NUMBER;
}

/** What an apostrophe does to the letters at a position, which come after it. */
function endingAt(start: usize): i32 {
  if (classAt(start) == LETTER && !isLatin(codeAt(start))) return JOINS;
  let letters = 0;
  let at = start;
  while (letters < 3) {
    const kind = classAt(at);
    if (kind == NUMBER) return SEPARATES;
    if (kind == LETTER) letters++;
    else if (kind != MARK || letters == 0) break;
    at += sizeAt(at);
  }
  if (letters == 0) return SEPARATES;
  if (at == start + 1 && (load<u8>(start) | 0x20) == 0x73) return DROPS;
  return letters <= 2 ? JOINS : SEPARATES;
}

function isLatin(code: u32): bool {
  for (let block: usize = 0; block < LATIN_BLOCKS; block++) {
    if (code >= load<u16>(LATIN + (block << 2)) && code <= load<u16>(LATIN + (block << 2), 2)) return true;
  }
  return false;
}

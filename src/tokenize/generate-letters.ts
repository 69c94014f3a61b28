/*
 * Prints letters.ts: which code points are letters, numbers, marks and emoji, and the lower case of each, by the Unicode properties of
 * the Node that runs this. The table is shipped, so that words are cut alike on every Node. Run: npm run generate:letters
 */

const LAST = 0x10ffff;

/** Ranges [gap from the end of the last range, length], in base 36. */
function ranges(has: (character: string) => boolean): string {
  const parts: string[] = [];
  let end = 0;
  for (let code = 0; code <= LAST; code++) {
    if (!isMember(code, has)) continue;
    const start = code;
    while (code + 1 <= LAST && isMember(code + 1, has)) code++;
    parts.push((start - end).toString(36), (code - start + 1).toString(36));
    end = code + 1;
  }
  return parts.join(' ');
}

function isMember(code: number, has: (character: string) => boolean): boolean {
  return (code < 0xd800 || code > 0xdfff) && has(String.fromCodePoint(code));
}

/** The lower case of one code point where that is one code point (İ has two: its simple mapping, i, is taken). */
function lowerCase(code: number): number {
  if (code === 0x130) return 0x69;
  const lower = [...String.fromCodePoint(code).toLowerCase()];
  return lower.length === 1 ? (lower[0]?.codePointAt(0) ?? code) : code;
}

/** Runs [gap, length, stride, distance] of code points whose lower case lies at one distance, in base 36. */
function lowerCaseRuns(): string {
  const upper: number[] = [];
  for (let code = 0; code <= LAST; code++) {
    if ((code < 0xd800 || code > 0xdfff) && lowerCase(code) !== code) upper.push(code);
  }
  const parts: string[] = [];
  let end = 0;
  for (let i = 0; i < upper.length; ) {
    const start = upper[i] as number;
    const distance = lowerCase(start) - start;
    const second = upper[i + 1] ?? Number.NaN;
    const stride = second - start === 2 && lowerCase(second) - second === distance ? 2 : 1;
    let length = 1;
    while (upper[i + length] === start + length * stride && lowerCase(start + length * stride) === start + length * stride + distance) length++;
    parts.push((start - end).toString(36), length.toString(36), stride.toString(36), distance.toString(36));
    end = start;
    i += length;
  }
  return parts.join(' ');
}

const { unicode } = process.versions;

process.stdout.write(`// Made by src/tokenize/generate-letters.ts from Unicode ${unicode}; not to be edited by hand.

export const UNICODE_VERSION = '${unicode}';

/** Ranges of code points: the gap from the end of the last range, then the length; base 36. */
export const LETTERS =
  '${ranges((c) => /\p{L}/u.test(c))}';
export const NUMBERS =
  '${ranges((c) => /\p{N}/u.test(c))}';
export const MARKS =
  '${ranges((c) => /\p{M}/u.test(c))}';

/** Emoji by themselves, without the letters of flags; and characters that are emoji with a variation selector, without ASCII. */
export const EMOJI =
  '${ranges((c) => /\p{Emoji_Presentation}/u.test(c) && !/\p{Regional_Indicator}/u.test(c))}';
export const TEXT_EMOJI =
  '${ranges((c) => /\p{Emoji}/u.test(c) && !/[\p{Emoji_Presentation}\0-\x7f]/u.test(c))}';

/** Runs of capitals: the gap from the start of the last run, the length, the stride, the distance to the lower case; base 36. */
export const LOWER_CASE =
  '${lowerCaseRuns()}';
`);

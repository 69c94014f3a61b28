/*
 * A rough rule of what belongs to words, for comparing texts with each other: every UTF-16 code unit that is neither white space nor
 * punctuation nor a common symbol does. What words are counted is another matter, see tokenize/.
 */

/** What a code unit is to the rule, in the upper 16 bits of WORD_UNITS. */
export const LETTER = 1 << 16;
export const DIGIT = 2 << 16;
/** A character of a script written without spaces: a word by itself. */
export const IDEOGRAPH = 3 << 16;

/** First and last of ranges of code units. */
const SEPARATORS = [
  [0x00, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0xa9, 0xab, 0xb4, 0xb6, 0xb9, 0xbb, 0xbf, 0xd7, 0xd7, 0xf7, 0xf7], // ASCII, Latin-1
  [0x589, 0x58a, 0x5be, 0x5be, 0x5c0, 0x5c0, 0x5c3, 0x5c3, 0x60c, 0x60d, 0x61b, 0x61f, 0x66a, 0x66d, 0x6d4, 0x6d4], // Near East
  [0x964, 0x965, 0x104a, 0x104f, 0x1361, 0x1368, 0x1680, 0x1680, 0x17d4, 0x17d6, 0x17d8, 0x17da], // South Asia, Ethiopia
  [0x2000, 0x206f, 0x20a0, 0x20cf, 0x2190, 0x2bff, 0x2e00, 0x2e7f], // punctuation, currencies, arrows, drawings
  [0x3000, 0x3004, 0x3008, 0x3020, 0x3030, 0x3030, 0x30fb, 0x30fb, 0xfe30, 0xfe6f, 0xfeff, 0xff0f, 0xff1a, 0xff20, 0xff3b, 0xff40], // East Asia
  [0xff5b, 0xff65, 0xfff0, 0xffff],
].flat();
const DIGITS = [0x30, 0x39, 0x660, 0x669, 0x6f0, 0x6f9, 0x966, 0x96f, 0xff10, 0xff19];
const IDEOGRAPHS = [0xe01, 0xeff, 0x1000, 0x1049, 0x1780, 0x17d3, 0x3005, 0x3007, 0x3041, 0x30fa, 0x30fc, 0x30ff, 0x3400, 0x9fff, 0xf900, 0xfaff];
/** First, last, distance to lower case: ASCII, Latin-1, Greek, Cyrillic. */
const UPPER_CASE = [0x41, 0x5a, 32, 0xc0, 0xd6, 32, 0xd8, 0xde, 32, 0x391, 0x3a9, 32, 0x400, 0x40f, 80, 0x410, 0x42f, 32];

/** Each code unit's class with its lower case, or 0 for what separates words. */
export const WORD_UNITS = new Int32Array(65536);

for (let unit = 0; unit < 65536; unit++) WORD_UNITS[unit] = LETTER | unit;
fill(SEPARATORS, () => 0);
fill(DIGITS, (unit) => DIGIT | unit);
fill(IDEOGRAPHS, (unit) => IDEOGRAPH | unit);
for (let r = 0; r < UPPER_CASE.length; r += 3) fill(UPPER_CASE.slice(r, r + 2), (unit) => LETTER | (unit + UPPER_CASE[r + 2]));

function fill(ranges: readonly number[], value: (unit: number) => number): void {
  for (let r = 0; r < ranges.length; r += 2) {
    for (let unit = ranges[r]; unit <= ranges[r + 1]; unit++) WORD_UNITS[unit] = value(unit);
  }
}

import type { DetectedLanguage } from './detected-language.js';

/*
 * Characters are named here by their code points rather than by \p{…}, whose members differ from one Node to the next.
 */

const GREEK = /[\u0370-\u03ff\u1f00-\u1fff]/;
const HEBREW = /[\u0590-\u05ff]/;
const ARABIC = /[\u0600-\u06ff]/;

/** A sigma at a word's end: after a Greek letter, and not before what else words go on with. */
const FINAL_SIGMA = /(?<=[\u0370-\u03ff\u1f00-\u1fff])[\u03a3\u03c3](?![0-9A-Za-z]|[\u00c0-\u03ff\u1e00-\u1fff])/g;
const INNER_SIGMA = /\u03c2(?=[\u0370-\u03ff\u1f00-\u1fff])/g;

/** Points and cantillation; not the maqaf (U+05BE), which is a hyphen. */
const HEBREW_MARKS = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]+/g;
const GERESH = /\u05f3/g;
/** A quotation mark inside a Hebrew word is the gershayim of an acronym; a gershayim anywhere else is a quotation mark. */
const QUOTED_ACRONYM = /(?<=[\u05d0-\u05ea])["\u201d\u201f](?=[\u05d0-\u05ea])/g;
const NO_ACRONYM = /(?<![\u05d0-\u05ea])\u05f4|\u05f4(?![\u05d0-\u05ea])/g;

/** Vowel signs, marks of recitation, and the tatweel, which only makes a word longer; not the signs of verses, which part words. */
const ARABIC_MARKS = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+/g;

/** The dot that is left over i where other languages' rules made a small letter of İ. */
const TURKISH_MARKS = /(?<=i)\u0307+/g;

/** A letter that stands for another, which is as long. */
type Replacement = readonly [RegExp, string];

const TURKISH: readonly Replacement[] = [
  [/\u0130/g, 'i'],
  [/I/g, '\u0131'],
];
/** Ye and kaf as they are typed on an Arabic keyboard. */
const PERSIAN: readonly Replacement[] = [
  [/[\u064a\u0649]/g, '\u06cc'],
  [/\u0643/g, '\u06a9'],
];
/** Letters with a cedilla instead of the comma, which old character sets had not. */
const ROMANIAN: readonly Replacement[] = [
  [/\u015e/g, '\u0218'],
  [/\u015f/g, '\u0219'],
  [/\u0162/g, '\u021a'],
  [/\u0163/g, '\u021b'],
];
const LETTERS: ReadonlyMap<string, readonly Replacement[]> = new Map([
  ['az', TURKISH],
  ['fa', PERSIAN],
  ['ro', ROMANIAN],
  ['tr', TURKISH],
  ['ur', PERSIAN],
]);

/** Letters of Turkish and Azerbaijani that English has not. */
const TURKISH_LETTERS = /[\u0130\u0131\u011e\u011f\u015e\u015f\u0259]/;

/**
 * The language by whose letters a text is folded: the detected one, sure or not. Where I is the capital of ı, a text that is not sure
 * must have a letter that English has not.
 */
export function spellingLanguage(text: string, { language, sure }: DetectedLanguage): string {
  return sure || LETTERS.get(language) !== TURKISH || TURKISH_LETTERS.test(text) ? language : 'none';
}

/** Whether texts of a language are folded whatever their script. */
export function hasOwnLetters(language: string): boolean {
  return LETTERS.has(language);
}

/**
 * A text of the same length whose words have the same letters, however they were written, as far as script and language tell:
 *
 * - Greek: a sigma at a word's end is ς, any other σ, so that capitals meet small letters. Accents stay.
 * - Hebrew: a geresh is an apostrophe, and the quotation mark in an acronym a gershayim (צה״ל), which is part of the word.
 * - Turkish and Azerbaijani: I is the capital of ı, and İ that of i. Romanian: ș and ț have a comma. Persian and Urdu: ye and kaf are
 *   the Persian letters.
 *
 * Case stays as it is otherwise: the word scanner makes it lower. Linear in the text; a folded text stays as it is.
 *
 * @param text normalised (NFC)
 * @param language an ISO 639-1 code, or 'none'
 */
export function foldLetters(text: string, language: string): string {
  let folded = text;
  if (GREEK.test(folded)) folded = folded.replace(FINAL_SIGMA, '\u03c2').replace(INNER_SIGMA, '\u03c3');
  if (HEBREW.test(folded)) folded = folded.replace(GERESH, "'").replace(QUOTED_ACRONYM, '\u05f4').replace(NO_ACRONYM, '"');
  for (const [written, letter] of LETTERS.get(language) ?? []) folded = folded.replace(written, letter);
  return folded;
}

/**
 * A text without the marks that are written or not as one likes: Hebrew points and cantillation, Arabic vowel signs, marks of recitation
 * and tatweels. Linear in the text.
 *
 * @param text what `foldLetters` made, or a part of it
 */
export function withoutMarks(text: string, language: string): string {
  let bare = text;
  if (HEBREW.test(bare)) bare = bare.replace(HEBREW_MARKS, '');
  if (ARABIC.test(bare)) bare = bare.replace(ARABIC_MARKS, '');
  const isTurkish = LETTERS.get(language) === TURKISH;
  if (isTurkish) bare = bare.replace(TURKISH_MARKS, '');
  // a mark that is gone may have kept two others apart, and an i in place of İ may go together with the next
  return bare === text && !isTurkish ? text : bare.normalize('NFC');
}

/*
 * Texts as they are searched: in lower case, without accents, with one blank for any white space and one sign for all quotation marks and
 * dashes of a kind. What is folded piece by piece is the same as what is folded at once.
 */

/** Of Latin, Greek and Cyrillic letters; the points of Hebrew; the vowel signs of Arabic. Others tell letters apart. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]+/g;
const NOT_ASCII = /[^\0-\x7f]/;
const WHITE_SPACE = /[ \t-\r]{2,}|[\t-\r]/g;

export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (!NOT_ASCII.test(lower)) return lower.replace(WHITE_SPACE, ' ');
  return lower
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(/[\u2018-\u201b\u02bc]/g, "'")
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u2010-\u2015]/g, '-')
    .replaceAll('ς', 'σ')
    .replace(/\s{2,}|[^\S ]/g, ' ');
}

/** A folded text, and where in the text before each of its UTF-16 units comes from; the last place is the length of that text. */
export interface FoldedText {
  text: string;
  places: Uint32Array;
}

/** White space; ASCII that no accent follows; syllables that may be composed; a character with its marks. */
const PIECES = /\s+|[!-~]+(?!\p{M})|[\uac00-\ud7a3]?[\u1100-\u11ff]+\p{M}*|\P{M}\p{M}*|\p{M}+/gsu;

export function foldWithPlaces(text: string): FoldedText {
  return NOT_ASCII.test(text) ? foldPieces(text) : foldAscii(text);
}

function foldAscii(text: string): FoldedText {
  const folded = fold(text);
  const places = new Uint32Array(folded.length + 1);
  let size = 0;
  let wasBlank = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const isBlank = unit === 32 || (unit >= 9 && unit <= 13);
    if (!(isBlank && wasBlank)) places[size++] = i;
    wasBlank = isBlank;
  }
  places[size] = text.length;
  return { text: folded, places };
}

function foldPieces(text: string): FoldedText {
  const places: number[] = [];
  let folded = '';
  for (const { 0: piece, index } of text.matchAll(PIECES)) {
    const changed = fold(piece);
    const isSame = changed.length === piece.length;
    for (let i = 0; i < changed.length; i++) places.push(isSame ? index + i : index);
    folded += changed;
  }
  places.push(text.length);
  return { text: folded, places: Uint32Array.from(places) };
}

/** Scripts that do not put blanks between words: Thai to Tibetan, Burmese, Khmer, kana, Han. Halves of surrogates are taken as such too. */
const UNSPACED = /[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u31f0-\u31ff\u3400-\u9fff\ud800-\udfff\uf900-\ufaff]/;
const IN_WORDS = /[\p{L}\p{N}\p{M}]/u;
const UNKNOWN = 0;
const WORD = 1;
const OTHER = 2;
const kinds = new Uint8Array(65536);

/** Whether a UTF-16 unit goes on in a word, in a script with blanks between them. */
function isOfWord(unit: number): boolean {
  if (kinds[unit] === UNKNOWN) {
    const character = String.fromCharCode(unit);
    kinds[unit] = IN_WORDS.test(character) && !UNSPACED.test(character) ? WORD : OTHER;
  }
  return kinds[unit] === WORD;
}

/** Whether a word may begin or end at a place of a text: anywhere in scripts without blanks between words. */
export function isBoundary(text: string, place: number): boolean {
  return place === 0 || place === text.length || !isOfWord(text.charCodeAt(place - 1)) || !isOfWord(text.charCodeAt(place));
}

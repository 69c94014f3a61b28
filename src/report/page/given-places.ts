import { astralCharacter, MARK, UNITS } from '../../tokenize/characters.js';

/** A part of a text: [begin, end). */
interface Place {
  begin: number;
  end: number;
}

/** What normalizeText takes away, adds or moves: white space, controls, hyphens at the ends of lines, and what cannot be seen. */
const PASSED = /[\0- \x7f\xad\u061c\u200b-\u200f\u2010\u202a-\u202e\u2060\u2066-\u2069\u3000\ufeff-]/;
/** What it replaces by letters that are not the same by Unicode's rules: ligatures, and forms of another width. */
const OTHER_FORMS = /[\ufb00-\ufb06\uff01-\uff9f]/;

/**
 * Finds the places of words in a text as it was given, of which the words are counted in another form: normalised, and without some lines.
 * Both have the same characters in the same order, but for marks, which are composed with letters, and for what is passed.
 *
 * @param normalized the text as `normalizeText` gives it
 * @param parts of it, in order, of which the counted text is made
 * @returns a function that takes words of the counted text, in order
 */
export function givenPlaces(given: string, normalized: string, parts: readonly Place[]): <Word extends Place>(words: readonly Word[]) => Word[] {
  const isWhole = parts.length === 1 && parts[0]?.begin === 0 && parts[0].end === normalized.length;
  if (isWhole && given === normalized) return (words) => [...words];
  return (words) => {
    const origins = new Int32Array(parts.reduce((sum, { begin, end }) => sum + end - begin, 0));
    let length = 0;
    for (const { begin, end } of parts) for (let at = begin; at < end; at++) origins[length++] = at;
    const from = charactersOf(given);
    const to = charactersOf(normalized);
    let next = 0;
    return words.map((word) => {
      while (next < to.length && to[next].begin < origins[word.begin]) next++;
      let last = next;
      while (last + 1 < to.length && to[last + 1].begin <= origins[word.end - 1]) last++;
      return { ...word, begin: from[next].begin, end: marksEnd(given, from[last].end) };
    });
  };
}

/** The characters of a text that it has in any form, each with the place of what it was written with. */
function charactersOf(text: string): Place[] {
  const characters: Place[] = [];
  for (let begin = 0; begin < text.length; ) {
    const code = text.codePointAt(begin) as number;
    const end = begin + (code > 0xffff ? 2 : 1);
    const written = text.slice(begin, end);
    for (const character of code < 0x80 ? written : folded(written).normalize('NFD'))
      if (!isMark(character) && !PASSED.test(character)) characters.push({ begin, end });
    begin = end;
  }
  return characters;
}

function folded(character: string): string {
  return OTHER_FORMS.test(character) ? character.normalize('NFKC') : character;
}

function isMark(character: string): boolean {
  const code = character.codePointAt(0) as number;
  return (code > 0xffff ? astralCharacter(code)?.class : UNITS[code] >>> 16) === MARK;
}

/** Where the marks end that follow a character. */
function marksEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length) {
    const character = String.fromCodePoint(text.codePointAt(end) as number);
    if (!isMark(folded(character))) return end;
    end += character.length;
  }
  return end;
}

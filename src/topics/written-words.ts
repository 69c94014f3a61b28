import type { PlacedWord } from '../tokenize/prepare-words.js';

/** A word of a text, or the words of a phrase that is a term. */
export interface WrittenWord {
  /** of the term that it counts as; undefined: of none */
  column: number | undefined;
  /** in lower case, blanks between the words of a phrase */
  form: string;
  begin: number;
  end: number;
  /** how many words it is */
  words: number;
  /** whether no phrase holds it and the word before */
  isApart: boolean;
  /** whether its capitals are its own: it stands inside a sentence, in a line that has words in lower case, and not among words in capitals */
  isInside: boolean;
}

/** Between two words of one sentence, a new line in it too. */
const INSIDE = /^(?:['’]s)?(?:[ \t\u00a0,'’(/&\u2010\u2011-]*|[,)]?[ \t]*\r?\n[ \t]*)$/i;
/** After an abbreviation. */
const FULL_STOP = /^\.[ \u00a0]$/;
const LONGEST_ABBREVIATION = 3;
/** Letters from which a word in lower case shows that its line is no title: "War of the Worlds" has shorter ones. */
const TELLING_LENGTH = 4;

/**
 * The words of a text with what their capitals tell.
 *
 * @param columns of the words, as `columnsOf` gives them
 * @param lengthOf how many words the term of a column has
 */
export function writtenWords(
  text: string,
  words: readonly PlacedWord[],
  columns: readonly (number | undefined)[],
  lengthOf: (column: number) => number,
): WrittenWord[] {
  const written: WrittenWord[] = [];
  let line = { first: 0, isTitle: true };
  const endLine = () => {
    if (line.isTitle) for (let u = line.first; u < written.length; u++) written[u].isInside = false;
  };
  for (let w = 0; w < words.length; w++) {
    const { word, begin, end, isApart } = words[w];
    const before = words[w - 1];
    const gap = before === undefined ? '' : text.slice(before.end, begin);
    if (gap.includes('\n')) {
      endLine();
      line = { first: written.length, isTitle: true };
    }
    line.isTitle &&= word.length < TELLING_LENGTH || !isLowerCase(word, text[begin]);
    const column = columns[w];
    const last = written[written.length - 1];
    if (last !== undefined && column !== undefined && column === last.column && !isApart && last.words < lengthOf(column)) {
      last.form += ` ${word}`;
      last.end = end;
      last.words++;
      continue;
    }
    const isInside = before !== undefined && (INSIDE.test(gap) || (FULL_STOP.test(gap) && isAbbreviation(before, text[before.begin])));
    written.push({ column, form: word, begin, end, words: 1, isApart, isInside });
  }
  endLine();
  for (let u = 1; u < written.length; u++) {
    if (isInCapitals(text, written[u - 1]) && isInCapitals(text, written[u])) written[u - 1].isInside = written[u].isInside = false;
  }
  return written;
}

/** By its first and last letter. */
function isInCapitals(text: string, { form, begin, end }: WrittenWord): boolean {
  return end - begin > 1 && text[begin] !== form[0] && text[end - 1] !== form[form.length - 1];
}

/** @param first the word's first character as it is written */
function isLowerCase(word: string, first: string | undefined): boolean {
  return first === word[0] && !isDigit(first);
}

/** Whether a word before a full stop does not end the sentence (Mr. Blair, U.S. troops). */
function isAbbreviation({ word }: PlacedWord, first: string | undefined): boolean {
  return word.length <= LONGEST_ABBREVIATION && first !== word[0];
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

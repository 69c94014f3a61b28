import { foldWithPlaces } from './search-folding.js';
import { nextPlace, type Query } from './search-query.js';

/** A stretch of a text, [begin, end). */
export interface Stretch {
  begin: number;
  end: number;
}

/**
 * Where in a text stands what a query requires, in order; what overlaps is one stretch.
 *
 * @param most places of each word, at most
 */
export function placesIn(text: string, { required }: Query, most = 2000): Stretch[] {
  const folded = foldWithPlaces(text);
  const found: Stretch[] = [];
  for (const sought of required) {
    let left = most;
    for (let at = nextPlace(folded.text, sought, 0); at >= 0 && left > 0; at = nextPlace(folded.text, sought, at + sought.text.length)) {
      found.push({ begin: folded.places[at] as number, end: folded.places[at + sought.text.length] as number });
      left--;
    }
  }
  found.sort((a, b) => a.begin - b.begin || b.end - a.end);
  const merged: Stretch[] = [];
  for (const one of found) {
    const last = merged.at(-1);
    if (last !== undefined && one.begin < last.end) last.end = Math.max(last.end, one.end);
    else merged.push(one);
  }
  return merged;
}

/** A few words of a text, and the stretches of it that were found. */
export interface Snippet {
  text: string;
  marks: Stretch[];
  cutBefore: boolean;
}

/** Characters before the first word that was found, and in all. */
const BEFORE = 60;
const LENGTH = 240;
/** Characters of a text in which its snippet is looked for, at first and at last. */
const LOOKED_AT = [4000, 200_000];

/** The words round the first place of what a query requires, or the first words of the text. White space is one blank. */
export function snippetOf(text: string, query: Query): Snippet {
  let first: Stretch | undefined;
  for (const length of LOOKED_AT) first ??= placesIn(text.slice(0, length), query, 1)[0];
  let begin = Math.max(0, (first?.begin ?? 0) - BEFORE);
  // from the beginning of a word, if there is one near
  if (begin > 0) begin += Math.max(0, text.slice(begin, first?.begin).search(/\s/));
  const window = text
    .slice(begin, begin + 2 * LENGTH)
    .replace(/\s+/g, ' ')
    .trim();
  const shown = window.length <= LENGTH ? window : `${window.slice(0, window.lastIndexOf(' ', LENGTH) + 1 || LENGTH).trim()} …`;
  return { text: shown, marks: placesIn(shown, query), cutBefore: begin > 0 };
}

import { fold, isBoundary } from './search-folding.js';

/** What is looked for, folded. */
export interface Sought {
  text: string;
  /** whether it is to end where a word does; else it may be the beginning of a longer one */
  isWhole: boolean;
}

/** What documents are to have in them, and what not. */
export interface Query {
  required: Sought[];
  excluded: Sought[];
}

/** -"a phrase", which may lack its end while it is written, or -word */
const PARTS = /(-?)(?:"([^"]*)("?)|([^\s"]+))/g;
/** Signs round a word that belong to the sentence. */
const AROUND = /^[.,;:!?()[\]{}'…]+|[.,;:!?()[\]{}'…]+$/g;
const MOST_PARTS = 32;

/**
 * Reads what was written into the search box: words are also beginnings of longer ones, a phrase in quotation marks stands in the text as
 * it is written (but for case, accents and white space), and what follows a hyphen excludes documents with just that word or phrase.
 * Parts beyond the thirty-second are passed over.
 */
export function parseQuery(written: string): Query {
  const required = new Map<string, Sought>();
  const excluded = new Map<string, Sought>();
  // a bare NUL would find the ends of documents
  const folded = fold(written.replaceAll('\0', ' '));
  for (const [, sign, phrase, end, word] of [...folded.matchAll(PARTS)].slice(0, MOST_PARTS)) {
    const text = phrase === undefined ? (word ?? '').replace(AROUND, '') : phrase.trim();
    if (text === '' || (phrase === undefined && /^-+$/.test(text))) continue;
    const isWhole = sign === '-' || end === '"';
    (sign === '-' ? excluded : required).set(`${isWhole} ${text}`, { text, isWhole });
  }
  return { required: [...required.values()], excluded: [...excluded.values()] };
}

export function isEmpty({ required, excluded }: Query): boolean {
  return required.length + excluded.length === 0;
}

/** The next place of what is sought in a folded text, −1 if there is none. */
export function nextPlace(text: string, { text: sought, isWhole }: Sought, from: number): number {
  let at = text.indexOf(sought, from);
  while (at >= 0 && !(isBoundary(text, at) && (!isWhole || isBoundary(text, at + sought.length)))) at = text.indexOf(sought, at + 1);
  return at;
}

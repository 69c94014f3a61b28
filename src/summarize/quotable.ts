import { firstLeaning } from './dependent-words.js';
import { isDigit, isLetter, isLowerCase, isMark, isPhrased, isUnspaced, isUpperCase } from './letter-kinds.js';

/** Words of a sentence that can be quoted, fewest and most. */
const FEWEST_WORDS = 8;
const MOST_WORDS = 45;
/** The same in characters, for scripts without blanks between words; ideographs say much in few. */
const LENGTHS = { ideographs: [16, 120], phrases: [50, 240] } as const;
/** Characters of a sentence in any script, at most. */
const MOST_CHARACTERS = 500;
/** Least share of letters among the characters that are not white space. */
const LETTERS = 0.8;
/** Largest share of capitals among letters that have case, and of words that begin with one; German nouns do. */
const CAPITALS = 0.4;
const CAPITALISED = 0.6;
const CAPITALISED_GERMAN = 0.8;
/** Addresses, markup, quoted mail, code, cells of tables, rows of signs, sentences without a blank between them. */
const JUNK = /[a-z]{3}\.[A-Z][a-z]|https?:|www\.|\w@\w|[<>{}|\\~^=`#\ufffd]|\*\*|__|[-_*.·]{4}|\.\s?\.\s?\.\s?\.|;\s*$/;
/** Formulas of LaTeX, not amounts in dollars: $n$, $O(n)$. */
const FORMULA = /\$(?:(?!\d)[^$\s](?:[^$]*[^$\s])?|\d[^$\s]*)\$(?!\d)/;
/** Columns, in the text as it was. */
const COLUMNS = /\S(?:\t| {4,})\S/;
const PAIRS: readonly [string, string][] = ['()', '[]', '“”', '«»', '「」', '『』', '（）', '《》'].map((pair) => [...pair] as [string, string]);

/** A heading in capitals that runs into its text, who speaks, what is told of a speech: HOUSING The third policy; MR. GREEN: Yes; [Laughter]. */
const RUN_IN_HEADING = /^(?:[A-Z]{4,}[A-Z ]* [A-Z][a-z]*\b|[A-Z][A-Z. ]{3,}:|\[|\()/;
/** Two headlines in one line. */
const HEADLINES = /.{25} [–—] [A-ZÀ-ÖØ-Þ]/;

/** Words at the start of a sentence among which a pronoun points back, mostly. */
const NEAR_START = 5;
/** How much less a sentence is worth: by a first word that points back, or one near the start; as a question; as what somebody said; … */
const WEIGHTS = { dependent: 0.2, near: 0.5, heading: 0.2, question: 0.5, quotation: 0.5, ellipsis: 0.5, exclamation: 0.6 };

/**
 * How well a sentence can be quoted by itself, by its form: 0 where it cannot, 1 where nothing speaks against it.
 *
 * @param whole the sentence as it stands in the text
 * @param text the same, white space as single blanks
 * @param wordCount its words
 * @param language of the text, an ISO 639-1 code or 'none'
 */
export function quoteWeight(whole: string, text: string, wordCount: number, language: string): number {
  if (text.length > MOST_CHARACTERS) return 0;
  const { letters, other, unspaced, phrased, upper, cased } = characterCounts(text);
  if (letters < LETTERS * (letters + other)) return 0;
  if (unspaced > letters / 2) {
    const [fewest, most] = LENGTHS[phrased > letters / 2 ? 'phrases' : 'ideographs'];
    if (letters < fewest || text.length > most) return 0;
  } else if (wordCount < FEWEST_WORDS || wordCount > MOST_WORDS || upper > CAPITALS * cased) return 0;
  if (JUNK.test(text) || FORMULA.test(text) || COLUMNS.test(whole) || !isBalanced(text)) return 0;
  if (capitalised(text) > (language === 'de' || language === 'lb' ? CAPITALISED_GERMAN : CAPITALISED)) return 0;
  const leaning = firstLeaning(text, language);
  let weight = leaning === 0 ? WEIGHTS.dependent : leaning < NEAR_START ? WEIGHTS.near : 1;
  if (RUN_IN_HEADING.test(text) || HEADLINES.test(text)) weight *= WEIGHTS.heading;
  if (/[?？؟]["'”’»)」]*$/.test(text)) weight *= WEIGHTS.question;
  if (/^["“„«»「]/.test(text)) weight *= WEIGHTS.quotation;
  if (/\.\.\.|…/.test(text)) weight *= WEIGHTS.ellipsis;
  if (/[!！]/.test(text)) weight *= WEIGHTS.exclamation;
  return weight;
}

function characterCounts(text: string) {
  const counts = { letters: 0, other: 0, unspaced: 0, phrased: 0, upper: 0, cased: 0 };
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x20) continue;
    if (!isLetter(unit) && !isMark(unit)) {
      counts.other++;
      continue;
    }
    counts.letters++;
    if (isUnspaced(unit)) counts.unspaced++;
    if (isPhrased(unit)) counts.phrased++;
    if (isUpperCase(unit)) counts.upper++;
    if (isUpperCase(unit) || isLowerCase(unit)) counts.cased++;
  }
  return counts;
}

/** Share of the words that begin with a capital or a digit, of those after the first. */
function capitalised(text: string): number {
  const following = text.split(' ').slice(1);
  const high = following.filter((word) => isUpperCase(word.charCodeAt(/^["'“„«(]/.test(word) ? 1 : 0)) || isDigit(word.charCodeAt(0)));
  return following.length === 0 ? 0 : high.length / following.length;
}

/** Whether nothing that was opened before the sentence is closed in it, or the other way round. */
function isBalanced(text: string): boolean {
  const of = (sign: string) => text.split(sign).length - 1;
  const isGerman = text.includes('„');
  return (
    PAIRS.every(([open, close]) => (isGerman && open === '“') || of(open) === of(close)) && of('"') % 2 === 0 && (!isGerman || of('„') <= of('“') + of('”'))
  );
}

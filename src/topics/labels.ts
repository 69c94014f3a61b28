/** Terms in a label. */
const LENGTH = 3;
/** Characters of a label, at most; only a first term alone may have more. */
const CHARACTERS = 60;
/** First terms of a topic whose phrases take the places of their words: phrases further down would narrow the label too much. */
const FIRST = 10;
/** First code unit after Latin, Greek, Cyrillic and Armenian: scripts with capitals, whose words are longer than a letter and take endings. */
const AFTER_SCRIPTS_WITH_CASE = 0x590;
/** Letters that another form of a word may have more, and the fewest that both forms must share. */
const LONGEST_ENDING = 3;
const FEWEST_SHARED = 4;

/**
 * A short name for each topic: its first three terms, of which none is another form or a part of an earlier one, a single letter or to
 * be avoided, as long as there are others. A phrase among the first ten stands where the first of its words would (hard drive, rather
 * than drive, hard drive, hard). No two labels have the same terms, in whatever order: a topic whose label another one has
 * takes further terms, and where they cannot tell, its number.
 *
 * @param topTerms the terms of each topic, best first
 * @param avoided for each topic, terms that tell little
 * @param spellings for each topic, how terms are written where that is not as they are
 */
export function labelTopics(
  topTerms: readonly (readonly string[])[],
  avoided: readonly (readonly string[])[] = [],
  spellings: readonly ReadonlyMap<string, string>[] = [],
): string[] {
  const taken = new Set<string>();
  return topTerms.map((terms, k) => {
    const label = freeLabel(terms, avoided[k] ?? [], (term) => spellings[k]?.get(term) ?? term, k + 1, taken);
    taken.add(asSet(label));
    return label;
  });
}

function freeLabel(
  terms: readonly string[],
  avoided: readonly string[],
  spellingOf: (term: string) => string,
  topic: number,
  taken: ReadonlySet<string>,
): string {
  const telling = terms.filter((term) => !avoided.includes(term) && !isSingleLetter(term));
  const said = withPhrases(telling);
  const different = said.filter((term, r) => !said.slice(0, r).some((earlier) => saysTheSame(term, earlier)));
  const [first, rest] = different.length > 0 ? [different, terms.filter((term) => !different.includes(term))] : [terms, []];
  const fitting = thoseThatFit([...first, ...rest].map(spellingOf));
  for (let length = Math.min(LENGTH, first.length, fitting.length); length > 0 && length <= fitting.length; length++) {
    const label = fitting.slice(0, length).join(', ');
    if (label !== '' && !taken.has(asSet(label))) return label;
  }
  let label = `topic ${topic}`;
  while (taken.has(asSet(label))) label += ' (again)';
  return label;
}

/** The first term, and those after it that a label has room for beside the ones before. */
function thoseThatFit(terms: readonly string[]): string[] {
  let characters = 0;
  return terms.filter((term, r) => {
    const more = characters + (r === 0 ? 0 : ', '.length) + term.length;
    if (r > 0 && more > CHARACTERS) return false;
    characters = more;
    return true;
  });
}

/** The terms, with a phrase among the first in place of each word of it. */
function withPhrases(terms: readonly string[]): string[] {
  const isPhrase = (term: string) => wordsOf(term).length > 1;
  const phrases = terms.slice(0, FIRST).filter(isPhrase);
  return terms.map((term) => (isPhrase(term) ? term : (phrases.find((phrase) => isPartOf(term, phrase)) ?? term)));
}

/** The words of a term: a phrase has several, with blanks between them. */
function wordsOf(term: string): string[] {
  return term.split(' ');
}

/** Whether one of two terms has nothing that the other has not: they are the same, forms of one word, or one is part of the other. */
function saysTheSame(a: string, b: string): boolean {
  return isPartOf(a, b) || isPartOf(b, a);
}

/** Whether each word of a term, or another form of it, is in another term. */
function isPartOf(part: string, whole: string): boolean {
  const words = wordsOf(whole);
  return wordsOf(part).every((word) => words.some((other) => word === other || isOtherForm(word, other)));
}

/** A label's terms without order and case: a person would not tell "game, team" from "Team, game". */
function asSet(label: string): string {
  return [...new Set(label.toLowerCase().split(', '))].sort().join(', ');
}

/** Whether a term is one letter, of a script in which that is hardly ever a word. */
function isSingleLetter(term: string): boolean {
  return term.length === 1 && hasCase(term);
}

/**
 * Whether two words look like forms of one: one is the other and an ending of up to three letters (game, games; robot, robotic), or they
 * differ in the shorter one's last letter only and what the other has there (country, countries; partito, partiti). Words of three
 * letters have the ending s only. A rule for many languages is wrong now and then (plane, planet): the label then has another term.
 */
function isOtherForm(a: string, b: string): boolean {
  if (!hasCase(a) || !hasCase(b)) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.startsWith(short)) {
    const ending = long.slice(short.length);
    return short.length >= FEWEST_SHARED ? ending.length <= LONGEST_ENDING : short.length === FEWEST_SHARED - 1 && ending === 's';
  }
  const shared = short.slice(0, -1);
  return shared.length > FEWEST_SHARED && long.startsWith(shared) && long.length - shared.length <= LONGEST_ENDING;
}

function hasCase(term: string): boolean {
  for (let u = 0; u < term.length; u++) if (term.charCodeAt(u) >= AFTER_SCRIPTS_WITH_CASE) return false;
  return true;
}

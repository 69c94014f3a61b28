import { ln } from '../math/log.js';
import { WrittenForms } from './written-forms.js';
import type { WrittenWord } from './written-words.js';

/** Longest phrase, in words. */
const LONGEST = 3;
/** Sources that a phrase stands in, and surroundings, at least: a refrain has one surrounding in however many texts. */
const FEWEST = 3;
/** Normalised PMI from which words belong together, as for the phrases that are terms. */
const LEAST_NPMI = 0.4;
/** Share of a word's occurrences that alone tells that it is one of a phrase. */
const LARGE_SHARE = 0.5;
/** What may stand between two words of one phrase, white space as one blank: "Xbox 360", "follow-up", "soldiers' pay", nothing in Chinese. */
const JOINED = /^(?:['’]s?)?[ \u2010\u2011-]?$/i;

/** A phrase in the texts of a topic. */
export interface LabelPhrase {
  /** its words in lower case, blanks between them */
  term: string;
  spelling: string;
  /** columns of the terms that it is made of, and the share of each one's occurrences that are in the phrase */
  parts: { column: number; share: number }[];
}

/** What may be a phrase, as it is counted. */
interface Candidate {
  columns: readonly number[];
  term: string;
  count: number;
  sources: number;
  lastSource: number;
  surroundings: Set<string>;
  forms: WrittenForms;
}

/** Finds the phrases of a topic's first terms in its texts. */
export class LabelPhrases {
  private readonly terms: readonly string[];
  private readonly members: ReadonlySet<number>;
  private words = 0;
  private readonly counts = new Map<number, number>();
  private readonly candidates = new Map<string, Candidate>();

  /**
   * @param terms of the vocabulary
   * @param members columns of the terms with which phrases may start and end
   */
  constructor(terms: readonly string[], members: ReadonlySet<number>) {
    this.terms = terms;
    this.members = members;
  }

  /**
   * Counts a text.
   *
   * @param isFunctionWord whether a word may only stand in the middle of a phrase
   * @param source number of what the text is a passage of; passages of one source come one after another
   */
  read(text: string, words: readonly WrittenWord[], isFunctionWord: (form: string) => boolean, source: number): void {
    const isMember = ({ column, form }: WrittenWord) => column !== undefined && this.members.has(column) && !isFunctionWord(form);
    for (let w = 0; w < words.length; w++) {
      const last = words[w];
      this.words += last.words;
      if (!isMember(last)) continue;
      const column = last.column as number;
      this.counts.set(column, (this.counts.get(column) ?? 0) + 1);
      if (w === 0 || !isJoined(text, words, w)) continue;
      const isPair = isMember(words[w - 1]);
      if (isPair) this.add(text, words, w - 1, w, source);
      if (w === 1 || !isJoined(text, words, w - 1) || !isMember(words[w - 2])) continue;
      // where nothing is between words, those round a function word are a piece of any sentence
      const isRoundFunctionWord = isFunctionWord(words[w - 1].form) && gapBefore(text, words, w) !== '';
      if (isPair || isRoundFunctionWord) this.add(text, words, w - 2, w, source);
    }
  }

  private add(text: string, words: readonly WrittenWord[], first: number, last: number, source: number): void {
    const part = words.slice(first, last + 1);
    const names = part.map(({ column, form }) => (column === undefined ? form : this.terms[column]));
    const columns = part.flatMap(({ column }) => (column !== undefined && this.members.has(column) ? [column] : []));
    if (new Set(columns).size < columns.length || part.reduce((sum, word) => sum + word.words, 0) > LONGEST) return;
    const term = names.join(' ');
    let candidate = this.candidates.get(term);
    if (candidate === undefined) {
      candidate = { columns, term, count: 0, sources: 0, lastSource: -1, surroundings: new Set(), forms: new WrittenForms() };
      this.candidates.set(term, candidate);
    }
    candidate.count++;
    if (candidate.lastSource !== source) candidate.sources++;
    candidate.lastSource = source;
    const before = words[first].isApart ? '' : words[first - 1].form;
    const after = words[last + 1]?.isApart === false ? words[last + 1].form : '';
    // those between two breaks are others each time
    const surroundings = before === '' && after === '' ? String(candidate.count) : `${before} ${after}`;
    if (candidate.surroundings.size < FEWEST) candidate.surroundings.add(surroundings);
    let form = '';
    let spelling = '';
    for (let w = first; w <= last; w++) {
      const gap = w === first ? '' : gapBefore(text, words, w);
      form += gap + words[w].form;
      spelling += gap + text.slice(words[w].begin, words[w].end);
    }
    candidate.forms.add(form, spelling, words[first].isInside && words[last].isInside);
  }

  /**
   * The phrases whose words belong together, in no particular order: in at least three sources and surroundings, with a normalised PMI (Bouma
   * 2009) of at least 0.4, or half of a word's occurrences in the phrase. What stands in a longer one of them is not counted for a shorter one.
   */
  found(): LabelPhrase[] {
    const isPhrase = (candidate: Candidate) => this.isPhrase(candidate, candidate.count);
    const triples = [...this.candidates.values()].filter((candidate) => candidate.columns.length === LONGEST && isPhrase(candidate));
    const pairs = [...this.candidates.values()].filter((candidate) => candidate.columns.length < LONGEST && isPhrase(candidate));
    const alone = pairs.flatMap((pair) => {
      const longer = triples.filter(({ term }) => ` ${term} `.includes(` ${pair.term} `));
      const count = pair.count - longer.reduce((sum, triple) => sum + triple.count, 0);
      return this.isPhrase(pair, count) ? [{ ...pair, count }] : [];
    });
    return [...triples, ...alone].map(({ columns, term, count, forms }) => ({
      term,
      spelling: forms.commonest() ?? term,
      parts: columns.map((column) => ({ column, share: count / this.countOf(column) })),
    }));
  }

  private isPhrase({ columns, sources, surroundings }: Candidate, count: number): boolean {
    if (count < FEWEST || sources < FEWEST || surroundings.size < FEWEST) return false;
    const rarest = Math.min(...columns.map((column) => this.countOf(column)));
    return count >= LARGE_SHARE * rarest || this.npmi(columns, count) >= LEAST_NPMI;
  }

  /** Of two words; of three the lower one of the first two with the third and the first with the last two. */
  private npmi(columns: readonly number[], count: number): number {
    const [first, second, third] = columns as [number, number, number | undefined];
    const of = (a: number, b: number) => ln((count / a) * (this.words / b)) / ln(this.words / count);
    if (third === undefined) return of(this.countOf(first), this.countOf(second));
    const pair = (a: number, b: number) => this.candidates.get(`${this.terms[a]} ${this.terms[b]}`)?.count ?? count;
    return Math.min(of(pair(first, second), this.countOf(third)), of(this.countOf(first), pair(second, third)));
  }

  private countOf(column: number): number {
    return this.counts.get(column) ?? 0;
  }
}

/** Whether a word and the one before may be of one phrase. */
function isJoined(text: string, words: readonly WrittenWord[], w: number): boolean {
  return !words[w].isApart && JOINED.test(gapBefore(text, words, w));
}

function gapBefore(text: string, words: readonly WrittenWord[], w: number): string {
  return text.slice(words[w - 1].end, words[w].begin).replace(/\s+/g, ' ');
}

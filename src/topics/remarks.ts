import { wordsOf } from '../tokenize/languages.js';
import { functionWords } from '../tokenize/stop-words.js';
import type { TopicSpread } from './topic-spread.js';

/** Why a topic is worth a second look. */
export type Remark =
  /** it holds less than one word */
  | { kind: 'empty' }
  /** most of its first terms are codes, fragments or numbers */
  | { kind: 'noise'; terms: string[] }
  /** most of its first terms are function words of one language */
  | { kind: 'function words'; terms: string[] }
  /** most of its words stand in one document, whose id this is */
  | { kind: 'one document'; document: string; share: number }
  /** its first terms meet in fewer documents than chance would have it */
  | { kind: 'incoherent'; npmi: number }
  /** it is spread over the documents about as evenly as all words are; 0 is just as evenly, 1 the most concentrated */
  | { kind: 'common words'; concentration: number };

/*
 * The limits come from seven collections: BBC News, 20 Newsgroups, State of the Union, Python's PEPs, abstracts of arXiv, German news,
 * sentences in twenty languages. What the nearest topics there have stands with each.
 */

/** Share of a topic's first terms that decides what it is: ordinary topics have up to 4 of 10 codes, up to 3 function words. */
const MOST = 0.6;
/** With fewer terms than this nothing is said of what most of them are. */
const FEWEST_TERMS = 5;
/** Share of a collection's words above which codes are what it is about; newsgroups with encoded files have 0.21. */
const CODES = 0.3;
/**
 * Share of a topic's words above which it is one document's, and how many times the document's share of all words that has to be, so
 * that a book among letters does not mark every topic. In collections of seven hundred documents and more the largest share is 0.24.
 */
const ONE_DOCUMENT = 0.5;
const FAIR_SHARES = 2;
/** With fewer documents nothing is said of how a topic is spread over them: that one has most of it is nothing special, nor that all have it. */
const MANY_DOCUMENTS = 20;
/**
 * Concentration below which a topic is common to all documents. "Think, people, good, know" in newsgroups has 0.23, "approach, method,
 * proposed" in abstracts 0.22; "system, systems, components" there 0.29, lines of mail headers 0.30; themes have 0.4 to 1.
 */
const COMMON = 0.25;

/** What is known of a topic before it is remarked on. */
export interface DescribedTerms {
  /** its first ten terms, best first */
  terms: readonly string[];
  /** those that `functionWordsAmong` found */
  functionWords: readonly string[];
  /** coherence of the first ten */
  npmi: number;
}

/**
 * The remarks on each topic, the gravest first. Most topics have none: a mark that is wrong costs more than one that is missing.
 *
 * @param vocabulary of the collection
 * @param spread of the topics over all documents
 * @param idOf a row
 * @param topics in the order of the model
 * @param emptyTopics numbers of those that hold less than one word, beside what a prior gives them
 */
export function remarkOnTopics(
  vocabulary: { terms: readonly string[]; counts: Float64Array },
  spread: TopicSpread,
  idOf: (document: number) => string,
  topics: readonly DescribedTerms[],
  emptyTopics: readonly number[],
): Remark[][] {
  const codesAreWords = shareOfCodes(vocabulary) > CODES;
  return topics.map(({ terms, functionWords, npmi }, k) => {
    if (emptyTopics.includes(k + 1)) return [{ kind: 'empty' }];
    const remarks: Remark[] = [];
    const codes = terms.filter((term) => isCode(term) && !functionWords.includes(term));
    if (!codesAreWords && areMost(codes.length, terms.length)) remarks.push({ kind: 'noise', terms: codes });
    const ofLanguage = terms.filter((term) => functionWords.includes(term));
    if (ofLanguage.length > 0) remarks.push({ kind: 'function words', terms: ofLanguage });
    const many = spread.documents >= MANY_DOCUMENTS;
    const { document, share, fairShare } = spread.mainDocument(k);
    if (many && share > ONE_DOCUMENT && share > FAIR_SHARES * fairShare) remarks.push({ kind: 'one document', document: idOf(document), share });
    if (many && npmi < 0) remarks.push({ kind: 'incoherent', npmi });
    const concentration = spread.concentration(k);
    if (many && concentration < COMMON) remarks.push({ kind: 'common words', concentration });
    return remarks;
  });
}

function areMost(some: number, all: number): boolean {
  return all >= FEWEST_TERMS && some >= MOST * all;
}

/**
 * The terms of a topic that are function words, where most of its first ones are of one language; else none. One language, since the
 * lists of all together hold words such as "war" and "man".
 *
 * @param terms best first
 * @param first how many of them decide
 */
export function functionWordsAmong(terms: readonly string[], first: number): string[] {
  const words = terms.map((term) => wordsOf(term));
  const deciding = Math.min(first, terms.length);
  const found = new Set<string>();
  for (const list of functionWords().values()) {
    // a term of several words is one where each of them is
    const own = terms.filter((_, r) => words[r].length > 0 && words[r].every((word) => list.has(word)));
    const among = terms.slice(0, deciding).filter((term) => own.includes(term));
    if (areMost(among.length, deciding)) for (const term of own) found.add(term);
  }
  return terms.filter((term) => found.has(term));
}

/**
 * Whether a term is a code or a fragment rather than a word: of the letters a to z and digits only, and with a digit, of at most two
 * letters or without a vowel. Terms in other letters are words: one or two of them often are, and vowels need not be written.
 */
function isCode(term: string): boolean {
  return /^[a-z\d'-]+$/i.test(term) && (/\d/.test(term) || term.length <= 2 || !/[aeiouy]/i.test(term));
}

/** The share of a collection's words that are codes. They are its words where it is about genes, chords or part numbers. */
function shareOfCodes({ terms, counts }: { terms: readonly string[]; counts: Float64Array }): number {
  let codes = 0;
  let all = 0;
  for (const [j, count] of counts.entries()) {
    all += count;
    if (isCode(terms[j])) codes += count;
  }
  return codes / all;
}

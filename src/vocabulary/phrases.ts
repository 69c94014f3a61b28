import { byCodePoint } from '../math/code-point-order.js';
import type { Stem } from '../tokenize/languages.js';
import { RowReader, type TermCounts } from '../tokenize/term-counts.js';
import type { TermList } from '../tokenize/term-list.js';
import { type Collocation, findCollocations } from './collocations.js';
import { joinedCounts, phraseTerm } from './joined-counts.js';
import { hashOfPair, PairTable } from './pair-table.js';
import { PhraseLookup } from './phrase-lookup.js';

/** Two or three words that are one term. */
export interface Phrase {
  /** its words with blanks between them */
  term: string;
  words: string[];
  /** how firmly its words belong together, see `findCollocations`; NaN for a phrase that was given */
  npmi: number;
  /** how often it stands in the collection, parts of longer phrases included; of a phrase that was given, how often it was joined */
  count: number;
  /** how often it was joined */
  joined: number;
  /** in how many documents it was joined */
  documentFrequency: number;
}

export interface PhraseSettings {
  /** the words with which no phrase starts or ends, by language */
  stopWords: (language: string) => ReadonlySet<string>;
  /** fewest documents of a term, as the vocabulary takes it: a share below 1, else a number */
  minDf: number;
  /** exactly these terms: those of two or three words are joined, and no others are looked for */
  fixed?: readonly string[] | undefined;
}

/** Longest phrase, in words. */
export const MAX_PHRASE_LENGTH = 3;

/** Normalised PMI from which words are a phrase: above it fixed expressions are most, below it chance neighbours. */
const LEAST_NPMI = 0.4;
const FEWEST_DOCUMENTS = 2;
/** Stands for a break where words are indices. */
const BREAK = -1;

/**
 * Finds phrases, makes them terms of their own, and counts. In each document, from left to right, the longest phrase that starts at a
 * word is one term, and its words are not counted there.
 *
 * Phrases are collocations as `findCollocations` says, with a normalised PMI of at least 0.4. A phrase stands in at least two documents
 * and as many as a term must stand in, in as many surroundings, and twice as often, parts of longer phrases not counted. Surroundings are
 * the word before, or a break, with the word after, or a break; those of two breaks are others each time. So a refrain's words are no
 * phrases, in however many documents it stands, nor are parts of longer fixed expressions.
 *
 * @param sequence kind 'sequence'
 * @returns counts of words and phrases, and the phrases, best first: by npmi × documentFrequency (a tie: by code point); those that were
 *   given in their order
 */
export function joinPhrases(sequence: TermCounts, settings: PhraseSettings): { counted: TermCounts; phrases: Phrase[] } {
  if (settings.fixed !== undefined) return joinGiven(sequence, settings.fixed);
  const isStop = sequence.languages.map((language) => marksOf(sequence.terms, settings.stopWords(language)));
  const documents = Math.max(FEWEST_DOCUMENTS, Math.ceil(settings.minDf < 1 ? settings.minDf * sequence.rows.length : settings.minDf));
  const minimum = { documents, count: 2 * documents };

  const collocations = findCollocations(sequence, isStop, { ...minimum, npmi: LEAST_NPMI });
  const phrases = lastingOnes(sequence, collocations, isStop, minimum);
  const { counted, times, documents: documentFrequency } = joinedCounts(sequence, phrases, isStop);
  const described = phrases.map((phrase, p) => describe(sequence, phrase, times[p], documentFrequency[p]));
  return { counted, phrases: described.sort((a, b) => b.npmi * b.documentFrequency - a.npmi * a.documentFrequency || byCodePoint(a.term, b.term)) };
}

function joinGiven(sequence: TermCounts, fixed: readonly string[]): { counted: TermCounts; phrases: Phrase[] } {
  const given = fixed.filter(isPhrase).map((term) => ({ words: term.split(' ').map((word) => sequence.terms.indexOf(word)) }));
  const met = given.filter(({ words }) => words.every((word) => word >= 0));
  const noStops = new Uint8Array(sequence.terms.length);
  const isStop = sequence.languages.map(() => noStops);
  const { counted, times, documents } = joinedCounts(sequence, met, isStop);
  return { counted, phrases: met.map(({ words }, p) => describe(sequence, { words, npmi: Number.NaN, count: times[p] }, times[p], documents[p])) };
}

/** Whether a term is a phrase: no other has a blank. */
export function isPhrase(term: string): boolean {
  return term.includes(' ');
}

/** Stems of words and phrases: the stem of a phrase is the stems of its words. */
export function phraseStem(stem: Stem): Stem {
  return (term) => (isPhrase(term) ? term.split(' ').map(stem).join(' ') : stem(term));
}

/** Those of some collocations that stand often enough where none of the others is in their place. */
function lastingOnes(
  sequence: TermCounts,
  collocations: readonly Collocation[],
  isStop: readonly Uint8Array[],
  minimum: { documents: number; count: number },
): Collocation[] {
  const lookup = new PhraseLookup(collocations, sequence.terms.length);
  const [counts, documents, surroundings, lastDocument] = Array.from({ length: 4 }, () => new Int32Array(collocations.length));
  const met = new PairTable();
  const reader = new RowReader(sequence);
  for (let document = 0; document < sequence.rows.length; document++) {
    const size = reader.read(document);
    const { terms, breaks } = reader;
    const stops = isStop[sequence.languageOf[document]];
    for (let p = 0; p < size; ) {
      const end = p + lookup.look(reader, p, size, stops);
      const { phrase } = lookup;
      if (phrase >= 0) {
        counts[phrase]++;
        if (lastDocument[phrase] !== document + 1) documents[phrase]++;
        lastDocument[phrase] = document + 1;
        const before = breaks[p] === 1 ? BREAK : terms[p - 1];
        const after = end === size || breaks[end] === 1 ? BREAK : terms[end];
        const isBetweenBreaks = before === BREAK && after === BREAK;
        // the table stays small, since no more are counted than are enough
        if (surroundings[phrase] < minimum.documents && (isBetweenBreaks || isNew(met, phrase, hashOfPair(before, after)))) surroundings[phrase]++;
      }
      p = end;
    }
  }
  return collocations.filter(
    (_, phrase) => counts[phrase] >= minimum.count && documents[phrase] >= minimum.documents && surroundings[phrase] >= minimum.documents,
  );
}

function isNew(pairs: PairTable, first: number, second: number): boolean {
  const { size } = pairs;
  pairs.add(first, second, 0);
  return pairs.size > size;
}

function describe(
  { terms }: TermCounts,
  { words, npmi, count }: Pick<Collocation, 'words' | 'npmi' | 'count'>,
  joined: number,
  documentFrequency: number,
): Phrase {
  return { term: phraseTerm(terms, { words }), words: words.map((word) => terms.at(word)), npmi, count, joined, documentFrequency };
}

/** 1 for each term that is among some words. */
function marksOf(terms: TermList, words: ReadonlySet<string>): Uint8Array {
  const marks = new Uint8Array(terms.length);
  for (const word of words) {
    const index = terms.indexOf(word);
    if (index >= 0) marks[index] = 1;
  }
  return marks;
}

import { EmptyVocabularyError } from '../errors/errors.js';
import { byCodePoint, sortByCodePoint } from '../math/code-point-order.js';
import type { Stem } from '../tokenize/languages.js';
import type { TermCounts } from '../tokenize/term-counter.js';

/** The terms that are counted; a term's number is its column in the document-term matrix. */
export interface Vocabulary {
  readonly terms: readonly string[];
  /** number of documents with each term, ≥ 1 unless the vocabulary was given */
  readonly documentFrequency: Int32Array;
  /** number of times each term stands in the collection */
  readonly counts: Float64Array;
}

export interface VocabularySettings {
  stopWords: ReadonlySet<string>;
  /** words with one stem become one term, written as its commonest word (a tie: the first by code point) */
  stem?: Stem | undefined;
  /** fewest documents of a term: a share of the documents below 1, else a number of documents */
  minDf: number;
  /** most documents of a term: a share of the documents up to 1, else a number of documents */
  maxDf: number;
  /** keep at most so many terms, those that stand most often (a tie: the first by code point) */
  maxTerms?: number | undefined;
  /** exactly these terms in this order; nothing else is pruned or left out */
  fixed?: readonly string[] | undefined;
}

type PruneReason = 'stop-word' | 'too-rare' | 'too-common' | 'beyond-max-terms' | 'not-in-vocabulary';

/** A word of the collection that is no term. */
export interface PrunedTerm {
  term: string;
  reason: PruneReason;
  documentFrequency: number;
  count: number;
}

/** Words that become one term. */
interface Group {
  term: string;
  documentFrequency: number;
  count: number;
  /** count of the commonest word so far */
  largest: number;
  /** why it is no term, if it is none */
  reason: PruneReason | undefined;
  /** of the matrix; −1 until it is known, and for what is no term */
  column: number;
}

export interface VocabularyResult {
  vocabulary: Vocabulary;
  /** column of each counted word, −1 for a pruned one */
  columns: Int32Array;
  /** sorted by code point */
  pruned: PrunedTerm[];
}

/**
 * Chooses the terms: stop words out, stems joined, terms in too few or too many documents out; the rest by code point.
 *
 * Shares are of the documents that have at least one word that is no stop word.
 *
 * @throws EmptyVocabularyError when no term is left
 */
export function buildVocabulary(counted: TermCounts, settings: VocabularySettings): VocabularyResult {
  const groups: Group[] = [];
  const groupOf = groupWords(counted, settings, groups);
  const documents = measureGroups(counted, groupOf, groups);
  const terms = settings.fixed === undefined ? chooseTerms(groups, documents, settings) : keepGiven(groups, settings.fixed);

  const vocabulary = { terms, documentFrequency: new Int32Array(terms.length), counts: new Float64Array(terms.length) };
  const pruned = stopWordsMet(counted, groupOf);
  for (const { term, documentFrequency, count, reason, column } of groups) {
    if (reason !== undefined) {
      pruned.push({ term, reason, documentFrequency, count });
    } else {
      vocabulary.documentFrequency[column] = documentFrequency;
      vocabulary.counts[column] = count;
    }
  }
  const columns = groupOf.map((g) => (g < 0 ? -1 : groups[g].column));
  pruned.sort((a, b) => byCodePoint(a.term, b.term));
  if (!columns.some((column) => column >= 0)) throw emptyVocabulary(counted, pruned, settings);
  return { vocabulary, columns, pruned };
}

/** Prunes and gives the others their columns. */
function chooseTerms(groups: readonly Group[], documents: number, settings: VocabularySettings): string[] {
  pruneByFrequency(groups, documents, settings);
  const kept = groups.filter(({ reason }) => reason === undefined);
  const terms = sortByCodePoint(kept.map(({ term }) => term));
  const columnOf = new Map(terms.map((term, column) => [term, column]));
  for (const group of kept) group.column = columnOf.get(group.term) as number;
  return terms;
}

/** The groups of a given vocabulary come first, in its order. */
function keepGiven(groups: readonly Group[], given: readonly string[]): readonly string[] {
  groups.forEach((group, g) => {
    if (g < given.length) group.column = g;
    else group.reason = 'not-in-vocabulary';
  });
  return given;
}

/** Group of each word, −1 for stop words. The terms of a given vocabulary come first and keep their written form; of two with one stem the first counts. */
function groupWords(counted: TermCounts, settings: VocabularySettings, groups: Group[]): Int32Array {
  const byStem = new Map<string, number>();
  for (const term of settings.fixed ?? []) {
    const stem = settings.stem?.(term) ?? term;
    if (!byStem.has(stem)) byStem.set(stem, groups.length);
    groups.push({ ...newGroup(term), largest: Number.POSITIVE_INFINITY });
  }
  const groupOf = new Int32Array(counted.terms.length);
  for (let word = 0; word < counted.terms.length; word++) {
    const term = counted.terms[word];
    if (settings.fixed === undefined && settings.stopWords.has(term)) {
      groupOf[word] = -1;
      continue;
    }
    if (settings.fixed === undefined && settings.stem === undefined) {
      groupOf[word] = groups.length;
      groups.push(newGroup(term));
      continue;
    }
    const stem = settings.stem?.(term) ?? term;
    let group = byStem.get(stem);
    if (group === undefined) {
      group = groups.length;
      groups.push(newGroup(term));
      byStem.set(stem, group);
    }
    groupOf[word] = group;
  }
  return groupOf;
}

function newGroup(term: string): Group {
  return { term, documentFrequency: 0, count: 0, largest: 0, reason: undefined, column: -1 };
}

/** Fills in how often each group stands, in how many documents, and its commonest word; returns how many documents have any. */
function measureGroups(counted: TermCounts, groupOf: Int32Array, groups: Group[]): number {
  const wordCounts = new Float64Array(counted.terms.length);
  const lastDocument = new Int32Array(groups.length).fill(-1);
  const documentFrequency = new Int32Array(groups.length);
  let documents = 0;
  for (let i = 0; i < counted.documents; i++) {
    let met = false;
    for (let p = counted.rowPointers[i]; p < counted.rowPointers[i + 1]; p++) {
      const word = counted.termIndices[p];
      wordCounts[word] += counted.counts[p];
      const group = groupOf[word];
      if (group < 0) continue;
      met = true;
      if (lastDocument[group] !== i) {
        lastDocument[group] = i;
        documentFrequency[group]++;
      }
    }
    if (met) documents++;
  }
  for (let g = 0; g < groups.length; g++) groups[g].documentFrequency = documentFrequency[g];
  for (let word = 0; word < groupOf.length; word++) {
    if (groupOf[word] < 0) continue;
    const group = groups[groupOf[word]];
    const count = wordCounts[word];
    group.count += count;
    if (count > group.largest || (count === group.largest && byCodePoint(counted.terms[word], group.term) < 0)) {
      group.largest = count;
      group.term = counted.terms[word];
    }
  }
  return documents;
}

function pruneByFrequency(groups: readonly Group[], documents: number, { minDf, maxDf, maxTerms }: VocabularySettings): void {
  const tooRare = (df: number) => (minDf < 1 ? df / documents : df) < minDf;
  const tooCommon = (df: number) => (maxDf <= 1 ? df / documents : df) > maxDf;
  const kept: Group[] = [];
  for (const group of groups) {
    if (tooRare(group.documentFrequency)) group.reason = 'too-rare';
    else if (tooCommon(group.documentFrequency)) group.reason = 'too-common';
    else kept.push(group);
  }
  if (maxTerms !== undefined && kept.length > maxTerms) {
    kept.sort((a, b) => b.count - a.count || byCodePoint(a.term, b.term));
    for (const group of kept.slice(maxTerms)) group.reason = 'beyond-max-terms';
  }
}

function stopWordsMet(counted: TermCounts, groupOf: Int32Array): PrunedTerm[] {
  const met = new Map<number, PrunedTerm>();
  for (let p = 0; p < counted.termIndices.length; p++) {
    const word = counted.termIndices[p];
    if (groupOf[word] >= 0) continue;
    const entry = met.get(word) ?? { term: counted.terms[word], reason: 'stop-word', documentFrequency: 0, count: 0 };
    entry.documentFrequency++;
    entry.count += counted.counts[p];
    met.set(word, entry);
  }
  return [...met.values()];
}

function amount(df: number, isShare: boolean): string {
  return isShare ? `${100 * df} % of the documents` : `${df} of the documents`;
}

function emptyVocabulary(counted: TermCounts, pruned: readonly PrunedTerm[], settings: VocabularySettings): EmptyVocabularyError {
  const left = new Map<PruneReason, number>();
  for (const { reason } of pruned) left.set(reason, (left.get(reason) ?? 0) + 1);
  const why = [...left].map(([reason, count]) => `${count} ${reason}`).join(', ') || 'no words at all';
  return new EmptyVocabularyError(`no term is left of ${counted.terms.length} distinct words in ${counted.documents} documents: ${why}`, {
    hint:
      settings.fixed === undefined
        ? `Terms must stand in at least ${amount(settings.minDf, settings.minDf < 1)} and at most ${amount(settings.maxDf, settings.maxDf <= 1)}; change \`min-df\`, \`max-df\` or the stop words.`
        : 'None of the words of the `vocabulary` file stands in the documents; a term a line, in lower case.',
  });
}

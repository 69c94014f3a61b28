import { EmptyVocabularyError } from '../errors/errors.js';
import { RowReader, type TermCounts } from '../tokenize/term-counts.js';
import type { TermList } from '../tokenize/term-list.js';
import { codeOf, PrunedTerms, type PruneReason } from './pruned-terms.js';
import { termInformation } from './term-information.js';
import { type GroupSettings, groupWords, type WordGroups } from './word-groups.js';

/** The terms that are counted; a term's number is its column in the document-term matrix. */
export interface Vocabulary {
  readonly terms: readonly string[];
  /** number of documents with each term, ≥ 1 unless the vocabulary was given */
  readonly documentFrequency: Int32Array;
  /** number of times each term stands in the collection */
  readonly counts: Float64Array;
}

/**
 * Stop words and stems go by the language of the document. Words with one stem become one term, written as its commonest word (a tie: the
 * first by code point). `fixed` are exactly the terms, in this order; nothing else is pruned or left out.
 */
export interface VocabularySettings extends GroupSettings {
  /** fewest documents of a term: a share of the documents below 1, else a number of documents */
  minDf: number;
  /** most documents of a term: a share of the documents up to 1, else a number of documents */
  maxDf: number;
  /** keep at most so many terms, those that tell most about documents (see term-information.ts; a tie: the commoner, then the first by code point) */
  maxTerms?: number | undefined;
}

/** In the place of a column. */
export const LEFT_OUT = -1;
export const UNKNOWN = -2;

export interface VocabularyResult {
  vocabulary: Vocabulary;
  /**
   * for each language of the counts, the column of each counted word; LEFT_OUT for a stop word of the language and one that is too common,
   * UNKNOWN for any other that is no term; languages that are alike share one array
   */
  columns: readonly Int32Array[];
  /** words that are no terms; also those that are stop words in some documents only, with what they count there */
  pruned: PrunedTerms;
}

/**
 * Chooses the terms: stop words out, stems joined, terms in too few or too many documents out; the rest by code point.
 *
 * Shares are of the documents that have at least one word that is no stop word.
 *
 * @param counted rows of counts
 * @throws EmptyVocabularyError when no term is left
 */
export function buildVocabulary(counted: TermCounts, settings: VocabularySettings): VocabularyResult {
  const groups = groupWords(counted, settings);
  const codes = reasonsToPrune(groups, counted.terms.length, settings);
  let kept = groupsWithout(codes);
  const columns = groups.groupOf;
  renumber(columns, kept, codes);
  let vocabulary = vocabularyOf(counted.terms, groups, kept, settings.fixed);
  if (settings.fixed === undefined && settings.maxTerms !== undefined && settings.maxTerms < kept.length) {
    const best = mostInformative(vocabulary, documentLengths(counted, columns), settings.maxTerms);
    for (const group of kept) codes[group] = codeOf('beyond-max-terms');
    for (const column of best) codes[kept[column]] = 0;
    renumber(columns, best, new Uint8Array(kept.length));
    kept = groupsWithout(codes);
    vocabulary = vocabularyOf(counted.terms, groups, kept, undefined);
  }
  const pruned = new PrunedTerms(counted.terms, groups, codes);
  if (vocabulary.counts.every((count) => count === 0)) throw emptyVocabulary(counted, pruned, settings);
  return { vocabulary, columns, pruned };
}

/** The code of the reason why each group is no term, 0 where it is one; numbers of no group are too rare. */
function reasonsToPrune({ documentFrequency, documents }: WordGroups, words: number, { minDf, maxDf, fixed }: VocabularySettings): Uint8Array {
  const codes = new Uint8Array(documentFrequency.length);
  if (fixed !== undefined) return codes.fill(codeOf('not-in-vocabulary'), 0, words);
  const [tooRare, tooCommon] = [codeOf('too-rare'), codeOf('too-common')];
  for (let group = 0; group < words; group++) {
    const df = documentFrequency[group];
    if (df === 0 || (minDf < 1 ? df / documents : df) < minDf) codes[group] = tooRare;
    else if ((maxDf <= 1 ? df / documents : df) > maxDf) codes[group] = tooCommon;
  }
  return codes;
}

/** The groups that have no reason not to be terms, rising. */
function groupsWithout(codes: Uint8Array): Int32Array {
  const kept = new Int32Array(codes.length);
  let size = 0;
  for (let group = 0; group < codes.length; group++) if (codes[group] === 0) kept[size++] = group;
  return kept.slice(0, size);
}

/**
 * Gives what is kept the numbers 0, 1, … in arrays of their old numbers; in place.
 *
 * @param codes of the reasons for what is not kept, by its old number
 */
function renumber(arrays: readonly Int32Array[], kept: Int32Array, codes: Uint8Array): void {
  const tooCommon = codeOf('too-common');
  const numbers = new Int32Array(codes.length);
  for (let number = 0; number < codes.length; number++) numbers[number] = codes[number] === tooCommon ? LEFT_OUT : UNKNOWN;
  for (let number = 0; number < kept.length; number++) numbers[kept[number]] = number;
  for (const array of new Set(arrays)) for (let i = 0; i < array.length; i++) if (array[i] >= 0) array[i] = numbers[array[i]];
}

function vocabularyOf(words: TermList, groups: WordGroups, kept: Int32Array, fixed: readonly string[] | undefined): Vocabulary {
  const terms: string[] = Array(kept.length);
  const documentFrequency = new Int32Array(kept.length);
  const counts = new Float64Array(kept.length);
  for (let column = 0; column < kept.length; column++) {
    const group = kept[column];
    terms[column] = words.at(group);
    documentFrequency[column] = groups.documentFrequency[group];
    counts[column] = groups.counts[group];
  }
  return { terms: fixed ?? terms, documentFrequency, counts };
}

/** The words of each document that have a column. */
function documentLengths(counted: TermCounts, columns: readonly Int32Array[]): Float64Array {
  const lengths = new Float64Array(counted.rows.length);
  const reader = new RowReader(counted);
  for (let i = 0; i < lengths.length; i++) {
    const size = reader.read(i);
    const { terms, counts } = reader;
    const columnOf = columns[counted.languageOf[i]] as Int32Array;
    for (let p = 0; p < size; p++) if (columnOf[terms[p]] >= 0) lengths[i] += counts[p];
  }
  return lengths;
}

/** Columns of the terms that tell most; rising. */
function mostInformative({ counts, documentFrequency }: Vocabulary, lengths: Float64Array, wanted: number): Int32Array {
  const information = termInformation(counts, documentFrequency, lengths);
  const columns = Int32Array.from(counts.keys());
  columns.sort((a, b) => information[b] - information[a] || counts[b] - counts[a] || a - b);
  return columns.slice(0, wanted).sort();
}

function amount(df: number, isShare: boolean): string {
  return isShare ? `${100 * df} % of the documents` : `${df} of the documents`;
}

function emptyVocabulary(counted: TermCounts, pruned: PrunedTerms, settings: VocabularySettings): EmptyVocabularyError {
  const left = new Map<PruneReason, number>();
  for (const { reason } of pruned) left.set(reason, (left.get(reason) ?? 0) + 1);
  const why = [...left].map(([reason, count]) => `${count} ${reason}`).join(', ') || 'no words at all';
  return new EmptyVocabularyError(`no term is left of ${counted.terms.length} distinct words in ${counted.rows.length} documents: ${why}`, {
    hint:
      settings.fixed === undefined
        ? `Terms must stand in at least ${amount(settings.minDf, settings.minDf < 1)} and at most ${amount(settings.maxDf, settings.maxDf <= 1)}; change \`min-df\`, \`max-df\` or the stop words.`
        : 'None of the words of the `vocabulary` file stands in the documents; a term a line, in lower case.',
  });
}

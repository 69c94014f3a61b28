import type { LedgerSink } from '../ingest/ledger.js';
import { documentTermMatrix, entriesOf, type RowSink, streamTermRows, withoutEmptyRows } from '../matrix/document-term-matrix.js';
import { settleLanguages } from '../tokenize/document-languages.js';
import type { Stem } from '../tokenize/languages.js';
import { SpecialWords } from '../tokenize/special-words.js';
import type { TermCounts } from '../tokenize/term-counts.js';
import type { LeftOutWord } from '../vocabulary/left-out-words.js';
import { joinPhrases } from '../vocabulary/phrases.js';
import { unknownWords } from '../vocabulary/unknown-words.js';
import { buildVocabulary } from '../vocabulary/vocabulary.js';
import { wordForms } from '../vocabulary/word-forms.js';
import { stemOf, stopWordsOf, type WordSettings } from '../vocabulary/word-settings.js';
import type { CountedCollection, MatrixShape, StreamedCollection } from './counted-collection.js';
import { type Documents, LargeDocuments, type ReadDocument } from './document-records.js';
import type { Settings } from './settings.js';

/** The settings that decide which words are terms. */
export type TermSettings = WordSettings &
  Pick<Settings, 'minDf' | 'maxDf' | 'maxTerms'> & {
    /** exactly these terms */
    fixedVocabulary?: readonly string[] | undefined;
  };

const LARGE_COLLECTION = 2000;

/** The fewest documents of a term where `minDf` is not given. */
function defaultMinDf(documents: number): number {
  return documents > LARGE_COLLECTION ? 5 : 2;
}

/**
 * Where the rows of a matrix go: into memory where there is no sink. It may be asked again, where a damaged shard of the counts had to be counted
 * again: what went to the sink before is then nothing.
 */
export type PlaceOfMatrix = (shape: MatrixShape) => RowSink | undefined;

/**
 * Chooses the terms of counted documents.
 *
 * @param words of the documents, a row each: with phrases a sequence, else counts
 * @param read the documents, in the order of the rows
 * @param ledger receives documents in which no term is left, and every word that is no term
 * @throws EmptyVocabularyError when no term is left
 */
export async function chooseTerms(
  words: TermCounts,
  read: Documents<ReadDocument>,
  settings: TermSettings,
  ledger: LedgerSink,
  place?: undefined,
): Promise<CountedCollection>;
export async function chooseTerms(
  words: TermCounts,
  read: Documents<ReadDocument>,
  settings: TermSettings,
  ledger: LedgerSink,
  place: PlaceOfMatrix | undefined,
): Promise<CountedCollection | StreamedCollection>;
export async function chooseTerms(
  words: TermCounts,
  read: Documents<ReadDocument>,
  settings: TermSettings,
  ledger: LedgerSink,
  place?: PlaceOfMatrix | undefined,
): Promise<CountedCollection | StreamedCollection> {
  const { counted, chosen, documentsWithTerms, unknown, terms } = await termsOf(words, read.length, settings);
  const shape = { rows: documentsWithTerms, columns: chosen.vocabulary.terms.length, entries: entriesOf(chosen) };
  const sink = place?.(shape);
  const known = { read, languages: counted.languages, languageOf: counted.languageOf, unknown };
  if (sink === undefined) {
    const { matrix, rows } = withoutEmptyRows(documentTermMatrix(counted, chosen));
    tellEmpty(read, rows, ledger);
    return { documents: [...new LargeDocuments({ ...known, rows })], X: matrix, ...terms };
  }
  const lengths = streamTermRows(counted, chosen, sink);
  const rows = rowsWithTerms(lengths.terms, documentsWithTerms);
  tellEmpty(read, rows, ledger);
  return {
    documents: new LargeDocuments({ ...known, rows }),
    shape,
    lengths: { tokens: Float64Array.from(rows, (i) => lengths.tokens[i]), terms: Uint32Array.from(rows, (i) => lengths.terms[i]) },
    ...terms,
  };
}

async function termsOf(words: TermCounts, documents: number, settings: TermSettings) {
  const { languages, languageOf, ...rest } = settleLanguages(words);
  const specialWords = new SpecialWords(settings);
  const stops = new Map(languages.map((language) => [language, stopWordsOf(language, settings, specialWords)]));
  const stems = new Map<string, Stem>();
  for (const language of languages) {
    const stem = await stemOf(language, settings);
    if (stem !== undefined) stems.set(language, stem);
  }
  const minDf = settings.minDf ?? defaultMinDf(documents);
  const settled: TermCounts = { ...rest, languages, languageOf };
  const { counted, phrases } = settings.phrases
    ? joinPhrases(settled, { stopWords: (language) => stops.get(language) ?? new Set(), minDf, fixed: settings.fixedVocabulary })
    : { counted: settled, phrases: undefined };
  const chosen = buildVocabulary(counted, {
    stopWords: stops,
    stems,
    minDf,
    maxDf: settings.maxDf,
    maxTerms: settings.maxTerms,
    fixed: settings.fixedVocabulary,
  });
  const tooCommon = chosen.pruned.withReason('too-common');
  // words of a vocabulary that was given are terms though they be stop words
  const isStop = (word: string, language: string) => settings.fixedVocabulary === undefined && (stops.get(language)?.has(word) ?? false);
  return {
    counted,
    chosen,
    ...unknownWords(counted, chosen.columns, stops),
    terms: {
      vocabulary: chosen.vocabulary,
      pruned: chosen.pruned,
      minDf,
      leftOut: [
        ...(settings.moreStopWords ?? []).map((word): LeftOutWord => ({ word, reason: 'stop-word' })),
        ...tooCommon.map((word): LeftOutWord => ({ word, reason: 'too-common' })),
      ],
      wordForms: wordForms(counted, chosen.columns, chosen.vocabulary.terms, stems, isStop),
      detectedLanguages: detectedLanguages(words),
      ...(phrases === undefined ? {} : { phrases }),
    },
  };
}

/** The numbers of the documents that have terms. */
function rowsWithTerms(terms: Uint32Array, size: number): Uint32Array {
  const rows = new Uint32Array(size);
  let row = 0;
  for (let i = 0; i < terms.length; i++) if (terms[i] > 0) rows[row++] = i;
  return rows;
}

/** Writes to the ledger what documents have no row. It comes last: what fails before can be done again. */
function tellEmpty(read: Documents<ReadDocument>, rows: ArrayLike<number>, ledger: LedgerSink): void {
  if (rows.length === read.length) return;
  let next = 0;
  let i = 0;
  for (const { id } of read) {
    if (rows[next] === i++) next++;
    else ledger.push({ kind: 'document', id, reason: 'no-terms', detail: 'none of its words is a term' });
  }
}

/** How many documents were found to be in each language, before those that are not sure of it were settled. */
function detectedLanguages({ languages, languageOf }: TermCounts): { language: string; documents: number }[] {
  const documents = new Float64Array(languages.length);
  for (const language of languageOf) documents[language]++;
  return languages.map((language, l) => ({ language, documents: documents[l] as number }));
}

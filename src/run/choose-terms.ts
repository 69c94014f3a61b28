import type { LedgerEntry } from '../ingest/ledger.js';
import { documentTermMatrix, withoutEmptyRows } from '../matrix/document-term-matrix.js';
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
import type { CountedCollection, DocumentRecord } from './counted-collection.js';
import type { Settings } from './settings.js';

/** A document before it is known which language it is taken to be in. */
export type ReadDocument = Omit<DocumentRecord, 'language' | 'unknown'>;

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
 * Chooses the terms of counted documents.
 *
 * @param words of the documents, a row each: with phrases a sequence, else counts
 * @param read the documents, in the order of the rows
 * @param ledger receives documents in which no term is left, and every word that is no term
 * @throws EmptyVocabularyError when no term is left
 */
export async function chooseTerms(words: TermCounts, read: readonly ReadDocument[], settings: TermSettings, ledger: LedgerEntry[]): Promise<CountedCollection> {
  const { languages, languageOf, ...rest } = settleLanguages(words);
  const specialWords = new SpecialWords(settings);
  const stops = new Map(languages.map((language) => [language, stopWordsOf(language, settings, specialWords)]));
  const stems = new Map<string, Stem>();
  for (const language of languages) {
    const stem = await stemOf(language, settings);
    if (stem !== undefined) stems.set(language, stem);
  }
  const minDf = settings.minDf ?? defaultMinDf(read.length);
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
  const unknown = unknownWords(counted, chosen.columns, stops);
  // words of a vocabulary that was given are terms though they be stop words
  const isStop = (word: string, language: string) => settings.fixedVocabulary === undefined && (stops.get(language)?.has(word) ?? false);
  const { matrix, rows } = withoutEmptyRows(documentTermMatrix(counted, chosen));
  let next = 0;
  read.forEach(({ id }, i) => {
    if (rows[next] === i) next++;
    else ledger.push({ kind: 'document', id, reason: 'no-terms', detail: 'none of its words is a term' });
  });
  return {
    documents: Array.from(rows, (i) => ({ ...read[i], language: languages[languageOf[i]], unknown: unknown[i] })),
    vocabulary: chosen.vocabulary,
    pruned: chosen.pruned,
    X: matrix,
    minDf,
    leftOut: [
      ...(settings.moreStopWords ?? []).map((word): LeftOutWord => ({ word, reason: 'stop-word' })),
      ...tooCommon.map((word): LeftOutWord => ({ word, reason: 'too-common' })),
    ],
    wordForms: wordForms(counted, chosen.columns, chosen.vocabulary.terms, stems, isStop),
    detectedLanguages: detectedLanguages(words),
    ...(phrases === undefined ? {} : { phrases }),
  };
}

/** How many documents were found to be in each language, before those that are not sure of it were settled. */
function detectedLanguages({ languages, languageOf }: TermCounts): { language: string; documents: number }[] {
  const documents = new Float64Array(languages.length);
  for (const language of languageOf) documents[language]++;
  return languages.map((language, l) => ({ language, documents: documents[l] as number }));
}

import type { LedgerEntry } from '../ingest/ledger.js';
import type { SourceDocument } from '../ingest/source-document.js';
import { type CsrMatrix, rowSums } from '../matrix/csr-matrix.js';
import { documentTermMatrix, withoutEmptyRows } from '../matrix/document-term-matrix.js';
import { type Stem, stemmerOf, stopWords, termsOf } from '../tokenize/languages.js';
import { MAX_WHOLE_LENGTH, SpecialWords } from '../tokenize/special-words.js';
import { TermCounter, type TermCounts } from '../tokenize/term-counter.js';
import { MAX_WORD_LENGTH } from '../tokenize/word-scanner.js';
import { buildVocabulary, type Vocabulary } from '../vocabulary/vocabulary.js';
import type { Settings } from './settings.js';

/** A document whose words were counted; its number is its row in the matrix. */
export interface DocumentRecord {
  id: string;
  path: string;
  metadata: Readonly<Record<string, string>>;
}

/** A collection as counts. */
export interface CountedCollection {
  documents: DocumentRecord[];
  vocabulary: Vocabulary;
  /** documents × terms */
  X: CsrMatrix;
  /** the fewest documents of a term that was asked for, where terms were chosen */
  minDf?: number;
}

/** The settings that decide which words are terms. */
export type CountSettings = Pick<
  Settings,
  'language' | 'stem' | 'minLength' | 'numbers' | 'urls' | 'mailAddresses' | 'hashtags' | 'emoji' | 'minDf' | 'maxDf' | 'maxTerms'
> & {
  /** further words to leave out, any text */
  moreStopWords?: readonly string[] | undefined;
  /** exactly these terms */
  fixedVocabulary?: readonly string[] | undefined;
};

const LARGE_COLLECTION = 2000;

/** The fewest documents of a term where `minDf` is not given. */
function defaultMinDf(documents: number): number {
  return documents > LARGE_COLLECTION ? 5 : 2;
}

/**
 * Counts the words of documents and chooses the terms.
 *
 * @param ledger receives documents in which no term is left, and every word that is no term
 * @param onDocument called after each document has been counted
 * @throws EmptyVocabularyError when no term is left
 */
export async function countDocuments(
  source: AsyncIterable<SourceDocument> | Iterable<SourceDocument>,
  settings: CountSettings,
  ledger: LedgerEntry[],
  onDocument: (document: SourceDocument) => void | Promise<void> = () => {},
): Promise<CountedCollection> {
  const counter = new TermCounter(settings);
  const specialWords = new SpecialWords(settings);
  const read: DocumentRecord[] = [];
  const stem = settings.stem ? await stemmerOf(settings.language) : undefined;
  for await (const document of source) {
    const special = specialWords.cut(document.text);
    const { tooLong } = counter.add(special.text, special.terms);
    const note = (detail: string) => ledger.push({ kind: 'note', id: document.id, reason: 'long-words', detail });
    if (tooLong > 0) note(`runs of more than ${MAX_WORD_LENGTH} letters passed over: ${tooLong}`);
    if (special.tooLong > 0) note(`URLs and the like of more than ${MAX_WHOLE_LENGTH} characters passed over: ${special.tooLong}`);
    read.push({ id: document.id, path: document.path, metadata: document.metadata });
    await onDocument(document);
  }
  return chooseTerms(counter.finish(), read, settings, { stem, stops: stopWordsOf(settings, specialWords) }, ledger);
}

/** The stop words of the language, and the terms of the lines that were given. */
function stopWordsOf({ language, moreStopWords = [] }: CountSettings, specialWords: SpecialWords): Set<string> {
  const stops = stopWords(language);
  for (const line of moreStopWords) for (const term of termsOf(line, specialWords)) stops.add(term);
  return stops;
}

function chooseTerms(
  counted: TermCounts,
  read: DocumentRecord[],
  settings: CountSettings,
  { stem, stops }: { stem: Stem | undefined; stops: ReadonlySet<string> },
  ledger: LedgerEntry[],
): CountedCollection {
  const minDf = settings.minDf ?? defaultMinDf(read.length);
  const { vocabulary, columns, pruned } = buildVocabulary(counted, {
    stopWords: stops,
    stem,
    minDf,
    maxDf: settings.maxDf,
    maxTerms: settings.maxTerms,
    fixed: settings.fixedVocabulary,
  });
  const { matrix, rows } = withoutEmptyRows(documentTermMatrix(counted, columns, vocabulary.terms.length));
  let next = 0;
  read.forEach(({ id }, i) => {
    if (rows[next] === i) next++;
    else ledger.push({ kind: 'document', id, reason: 'no-terms', detail: 'none of its words is a term' });
  });
  for (const { term, reason, documentFrequency, count } of pruned) {
    ledger.push({ kind: 'term', id: term, reason, detail: `count ${count}, document frequency ${documentFrequency}` });
  }
  return { documents: Array.from(rows, (i) => read[i]), vocabulary, X: matrix, minDf };
}

/** Words and distinct terms of each document, as documents.csv has them. */
export function documentLengths(X: CsrMatrix): { tokens: Float64Array; terms: Int32Array } {
  const terms = new Int32Array(X.rows);
  for (let i = 0; i < X.rows; i++) terms[i] = X.rowPointers[i + 1] - X.rowPointers[i];
  return { tokens: rowSums(X), terms };
}

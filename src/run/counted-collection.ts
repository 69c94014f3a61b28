import { byCodePoint } from '../math/code-point-order.js';
import { type CsrMatrix, rowSums } from '../matrix/csr-matrix.js';
import type { LeftOutWord } from '../vocabulary/left-out-words.js';
import type { Phrase } from '../vocabulary/phrases.js';
import type { PrunedTerms } from '../vocabulary/pruned-terms.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { WordForm } from '../vocabulary/word-forms.js';
import type { DocumentRecord, LargeDocuments } from './document-records.js';

/** A collection as counts. */
export interface CountedCollection {
  documents: DocumentRecord[];
  vocabulary: Vocabulary;
  /** words that are no terms, where terms were chosen */
  pruned?: PrunedTerms;
  /** words that were joined to terms of two or three words, best first, where phrases were looked for */
  phrases?: Phrase[];
  /** documents × terms */
  X: CsrMatrix;
  /** the fewest documents of a term that was asked for, where terms were chosen */
  minDf?: number;
  /** stop words that were given, and words in too many documents, where terms were chosen */
  leftOut?: LeftOutWord[];
  /** where terms were chosen; mostly none */
  wordForms?: WordForm[];
  /** as `writtenLanguage` writes them, with how many documents each has, where they were looked for; see `settleLanguages` */
  detectedLanguages?: { language: string; documents: number }[];
}

/** A collection whose matrix was too large for memory: its rows went to a sink as they were made. */
export interface StreamedCollection extends Omit<CountedCollection, 'documents' | 'X'> {
  documents: LargeDocuments;
  /** of the matrix */
  shape: MatrixShape;
  lengths: DocumentLengths;
}

/** Of a document-term matrix, without empty rows. */
export interface MatrixShape {
  rows: number;
  columns: number;
  entries: number;
}

/** Words and distinct terms of each document. */
export interface DocumentLengths {
  tokens: Float64Array;
  terms: ArrayLike<number>;
}

/** Words and distinct terms of each document, as documents.csv has them. */
export function documentLengths(X: CsrMatrix): DocumentLengths {
  const terms = new Int32Array(X.rows);
  for (let i = 0; i < X.rows; i++) terms[i] = X.rowPointers[i + 1] - X.rowPointers[i];
  return { tokens: rowSums(X), terms };
}

export function shapeOf(collection: CountedCollection | StreamedCollection): MatrixShape {
  if (!('X' in collection)) return collection.shape;
  const { rows, columns, columnIndices } = collection.X;
  return { rows, columns, entries: columnIndices.length };
}

/** How many documents are in each language, the commonest first (a tie: by code). */
export function countLanguages(documents: Iterable<DocumentRecord>): { language: string; documents: number }[] {
  const counts = new Map<string, number>();
  for (const { language } of documents) counts.set(language, (counts.get(language) ?? 0) + 1);
  const all = Array.from(counts, ([language, inIt]) => ({ language, documents: inIt }));
  return all.sort((a, b) => b.documents - a.documents || byCodePoint(a.language, b.language));
}

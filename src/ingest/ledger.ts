/* What is said of everything that is not simply a document. */

/** Why something was left out, or what was done to it. */
export type LedgerReason =
  | 'beyond-max-terms'
  | 'binary'
  | 'changed'
  | 'columns'
  | 'duplicate'
  | 'empty'
  | 'encoding'
  | 'encrypted'
  | 'format'
  | 'given-up'
  | 'hidden'
  | 'id-taken'
  | 'long-words'
  | 'malformed'
  | 'metadata'
  | 'missing-column'
  | 'near-duplicate'
  | 'no-documents'
  | 'no-metadata'
  | 'no-terms'
  | 'not-a-regular-file'
  | 'not-in-vocabulary'
  | 'output-folder'
  | 'scanned'
  | 'stop-word'
  | 'symbolic-link'
  | 'too-common'
  | 'too-deep'
  | 'too-large'
  | 'too-rare'
  | 'unreadable'
  | 'unsupported-format';

/** A line of the ledger: nothing is lost silently. */
export interface LedgerEntry {
  /** `file` and `document`: left out; `note`: kept, but something was done to it; `term`: a word that is no term */
  kind: 'file' | 'document' | 'note' | 'term';
  /** of the document, the path of the file, or the word */
  id: string;
  reason: LedgerReason;
  /** for people */
  detail: string;
}

/** Takes lines of the ledger; an array does. */
export interface LedgerSink {
  push(...entries: LedgerEntry[]): unknown;
}

/** Lines of the ledger, in memory or on disk; an array is this. */
export type Ledger = LedgerSink & Iterable<LedgerEntry>;

/** Why something is left out, or what was done to it. */
export interface Problem {
  reason: LedgerReason;
  detail: string;
}

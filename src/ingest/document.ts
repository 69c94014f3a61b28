/** A text with a name. */
export interface SourceDocument {
  /** unique in the collection */
  id: string;
  /** where it was found: the file's path relative to the input, with / */
  path: string;
  text: string;
  /** what is known of it beside its text, as written */
  metadata: Readonly<Record<string, string>>;
}

/** Why something was left out, or what was done to it. */
export type LedgerReason =
  | 'beyond-max-terms'
  | 'binary'
  | 'duplicate'
  | 'empty'
  | 'encoding'
  | 'hidden'
  | 'id-taken'
  | 'long-words'
  | 'malformed'
  | 'missing-column'
  | 'no-documents'
  | 'no-terms'
  | 'not-a-regular-file'
  | 'not-in-vocabulary'
  | 'output-folder'
  | 'stop-word'
  | 'symbolic-link'
  | 'too-common'
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

/** A file to be read. */
export interface SourceFile {
  /** where it is on this machine */
  location: string;
  /** relative to the input, with /, prefixed with the input's name where there are several */
  path: string;
  bytes: number;
}

/** What a reader finds in a file: a document, or the reason why there is none. */
export type Finding =
  | {
      kind: 'document' /** number of the row from 1, where a file has several documents */;
      row?: number;
      id?: string;
      text: string;
      metadata: Record<string, string>;
      note?: Problem;
    }
  | { kind: 'problem' /** absent: it concerns the whole file */; row?: number; problem: Problem };

export interface Problem {
  reason: LedgerReason;
  detail: string;
}

/** Which columns of a table hold what; also the fields of JSON lines. */
export interface ColumnSettings {
  textColumn?: string | undefined;
  idColumn?: string | undefined;
}

/** Reads one format. */
export type Reader = (file: SourceFile, columns: ColumnSettings) => AsyncGenerator<Finding>;

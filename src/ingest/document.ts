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
  /** how far a reader that takes the file in pieces has come, for progress displays */
  bytesRead?: number;
}

/** What a reader finds in a file. `row` is the number from 1 where a file has several documents. */
export type Finding = FoundDocument | { kind: 'problem' /** absent where it concerns the whole file */; row?: number; problem: Problem } | FileNote;

interface FoundDocument {
  kind: 'document';
  row?: number;
  id?: string;
  text: string;
  metadata: Record<string, string>;
  note?: Problem;
}

/** What was done to the whole file. */
interface FileNote {
  kind: 'note';
  problem: Problem;
}

/** Why something is left out, or what was done to it. */
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

import type { Content } from './content.js';
import type { Location } from './files/file-names.js';
import type { Problem } from './ledger.js';
import type { Allowance } from './limits.js';

/** A file to be read. */
export interface SourceFile {
  /** where it is on this machine; bytes where its name is not UTF-8 */
  location: Location;
  /** relative to the input, with /, prefixed with the input's name where there are several; \xE9 stands for a byte that is not UTF-8 */
  path: string;
  bytes: number;
  /** when it was last changed, in milliseconds since 1970, with all digits that the system gives; absent where that is not known */
  modified?: number;
  /** where what an earlier run found in it is kept, if it has not changed since: then it is not opened */
  kept?: Place | undefined;
}

/** Where the findings of a file lie in the cache. */
export interface Place {
  /** number of the part */
  part: number;
  /** where the segment of the first finding begins in it, in bytes */
  segment: number;
  /** which finding of that segment is the first; those of a large file go on in the segments that follow */
  first: number;
  /** how many there are */
  count: number;
}

/** What a reader reads: a file, or a member of an archive or a mail. */
export interface Source {
  /** as in SourceDocument */
  path: string;
  /** the name whose ending tells its format, where that is not its path: letters.csv, for what is in letters.csv.gz */
  readAs?: string;
  content: Content;
  /** where it is on this machine, if it is a file of its own and not in memory: for readers that go back and forth in it */
  location?: Location;
  /** bounds on what is read, and what the whole file on disk has used of them */
  allowance: Allowance;
}

/**
 * What a reader finds. `row` is the number from 1 where a source has several documents. A problem or note with a `name` is that of a
 * file inside: one that is left out without being read, or that turned out to be damaged.
 */
export type Finding =
  | FoundDocument
  | FoundMember
  | { kind: 'problem' /** absent where it concerns the whole source */; row?: number; name?: string; problem: Problem }
  | SourceNote;

export interface FoundDocument {
  kind: 'document';
  row?: number;
  id?: string;
  text: string;
  /** title, date and author under these names, dates as YYYY-MM-DD where they are sure; others as the source calls them */
  metadata: Record<string, string>;
  note?: Problem;
}

/** A file inside this one, to be read by whatever reader its own content asks for. It is read before the next finding is asked for. */
export interface FoundMember {
  kind: 'member';
  /** its path inside, with /; without one it goes by the path of what it was found in */
  name?: string;
  /** as in Source */
  readAs?: string;
  content: Content;
}

/** What was done to the whole source, or what is odd about it. */
interface SourceNote {
  kind: 'note';
  name?: string;
  problem: Problem;
}

/** How formats are read; the limits are with the source. */
export interface FormatSettings {
  /** column of tables, or field of JSON, that holds the text */
  textColumn?: string | undefined;
  /** column or field that names each document */
  idColumn?: string | undefined;
  /** keep the quoted replies and signatures of mails */
  keepQuotes?: boolean | undefined;
  /** `text`: every file is plain text, whatever it looks like */
  format?: 'auto' | 'text' | undefined;
}

/** The start of a source, by which its format is known. */
export interface Head {
  bytes: Uint8Array;
  /** the same as text, without byte order mark; absent where it is no text */
  text: string | undefined;
  /** of the path or of what it is read as, with its dot, in lower case */
  extension: string;
}

/** One format, and how it is read. */
export interface Format {
  /** for people: HTML, PDF */
  name: string;
  /** endings of file names, with their dots, in lower case */
  extensions: readonly string[];
  /** whether files of it are text in some encoding */
  isText: boolean;
  /** whether the start of a file says that it is of this format, whatever its name is */
  recognizes?(head: Head): boolean;
  /** @throws ReadingError where it cannot be read (on); any other error is taken for a file that is not what it seems */
  read(source: Source, settings: FormatSettings): AsyncGenerator<Finding>;
}

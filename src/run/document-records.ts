/** A document whose words were counted; its number is its row in the matrix. */
export interface DocumentRecord {
  id: string;
  path: string;
  /** ISO 639-1 code, or none */
  language: string;
  /** how many of its words are no terms, those left out as stop words or as too common not among them */
  unknown: number;
  metadata: Readonly<Record<string, string>>;
}

/** Documents by their number, in memory or on disk: an array is this. Going through them in order is fast. */
export interface Documents<One> extends Iterable<One> {
  readonly length: number;
  at(row: number): One | undefined;
}

/** The documents of a matrix by its rows, in memory or on disk. */
export type DocumentRecords = Documents<DocumentRecord>;

/** A document before it is known which language it is taken to be in. */
export type ReadDocument = Omit<DocumentRecord, 'language' | 'unknown'>;

/** What is known of documents beside what was read. */
export interface ReadDocuments {
  read: Documents<ReadDocument>;
  /** numbers of those that have a row, rising */
  rows: Uint32Array | Int32Array;
  languages: readonly string[];
  /** of each document that was read */
  languageOf: Uint8Array;
  unknown: Uint32Array;
}

/** Documents that are put together when they are asked for: beside what was read they cost nine bytes each. */
export class LargeDocuments implements DocumentRecords {
  readonly length: number;
  private readonly documents: ReadDocuments;
  /** what a table says of documents, by their rows */
  private readonly further = new Map<number, Readonly<Record<string, string>>>();

  constructor(documents: ReadDocuments) {
    this.documents = documents;
    this.length = documents.rows.length;
  }

  at(row: number): DocumentRecord {
    const { read, rows, languages, languageOf, unknown } = this.documents;
    const number = rows[row];
    const further = this.further.get(row);
    const { id, path, metadata } = read.at(number) as ReadDocument;
    return {
      ...{ id, path, language: languages[languageOf[number]] as string, unknown: unknown[number] },
      metadata: further === undefined ? metadata : { ...metadata, ...further },
    };
  }

  /** Adds to the metadata of a document. */
  addMetadata(row: number, metadata: Readonly<Record<string, string>>): void {
    this.further.set(row, metadata);
  }

  *[Symbol.iterator](): Generator<DocumentRecord> {
    for (let row = 0; row < this.length; row++) yield this.at(row);
  }
}

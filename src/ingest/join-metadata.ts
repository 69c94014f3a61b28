import { ConfigError } from '../errors/errors.js';
import type { MetadataTable } from './read-metadata-table.js';
import type { SourceDocument } from './source-document.js';

/** By what a row names documents. A base name is that of the file, without folders. */
export type MatchedBy = 'id' | 'path' | 'path without ending' | 'base name' | 'base name without ending';

/** What a table says of documents. */
export interface JoinedMetadata {
  /** of each document, in their order: the cells of its row that are not empty; undefined where it has none. They go before its own */
  metadata: (Record<string, string> | undefined)[];
  /** the column that names the documents */
  keyColumn: string;
  matchedBy: MatchedBy;
  /** whether capitals and small letters were taken for the same */
  ignoringCase: boolean;
  documentsWithoutRow: number;
  rowsWithoutDocument: number;
  /** of the documents without a row, those that a row names, but others of other files as well */
  ambiguousDocuments: number;
  /** rows that name what an earlier row has named: they are not used */
  repeatedRows: number;
}

/** Documents in their order, in memory or on disk; the index of them is in memory. */
type NamedDocuments = Iterable<Pick<SourceDocument, 'id' | 'path'>> & { readonly length: number };

/** In the order in which they are preferred, where as many documents match. */
const WAYS: readonly MatchedBy[] = ['id', 'path', 'path without ending', 'base name', 'base name without ending'];

/** What is named by a key: documents, each by its place in the list. */
interface Named {
  documents: number[];
  /** documents of different files have the key: it names none of them */
  ambiguous: boolean;
}

/** The documents by their keys, a map for each way. */
type Index = readonly ReadonlyMap<string, Named>[];

/** A column whose values name documents. */
interface Match {
  column: number;
  way: number;
  ignoringCase: boolean;
  documents: number;
}

/**
 * Joins a table to documents: finds the column whose values name most of them, and what it says of each. All passages of a document, and
 * all documents of a file that is named, get the metadata of its row.
 *
 * @throws ConfigError where no column names any document
 */
export function joinMetadata(table: MetadataTable, documents: NamedDocuments): JoinedMetadata {
  const exact = indexDocuments(documents, keyOf);
  let best = bestMatch(table, exact, false);
  let index = exact;
  if (best === undefined || best.documents < documents.length) {
    const folded = indexDocuments(documents, foldedKeyOf);
    const other = bestMatch(table, folded, true);
    if (other !== undefined && other.documents > (best?.documents ?? 0)) {
      best = other;
      index = folded;
    }
  }
  if (best === undefined) throw noMatch(table, documents);
  return join(table, documents.length, index[best.way] as ReadonlyMap<string, Named>, best);
}

/** A value as a key: composed, with / between folders, and no ./ before it. */
function keyOf(value: string): string {
  return value.trim().normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, '');
}

const foldedKeyOf = (value: string) => keyOf(value).toLowerCase();

function indexDocuments(documents: NamedDocuments, key: (value: string) => string): Index {
  const maps = WAYS.map(() => new Map<string, Named & { path: string }>());
  let next = 0;
  for (const { id, path } of documents) {
    const d = next++;
    const add = (way: number, value: string) => {
      const wanted = key(value);
      const map = maps[way] as Map<string, Named & { path: string }>;
      const named = map.get(wanted);
      if (named === undefined) map.set(wanted, { documents: [d], ambiguous: false, path });
      else {
        named.documents.push(d);
        named.ambiguous ||= named.path !== path;
      }
    };
    const name = path.slice(path.lastIndexOf('/') + 1);
    add(0, id);
    // a passage goes by the id of its document too
    const document = id.replace(/#\d+$/, '');
    if (document !== id) add(0, document);
    add(1, path);
    add(2, withoutEnding(path));
    add(3, name);
    add(4, withoutEnding(name));
  }
  return maps;
}

/** A path without what follows the last dot of its last part, unless that is all of it. */
function withoutEnding(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
}

function bestMatch({ names, rows }: MetadataTable, index: Index, ignoringCase: boolean): Match | undefined {
  const key = ignoringCase ? foldedKeyOf : keyOf;
  let best: Match | undefined;
  for (let column = 0; column < names.length; column++) {
    const values = new Set(rows.map((cells) => key(cells[column] as string)));
    for (let way = 0; way < WAYS.length; way++) {
      const map = index[way] as ReadonlyMap<string, Named>;
      let documents = 0;
      for (const value of values) {
        const named = map.get(value);
        if (named !== undefined && !named.ambiguous) documents += named.documents.length;
      }
      const most = best?.documents ?? 0;
      if (documents > most || (best !== undefined && documents === most && way < best.way)) best = { column, way, ignoringCase, documents };
    }
  }
  return best;
}

function join({ names, rows }: MetadataTable, documents: number, named: ReadonlyMap<string, Named>, { column, way, ignoringCase }: Match): JoinedMetadata {
  const key = ignoringCase ? foldedKeyOf : keyOf;
  const metadata: (Record<string, string> | undefined)[] = new Array(documents).fill(undefined);
  const ambiguous = new Set<number>();
  const taken = new Set<string>();
  let repeatedRows = 0;
  let rowsWithoutDocument = 0;
  for (const cells of rows) {
    const value = key(cells[column] as string);
    const found = named.get(value);
    if (found === undefined || found.ambiguous) {
      rowsWithoutDocument++;
      for (const d of found?.documents ?? []) ambiguous.add(d);
    } else if (taken.has(value)) {
      repeatedRows++;
    } else {
      taken.add(value);
      const known = names.map((name, c) => [name, cells[c] as string] as const).filter(([, cell], c) => c !== column && cell !== '');
      const row = Object.fromEntries(known);
      // a row for one passage goes before the one for all of its document
      for (const d of found.documents) metadata[d] = found.documents.length === 1 ? row : (metadata[d] ?? row);
    }
  }
  const documentsWithoutRow = metadata.filter((row) => row === undefined).length;
  return {
    metadata,
    keyColumn: names[column] as string,
    matchedBy: WAYS[way] as MatchedBy,
    ignoringCase,
    documentsWithoutRow,
    rowsWithoutDocument,
    ambiguousDocuments: [...ambiguous].filter((d) => metadata[d] === undefined).length,
    repeatedRows,
  };
}

function noMatch({ file, names, rows }: MetadataTable, documents: NamedDocuments): ConfigError {
  const example = (name: string, c: number) => `${shortened(name)} "${shortened(rows[0]?.[c] ?? '')}"`;
  const columns = names.slice(0, 8).map(example).join(', ');
  const known: string[] = [];
  for (const { id, path } of documents) {
    if (known.push(id === path ? `"${shortened(id)}"` : `"${shortened(id)}" of "${shortened(path)}"`) === 3) break;
  }
  return new ConfigError(
    `no column of "${file}" names a document by its id, path or file name; its first row has ${columns}${names.length > 8 ? ', …' : ''}; ` +
      `the first documents are ${known.length === 0 ? 'none' : known.join(', ')}`,
    { hint: 'Give the table a column with the names of the files or the ids of the documents.' },
  );
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../errors/errors.js';
import { joinMetadata } from '../ingest/join-metadata.js';
import type { LedgerSink } from '../ingest/ledger.js';
import { type MetadataTable, readMetadataTable } from '../ingest/read-metadata-table.js';
import type { DocumentRecord } from './document-records.js';
import { LargeDocuments } from './document-records.js';

/**
 * Adds the columns of a table to what is known of the documents: what it says goes before what the files say.
 *
 * @param ledger receives how the table was read and joined, and the documents that it says nothing of
 * @throws ConfigError where the table names none of the documents
 */
export function addMetadata(table: MetadataTable, documents: DocumentRecord[] | LargeDocuments, ledger: LedgerSink): void {
  const name = table.file;
  for (const problem of table.problems) ledger.push({ kind: 'note', id: name, ...problem });
  const joined = joinMetadata(table, documents);
  const { metadata, keyColumn, matchedBy, ignoringCase, rowsWithoutDocument, documentsWithoutRow, ambiguousDocuments, repeatedRows } = joined;
  const parts = [
    `joined by its column "${keyColumn}", which has the ${matchedBy} of the documents${ignoringCase ? ' but for capitals' : ''}`,
    `documents without a row: ${documentsWithoutRow}`,
    `rows without a document: ${rowsWithoutDocument}`,
    ...(ambiguousDocuments > 0 ? [`of these documents, such as share their name with others: ${ambiguousDocuments}`] : []),
    ...(repeatedRows > 0 ? [`rows that name what an earlier one does, and are not used: ${repeatedRows}`] : []),
  ];
  ledger.push({ kind: 'note', id: name, reason: 'metadata', detail: parts.join('; ') });
  for (const [d, row] of metadata.entries()) {
    const document = documents.at(d) as DocumentRecord;
    if (row === undefined) ledger.push({ kind: 'note', id: document.id, reason: 'no-metadata', detail: `${name} has no row for it` });
    else if (documents instanceof LargeDocuments) documents.addMetadata(d, row);
    else documents[d] = { ...document, metadata: { ...document.metadata, ...row } };
  }
}

/**
 * The table that the setting names.
 *
 * @throws ConfigError where it cannot be read, or is no table
 */
export function loadMetadata(file: string): MetadataTable {
  return readMetadataTable(readTable(file), path.basename(file));
}

/** The bytes of the table that the setting names. */
export function readTable(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read: the system says ${code}`;
    throw new ConfigError(`\`metadata\` names the file "${file}", which ${why}`, { cause });
  }
}

import type { SourceFile } from '../../src/ingest/document.js';
import type { LedgerEntry } from '../../src/ingest/ledger.js';
import { DEFAULT_LIMITS } from '../../src/ingest/limits.js';
import { type CollectionSettings, type ReadingAccount, readDocuments } from '../../src/ingest/read-documents.js';
import type { SourceDocument } from '../../src/ingest/source-document.js';

/** All documents of files, read in this thread with the default settings unless others are given, and what is said of them. */
export async function readAll(
  files: readonly SourceFile[],
  settings: Partial<CollectionSettings> = {},
): Promise<{ documents: SourceDocument[]; ids: string[]; ledger: LedgerEntry[]; account: ReadingAccount }> {
  const ledger: LedgerEntry[] = [];
  const account: ReadingAccount = { ledger, repeatedLines: [] };
  const documents: SourceDocument[] = [];
  const complete: CollectionSettings = {
    limits: DEFAULT_LIMITS,
    chunk: 'document',
    strict: false,
    duplicates: 'exact',
    similarity: 0.8,
    boilerplate: 'keep',
    ...settings,
  };
  for await (const document of readDocuments(files, complete, account, { processes: 0 })) documents.push(document);
  return { documents, ids: documents.map(({ id }) => id), ledger, account };
}

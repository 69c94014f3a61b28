import path from 'node:path';
import type { Reader, SourceFile } from './document.js';
import { readJsonLines } from './json-lines.js';
import { readPlainText } from './plain-text.js';
import { readTable } from './table.js';

/** The readers by a file name's ending. Any other ending is read as plain text, unless it is one of `UNREAD`. */
const READERS: Readonly<Record<string, Reader>> = {
  '.csv': readTable,
  '.tsv': readTable,
  '.jsonl': readJsonLines,
  '.ndjson': readJsonLines,
};

/** Endings of text files whose markup would be taken for words. */
const UNREAD = new Set(['.css', '.eml', '.htm', '.html', '.js', '.json', '.mbox', '.rtf', '.svg', '.tex', '.xhtml', '.xml', '.yaml', '.yml', '.mtx']);

/** First bytes of formats that are no plain text though they may have no NUL byte. */
export const MAGIC = ['%PDF-', '{\\rtf', 'PK\u0003\u0004'];

/** The reader of a file, or undefined where topikl has none for its format yet. */
export function readerFor(file: SourceFile): Reader | undefined {
  const ending = path.extname(file.path).toLowerCase();
  return READERS[ending] ?? (UNREAD.has(ending) ? undefined : readPlainText);
}

import path from 'node:path';
import type { Source } from './document.js';

/** The ending of a source's name, with its dot, in lower case: of letters.csv.gz, whose content is read as letters.csv, it is .csv. */
export function extensionOf({ path: shown, readAs }: Pick<Source, 'path' | 'readAs'>): string {
  return path.extname(readAs ?? shown).toLowerCase();
}

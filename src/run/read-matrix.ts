import { createReadStream } from 'node:fs';
import { CorpusError, ShapeError } from '../errors/errors.js';
import { rowSums, transpose } from '../matrix/csr-matrix.js';
import { readMatrixMarket } from '../matrix/matrix-market.js';
import { checkUnique } from '../vocabulary/given-terms.js';
import { type RunConfig, readLines } from './config.js';
import type { CountedCollection } from './counted-collection.js';

/**
 * A collection that comes as counts: a MatrixMarket file, the file of its terms and perhaps one of its documents' ids. Nothing is
 * pruned and empty rows are kept.
 *
 * @param name the matrix file's name in ids
 * @throws CorpusError or ShapeError when the files cannot be read or do not belong together
 */
export async function readCountMatrix(config: RunConfig, name: string): Promise<CountedCollection> {
  const [file] = config.inputs as [string];
  const X = await readMatrixMarket(createReadStream(file, 'utf8'), file);
  const terms = uniqueLines(config.vocabulary as string, 'vocabulary', X.columns, `${file} has columns`);
  const ids =
    config.documents === undefined
      ? Array.from({ length: X.rows }, (_, i) => `${name}#${i + 1}`)
      : uniqueLines(config.documents, 'documents', X.rows, `${file} has rows`);
  const Xt = transpose(X);
  if (X.values.length === 0) throw new CorpusError(`${file} has no counts: every entry is 0`, { file });
  return {
    documents: ids.map((id) => ({ id, path: name, language: 'none', unknown: 0, metadata: {} })),
    vocabulary: { terms, documentFrequency: Int32Array.from({ length: X.columns }, (_, j) => Xt.rowPointers[j + 1] - Xt.rowPointers[j]), counts: rowSums(Xt) },
    X,
  };
}

function uniqueLines(file: string, setting: 'vocabulary' | 'documents', expected: number, what: string): string[] {
  const lines = readLines(file, setting);
  if (lines.length !== expected) throw new ShapeError(`${file} has ${lines.length} lines, expected ${expected}: as many as ${what}`);
  const empty = lines.findIndex((line) => line.trim() === '');
  if (empty >= 0) throw new CorpusError(`${file}, line ${empty + 1} is empty`, { file, line: empty + 1 });
  checkUnique(lines, file);
  return lines;
}

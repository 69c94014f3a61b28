import { createReadStream, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ArtifactError } from '../../errors/errors.js';
import type { RowSink } from '../../matrix/document-term-matrix.js';
import { readMatrixMarketRows } from '../../matrix/matrix-market-rows.js';
import type { MatrixShards } from '../../matrix/matrix-shards.js';
import { MatrixShardWriter, openMatrixShards } from '../../matrix/matrix-shards-on-disk.js';
import { loadVocabulary } from '../artifacts.js';
import type { MatrixShape } from '../counted-collection.js';
import { DocumentsFile } from './documents-file.js';
import type { LargeCollection } from './large-collection.js';

/** Counts in shards, from which a fit is made; hidden, since counts.mtx holds the same for others. */
export const SHARDS = '.topikl-shards';
/** Of which counts the shards are; there once all of them are. */
const MADE_OF = 'made-of';

/** Takes the rows of a large matrix as they are counted. */
export class StoredCounts {
  private readonly folder: string;
  private readonly isLarge: (shape: MatrixShape) => boolean;
  private writer: MatrixShardWriter | undefined;

  /**
   * @param results the run's folder
   * @param isLarge whether a matrix stays on disk
   */
  constructor(results: string, isLarge: (shape: MatrixShape) => boolean) {
    this.folder = path.join(results, SHARDS);
    this.isLarge = isLarge;
  }

  /** Where rows go; a `PlaceOfMatrix`. */
  readonly place = (shape: MatrixShape): RowSink | undefined => {
    this.writer = undefined;
    rmSync(this.folder, { recursive: true, force: true });
    if (!this.isLarge(shape)) return undefined;
    this.writer = new MatrixShardWriter(this.folder, shape.columns);
    return this.writer;
  };

  /** @param counts fingerprint of the stage that has counted */
  finish(counts: string): void {
    if (this.writer === undefined) return;
    this.writer.finish();
    writeFileSync(path.join(this.folder, MADE_OF), counts);
  }
}

/**
 * The collection that a run has counted, from its folder: memory holds the vocabulary.
 *
 * @param counts fingerprint of the stage of the counts
 * @throws ArtifactError where files do not belong together
 */
export async function loadLarge(results: string, counts: string): Promise<LargeCollection> {
  const documents = new DocumentsFile(path.join(results, 'documents.csv'));
  const vocabulary = loadVocabulary(results);
  const shards = await openShards(results, counts);
  if (shards.rows !== documents.length || shards.columns !== vocabulary.terms.length) {
    throw new ArtifactError(
      `the files in "${results}" do not belong together: counts of ${shards.rows} × ${shards.columns}, with ${documents.length} documents and ${vocabulary.terms.length} terms`,
      { hint: 'Run topikl again.' },
    );
  }
  return { documents, vocabulary, shards };
}

/** Takes away shards, one of which was found damaged: they are made anew from counts.mtx. */
export function removeShards(results: string): void {
  rmSync(path.join(results, SHARDS), { recursive: true, force: true });
}

/** The shards of these counts; where they are gone, made anew from counts.mtx. */
async function openShards(results: string, counts: string): Promise<MatrixShards> {
  const folder = path.join(results, SHARDS);
  const madeOf = path.join(folder, MADE_OF);
  if (existsSync(madeOf) && readFileSync(madeOf, 'utf8') === counts) {
    try {
      return await openMatrixShards(folder);
    } catch (error) {
      if (!(error instanceof ArtifactError)) throw error;
    }
  }
  removeShards(results);
  const file = path.join(results, 'counts.mtx');
  let writer: MatrixShardWriter | undefined;
  await readMatrixMarketRows(createReadStream(file), file, ({ columns }) => {
    writer = new MatrixShardWriter(folder, columns);
    return writer;
  });
  const shards = (writer as MatrixShardWriter | undefined)?.finish() ?? (await openMatrixShards(folder));
  writeFileSync(madeOf, counts);
  return shards;
}

/**
 * The shards of these counts, which another rank has made.
 *
 * @throws ArtifactError where they cannot be seen from here
 */
export async function openSharedShards(results: string, counts: string): Promise<MatrixShards> {
  const folder = path.join(results, SHARDS);
  const madeOf = path.join(folder, MADE_OF);
  if (existsSync(madeOf) && readFileSync(madeOf, 'utf8') === counts) return openMatrixShards(folder);
  throw new ArtifactError(`the counts that rank 0 has written into ${folder} cannot be seen from this rank`, {
    hint: 'Counts that do not fit into memory stay in the folder of results: choose an --out that all hosts share.',
  });
}

import type { CsrMatrix } from './csr-matrix.js';

/** A shard: some consecutive rows. */
export interface ShardShape {
  readonly firstRow: number;
  readonly rows: number;
  /** stored entries */
  readonly entries: number;
}

/** A document-term matrix in shards of consecutive rows, on disk or in memory; how it is cut depends on the matrix alone. */
export interface MatrixShards {
  readonly rows: number;
  readonly columns: number;
  readonly shards: readonly ShardShape[];
  /**
   * The rows of a shard, its own to keep.
   *
   * @throws ArtifactError where it cannot be read or its checksum is not right
   */
  read(shard: number): Promise<CsrMatrix>;
}

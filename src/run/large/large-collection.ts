import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import type { MatrixShards } from '../../matrix/matrix-shards.js';
import { shardsOf } from '../../matrix/shard-cut.js';
import type { Vocabulary } from '../../vocabulary/vocabulary.js';
import type { CountedCollection } from '../counted-collection.js';
import type { DocumentRecords } from '../document-records.js';

/** A collection whose counts do not fit into memory. */
export interface LargeCollection {
  readonly documents: DocumentRecords;
  readonly vocabulary: Vocabulary;
  /** documents × terms */
  readonly shards: MatrixShards;
}

/** A collection in memory as one that does not fit there. */
export function asLarge({ documents, vocabulary, X }: CountedCollection): LargeCollection {
  return { documents, vocabulary, shards: shardsOf(X) };
}

/** Consecutive rows of a matrix. */
export interface RowBlock {
  firstRow: number;
  X: CsrMatrix;
}

/** Rows of a block: what memory holds of each is small, and they are enough for a thread. */
const BLOCK_ROWS = 1024;

/** All rows in their order, 1,024 of a shard at a time. */
export async function* rowBlocks(shards: MatrixShards): AsyncGenerator<RowBlock> {
  for (const [number, { firstRow, rows }] of shards.shards.entries()) {
    const shard = await shards.read(number);
    for (let first = 0; first < rows; first += BLOCK_ROWS) yield { firstRow: firstRow + first, X: sliceRows(shard, first, Math.min(rows, first + BLOCK_ROWS)) };
  }
}

/** The rows from `first` to before `end`, in arrays of their own. */
function sliceRows({ columns, rowPointers, columnIndices, values }: CsrMatrix, first: number, end: number): CsrMatrix {
  const [from, to] = [rowPointers[first], rowPointers[end]];
  const pointers = rowPointers.slice(first, end + 1).map((pointer) => pointer - from);
  return { rows: end - first, columns, rowPointers: pointers, columnIndices: columnIndices.slice(from, to), values: values.slice(from, to) };
}

import type { CsrMatrix } from './csr-matrix.js';
import type { MatrixShards, ShardShape } from './matrix-shards.js';

/** A shard ends with the row that brings its cost to this. */
export const SHARD_COST = 2 ** 20;
/** What a row costs beside its entries, in entries: of short documents a shard has no more than 65,536. */
const ROW_COST = 16;

/** Where the rows of a matrix are cut into shards: by the rows before alone, so that any way of going through them cuts at the same places. */
export class ShardCut {
  private readonly most: number;
  private cost = 0;

  constructor(most = SHARD_COST) {
    this.most = most;
  }

  /** Takes a row. @returns whether it is the last one of its shard */
  endsWith(entries: number): boolean {
    this.cost += entries + ROW_COST;
    if (this.cost < this.most) return false;
    this.cost = 0;
    return true;
  }
}

/**
 * A matrix in memory as shards, cut where those on disk would be; their arrays are parts of its own.
 *
 * @param cost as in `ShardCut`
 */
export function shardsOf(X: CsrMatrix, cost = SHARD_COST): MatrixShards {
  const cut = new ShardCut(cost);
  const bounds = [0];
  for (let i = 0; i < X.rows; i++) if (cut.endsWith(X.rowPointers[i + 1] - X.rowPointers[i]) || i + 1 === X.rows) bounds.push(i + 1);
  const shards: ShardShape[] = [];
  for (const [b, firstRow] of bounds.slice(0, -1).entries()) {
    const end = bounds[b + 1] as number;
    shards.push({ firstRow, rows: end - firstRow, entries: X.rowPointers[end] - X.rowPointers[firstRow] });
  }
  return {
    rows: X.rows,
    columns: X.columns,
    shards,
    read: async (shard) => rowsOf(X, shards[shard] as ShardShape),
  };
}

function rowsOf({ columns, rowPointers, columnIndices, values }: CsrMatrix, { firstRow, rows }: ShardShape): CsrMatrix {
  const [begin, end] = [rowPointers[firstRow], rowPointers[firstRow + rows]];
  return {
    rows,
    columns,
    rowPointers: rowPointers.slice(firstRow, firstRow + rows + 1).map((p) => p - begin),
    columnIndices: columnIndices.subarray(begin, end),
    values: values.subarray(begin, end),
  };
}

/** Entries a block, about: few enough to share out evenly, many enough that a block is work. */
const BLOCK_ENTRIES = 16384;
const MOST_BLOCKS = 512;
/** Blocks of a mini-batch. */
export const BATCH_BLOCKS = 32;
/** What a row costs beside its entries, in entries. */
const ROW_COST = 8;

/** How many blocks a matrix is cut into; it depends on the matrix alone, so that sums over blocks have the same bits for any number of threads. */
export function blockCount(rows: number, entries: number, most = MOST_BLOCKS): number {
  return Math.max(1, Math.min(most, rows, Math.ceil((entries + ROW_COST * rows) / BLOCK_ENTRIES)));
}

/**
 * Bounds of blocks of consecutive rows that cost about the same: block b is the rows bounds[b] to bounds[b + 1] − 1, perhaps none.
 *
 * @param rowPointers rows + 1 positions
 * @param bounds blocks + 1 numbers, filled
 */
export function balanceBlocks(rowPointers: Int32Array, rows: number, blocks: number, bounds: Int32Array): void {
  const cost = (row: number) => rowPointers[row] - rowPointers[0] + ROW_COST * row;
  const all = cost(rows);
  bounds[0] = 0;
  for (let b = 1, row = 0; b < blocks; b++) {
    while (row < rows && cost(row) < (all * b) / blocks) row++;
    bounds[b] = row;
  }
  bounds[blocks] = rows;
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ArtifactError } from '../errors/errors.js';
import type { CsrMatrix } from './csr-matrix.js';
import type { MatrixShards, ShardShape } from './matrix-shards.js';
import { SHARD_COST, ShardCut } from './shard-cut.js';
import { damagedShard, decodeHeader, decodeShard, encodeShard, SHARD_HEADER_BYTES } from './shard-file.js';

const NAME = /^shard-(\d{8})\.bin$/;

export function shardFile(folder: string, shard: number): string {
  return path.join(folder, `shard-${String(shard).padStart(8, '0')}.bin`);
}

interface WriterOptions {
  /** number of the first shard and of its first row, where others are written elsewhere; default 0 */
  firstShard?: number;
  firstRow?: number;
  /** as in `ShardCut` */
  cost?: number;
}

/** Writes a matrix row after row; memory holds one shard. */
export class MatrixShardWriter {
  private readonly folder: string;
  private readonly columns: number;
  private readonly cut: ShardCut;
  private readonly shapes: ShardShape[] = [];
  private readonly firstShard: number;
  private firstRow: number;
  private lengths: number[] = [];
  private entries = 0;
  private columnIndices = new Int32Array(4096);
  private values = new Uint32Array(4096);

  /** @param columns of the matrix, > 0 */
  constructor(folder: string, columns: number, { firstShard = 0, firstRow = 0, cost = SHARD_COST }: WriterOptions = {}) {
    mkdirSync(folder, { recursive: true });
    this.folder = folder;
    this.columns = columns;
    this.firstShard = firstShard;
    this.firstRow = firstRow;
    this.cut = new ShardCut(cost);
  }

  /** @param columnIndices rising, `size` of them; further ones are passed over */
  addRow(columnIndices: Int32Array, values: Uint32Array, size = columnIndices.length): void {
    this.makeRoom(size);
    this.columnIndices.set(columnIndices.subarray(0, size), this.entries);
    this.values.set(values.subarray(0, size), this.entries);
    this.entries += size;
    this.lengths.push(size);
    if (this.cut.endsWith(size)) this.write();
  }

  private makeRoom(more: number): void {
    if (this.entries + more <= this.values.length) return;
    const size = Math.max(this.entries + more, 2 * this.values.length);
    const [columnIndices, values] = [this.columnIndices, this.values];
    this.columnIndices = new Int32Array(size);
    this.values = new Uint32Array(size);
    this.columnIndices.set(columnIndices.subarray(0, this.entries));
    this.values.set(values.subarray(0, this.entries));
  }

  private write(): void {
    const { lengths, entries, columns, firstRow, columnIndices, values } = this;
    const rowPointers = new Int32Array(lengths.length + 1);
    for (const [i, length] of lengths.entries()) rowPointers[i + 1] = rowPointers[i] + length;
    const matrix: CsrMatrix = { rows: lengths.length, columns, rowPointers, columnIndices, values };
    const file = shardFile(this.folder, this.firstShard + this.shapes.length);
    try {
      writeFileSync(file, encodeShard(matrix, firstRow));
    } catch (cause) {
      throw new ArtifactError(`${file} cannot be written: ${(cause as Error).message}`, { cause, hint: 'Make room there, and run the same command again.' });
    }
    this.shapes.push({ firstRow, rows: lengths.length, entries });
    this.firstRow += lengths.length;
    this.lengths = [];
    this.entries = 0;
  }

  /** Writes what is left. @returns the shards written here, numbered from 0 in this order */
  finish(): MatrixShards {
    if (this.lengths.length > 0) this.write();
    return new ShardsOnDisk(this.folder, this.columns, this.shapes, this.firstShard);
  }
}

/**
 * All shards of a folder.
 *
 * @throws ArtifactError when one is missing or its header cannot be read
 */
export async function openMatrixShards(folder: string): Promise<MatrixShards> {
  const names = await readdir(folder);
  const count = names.reduce((most, name) => Math.max(most, Number(NAME.exec(name)?.[1] ?? -1) + 1), 0);
  const shapes: ShardShape[] = [];
  let columns = 0;
  for (let shard = 0, row = 0; shard < count; shard++) {
    const file = shardFile(folder, shard);
    const header = decodeHeader(await readHead(file, shard), file, shard);
    if (header.firstRow !== row || (shard > 0 && header.columns !== columns)) throw damagedShard(file, shard, 'it does not follow the shard before');
    columns = header.columns;
    row += header.rows;
    shapes.push({ firstRow: header.firstRow, rows: header.rows, entries: header.entries });
  }
  return new ShardsOnDisk(folder, columns, shapes, 0);
}

async function readHead(file: string, shard: number): Promise<Buffer> {
  const handle = await open(file).catch((cause: Error) => {
    throw damagedShard(file, shard, cause.message, cause);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SHARD_HEADER_BYTES), 0, SHARD_HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

class ShardsOnDisk implements MatrixShards {
  readonly rows: number;
  readonly columns: number;
  readonly shards: readonly ShardShape[];
  private readonly folder: string;
  private readonly firstShard: number;

  constructor(folder: string, columns: number, shards: readonly ShardShape[], firstShard: number) {
    this.folder = folder;
    this.columns = columns;
    this.shards = shards;
    this.firstShard = firstShard;
    this.rows = shards.reduce((sum, { rows }) => sum + rows, 0);
  }

  async read(shard: number): Promise<CsrMatrix> {
    const number = this.firstShard + shard;
    const file = shardFile(this.folder, number);
    const bytes = await readFile(file).catch((cause: Error) => {
      throw damagedShard(file, number, cause.message, cause);
    });
    const matrix = decodeShard(bytes, file, number);
    const shape = this.shards[shard] as ShardShape;
    if (matrix.firstRow !== shape.firstRow || matrix.rows !== shape.rows || matrix.entries !== shape.entries || matrix.columns !== this.columns) {
      throw damagedShard(file, number, 'it is another shard than it was');
    }
    return matrix;
  }
}

import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ArtifactError } from '../../../src/errors/errors.js';
import type { CsrMatrix } from '../../../src/matrix/csr-matrix.js';
import type { MatrixShards } from '../../../src/matrix/matrix-shards.js';
import { MatrixShardWriter, openMatrixShards, shardFile } from '../../../src/matrix/matrix-shards-on-disk.js';
import { shardsOf } from '../../../src/matrix/shard-cut.js';
import { randomCounts } from '../../support/random-counts.js';
import { temporaryFolder } from '../../temporary-folder.js';

const COST = 400;

function write(folder: string, X: CsrMatrix, options = {}): MatrixShards {
  const writer = new MatrixShardWriter(folder, X.columns, { cost: COST, ...options });
  for (let i = 0; i < X.rows; i++) {
    const [begin, end] = [X.rowPointers[i], X.rowPointers[i + 1]];
    writer.addRow(X.columnIndices.subarray(begin, end), X.values.subarray(begin, end));
  }
  return writer.finish();
}

/** Rows that are empty, gaps and counts that take more than their usual bytes. */
const WIDE: CsrMatrix = {
  rows: 5,
  columns: 3_000_000,
  rowPointers: Int32Array.of(0, 0, 3, 3, 7, 7),
  columnIndices: Int32Array.of(0, 65535, 65536, 65535, 131071, 200000, 2_999_999),
  values: Uint32Array.of(254, 255, 256, 1, 4294967295, 65536, 2),
};

async function contents(shards: MatrixShards): Promise<CsrMatrix[]> {
  return Promise.all(shards.shards.map(async (_, shard) => plain(await shards.read(shard))));
}

function plain({ rows, columns, rowPointers, columnIndices, values }: CsrMatrix): CsrMatrix {
  return { rows, columns, rowPointers, columnIndices: columnIndices.slice(), values: values.slice() };
}

async function failure(work: Promise<unknown>): Promise<ArtifactError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ArtifactError);
  return error as ArtifactError;
}

describe('shards of a matrix', () => {
  const X = randomCounts(90, 60, 0.2, 4);

  it('are read as they were written, on disk and in memory cut alike', async () => {
    const folder = temporaryFolder();
    const written = write(folder, X);
    const opened = await openMatrixShards(folder);
    const inMemory = shardsOf(X, COST);
    expect(inMemory.shards.length).toBeGreaterThan(3);
    expect(inMemory.shards.reduce((sum, { entries }) => sum + entries, 0)).toBe(X.values.length);
    for (const shards of [written, opened]) {
      expect(shards).toMatchObject({ rows: X.rows, columns: X.columns, shards: inMemory.shards });
      expect(await contents(shards)).toEqual(await contents(inMemory));
    }
    const whole = (await contents(opened)).flatMap(({ columnIndices }) => [...columnIndices]);
    expect(whole).toEqual([...X.columnIndices]);
  });

  it('hold empty rows, wide gaps and large counts', async () => {
    const [read] = await contents(write(temporaryFolder(), WIDE, { cost: 1e6 }));
    expect(read).toEqual(WIDE);
  });

  it('may be written in parts, with the numbers that they have in the whole', async () => {
    const folder = temporaryFolder();
    const whole = write(folder, X);
    const [shape] = whole.shards.slice(2);
    const file = shardFile(folder, 2);
    const bytes = readFileSync(file);
    rmSync(file);
    const writer = new MatrixShardWriter(folder, X.columns, { cost: COST, firstShard: 2, firstRow: shape?.firstRow ?? 0 });
    for (let i = shape?.firstRow ?? 0, end = i + (shape?.rows ?? 0); i < end; i++) {
      // longer arrays, of which a part counts
      writer.addRow(X.columnIndices.subarray(X.rowPointers[i]), X.values.subarray(X.rowPointers[i]), X.rowPointers[i + 1] - X.rowPointers[i]);
    }
    writer.finish();
    expect(readFileSync(file)).toEqual(bytes);
  });

  it('that are damaged are told by their number, wherever a byte is changed', async () => {
    const folder = temporaryFolder();
    const shards = write(folder, X);
    const file = shardFile(folder, 1);
    const bytes = readFileSync(file);
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ (1 << (at % 8));
      writeFileSync(file, changed);
      expect((await failure(shards.read(1))).shard, `byte ${at}`).toBe(1);
    }
    truncateSync(file, bytes.length - 1);
    expect((await failure(shards.read(1))).message).toMatch(/shard 1 .* has \d+ bytes, expected \d+/);
    writeFileSync(file, readFileSync(shardFile(folder, 2)));
    expect((await failure(shards.read(1))).message).toMatch(/another shard/);
    rmSync(file);
    expect((await failure(shards.read(1))).shard).toBe(1);
    expect((await failure(openMatrixShards(folder))).shard).toBe(1);
    expect((await shards.read(0)).rows).toBe(shards.shards[0]?.rows);
  });
});

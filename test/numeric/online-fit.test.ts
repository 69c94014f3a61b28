import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { ArtifactError, InterruptedError } from '../../src/errors/errors.js';
import { factorize } from '../../src/factorize/factorize.js';
import { neighbourStart } from '../../src/factorize/neighbour-start.js';
import { fitOnline } from '../../src/factorize/online/fit-online.js';
import type { OnlineCheckpoint, OnlineFit, OnlineHooks, OnlineSettings } from '../../src/factorize/online/settings.js';
import { Pool } from '../../src/factorize/workers/pool.js';
import { Random } from '../../src/math/random.js';
import { type CsrMatrix, rowSums, total } from '../../src/matrix/csr-matrix.js';
import type { MatrixShards } from '../../src/matrix/matrix-shards.js';
import { MatrixShardWriter, openMatrixShards, shardFile } from '../../src/matrix/matrix-shards-on-disk.js';
import { shardsOf } from '../../src/matrix/shard-cut.js';
import { sameBits } from '../support/close.js';
import { matchedCosines, plantTopics } from '../support/planted-topics.js';
import { sharedByRanks } from '../support/thread-ranks.js';
import { temporaryFolder } from '../temporary-folder.js';

const K = 6;
/** Documents, terms, topics, mean length and seed of what is drawn. */
const COLLECTION = [1500, 400, K, 60, 5] as const;
const { X, topics: planted } = plantTopics(1500, 400, K, 60, new Random(5));
/** Nine shards or more: enough for mini-batches. */
const COST = 6000;
const SETTINGS: OnlineSettings = { topics: K, seed: 3, documentPrior: 0.05, termPrior: 0.1, maxIterations: 12, tolerance: 0 };

const pools: Pool[] = [];
function poolOf(threads: number): Pool {
  const pool = new Pool(threads);
  pools.push(pool);
  return pool;
}
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

function onDisk(counts: CsrMatrix): string {
  const folder = temporaryFolder();
  const writer = new MatrixShardWriter(folder, counts.columns, { cost: COST });
  for (let i = 0; i < counts.rows; i++) {
    const [begin, end] = [counts.rowPointers[i], counts.rowPointers[i + 1]];
    writer.addRow(counts.columnIndices.subarray(begin, end), counts.values.subarray(begin, end));
  }
  writer.finish();
  return folder;
}

interface Result extends OnlineFit {
  W: Float32Array;
}

async function fitted(shards: MatrixShards, settings = SETTINGS, hooks: Partial<OnlineHooks> = {}): Promise<Result> {
  const fit = await fitOnline(shards, settings, { scratch: temporaryFolder(), ...hooks });
  const bytes = readFileSync(fit.mixtures);
  return { ...fit, W: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)) };
}

function expectSame(actual: Result, other: Result): void {
  for (const array of ['Ht', 'W', 'counts', 'tokens', 'documentPrior'] as const) expect(sameBits(actual[array], other[array]), array).toBe(true);
  const withoutTime = ({ trace }: OnlineFit) => trace.map(({ seconds: _, ...row }) => row);
  expect(withoutTime(actual)).toEqual(withoutTime(other));
}

describe('a fit through shards', () => {
  const shards = shardsOf(X, COST);
  const reference = fitted(shards);

  it('goes through mini-batches and passes, and ends with what belongs together', async () => {
    const phases = new Set<string>();
    const fit = await fitted(shards, SETTINGS, { onProgress: ({ phase, passes }) => phases.add(`${phase} ${phase === 'last' ? passes : ''}`) });
    expect(shards.shards.length).toBeGreaterThanOrEqual(9);
    expect([...phases].map((phase) => phase.trim())).toEqual(['survey', 'sample', 'batches', 'passes', `last ${SETTINGS.maxIterations - 1}`]);
    expect(fit).toMatchObject({ status: 'max-iterations', iterations: 12 });
    const columns = (rows: ArrayLike<number>) =>
      Float64Array.from({ length: K }, (_, k) => Array.from(rows).reduce((sum, x, a) => (a % K === k ? sum + x : sum), 0));
    for (const sum of columns(fit.Ht)) expect(sum).toBeCloseTo(1, 5);
    for (const [k, sum] of columns(fit.counts).entries()) expect(sum).toBeCloseTo(fit.tokens[k] as number, 6);
    expect(fit.tokens.reduce((sum, tokens) => sum + tokens, 0) / total(X)).toBeCloseTo(1, 6);
    expect(fit.W.length).toBe(X.rows * K);
    for (const [i, words] of rowSums(X).entries()) expect(fit.W.subarray(i * K, (i + 1) * K).reduce((sum, w) => sum + w, 0) / words).toBeCloseTo(1, 5);
    // after the mini-batches the objective does not rise here, and D is that of the factors
    const objectives = fit.trace.map(({ objective }) => objective);
    expect([...objectives].sort((a, b) => b - a)).toEqual(objectives);
    expect(Math.abs((fit.trace.at(-1)?.klDivergence ?? 0) / divergence(fit) - 1)).toBeLessThan(1e-6);
  });

  it('has the same bits from disk and from memory', async () => {
    expectSame(await fitted(await openMatrixShards(onDisk(X))), await reference);
  });

  it.each([1, 2, 4])('has the same bits with %i threads', async (threads) => {
    expectSame(await fitted(shards, SETTINGS, { crew: poolOf(threads) }), await reference);
  });

  it('has the same bits where blocks are copied in', async () => {
    expectSame(await fitted(shards, SETTINGS, { memoryLimit: 65536 }), await reference);
  });

  it.each([2, 3])('has the same bits on %i ranks', async (size) => {
    const file = path.join(temporaryFolder(), 'rank.mjs');
    await build({ entryPoints: ['test/support/online-rank.ts'], outfile: file, bundle: true, platform: 'node', format: 'esm', target: 'node20.19' });
    const scratch = temporaryFolder();
    const shared = sharedByRanks(size);
    const results = await Promise.all(
      Array.from({ length: size }, (_, rank) => {
        const worker = new Worker(file, { workerData: { rank, size, shared, scratch, collection: COLLECTION, settings: SETTINGS, cost: COST } });
        return new Promise<OnlineFit>((resolve, reject) => worker.on('message', resolve).on('error', reject));
      }),
    );
    const bytes = readFileSync(results[0]?.mixtures ?? '');
    const W = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    for (const result of results) expectSame({ ...result, W }, await reference);
  });

  it('goes on from a checkpoint with the same bits, though more was done after it', async () => {
    for (const after of [1, 4, 7]) {
      const scratch = temporaryFolder();
      const controller = new AbortController();
      const kept: { state?: OnlineCheckpoint } = {};
      let passes = 0;
      const checkpoint = {
        seconds: 0,
        write(state: OnlineCheckpoint) {
          passes = state.passes;
          if (passes === after) kept.state = structuredClone(state);
          // from then on none is due
          if (passes === after) checkpoint.seconds = Number.POSITIVE_INFINITY;
          return true;
        },
      };
      const onProgress: OnlineHooks['onProgress'] = (progress) => {
        if (progress.passes >= after + 2 && progress.done === 2) controller.abort();
      };
      await expect(fitOnline(shards, SETTINGS, { scratch, checkpoint, onProgress, signal: controller.signal })).rejects.toThrow(
        /^interrupted in pass \d+ of the fit/,
      );
      expect(kept.state?.passes).toBe(after);
      expectSame(await fitted(shards, SETTINGS, { scratch, resume: kept.state as OnlineCheckpoint }), await reference);
    }
  });

  it('ends as low as the fit in memory, with the planted topics', async () => {
    const settings = { ...SETTINGS, maxIterations: 60, tolerance: 1e-5 };
    const fit = await fitted(shards, settings);
    expect(fit.status).toBe('converged');
    const inMemory = await factorize(X, [() => neighbourStart(X, K, new Random(3))], {
      ...settings,
      loss: 'kullback-leibler',
      solver: 'accelerated',
      maxIterations: 300,
      kktTolerance: 0,
    });
    expect((fit.trace.at(-1)?.objective ?? 0) / (inMemory.trace.at(-1)?.objective ?? 1)).toBeLessThan(1.002);
    const found = Array.from({ length: K }, (_, k) => Float64Array.from({ length: X.columns }, (_, j) => fit.Ht[j * K + k] as number));
    expect(matchedCosines(planted, found).reduce((sum, cosine) => sum + cosine, 0) / K).toBeGreaterThan(0.95);
  });

  it('is of maximum likelihood without priors', async () => {
    const fit = await fitted(shards, { ...SETTINGS, documentPrior: 0, termPrior: 0 });
    const last = fit.trace.at(-1);
    expect(last?.objective).toBe(last?.klDivergence);
    expect((last?.klDivergence ?? 0) / divergence(fit)).toBeCloseTo(1, 6);
    expect([...fit.documentPrior]).toEqual(new Array(K).fill(0));
  });

  it('fits a matrix of one shard, and one with rows without entries', async () => {
    const small = plantTopics(60, 80, 3, 30, new Random(1)).X;
    const rowPointers = Int32Array.of(0, 0, ...small.rowPointers.subarray(1), small.values.length);
    const counts = { ...small, rows: small.rows + 2, rowPointers: rowPointers.map((p, i) => (i === 1 ? 0 : p)) };
    counts.rowPointers.set([0, 0, ...small.rowPointers.subarray(1), small.values.length]);
    const fit = await fitted(shardsOf(counts), { ...SETTINGS, topics: 3 });
    expect(fit.W.subarray(0, 3).every((w) => w < 1e-6)).toBe(true);
    expect(Number.isFinite(fit.trace.at(-1)?.objective)).toBe(true);
  });

  it('says which shard is damaged, and stops before anything is there', async () => {
    const folder = onDisk(X);
    const opened = await openMatrixShards(folder);
    const file = shardFile(folder, 2);
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
    writeFileSync(file, bytes);
    await expect(fitted(opened)).rejects.toMatchObject({ constructor: ArtifactError, shard: 2 });
    const aborted = AbortSignal.abort();
    await expect(fitted(shards, SETTINGS, { signal: aborted })).rejects.toBeInstanceOf(InterruptedError);
    const scratch = path.join(temporaryFolder(), 'scratch');
    mkdirSync(scratch);
    expect((await fitted(shards, { ...SETTINGS, maxIterations: 1 }, { scratch })).iterations).toBe(1);
  });
});

/** D(X | W H), directly. */
function divergence({ W, Ht }: Result): number {
  let sum = -total(X);
  for (let i = 0; i < X.rows; i++) {
    for (let p = X.rowPointers[i] as number; p < (X.rowPointers[i + 1] as number); p++) {
      let mean = 0;
      for (let k = 0; k < K; k++) mean += (W[i * K + k] as number) * (Ht[(X.columnIndices[p] as number) * K + k] as number);
      sum += (X.values[p] as number) * Math.log((X.values[p] as number) / mean);
    }
  }
  return sum + W.reduce((all, w) => all + w, 0);
}

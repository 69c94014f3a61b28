/*
 * A large fit goes through its documents in shards: consecutive rows, cut by what the matrix alone is like. The half-step of H is a sum over
 * documents, which is taken shard by shard in whole units (see kernels/expected-counts.ts), so it has the same bits for any number of ranks.
 */
import type { Communicator } from '../distribute/communicator.js';
import { balanceBlocks } from './blocks.js';

/** Entries a shard, about. A matrix of less than two has one: there is nothing to share out then. */
const SHARD_ENTRIES = 2 ** 20;

/**
 * Where the shards of a matrix begin, and the number of its rows.
 *
 * @param rowPointers rows + 1 positions
 */
export function shardBounds(rowPointers: Int32Array): Int32Array {
  const rows = rowPointers.length - 1;
  const entries = rowPointers[rows] - rowPointers[0];
  const shards = Math.max(1, Math.min(rows, Math.floor(entries / SHARD_ENTRIES)));
  const bounds = new Int32Array(shards + 1);
  balanceBlocks(rowPointers, rows, shards, bounds);
  return bounds;
}

/** The shards of a rank, from the first to before `end`: consecutive ones, about as many for each. */
export function shardsOfRank(shards: number, { rank, size }: Pick<Communicator, 'rank' | 'size'>): { first: number; end: number } {
  return { first: Math.floor((shards * rank) / size), end: Math.floor((shards * (rank + 1)) / size) };
}

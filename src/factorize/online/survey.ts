import type { Communicator } from '../../distribute/communicator.js';
import { CompensatedSum } from '../../math/compensated-sum.js';
import type { CsrMatrix } from '../../matrix/csr-matrix.js';
import type { MatrixShards, ShardShape } from '../../matrix/matrix-shards.js';
import { shardsOfRank } from '../document-shards.js';
import { countSums } from '../losses.js';
import { DocumentSample, type Spacing } from './document-sample.js';

/** The topics are first fitted to one document in so many, of large collections to documents with so many entries; and to so many for each topic at least. */
const SAMPLED = 2;
const SAMPLE_ENTRIES = 2 ** 20;
const SAMPLE_ENTRIES_OF_LARGE = 2 ** 21;
const SAMPLE_DOCUMENTS = 50;
/** Entries from which on the passes over all take so long that the start may take longer too. */
export const LARGE = 2 ** 24;
/** One document in so many is held out of the mini-batches, and most of them. */
const HELD_OUT = 100;
const MOST_HELD_OUT = 10_000;

/** What one reading of all counts tells. */
export interface Survey {
  /** of each term */
  totals: Float64Array;
  /** Σ x */
  words: number;
  /** stored entries */
  entries: number;
  /** Σ x ln x − x − ln x! */
  saturated: number;
  /** Σ ln of the documents' numbers of words */
  logLengths: number;
  /** evenly spaced documents to start from */
  sample: CsrMatrix;
  /** and to judge topics by */
  heldOut: CsrMatrix;
  heldOutSpacing: Spacing;
}

/** Reads all counts of this rank once, or until it is told to end. */
export async function surveyCounts(
  X: MatrixShards,
  topics: number,
  communicator: Communicator,
  onShard: (done: number) => void,
  signal?: AbortSignal,
): Promise<Survey> {
  const { sampleSpacing, heldOutSpacing } = spacings(X, topics);
  const sample = new DocumentSample(sampleSpacing, X.columns);
  const heldOut = new DocumentSample(heldOutSpacing, X.columns);
  const totals = new Float64Array(X.columns);
  // two sums of each shard, which has them on one rank alone: so the bits don't depend on the ranks
  const sums = new Float64Array(2 * X.shards.length);
  const { first, end } = shardsOfRank(X.shards.length, communicator);
  let next = first < end ? X.read(first) : undefined;
  for (let shard = first; shard < end; shard++) {
    const part = (await next) as CsrMatrix;
    if (signal?.aborted) break;
    next = shard + 1 < end ? X.read(shard + 1) : undefined;
    next?.catch(() => {}); // it is waited for in its turn
    for (let p = 0; p < part.values.length; p++) totals[part.columnIndices[p]] += part.values[p];
    const { saturated, logLengths } = countSums(part);
    sums[2 * shard] = saturated;
    sums[2 * shard + 1] = logLengths;
    const { firstRow } = X.shards[shard] as ShardShape;
    sample.add(part, firstRow);
    heldOut.add(part, firstRow);
    onShard(shard + 1 - first);
  }
  communicator.allReduce(totals);
  communicator.allReduce(sums);
  const [saturated, logLengths] = [new CompensatedSum(), new CompensatedSum()];
  for (let s = 0; s < sums.length; s += 2) {
    saturated.add(sums[s]);
    logLengths.add(sums[s + 1]);
  }
  return {
    totals,
    entries: entriesOf(X),
    words: totals.reduce((sum, total) => sum + total, 0),
    saturated: saturated.value,
    logLengths: logLengths.value,
    sample: sample.finish(communicator),
    heldOut: heldOut.finish(communicator),
    heldOutSpacing,
  };
}

/** Which documents are looked at beforehand; it depends on the shape of the matrix and the number of topics alone. */
function spacings(X: MatrixShards, topics: number): { sampleSpacing: Spacing; heldOutSpacing: Spacing } {
  const most = Math.max(1, Math.floor(X.rows / (SAMPLE_DOCUMENTS * topics)));
  const spacing = (step: number) => ({ step, first: Math.floor(step / 2) });
  const entries = entriesOf(X);
  const sampled = entries < LARGE ? SAMPLE_ENTRIES : SAMPLE_ENTRIES_OF_LARGE;
  return {
    sampleSpacing: spacing(Math.min(most, Math.max(SAMPLED, Math.ceil(entries / sampled)))),
    heldOutSpacing: spacing(Math.max(HELD_OUT, Math.ceil(X.rows / MOST_HELD_OUT))),
  };
}

function entriesOf({ shards }: MatrixShards): number {
  return shards.reduce((sum, { entries }) => sum + entries, 0);
}

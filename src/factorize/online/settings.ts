import type { Communicator } from '../../distribute/communicator.js';
import type { TraceRow } from '../factorize.js';
import type { FitStatus } from '../fit-status.js';
import type { Crew } from '../workers/crew.js';

export interface OnlineSettings {
  topics: number;
  /** any integer: of the start and of the order of shards */
  seed: number;
  /** a ≥ 0: pseudo-counts of each topic in each document, on average over the topics */
  documentPrior: number;
  /** b ≥ 0: pseudo-counts of each term in each topic; where both are 0, the fit is of maximum likelihood */
  termPrior: number;
  /** passes over all documents, ≥ 1 */
  maxIterations: number;
  /** stop when the objective falls by less than this share of itself in a pass */
  tolerance: number;
}

/** What a fit is doing: reading all counts once, fitting a sample, mini-batches, passes over all, the last pass. */
export type OnlinePhase = 'survey' | 'sample' | 'batches' | 'passes' | 'last';

export interface OnlineProgress {
  phase: OnlinePhase;
  /** passes that are done, without the survey */
  passes: number;
  /** shards of this rank that are done in the pass at hand, and all of them; of a sample, iterations */
  done: number;
  all: number;
  /** nats a word of the held-out documents, as last measured */
  heldOut: number | undefined;
  last: TraceRow | undefined;
}

/** A fit between two passes: with it, and the file of its mixtures, the fit goes on with the same bits. */
export interface OnlineCheckpoint {
  /** passes that are done: all, and of mini-batches */
  passes: number;
  batchPasses: number;
  /** whether the mini-batches are done */
  batchesDone: boolean;
  /** steps of mini-batches so far, their gain, the extrapolation's t */
  numbers: [steps: number, gain: number, t: number];
  scores: number[];
  trace: TraceRow[];
  documentPrior: Float64Array;
  /** of each topic, as mini-batches tell */
  tokens: Float64Array;
  /** Hᵀ, and what it was before it was extrapolated */
  H: Float32Array;
  previous: Float32Array;
  /** which of the two files of mixtures in the scratch folder */
  mixtures: 0 | 1;
}

export interface OnlineHooks {
  /** for the documents' mixtures, 4 K bytes a document, three times; the same folder for all ranks */
  scratch: string;
  crew?: Crew | undefined;
  communicator?: Communicator | undefined;
  memoryLimit?: number | undefined;
  /** ends the fit after the shard at hand */
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: OnlineProgress) => void) | undefined;
  /** called after a pass, every so many seconds, on all ranks; when rank 0's returns, the state must be on the disk: the arrays change, and the mixtures before it are overwritten */
  checkpoint?: { seconds: number; write(state: OnlineCheckpoint): boolean } | undefined;
  /** where an earlier fit of the same counts and settings was, on all ranks; the scratch folder is that of then */
  resume?: OnlineCheckpoint | undefined;
}

export interface OnlineFit {
  topics: number;
  /** m × K: H_kj stands at Ht[j K + k]; each topic sums to 1. Entries at the floor stay: where there are no priors, 1e-14 */
  Ht: Float32Array;
  /** M, m × K: H_kj Σ_i W_ik x_ij / λ_ij, expected counts of each term in each topic */
  counts: Float64Array;
  /** Σ_j M_kj, K numbers: the words of each topic */
  tokens: Float64Array;
  /** W, n × K float32 (little-endian, without a header), rows in the order of the documents, each with the sum of its document's count */
  mixtures: string;
  status: FitStatus;
  /** passes, without the survey */
  iterations: number;
  /** a row a pass but those of mini-batches: where the factors were before it; then where they are at the end */
  trace: TraceRow[];
  /** a as it was learned, K numbers; 0 without priors */
  documentPrior: Float64Array;
}

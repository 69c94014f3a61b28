import { totalmem } from 'node:os';
import { ConfigError } from '../errors/errors.js';
import { strideOf } from '../factorize/fit-store.js';
import type { RunConfig } from './config.js';
import type { Manifest } from './manifest.js';

/** Share of the machine's memory that counts and fit may take where nothing is said. */
const SHARE = 0.5;
/** An entry of X, as a column and a count. */
const ENTRY = 8;
/** Copies of the entries: the collection's own, and in the fit X and Xᵀ. */
const ENTRY_COPIES = 3;
/** Numbers of 4 bytes for each weight of a document: three states of the fit, the rounded weights, mixtures in float32 twice and in float64. */
const DOCUMENT_COPIES = 8;
/** The same of a term: three states, the rounded weights, probabilities, H by term; expected counts twice and their smoothed copy in float64. */
const TERM_COPIES = 12;
/** Of a document: its row pointer, id, path and metadata. */
const DOCUMENT = 400;
/** Of a term: its text and figures. */
const TERM = 150;
/** Entries of a matrix in memory, whose places are 32-bit integers. */
const MOST_ENTRIES = 2 ** 31 - 1;
/** The program itself, with its kernels and threads. */
const PROGRAM = 200e6;

/** How large a collection is, and how many topics are to be fitted to it. */
export interface FitSize {
  documents: number;
  terms: number;
  /** of the matrix */
  entries: number;
  topics: number;
}

/** Why a run is large: its counts stay on disk. */
export interface DiskFit {
  /** bytes that may be taken */
  memory: number;
  /** that the fit would take in memory */
  bytesNeeded: number;
}

/** Bytes that a run takes at most, about, where counts and fit are in memory: at the end of the fit or when its topics are described. */
export function bytesOfFit({ documents, terms, entries, topics }: FitSize): number {
  const weights = 4 * strideOf(topics) * (DOCUMENT_COPIES * documents + TERM_COPIES * terms);
  return PROGRAM + bytesOfCounts({ documents, terms, entries }) + (ENTRY_COPIES - 1) * ENTRY * entries + weights;
}

/** Bytes of a counted collection in memory, about. */
export function bytesOfCounts({ documents, terms, entries }: Omit<FitSize, 'topics'>): number {
  return ENTRY * entries + DOCUMENT * documents + TERM * terms;
}

/** Half of the machine's memory, or of what a container may take of it. */
export function defaultMemory(): number {
  // 0 or a huge number where there is no limit
  const limit = process.constrainedMemory();
  return Math.floor(SHARE * (limit > 0 ? Math.min(limit, totalmem()) : totalmem()));
}

/**
 * Decides where a fit is made.
 *
 * @returns undefined for a fit in memory
 * @throws ConfigError where the counts do not fit into memory and a setting needs them there
 */
export function fitOnDisk(size: FitSize, config: Pick<RunConfig, 'memory' | 'solver' | 'loss' | 'init' | 'restarts' | 'given'>): DiskFit | undefined {
  const memory = config.memory ?? defaultMemory();
  const bytesNeeded = bytesOfFit(size);
  const needing = needingMemory(config);
  // what is asked for by name has the same bits on a machine of any memory
  const isAskedFor = config.solver === 'online' && needing === undefined;
  if (bytesNeeded <= memory && size.entries <= MOST_ENTRIES && !isAskedFor) return undefined;
  if (needing === undefined) return { memory, bytesNeeded };
  const isTooMany = size.entries > MOST_ENTRIES;
  const why = isTooMany
    ? `which can hold ${MOST_ENTRIES} of them, got ${size.entries}`
    : `where the fit would take ${inGigabytes(bytesNeeded)}: more than ${boundOf(config.memory, memory)}`;
  const what = `${needing} needs the counts in memory, ${why}`;
  throw new ConfigError(what, {
    hint: `${isTooMany ? 'Leave' : 'Raise --memory, or leave'} the setting out: then the counts stay on disk, and the solver is online.`,
  });
}

/** A setting that only a fit in memory can do, with its value. */
function needingMemory({ solver, loss, init, restarts = 1, given }: Pick<RunConfig, 'solver' | 'loss' | 'init' | 'restarts' | 'given'>): string | undefined {
  if (loss !== 'kullback-leibler') return `\`loss\` ${loss}`;
  if (given.includes('solver') && solver !== 'online') return `\`solver\` ${solver}`;
  if (init !== 'random') return `\`init\` ${init}`;
  return restarts > 1 ? `\`restarts\` ${restarts}` : undefined;
}

/**
 * @param what needs the counts of a run in memory, as it begins a sentence
 * @throws ConfigError where they do not fit there
 */
export function checkCountsFit(what: string, size: FitSize, given?: number): void {
  const memory = given ?? defaultMemory();
  const bytes = bytesOfFit(size);
  if (bytes <= memory) return;
  throw new ConfigError(`${what} needs the counts in memory, about ${inGigabytes(bytes)} with what is made of them: more than ${boundOf(given, memory)}`, {
    hint: 'Use a machine with more memory, or a part of the documents in a run of their own.',
  });
}

/**
 * @param what is to be done with a finished run, as `checkCountsFit` has it
 * @throws ConfigError where the counts do not fit into half of this machine's memory
 */
export function checkRunFits(what: string, { counts, fit }: Pick<Manifest, 'counts' | 'fit'>): void {
  if (counts !== undefined && fit !== undefined) checkCountsFit(what, { ...counts, topics: fit.documentPrior.length });
}

/** Why a fit is made from disk, in a sentence. */
export function diskFitSentence({ memory, bytesNeeded }: DiskFit, config: Pick<RunConfig, 'memory' | 'solver'>): string {
  if (bytesNeeded <= memory) {
    const why = config.solver === 'online' ? 'As --solver online asks for it,' : 'As more than two thousand million of them cannot be in memory,';
    return `${why} the counts stay on disk, and the fit goes through them in blocks.`;
  }
  const what = `The counts and their fit would take ${inGigabytes(bytesNeeded)} in memory, more than ${boundOf(config.memory, memory)}`;
  return `${what}: they stay on disk, and the fit goes through them in blocks (--solver online).`;
}

function boundOf(given: number | undefined, memory: number): string {
  return given === undefined ? `half of what this machine has (${inGigabytes(memory)})` : `the ${inGigabytes(memory)} of --memory`;
}

/** 9.1 GB; below one, MB. */
export function inGigabytes(bytes: number): string {
  if (bytes < 1e9) return `${Math.max(1, Math.round(bytes / 1e6))} MB`;
  return `${Number((bytes / 1e9).toFixed(bytes < 100e9 ? 1 : 0))} GB`;
}

import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Communicator } from '../../distribute/communicator.js';
import { ONE_PROCESS } from '../../distribute/one-process.js';
import { giveTask } from '../../distribute/tasks.js';
import { ArtifactError, DistributeError, NumericalError } from '../../errors/errors.js';
import { fitOnline } from '../../factorize/online/fit-online.js';
import type { OnlineCheckpoint, OnlineProgress, OnlineSettings } from '../../factorize/online/settings.js';
import type { Crew } from '../../factorize/workers/crew.js';
import { Pool } from '../../factorize/workers/pool.js';
import { CHECKPOINT_SECONDS } from '../checkpoint-file.js';
import type { RunConfig } from '../config.js';
import type { RunHooks } from '../progress.js';
import type { LargeCollection } from './large-collection.js';
import { readOnlineCheckpoint, writeOnlineCheckpoint } from './online-checkpoint.js';
import { openSharedShards, removeShards } from './stored-counts.js';
import { WeightFile } from './weight-file.js';
import type { LargeFit } from './write-factors.js';

/** Mixtures between two passes; in the folder of the results, which has room for them. */
export const MIXTURES = '.topikl-mixtures';
/** What is done before the first figures of the fit. */
const PHASES = { survey: 'reading the counts', sample: 'fitting a sample', batches: 'mini-batches', passes: 'the first pass', last: 'the last pass' } as const;

/** A fit from disk that several ranks share, as rank 0 tells the others of it: they read its folder of results. */
export interface OnlineFitTask {
  task: 'fit online';
  folder: string;
  /** fingerprint of the stage of the counts */
  counts: string;
  settings: OnlineSettings;
  resume: OnlineCheckpoint | undefined;
}

/** What a fit from disk is of. */
export interface DiskFitOptions {
  topics: number;
  /** fingerprint of the stage of the counts, and of the fit */
  counts: string;
  fingerprint: string;
}

/**
 * Fits topics to counts in shards.
 *
 * @param folder of the results
 */
export async function fitFromDisk(
  folder: string,
  { shards }: LargeCollection,
  { topics, counts, fingerprint }: DiskFitOptions,
  config: RunConfig,
  { onProgress, signal, communicator = ONE_PROCESS }: RunHooks,
): Promise<LargeFit> {
  const { seed, documentPrior = 0, termPrior = 0, maxIterations, tolerance } = config;
  const scratch = path.join(folder, MIXTURES);
  const resume = existsSync(scratch) ? readOnlineCheckpoint(folder, fingerprint) : undefined;
  if (resume === undefined) removeMixtures(folder);
  mkdirSync(scratch, { recursive: true });
  const settings = { topics, seed, documentPrior, termPrior, maxIterations, tolerance };
  const show = (progress: OnlineProgress) => {
    const { last } = progress;
    if (last === undefined) onProgress?.({ stage: 'warming', what: PHASES[progress.phase], done: progress.done, all: progress.all });
    else onProgress?.({ stage: 'fitting', iteration: progress.passes, maxIterations, last });
  };
  const crew = new Pool(config.threads ?? availableParallelism());
  try {
    giveTask(communicator, { task: 'fit online', folder: path.resolve(folder), counts, settings, resume } satisfies OnlineFitTask);
    const checkpoint = { seconds: CHECKPOINT_SECONDS, write: (state: OnlineCheckpoint) => writeOnlineCheckpoint(folder, fingerprint, state) };
    const fit = await fitOnline(shards, settings, { scratch, crew, communicator, signal, onProgress: show, checkpoint, resume });
    return { ...fit, weights: new WeightFile(fit.mixtures, shards.rows, topics) };
  } catch (error) {
    if (error instanceof NumericalError) removeMixtures(folder);
    if (!(error instanceof ArtifactError)) throw error;
    if (error.shard !== undefined) removeShards(folder);
    // the other ranks are in the midst of the fit, and must end with this one
    throw communicator.size === 1 ? error : new DistributeError(error.message, { cause: error, ...(error.hint === undefined ? {} : { hint: error.hint }) });
  } finally {
    await crew.close();
  }
}

/**
 * Does this rank's part of a fit from disk that rank 0 has begun.
 *
 * @throws ArtifactError where the folder of results is not on this machine
 */
export async function joinFitFromDisk({ folder, counts, settings, resume }: OnlineFitTask, communicator: Communicator, crew: Crew): Promise<void> {
  const scratch = path.join(folder, MIXTURES);
  if (!existsSync(scratch)) {
    throw new ArtifactError(`the folder of results, ${folder}, cannot be seen from rank ${communicator.rank}`, {
      hint: 'Counts that do not fit into memory stay in it: choose an --out that all hosts share.',
    });
  }
  const shards = await openSharedShards(folder, counts);
  await fitOnline(shards, settings, { scratch, crew, communicator, resume, checkpoint: { seconds: 0, write: () => false } });
}

/** Takes the mixtures of a fit away. */
export function removeMixtures(folder: string): void {
  rmSync(path.join(folder, MIXTURES), { recursive: true, force: true });
}

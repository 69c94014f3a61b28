/*
 * A run on several ranks. Rank 0 does all that a run of one process does, and gives the others tasks: to read files, to take part in a fit.
 * They hold the documents of their part of a fit, and nothing else.
 */
import { availableParallelism, hostname } from 'node:os';
import type { Communicator } from '../distribute/communicator.js';
import { awaitTask, giveTask } from '../distribute/tasks.js';
import { DistributeError, InterruptedError, NumericalError, TopiklError, WorkerError } from '../errors/errors.js';
import { type FitTask, joinFit } from '../factorize/factorize.js';
import { Pool } from '../factorize/workers/pool.js';
import { type ReadTask, serveReaders } from '../ingest/processes/remote-readers.js';
import { joinFitFromDisk, type OnlineFitTask } from './large/fit-from-disk.js';

type Task = ReadTask | FitTask | OnlineFitTask | { task: 'threads'; threads: number } | { task: 'end' };

/** Threads of this rank where their number is not given: the cores of its machine, shared with the other ranks there. All ranks call it. */
function ownThreads(communicator: Communicator): number {
  const hosts = communicator.gather(new TextEncoder().encode(hostname()))?.map((bytes) => new TextDecoder().decode(bytes));
  const ranksBeside = Float64Array.from({ length: communicator.size }, (_, rank) => hosts?.filter((host) => host === hosts[rank]).length ?? 0);
  communicator.broadcast(new Uint8Array(ranksBeside.buffer));
  return Math.max(1, Math.floor(availableParallelism() / (ranksBeside[communicator.rank] as number)));
}

/** What another rank than 0 does, until rank 0 has no more tasks. */
export async function followRun(communicator: Communicator): Promise<void> {
  // the launcher passes Ctrl-C on to all ranks; what becomes of it rank 0 decides, which has a checkpoint to write
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  let threads = ownThreads(communicator);
  for (;;) {
    const task = await awaitTask<Task>(communicator);
    if (task.task === 'end') return communicator.close();
    if (task.task === 'threads') threads = task.threads;
    else if (task.task === 'read') await serveReaders(communicator, task, threads);
    else await follow(task, communicator, threads);
  }
}

async function follow(task: FitTask | OnlineFitTask, communicator: Communicator, threads: number): Promise<void> {
  const crew = new Pool(threads);
  try {
    if (task.task === 'fit') await joinFit(task, communicator, crew);
    else await joinFitFromDisk(task, communicator, crew);
  } catch (error) {
    // rank 0 has met it too, and says so
    if (!(error instanceof NumericalError || error instanceof InterruptedError)) throw error;
  } finally {
    await crew.close();
  }
}

/** Threads of each rank: as many as were asked for, or the cores of its machine, shared with the other ranks there. */
export type ShareThreads = (given: number | undefined) => number | undefined;

/**
 * Does the work of rank 0, then lets the other ranks end. Where it fails between two tasks they end as after success; where they may be in
 * the midst of one, this process ends without a word to them, which ends all: see `endTogether`.
 */
export async function leadRun<T>(communicator: Communicator, work: (shareThreads: ShareThreads) => Promise<T>): Promise<T> {
  if (communicator.size === 1) return work((given) => given);
  const end = () => {
    giveTask(communicator, { task: 'end' } satisfies Task);
    communicator.close();
  };
  const threads = ownThreads(communicator);
  try {
    const result = await work((given) => {
      if (given !== undefined) giveTask(communicator, { task: 'threads', threads: given } satisfies Task);
      return given ?? threads;
    });
    end();
    return result;
  } catch (error) {
    if (error instanceof TopiklError && !(error instanceof WorkerError || error instanceof DistributeError)) end();
    throw error;
  }
}

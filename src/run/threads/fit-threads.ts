import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { fromPlain } from '../../errors/error-transport.js';
import { type InterruptedError, WorkerError } from '../../errors/errors.js';
import { entryFile } from '../../launch/entry-file.js';
import { type CsrMatrix, nnz } from '../../matrix/csr-matrix.js';
import { isSmallWork } from '../fit-model.js';
import type { FitAnswer, FitOrder, FitWork } from './messages.js';

/** Bytes of a fit for each stored count and each entry of the factors: the sample, its two copies, cosines; factors in several states. */
const BYTES_OF_COUNT = 40;
const BYTES_OF_WEIGHT = 48;
/**
 * Threads of a fit that is no small work. On two cores two refits of 20 Newsgroups (K = 50) took 30 to 35 s one after the other with two
 * threads each, and 46 to 51 s at the same time with one each: they take the cache from each other. More threads in one fit wait for each other.
 */
const THREADS_OF_FIT = 2;
/** Share of the machine's memory that fits at the same time may take. */
const MEMORY_SHARE = 0.5;

export interface FitThreadsOptions {
  /** ≥ 1, in all */
  threads: number;
  /** aborting it ends the waiting with `interrupted` */
  signal: AbortSignal | undefined;
  interrupted: InterruptedError;
}

/**
 * Threads that each make one fit after the other, as many at the same time as threads and memory allow. What comes of it does not depend on
 * how many there are.
 */
export class FitThreads {
  private readonly work: FitWork;
  private readonly options: FitThreadsOptions;
  private readonly workers: Worker[] = [];
  /** ends the waiting for whatever is asked of the threads */
  private fail: (error: unknown) => void = () => {};

  constructor(work: FitWork, options: FitThreadsOptions) {
    const X = inSharedMemory(work.task.X);
    this.work = work.kind === 'refit' ? { kind: work.kind, task: { ...work.task, X } } : { kind: work.kind, task: { ...work.task, X } };
    this.options = options;
  }

  /**
   * @param numbers what is ordered, in this order
   * @param topics the most of any of these fits
   * @param onResult told of each when it is done, in whatever order
   * @throws InterruptedError when the signal is aborted: what was told of is done
   * @throws WorkerError where a thread fails; or whatever a fit throws
   */
  async do(numbers: readonly number[], topics: number, onResult: (number: number, result: unknown) => void): Promise<void> {
    const { threads, signal, interrupted } = this.options;
    if (numbers.length === 0) return;
    const waiting = [...numbers];
    let left = numbers.length;
    const { X } = this.work.task;
    const threadsOfFit = isSmallWork(X, topics) ? 1 : THREADS_OF_FIT;
    const atOnce = Math.min(Math.ceil(threads / threadsOfFit), left, mostAtOnce(X, topics));
    let interrupt = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        this.fail = reject;
        interrupt = () => reject(interrupted);
        if (signal?.aborted) return interrupt();
        signal?.addEventListener('abort', interrupt);
        const order = (worker: Worker) => {
          const number = waiting.shift();
          if (number !== undefined) worker.postMessage({ number, threads: Math.floor(threads / atOnce) } satisfies FitOrder);
        };
        for (let w = 0; w < atOnce; w++) {
          const worker = this.workers[w] ?? this.start();
          worker.removeAllListeners('message');
          worker.on('message', (answer: FitAnswer) => {
            if ('error' in answer) return reject(fromPlain(answer.error));
            try {
              onResult(answer.number, answer.result);
            } catch (error) {
              return reject(error);
            }
            if (--left === 0) resolve();
            else order(worker);
          });
          order(worker);
        }
      });
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }

  private start(): Worker {
    const worker = new Worker(entryFile('run/threads/fit-thread'), { execArgv: [], workerData: this.work });
    worker.on('error', (cause) => this.fail(new WorkerError('a thread that makes fits failed', { cause })));
    worker.on('exit', (code) => {
      this.workers.splice(this.workers.indexOf(worker), 1);
      this.fail(new WorkerError(`a thread that makes fits ended with code ${code}`, { hint: 'Was memory short? Try fewer --threads.' }));
    });
    this.workers.push(worker);
    return worker;
  }
}

function mostAtOnce(X: CsrMatrix, topics: number): number {
  const bytes = BYTES_OF_COUNT * nnz(X) + BYTES_OF_WEIGHT * (X.rows + X.columns) * topics;
  return Math.max(1, Math.floor((MEMORY_SHARE * totalmem()) / bytes));
}

/** A copy that all threads can read. */
function inSharedMemory(X: CsrMatrix): CsrMatrix {
  const int32 = (array: Int32Array) => {
    const copy = new Int32Array(new SharedArrayBuffer(array.byteLength));
    copy.set(array);
    return copy;
  };
  const values = new Uint32Array(new SharedArrayBuffer(X.values.byteLength));
  values.set(X.values);
  return { rows: X.rows, columns: X.columns, rowPointers: int32(X.rowPointers), columnIndices: int32(X.columnIndices), values };
}

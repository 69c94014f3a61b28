import { Worker } from 'node:worker_threads';
import { fromPlain, type PlainError } from '../../errors/error-transport.js';
import { WorkerError } from '../../errors/errors.js';
import { entryFile } from '../../launch/entry-file.js';
import { type FixedTopics, MixtureSolver } from '../../topics/infer.js';
import { type BlockToInfer, type InferredBlock, inferBlock } from './inferred-block.js';

/** To a thread. */
export interface BlockOrder {
  number: number;
  block: BlockToInfer;
}

/** From a thread: what was found, or why nothing was. */
export type BlockAnswer = { number: number; inferred: InferredBlock } | { number: number; error: PlainError };

/** Blocks that wait for a thread, for each thread. */
const WAITING = 2;

/** Threads that infer mixtures beside this one. What comes of it does not depend on how many there are. */
export class MixtureThreads {
  private readonly workers: Worker[];
  /** of one thread: this one */
  private readonly solver: MixtureSolver | undefined;
  private readonly orders = new Map<number, { resolve: (inferred: InferredBlock) => void; reject: (error: unknown) => void }>();
  private next = 0;
  private isClosed = false;
  /** why nothing more can be ordered */
  private failure: Error | undefined;

  private constructor(workers: Worker[], solver: MixtureSolver | undefined) {
    this.workers = workers;
    this.solver = solver;
    for (const worker of workers) {
      worker.on('message', (answer: BlockAnswer) => this.settle(answer));
      worker.on('error', (cause) => this.fail(new WorkerError('a thread that infers mixtures failed', { cause })));
      worker.on('exit', (code) => {
        if (!this.isClosed)
          this.fail(new WorkerError(`a thread that infers mixtures ended with code ${code}`, { hint: 'Was memory short? Try fewer --threads.' }));
      });
    }
  }

  /** @param threads ≥ 1; of one, the calling thread does the work */
  static async start(model: FixedTopics, threads: number): Promise<MixtureThreads> {
    if (threads === 1) return new MixtureThreads([], await MixtureSolver.create(model));
    const topicTerms = new Float32Array(new SharedArrayBuffer(model.topicTerms.byteLength));
    topicTerms.set(model.topicTerms);
    const { topics, terms, documentPrior, loss } = model;
    const workerData: FixedTopics = { topics, terms, documentPrior, loss, topicTerms };
    const start = () => new Worker(entryFile('run/large/mixture-thread'), { execArgv: [], workerData });
    return new MixtureThreads(Array.from({ length: threads }, start), undefined);
  }

  /**
   * Infers the mixtures of blocks; a few more are taken than are given back.
   *
   * @returns the blocks with what was found, in their order
   * @throws WorkerError where a thread fails; or whatever the inference throws
   */
  async *infer<Block extends BlockToInfer>(blocks: AsyncIterable<Block>): AsyncGenerator<{ block: Block; inferred: InferredBlock }> {
    const ahead: { block: Block; inferred: Promise<InferredBlock> }[] = [];
    for await (const block of blocks) {
      const inferred = this.order(block);
      // awaited later; a failure before that is no unhandled one
      inferred.catch(() => {});
      ahead.push({ block, inferred });
      if (ahead.length > WAITING * this.workers.length) yield await done(ahead);
    }
    while (ahead.length > 0) yield await done(ahead);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private order({ ids, unknown, X }: BlockToInfer): Promise<InferredBlock> {
    const block = { ids, unknown, X };
    if (this.solver !== undefined) return Promise.resolve(inferBlock(this.solver, block));
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const number = this.next++;
    return new Promise((resolve, reject) => {
      this.orders.set(number, { resolve, reject });
      (this.workers[number % this.workers.length] as Worker).postMessage({ number, block } satisfies BlockOrder);
    });
  }

  private settle(answer: BlockAnswer): void {
    const order = this.orders.get(answer.number);
    this.orders.delete(answer.number);
    if ('error' in answer) order?.reject(fromPlain(answer.error));
    else order?.resolve(answer.inferred);
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.orders.values()) reject(error);
    this.orders.clear();
  }
}

async function done<Block>(ahead: { block: Block; inferred: Promise<InferredBlock> }[]): Promise<{ block: Block; inferred: InferredBlock }> {
  const { block, inferred } = ahead.shift() as (typeof ahead)[number];
  return { block, inferred: await inferred };
}

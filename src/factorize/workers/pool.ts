import { Worker } from 'node:worker_threads';
import { fromPlain } from '../../errors/error-transport.js';
import { WorkerError } from '../../errors/errors.js';
import { entryFile } from '../../launch/entry-file.js';
import { compileKernels, compileSharedKernels } from '../kernels/kernels.js';
import type { Crew } from './crew.js';
import { type Answer, type Attach, DONE, ENDED, FAILED, HEADER, LISTEN, NEXT, ORDER, PHASE, WORK } from './messages.js';
import { encode, REQUEST_LENGTH, REQUEST_NUMBERS, type Request } from './request.js';
import type { Store } from './store.js';

const CONTROL_INTEGERS = HEADER + REQUEST_LENGTH;
const FRACTIONS_AT = 8 * Math.ceil((4 * CONTROL_INTEGERS) / 8);

/**
 * Threads that share a store and do the blocks of each request, whoever comes first the next one: what a block gives does not depend
 * on who does it. They are started once and serve any number of fits; they do not keep the process alive while nothing is asked of them.
 */
export class Pool implements Crew {
  readonly shared = true;
  readonly threads: number;
  private readonly workers: Worker[];
  private readonly buffer = new SharedArrayBuffer(FRACTIONS_AT + 8 * REQUEST_NUMBERS);
  private readonly control = new Int32Array(this.buffer, 0, CONTROL_INTEGERS);
  private readonly fractions = new Float64Array(this.buffer, FRACTIONS_AT);
  private names: string[] = [];
  /** ends whatever is being waited for */
  private fail: (error: Error) => void = () => {};
  private broken: Error | undefined;
  private closed = false;

  /** @param threads ≥ 1 */
  constructor(threads: number) {
    this.threads = threads;
    this.workers = Array.from({ length: threads }, () => this.start());
  }

  private start(): Worker {
    const worker = new Worker(entryFile('factorize/workers/worker'), { execArgv: [] });
    worker.unref();
    worker.on('message', (answer: Answer) => {
      if ('error' in answer) this.break(fromPlain(answer.error));
    });
    worker.on('error', (error) => this.break(new WorkerError('a thread of the fit failed', { cause: error })));
    worker.on('exit', (code) => {
      if (!this.closed) this.break(new WorkerError(`a thread of the fit ended with code ${code}`, { hint: 'Was memory short? Try fewer --threads.' }));
    });
    return worker;
  }

  private break(error: Error): void {
    this.broken ??= error;
    this.fail(this.broken);
  }

  async attach(store: Store): Promise<void> {
    this.names = Object.keys(store.arrays);
    const module = await (store.memory === undefined ? compileKernels() : compileSharedKernels());
    this.order(LISTEN);
    await this.whileWorking(async () => {
      await Promise.all(
        this.workers.map(
          (worker, thread) =>
            new Promise<void>((resolve) => {
              const listen = (answer: Answer) => {
                if (!('ready' in answer)) return;
                worker.off('message', listen);
                resolve();
              };
              worker.on('message', listen);
              worker.postMessage({ control: this.buffer, store, module, thread, threads: this.threads } satisfies Attach);
            }),
        ),
      );
    });
  }

  async run(request: Request): Promise<void> {
    await this.whileWorking(async () => {
      encode(request, this.names, this.control.subarray(HEADER), this.fractions);
      Atomics.store(this.control, NEXT, 0);
      Atomics.store(this.control, ENDED, 0);
      const before = Atomics.load(this.control, DONE);
      this.order(WORK);
      // the notification of the request before may come only now: it is not this one's end
      while (Atomics.load(this.control, DONE) === before) {
        const waiting = Atomics.waitAsync(this.control, DONE, before);
        if (waiting.async) await waiting.value;
      }
      if (Atomics.load(this.control, FAILED) === 1) await new Promise(() => {}); // its message is on the way, and ends this
    });
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    this.closed = true;
    this.broken ??= new WorkerError('the threads of the fit were ended');
    await Promise.all(this.workers.map((worker) => worker.terminate()));
    this.fail(this.broken);
  }

  private order(what: number): void {
    Atomics.store(this.control, ORDER, what);
    Atomics.add(this.control, PHASE, 1);
    Atomics.notify(this.control, PHASE);
  }

  /** Waits for the work, or for the failure of a thread. */
  private async whileWorking(work: () => Promise<void>): Promise<void> {
    if (this.broken !== undefined) throw this.broken;
    for (const worker of this.workers) worker.ref();
    try {
      await new Promise<void>((resolve, reject) => {
        this.fail = reject;
        work().then(resolve, reject);
      });
    } finally {
      this.fail = () => {};
      for (const worker of this.workers) worker.unref();
    }
  }
}

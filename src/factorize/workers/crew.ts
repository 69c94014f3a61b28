import { compileKernels } from '../kernels/kernels.js';
import { type BlockRunner, blockRunner } from './block-runner.js';
import type { Request } from './request.js';
import type { Store } from './store.js';

/** Who does the work of a fit: this thread, or a pool of others. */
export interface Crew {
  /** whether the arrays must be in shared memory */
  readonly shared: boolean;
  /** threads that need a scratch array each, named by `scratchName` */
  readonly threads: number;
  /** The store that the following requests are about. */
  attach(store: Store): Promise<void>;
  /** Does a request. @throws whatever a thread throws; WorkerError when a thread ends */
  run(request: Request): Promise<void>;
}

export function scratchName(thread: number): string {
  return `scratch${thread}`;
}

/** Does all on the calling thread: for small work, and where there are no threads. */
export class SingleThread implements Crew {
  readonly shared = false;
  readonly threads = 1;
  private runner: BlockRunner | undefined;

  async attach(store: Store): Promise<void> {
    this.runner = await blockRunner(store, await compileKernels(), scratchName(0));
  }

  async run(request: Request): Promise<void> {
    for (let block = 0; block < request.blocks; block++) this.runner?.run(request, block);
  }
}

import type { PlainError } from '../../errors/error-transport.js';
import type { Store } from './store.js';

/*
 * What threads share to tell each other what to do: int32 numbers, then the request, then its float64 numbers.
 *
 * PHASE    counts the requests; threads wait for it to change
 * ORDER    WORK, or LISTEN: go back to the messages
 * NEXT     the next block to be done
 * ENDED    threads that found no more block
 * DONE     the phase that is done; the pool waits for it
 * FAILED   1 when a thread threw: its message says what
 */
export const PHASE = 0;
export const ORDER = 1;
export const NEXT = 2;
export const ENDED = 3;
export const DONE = 4;
export const FAILED = 5;
export const HEADER = 6;

export const WORK = 0;
export const LISTEN = 1;

/** From the pool to a thread. */
export interface Attach {
  control: SharedArrayBuffer;
  store: Store;
  module: WebAssembly.Module;
  thread: number;
  threads: number;
}

/** From a thread to the pool. */
export type Answer = { ready: true } | { error: PlainError };

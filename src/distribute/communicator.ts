/**
 * The processes (ranks) of one run, which may be on many machines. All ranks make the same calls in the same order, but for `send` and
 * `receive`, which two of them make together.
 */
export interface Communicator {
  /** number of this rank, 0 to size − 1; rank 0 alone prints and writes */
  readonly rank: number;
  /** ≥ 1 */
  readonly size: number;
  /** spent in calls so far, waiting for other ranks included, but not in `receive` */
  readonly seconds: number;
  /**
   * Adds up the arrays of all ranks, in place. Whole numbers below 2⁵³ in absolute value, sums included, add up exactly, so to the same bits for
   * any number of ranks; others need not.
   */
  allReduce(values: Float64Array): void;
  /** Gives rank 0's bytes to all, in place; the length is the same everywhere. */
  broadcast(bytes: Uint8Array): void;
  /** On rank 0 the bytes of each rank, in their order; elsewhere undefined. Lengths may differ. */
  gather(bytes: Uint8Array): Uint8Array[] | undefined;
  /** @param parts the bytes for each rank; returns those from each rank, in their order. Lengths may differ. */
  allToAll(parts: readonly Uint8Array[]): Uint8Array[];
  /** Sends bytes of any length to a rank; returns when they may be changed again. */
  send(to: number, bytes: Uint8Array): void;
  /** Waits for bytes from a rank, without keeping this process from other work (its event loop goes on). */
  receive(from: number): Promise<Uint8Array>;
  /** Ends all ranks at once; does not return. */
  abort(exitCode: number): never;
  /** To be called last, once, by all ranks. */
  close(): void;
}

import type { Communicator } from '../../src/distribute/communicator.js';

/** Bytes that a rank can hand over at once. */
const ROOM = 1 << 23;

/** What ranks in threads share: counters, then for each a length and room. */
export function sharedByRanks(size: number): SharedArrayBuffer {
  return new SharedArrayBuffer(16 + size * (8 + ROOM));
}

/** Ranks as threads of one process, for tests: each waits for the others in every call. What is added up is added in the order of the ranks, from the last. */
export class ThreadRanks implements Communicator {
  readonly rank: number;
  readonly size: number;
  readonly seconds = 0;
  private readonly shared: SharedArrayBuffer;
  private readonly counters: Int32Array;

  constructor(rank: number, size: number, shared: SharedArrayBuffer) {
    this.rank = rank;
    this.size = size;
    this.shared = shared;
    this.counters = new Int32Array(shared, 0, 2);
  }

  /** Waits until all ranks are here. */
  private meet(): void {
    const round = Atomics.load(this.counters, 1);
    if (Atomics.add(this.counters, 0, 1) === this.size - 1) {
      Atomics.store(this.counters, 0, 0);
      Atomics.add(this.counters, 1, 1);
      Atomics.notify(this.counters, 1);
    } else while (Atomics.load(this.counters, 1) === round) Atomics.wait(this.counters, 1, round);
  }

  /** Everybody's bytes, in the order of the ranks. */
  private exchange(bytes: Uint8Array): Uint8Array[] {
    if (bytes.length > ROOM) throw new RangeError(`${bytes.length} bytes are more than the ${ROOM} of this test`);
    const at = (rank: number) => 16 + rank * (8 + ROOM);
    new Float64Array(this.shared, at(this.rank), 1)[0] = bytes.length;
    new Uint8Array(this.shared, at(this.rank) + 8, bytes.length).set(bytes);
    this.meet();
    const all = Array.from({ length: this.size }, (_, rank) => {
      const [length] = new Float64Array(this.shared, at(rank), 1);
      return new Uint8Array(this.shared, at(rank) + 8, length).slice();
    });
    this.meet();
    return all;
  }

  allReduce(values: Float64Array): void {
    const all = this.exchange(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    values.fill(0);
    for (const bytes of all.reverse()) for (const [a, value] of new Float64Array(new Uint8Array(bytes).buffer).entries()) values[a] += value;
  }

  broadcast(bytes: Uint8Array): void {
    bytes.set(this.exchange(bytes)[0] as Uint8Array);
  }

  gather(bytes: Uint8Array): Uint8Array[] | undefined {
    const all = this.exchange(bytes);
    return this.rank === 0 ? all : undefined;
  }

  allToAll(): never {
    throw new Error('not needed here');
  }

  send(): never {
    throw new Error('not needed here');
  }

  receive(): never {
    throw new Error('not needed here');
  }

  abort(exitCode: number): never {
    return process.exit(exitCode);
  }

  close(): void {}
}

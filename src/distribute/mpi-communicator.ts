import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Communicator } from './communicator.js';
import { pauseBeforeEnd } from './last-words.js';
import type { MpiLibrary } from './mpi-library.js';

/** Most bytes of one call of MPI, which takes counts below 2³¹; it also bounds what MPI sets aside to add up. */
const PIECE_BYTES = 64 * 1024 * 1024;
/** Bytes of an MPI_Status in the implementation that has the largest. */
const STATUS_BYTES = 64;
/** Milliseconds between two looks for a message, at most; and which share they are of the time waited so far. */
const MOST_REST = 5;
const REST_SHARE = 0.25;
/** What keeps the messages of `send` from those of `gather` and `allToAll`. */
const SENT = 1;
const GATHERED = 2;
const EXCHANGED = 3;

/**
 * The ranks of an MPI job. MPI reads and writes the arrays where they are, also in shared memory and in that of WebAssembly. All calls but
 * `receive` hold up the thread until the other ranks have come to them; two ranks that `send` to each other at once may wait for ever.
 */
export class MpiCommunicator implements Communicator {
  readonly rank: number;
  readonly size: number;
  private readonly library: MpiLibrary;
  private readonly pieceBytes: number;
  /** a number that goes ahead of bytes: how many there are */
  private readonly length = new Float64Array(1);
  private readonly found = new Int32Array(1);
  private readonly status = new Uint8Array(STATUS_BYTES);
  private ended = false;

  /**
   * Begins MPI in this process.
   *
   * @param pieceBytes most bytes of one call of MPI, a multiple of 8 below 2³¹
   */
  constructor(library: MpiLibrary, pieceBytes = PIECE_BYTES) {
    this.library = library;
    this.pieceBytes = pieceBytes;
    const { constants } = library;
    const number = new Int32Array(1);
    library.call('MPI_Init_thread', null, null, constants.threadFunneled, number);
    // else a failing call ends the process, and nobody learns where
    library.call('MPI_Comm_set_errhandler', constants.world, constants.errorsReturn);
    library.call('MPI_Comm_rank', constants.world, number);
    this.rank = number[0] as number;
    library.call('MPI_Comm_size', constants.world, number);
    this.size = number[0] as number;
  }

  /** Seconds spent in MPI so far, waiting for other ranks included, but not what `receive` waits. */
  get seconds(): number {
    return this.library.seconds;
  }

  /** Whether MPI is over in this process. */
  get isClosed(): boolean {
    return this.ended;
  }

  allReduce(values: Float64Array): void {
    const { world, double, sum, inPlace } = this.library.constants;
    const most = this.pieceBytes / Float64Array.BYTES_PER_ELEMENT;
    for (let begin = 0; begin < values.length; begin += most) {
      const piece = values.subarray(begin, begin + most);
      this.library.call('MPI_Allreduce', inPlace, piece, piece.length, double, sum, world);
    }
  }

  broadcast(bytes: Uint8Array): void {
    const { world, byte } = this.library.constants;
    for (const piece of this.pieces(bytes)) this.library.call('MPI_Bcast', piece, piece.length, byte, 0, world);
  }

  gather(bytes: Uint8Array): Uint8Array[] | undefined {
    if (this.rank > 0) {
      this.sendTagged(0, GATHERED, bytes);
      return undefined;
    }
    return Array.from({ length: this.size }, (_, rank) => (rank === 0 ? bytes : this.receiveTagged(rank, GATHERED)));
  }

  allToAll(parts: readonly Uint8Array[]): Uint8Array[] {
    const { world, double } = this.library.constants;
    if (parts.length !== this.size) throw new RangeError(`${parts.length} parts for ${this.size} ranks`);
    const lengths = Float64Array.from(parts, ({ length }) => length);
    const theirs = new Float64Array(this.size);
    this.library.call('MPI_Alltoall', lengths, 1, double, theirs, 1, double, world);
    const received = Array.from(theirs, (length, rank) => (rank === this.rank ? (parts[rank] as Uint8Array) : new Uint8Array(length)));
    // at each step every rank sends to one and receives from one, so that no rank is besieged
    for (let step = 1; step < this.size; step++) {
      const to = (this.rank + step) % this.size;
      const from = (this.rank + this.size - step) % this.size;
      this.exchange(to, parts[to] as Uint8Array, from, received[from] as Uint8Array);
    }
    return received;
  }

  send(to: number, bytes: Uint8Array): void {
    this.sendTagged(to, SENT, bytes);
  }

  async receive(from: number): Promise<Uint8Array> {
    const start = performance.now();
    while (!this.hasMessage(from)) {
      const rest = Math.min(MOST_REST, REST_SHARE * (performance.now() - start));
      // timers know no fractions of a millisecond
      await (rest < 1 ? nextTurn() : sleep(rest));
    }
    return this.receiveTagged(from, SENT);
  }

  abort(exitCode: number): never {
    this.ended = true;
    pauseBeforeEnd();
    try {
      this.library.call('MPI_Abort', this.library.constants.world, exitCode);
    } finally {
      // where MPI has not ended this process itself
      process.kill(process.pid, 'SIGKILL');
    }
    throw new Error('unreachable');
  }

  close(): void {
    if (this.ended) return;
    this.ended = true;
    this.library.call('MPI_Finalize');
  }

  private *pieces(bytes: Uint8Array): Generator<Uint8Array> {
    for (let begin = 0; begin < bytes.length; begin += this.pieceBytes) yield bytes.subarray(begin, begin + this.pieceBytes);
  }

  private sendTagged(to: number, tag: number, bytes: Uint8Array): void {
    const { world, double, byte } = this.library.constants;
    this.length[0] = bytes.length;
    this.library.call('MPI_Send', this.length, 1, double, to, tag, world);
    for (const piece of this.pieces(bytes)) this.library.call('MPI_Send', piece, piece.length, byte, to, tag, world);
  }

  private receiveTagged(from: number, tag: number): Uint8Array {
    const { world, double, byte } = this.library.constants;
    this.library.call('MPI_Recv', this.length, 1, double, from, tag, world, this.status);
    const bytes = new Uint8Array(this.length[0] as number);
    for (const piece of this.pieces(bytes)) this.library.call('MPI_Recv', piece, piece.length, byte, from, tag, world, this.status);
    return bytes;
  }

  private hasMessage(from: number): boolean {
    this.library.call('MPI_Iprobe', from, SENT, this.library.constants.world, this.found, this.status);
    return this.found[0] !== 0;
  }

  /** Sends and receives piece by piece, both at once as long as there are pieces of both: the partners do the same. */
  private exchange(to: number, bytes: Uint8Array, from: number, received: Uint8Array): void {
    const { world, byte } = this.library.constants;
    const out = this.pieces(bytes);
    const into = this.pieces(received);
    for (let sent = out.next(), got = into.next(); !(sent.done && got.done); sent = out.next(), got = into.next()) {
      if (sent.done) this.library.call('MPI_Recv', got.value, got.value.length, byte, from, EXCHANGED, world, this.status);
      else if (got.done) this.library.call('MPI_Send', sent.value, sent.value.length, byte, to, EXCHANGED, world);
      else {
        const { value: mine } = sent;
        const { value: theirs } = got;
        this.library.call('MPI_Sendrecv', mine, mine.length, byte, to, EXCHANGED, theirs, theirs.length, byte, from, EXCHANGED, world, this.status);
      }
    }
  }
}

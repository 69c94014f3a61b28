/*
 * Reader processes of other ranks. Rank 0 and each other rank take turns: rank 0 sends what is new for the processes there, the rank answers
 * with what has come of them, perhaps nothing. So none of them ever sends to one that is not about to receive.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import type { Communicator } from '../../distribute/communicator.js';
import { awaitTask, giveTask } from '../../distribute/tasks.js';
import { fromPlain, type PlainError, toPlain } from '../../errors/error-transport.js';
import { DistributeError } from '../../errors/errors.js';
import type { SourceFile } from '../document.js';
import type { Order, Parcel } from './messages.js';
import { type ReaderChild, type ReaderListener, startReader } from './reader-child.js';

/** That another rank is to read files, as rank 0 tells it. */
export interface ReadTask {
  task: 'read';
  /** a file that rank 0 can see, so that a host without the input is found out; absent where there is none */
  example: SourceFile['location'] | undefined;
}

/** To a rank, for the process of a number there. */
type ToReader = { reader: number } & ({ start: { megabytes: number } } | { order: Order } | { kill: true });
/** From a rank, of a process of its own. */
type FromReader = { reader: number } & ({ parcel: Parcel } | { error: PlainError } | { ended: true });
type Question = { orders: ToReader[]; isLast: boolean };

/** Milliseconds that a rank waits for something to answer with. */
const MOST_WAIT = 10;

/** The processes of other ranks that read for rank 0, while those ranks `serveReaders`. */
export class RemoteReaders {
  private readonly communicator: Communicator;
  private readonly orders: ToReader[][];
  private readonly listeners: Map<number, ReaderListener>[];
  private readonly talks: Promise<void>[];
  /** of each rank, processes that it may have, and those that were started and have not ended */
  private readonly capacities: readonly number[];
  private readonly running: number[];
  private started = 0;
  private isClosed = false;

  private constructor(communicator: Communicator, capacities: readonly number[]) {
    this.communicator = communicator;
    this.capacities = capacities;
    this.orders = capacities.map(() => []);
    this.listeners = capacities.map(() => new Map());
    this.running = capacities.map(() => 0);
    this.talks = capacities.map((_, rank) => (rank === 0 ? Promise.resolve() : this.talk(rank)));
  }

  /** To be called on rank 0 while the other ranks wait for a task. */
  static async open(communicator: Communicator, files: readonly SourceFile[]): Promise<RemoteReaders> {
    const example = files.find(({ location }) => existsSync(location))?.location;
    giveTask(communicator, { task: 'read', example } satisfies ReadTask);
    const capacities = [0];
    for (let rank = 1; rank < communicator.size; rank++) capacities.push(deserialize(await communicator.receive(rank)) as number);
    return new RemoteReaders(communicator, capacities);
  }

  /** How many processes there may be at a time. */
  get capacity(): number {
    return this.capacities.reduce((sum, size) => sum + size, 0);
  }

  /** Starts a process where the fewest are, for their number. */
  start(listener: ReaderListener, megabytes: number): ReaderChild {
    let best = 1;
    const load = (rank: number) => ((this.running[rank] as number) + 1) / (this.capacities[rank] as number);
    for (let rank = 2; rank < this.capacities.length; rank++) if (load(rank) < load(best)) best = rank;
    const reader = this.started++;
    const orders = this.orders[best] as ToReader[];
    this.running[best] = (this.running[best] as number) + 1;
    this.listeners[best]?.set(reader, {
      ...listener,
      onEnd: () => {
        this.running[best] = (this.running[best] as number) - 1;
        listener.onEnd();
      },
    });
    orders.push({ reader, start: { megabytes } });
    return {
      tell: (order) => orders.push({ reader, order }),
      kill: () => orders.push({ reader, kill: true }),
      close: async () => {
        orders.push({ reader, kill: true });
      },
    };
  }

  /** Ends them all, and lets the ranks wait for other tasks. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.talks);
  }

  private async talk(rank: number): Promise<void> {
    const { communicator } = this;
    const listeners = this.listeners[rank] as Map<number, ReaderListener>;
    for (let isLast = false; !isLast; ) {
      isLast = this.isClosed;
      const question: Question = { orders: (this.orders[rank] as ToReader[]).splice(0), isLast };
      communicator.send(rank, serialize(question));
      const answers = deserialize(await communicator.receive(rank)) as FromReader[];
      if (isLast) return;
      for (const answer of answers) {
        const listener = listeners.get(answer.reader);
        if ('parcel' in answer) listener?.onParcel(answer.parcel);
        else if ('error' in answer) listener?.onError(fromPlain(answer.error));
        else {
          listeners.delete(answer.reader);
          listener?.onEnd();
        }
      }
      // what was told of may lead to new orders, which others of this process give
      await sleep(0);
    }
  }
}

/**
 * Has processes of this rank read for rank 0, until it is told that this was all.
 *
 * @param capacity processes that there may be at a time, ≥ 1
 * @throws DistributeError where the files are not on this machine: its readers would leave out all that they are dealt
 */
export async function serveReaders(communicator: Communicator, { example }: ReadTask, capacity: number): Promise<void> {
  if (example !== undefined && !existsSync(typeof example === 'string' ? example : Buffer.from(example))) {
    throw new DistributeError(`rank ${communicator.rank} cannot see the input: ${Buffer.from(example).toString()} is not there`, {
      hint: 'The input must be at the same path on all hosts.',
    });
  }
  const children = new Map<number, ReaderChild>();
  let answers: FromReader[] = [];
  let wake = () => {};
  const answer = (one: FromReader) => {
    answers.push(one);
    wake();
  };
  communicator.send(0, serialize(capacity));
  for (let isLast = false; !isLast; ) {
    const question = await awaitTask<Question>(communicator);
    isLast = question.isLast;
    for (const one of question.orders) {
      const { reader } = one;
      if ('start' in one) {
        const listener: ReaderListener = {
          onParcel: (parcel) => answer({ reader, parcel }),
          onError: (error) => answer({ reader, error: toPlain(error) }),
          onEnd: () => {
            children.delete(reader);
            answer({ reader, ended: true });
          },
        };
        children.set(reader, startReader(listener, one.start.megabytes));
      } else if ('order' in one) children.get(reader)?.tell(one.order);
      else children.get(reader)?.kill();
    }
    if (isLast) await Promise.all([...children.values()].map((child) => child.close()));
    else if (answers.length === 0) {
      const waiting = new AbortController();
      const heard = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await Promise.race([heard, sleep(MOST_WAIT, undefined, { signal: waiting.signal }).catch(() => {})]);
      waiting.abort();
    }
    const bytes = serialize(answers);
    answers = [];
    communicator.send(0, bytes);
  }
}

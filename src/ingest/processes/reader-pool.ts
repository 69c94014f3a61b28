import { fromPlain } from '../../errors/error-transport.js';
import { InterruptedError, WorkerError } from '../../errors/errors.js';
import type { CountSink } from '../../tokenize/count-collector.js';
import type { SourceFile } from '../document.js';
import type { FileEvent, FileSettings } from '../file-reader.js';
import type { Problem } from '../ledger.js';
import { type Batch, MOST_UNTAKEN, type Parcel } from './messages.js';
import { type PackedEvents, unpackEvents } from './packed-events.js';
import { type ReaderChild, type ReaderListener, startReader } from './reader-child.js';
import type { RemoteReaders } from './remote-readers.js';

/** Most files and bytes of a lot. */
const LOT_FILES = 64;
const LOT_BYTES = 1024 * 1024;
/** Lots that are read ahead, a process. */
const AHEAD = 2;
/** Megabytes of objects that a process may hold: what asks for more is given up. */
const MEGABYTES = 1024;
const FAILED: Problem = { reason: 'given-up', detail: 'its parser failed, or took more memory than it may; what is not read by then is lost' };
/** Processes that may end before they run, one after the other: a third would fare no better. */
const MOST_FAILED_STARTS = 3;
/** By how much the size of what is read adds to the time in which something must be found: large PDFs give nothing before their end. */
const SECONDS_A_MEGABYTE = 10;
/** How often it is looked whether a process hangs. */
const CLOCK_MILLISECONDS = 500;

/** Consecutive files, and how far they are read. */
interface Lot {
  /** number of its first file */
  first: number;
  files: SourceFile[];
  /** files that are read to their end, and findings in the one after them */
  ended: number;
  findings: number;
  /** what was sent and is not taken yet; by whom, if that process may be waiting for it to be taken */
  parcels: Taken[];
  /** whether a process has ended over it, so that it must be found out at which file */
  careful: boolean;
}

/** Events of files from the number `first` on, as they were sent; or one file that was given up. */
type Taken = { first: number; packed: PackedEvents; from: Reader; counter: Counter } | { events: FileEvent[] };

/** A counter of a process, until it is begun anew. */
interface Counter {
  number: number;
  /** parcels with rows of it that are not taken */
  untaken: number;
  ended: boolean;
}

/** A process, the lot it is at, and where in it it began. */
interface Reader {
  child: ReaderChild;
  /** whether it is another rank's */
  isRemote: boolean;
  counter: Counter;
  lot: Lot | undefined;
  begin: number;
  untaken: number;
  /** when it was last heard of, or told to go on */
  heard: number;
  /** whether it has come to run at all */
  ready: boolean;
  /** what the file that it is at gets if it ends */
  problem: Problem;
}

export interface ReaderPoolOptions {
  /** of this machine, ≥ 1 */
  processes: number;
  /** those of other ranks, which take part */
  remote?: RemoteReaders | undefined;
  /** seconds for which a process may find nothing before it is ended: the last fail-safe, where a parser hangs */
  giveUpSeconds: number;
  /** aborting it ends the reading */
  signal?: AbortSignal | undefined;
  /** megabytes of objects that a process may hold */
  megabytes?: number;
  /** is told of the terms that the processes meet */
  counts?: CountSink | undefined;
  /** what the processes run, if not the reading of files */
  entry?: string | URL;
}

/**
 * Reads files in processes, several at a time, and gives what they find in the order of the files: the same for any number of processes.
 * One that hangs, fails or runs out of memory is ended, and the file it was at is given up; the others are read on. Threads would not do:
 * some files make V8 end its process, whatever thread reads them.
 */
export class ReaderPool {
  private readonly settings: FileSettings;
  private readonly options: ReaderPoolOptions;
  /** most processes at a time */
  private readonly most: number;
  private readonly readers = new Set<Reader>();
  private readonly waiting: Lot[] = [];
  private readonly clock: NodeJS.Timeout;
  private checked = performance.now();
  private bug: Error | undefined;
  /** processes that have ended before they ran, one after the other */
  private failedStarts = 0;
  private wake = () => {};

  constructor(settings: FileSettings, options: ReaderPoolOptions) {
    this.settings = settings;
    this.options = options;
    this.most = options.processes + (options.remote?.capacity ?? 0);
    if (options.signal?.aborted) this.interrupt();
    options.signal?.addEventListener('abort', this.interrupt);
    this.clock = setInterval(() => this.checkClock(), CLOCK_MILLISECONDS);
  }

  private readonly interrupt = () => {
    const hint = 'Run the same command again: the stages that are finished are reused.';
    this.fail(new InterruptedError('interrupted while the documents were read', { hint }));
  };

  /** The events of all files, in their order. */
  async *read(files: readonly SourceFile[]): AsyncGenerator<FileEvent> {
    const lots = lotsOf(files);
    for (const lot of lots.slice(0, AHEAD * this.most)) this.begin(lot);
    for (const [l, lot] of lots.entries()) {
      for (let ended = 0; ended < lot.files.length; ) {
        if (this.bug !== undefined) throw this.bug;
        const parcel = lot.parcels.shift();
        if (parcel === undefined) {
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
          continue;
        }
        if ('events' in parcel) {
          ended++;
          yield* parcel.events;
          continue;
        }
        const { first, packed, from, counter } = parcel;
        for (const event of unpackEvents(packed, first === lot.first ? lot.files : lot.files.slice(first - lot.first))) {
          event.file += first;
          event.counter = counter.number;
          yield event;
        }
        ended += packed.ended;
        counter.untaken--;
        this.tellEnd(counter);
        this.taken(from);
      }
      const next = lots[l + AHEAD * this.most];
      if (next !== undefined) this.begin(next);
    }
  }

  /** Ends the processes. */
  async close(): Promise<void> {
    clearInterval(this.clock);
    this.options.signal?.removeEventListener('abort', this.interrupt);
    const children = [...this.readers].map(({ child }) => child);
    this.readers.clear();
    await Promise.all(children.map((child) => child.close()));
    await this.options.remote?.close();
  }

  private begin(lot: Lot): void {
    const idle = [...this.readers].find((reader) => reader.lot === undefined);
    if (idle !== undefined) this.give(idle, lot);
    else if (this.readers.size < this.most) this.give(this.start(), lot);
    else this.waiting.push(lot);
  }

  private give(reader: Reader, lot: Lot): void {
    reader.lot = lot;
    reader.begin = lot.ended;
    reader.heard = performance.now();
    const batch: Batch = { files: lot.files.slice(lot.ended), skip: lot.findings, careful: lot.careful };
    reader.child.tell({ batch });
  }

  private start(): Reader {
    const { entry, megabytes = MEGABYTES, processes, remote } = this.options;
    const listener: ReaderListener = {
      onParcel: (parcel) => this.receive(reader, parcel),
      onError: (error) => this.fail(error),
      onEnd: () => this.afterEnd(reader),
    };
    const here = [...this.readers].filter(({ isRemote }) => !isRemote).length;
    const isRemote = remote !== undefined && here >= processes;
    const reader: Reader = {
      child: isRemote ? remote.start(listener, megabytes) : startReader(listener, megabytes, entry),
      isRemote,
      counter: this.newCounter(),
      lot: undefined,
      begin: 0,
      untaken: 0,
      heard: performance.now(),
      ready: false,
      problem: FAILED,
    };
    this.readers.add(reader);
    reader.child.tell({ settings: this.settings });
    return reader;
  }

  private receive(reader: Reader, parcel: Parcel): void {
    const { lot } = reader;
    if ('ready' in parcel) {
      reader.ready = true;
      this.failedStarts = 0;
      return;
    }
    if (lot === undefined || !this.readers.has(reader)) return;
    if ('error' in parcel) {
      this.fail(fromPlain(parcel.error));
      return;
    }
    if (parcel.anew) {
      this.endCounter(reader.counter);
      reader.counter = this.newCounter();
    }
    // at once: parcels are taken in the order of the files, which need not be that of a process
    this.options.counts?.addTerms(reader.counter.number, parcel.terms);
    reader.counter.untaken++;
    const { packed } = parcel;
    lot.parcels.push({ first: lot.first + reader.begin, packed, from: reader, counter: reader.counter });
    lot.ended += packed.ended;
    lot.findings = packed.findings + (packed.ended > 0 ? 0 : lot.findings);
    reader.untaken++;
    reader.heard = performance.now();
    if (lot.ended === lot.files.length) this.next(reader);
    this.wake();
  }

  private newCounter(): Counter {
    return { number: this.options.counts?.addCounter() ?? 0, untaken: 0, ended: false };
  }

  private endCounter(counter: Counter): void {
    counter.ended = true;
    this.tellEnd(counter);
  }

  private tellEnd({ number, untaken, ended }: Counter): void {
    if (ended && untaken === 0) this.options.counts?.endCounter?.(number);
  }

  private fail(error: Error): void {
    this.bug ??= error;
    this.wake();
  }

  private next(reader: Reader): void {
    reader.lot = undefined;
    const lot = this.waiting.shift();
    if (lot !== undefined) this.give(reader, lot);
  }

  private taken(reader: Reader): void {
    if (!this.readers.has(reader)) return;
    reader.untaken--;
    reader.heard = performance.now();
    reader.child.tell({ taken: true });
  }

  private checkClock(): void {
    const now = performance.now();
    // while this process was busy itself, nothing could be heard
    const deaf = now - this.checked > 2 * CLOCK_MILLISECONDS;
    this.checked = now;
    for (const reader of this.readers) {
      const waits = deaf || reader.lot === undefined || reader.untaken >= MOST_UNTAKEN;
      if (deaf) reader.heard = now;
      if (waits) continue;
      const seconds = this.options.giveUpSeconds + (SECONDS_A_MEGABYTE * (reader.lot?.files.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0)) / 1e6;
      if (now - reader.heard < 1000 * seconds) continue;
      reader.problem = { reason: 'given-up', detail: `nothing more came of it in ${Math.round(seconds)} seconds; what is not read by then is lost` };
      reader.child.kill();
    }
  }

  /** Goes on without a process. At the first time its files are read again, one by one, to find out which it was; at the second that one is given up. */
  private afterEnd(reader: Reader): void {
    if (!this.readers.delete(reader)) return;
    this.endCounter(reader.counter);
    if (!reader.ready && ++this.failedStarts === MOST_FAILED_STARTS) {
      this.fail(
        new WorkerError('a process that reads files could not be started', { hint: 'Is memory short, or the installation damaged? Try fewer --threads.' }),
      );
      return;
    }
    const { lot } = reader;
    if (lot !== undefined) {
      if (lot.careful && reader.ready) {
        const file = lot.first + lot.ended;
        const { path, bytes } = lot.files[lot.ended] as SourceFile;
        lot.parcels.push({
          events: [
            { file, finding: { kind: lot.findings > 0 ? 'note' : 'problem', path, problem: reader.problem }, bytesRead: bytes },
            { file, bytesRead: bytes },
          ],
        });
        lot.ended++;
        lot.findings = 0;
      }
      lot.careful ||= reader.ready;
      if (lot.ended < lot.files.length) this.waiting.unshift(lot);
    }
    const next = this.waiting.shift();
    if (next !== undefined) this.give(this.start(), next);
    this.wake();
  }
}

function lotsOf(files: readonly SourceFile[]): Lot[] {
  const lots: Lot[] = [];
  let bytes = 0;
  for (const [first, file] of files.entries()) {
    const lot = lots.at(-1);
    if (lot === undefined || lot.files.length === LOT_FILES || bytes + file.bytes > LOT_BYTES) {
      lots.push({ first, files: [file], ended: 0, findings: 0, parcels: [], careful: false });
      bytes = file.bytes;
    } else {
      lot.files.push(file);
      bytes += file.bytes;
    }
  }
  return lots;
}

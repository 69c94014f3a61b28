import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { fromPlain } from '../../errors/error-transport.js';
import { InterruptedError, WorkerError } from '../../errors/errors.js';
import { entryFile } from '../../launch/entry-file.js';
import { CountCollector } from '../../tokenize/count-collector.js';
import type { TermCounts } from '../../tokenize/term-counts.js';
import { type CountRule, TextCounter } from '../../tokenize/text-counter.js';
import { countLot } from './count-lot.js';
import { type CountedLot, READY, type TextLot } from './messages.js';

/** Characters of a lot: so few that all threads end at nearly the same time. Less than a lot is not worth a thread. */
const LOT_LENGTH = 256 * 1024;
/** Lots that a thread has been given, so that it need not wait for the calling one, which counts as well. */
const AHEAD = 2;

/** Characters that are counted before other threads start: of fewer, starting them and merging their terms takes longer than they save. */
const ALONE = 32 * 1024 * 1024;

export interface CountTextsOptions {
  /** ≥ 1; the calling one is one of them */
  threads: number;
  /** told of each text what of it was too long to be counted, in order */
  onText?: (tooLong: { words: number; special: number }) => void;
  /** characters that are counted before other threads start */
  alone?: number;
  /** aborting it ends the counting */
  signal?: AbortSignal | undefined;
}

/**
 * Counts texts that are in memory: normalised, each in its language. The same bits for any number of threads.
 *
 * The calling thread counts what the others, once they have started, have no time for.
 *
 * @throws WorkerError where a thread fails
 * @throws InterruptedError when options.signal is aborted
 */
export async function countTexts(texts: Iterable<string> | AsyncIterable<string>, rule: CountRule, options: CountTextsOptions): Promise<TermCounts> {
  const collector = new CountCollector(rule.rows);
  const here = { number: collector.addCounter(), counter: new TextCounter(rule) };
  const threads: CountThread[] = [];
  const underWay: LotUnderWay[] = [];
  const { alone = ALONE } = options;
  let met = 0;
  try {
    for await (const { texts: lot, isFull } of lotsOf(texts)) {
      if (options.signal?.aborted) throw new InterruptedError('interrupted while words were counted');
      met += lot.reduce((sum, text) => sum + text.length, 0);
      while (isFull && met > alone && threads.length < options.threads - 1) threads.push(new CountThread(rule, collector.addCounter()));
      const thread = freeOf(threads);
      underWay.push(thread === undefined ? { number: here.number, counted: await countLot(lot, here.counter) } : thread.count(lot));
      // so that what the threads have counted meanwhile is heard of
      if (threads.length > 0) await setImmediate();
      while (underWay[0]?.counted !== undefined) takeLot(underWay.shift() as LotUnderWay, collector, options);
    }
    for (const lot of underWay) {
      await lot.end;
      takeLot(lot, collector, options);
    }
    return collector.finish(true);
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

interface Lot {
  texts: string[];
  isFull: boolean;
}

async function* lotsOf(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Lot> {
  let lot: string[] = [];
  let length = 0;
  const take = (text: string): Lot | undefined => {
    lot.push(text);
    length += text.length;
    if (length < LOT_LENGTH) return undefined;
    const full = { texts: lot, isFull: true };
    lot = [];
    length = 0;
    return full;
  };
  // two loops: waiting for each of a million texts takes longer than counting them
  if (Symbol.asyncIterator in texts) {
    for await (const text of texts) {
      const full = take(text);
      if (full !== undefined) yield full;
    }
  } else {
    for (const text of texts) {
      const full = take(text);
      if (full !== undefined) yield full;
    }
  }
  if (lot.length > 0) yield { texts: lot, isFull: false };
}

/** The thread that has least to do, if one has started and not enough to do. */
function freeOf(threads: readonly CountThread[]): CountThread | undefined {
  let free: CountThread | undefined;
  for (const thread of threads) if (thread.isReady && thread.lots < (free?.lots ?? AHEAD)) free = thread;
  return free;
}

type Counted = Exclude<CountedLot, { error: unknown }>;

/** A lot that was given to a thread, or was counted. */
interface LotUnderWay {
  /** of the counter, in the collector */
  number: number;
  /** when it is counted; rejects where that fails */
  end?: Promise<void>;
  counted?: Counted;
}

/** Lots must be taken in the order of the texts, and are in that of each thread too. */
function takeLot({ number, counted }: LotUnderWay, collector: CountCollector, { onText }: CountTextsOptions): void {
  const lot = counted as Counted;
  collector.addTerms(number, lot.terms);
  let end = 0;
  lot.lengths.forEach((length, t) => {
    collector.addRow(number, lot.rows.subarray(end, end + length), lot.languages[t] as string);
    end += length;
    onText?.({ words: lot.tooLong[2 * t] as number, special: lot.tooLong[2 * t + 1] as number });
  });
}

/** A thread that counts lots, one after the other. */
class CountThread {
  /** whether it has started; or has failed, which count() tells */
  isReady = false;
  /** that it has not counted yet */
  lots = 0;
  /** of its counter */
  private readonly number: number;
  private readonly worker: Worker;
  private readonly waiting: { resolve: (lot: Counted) => void; reject: (error: Error) => void }[] = [];
  private failed: Error | undefined;

  constructor(rule: CountRule, number: number) {
    this.number = number;
    this.worker = new Worker(entryFile('ingest/threads/count-thread'), { execArgv: [], workerData: rule });
    this.worker.on('message', (message: CountedLot | typeof READY) => {
      if (message === READY) this.isReady = true;
      else this.take(message);
    });
    this.worker.on('error', (cause) => this.fail(new WorkerError('a thread that counts words failed', { cause })));
    this.worker.on('exit', (code) =>
      this.fail(new WorkerError(`a thread that counts words ended with code ${code}`, { hint: 'Was memory short? Try fewer --threads.' })),
    );
  }

  /** Has it count a lot. */
  count(texts: readonly string[]): LotUnderWay {
    const lot: LotUnderWay = { number: this.number };
    lot.end = this.counted(texts).then((counted) => {
      lot.counted = counted;
    });
    // it is looked at when its turn comes
    lot.end.catch(() => {});
    return lot;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private counted(texts: readonly string[]): Promise<Counted> {
    if (this.failed !== undefined) return Promise.reject(this.failed);
    this.lots++;
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage({ texts } satisfies TextLot);
    });
  }

  private take(lot: CountedLot): void {
    this.lots--;
    const next = this.waiting.shift();
    if ('error' in lot) next?.reject(fromPlain(lot.error));
    else next?.resolve(lot);
  }

  private fail(error: Error): void {
    this.failed ??= error;
    this.isReady = true;
    for (const { reject } of this.waiting.splice(0)) reject(this.failed);
  }
}

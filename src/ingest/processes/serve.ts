import { Worker } from 'node:worker_threads';
import { toPlain } from '../../errors/error-transport.js';
import type { SourceFile } from '../document.js';
import type { FileEvent, FileSettings, ReadingTools } from '../file-reader.js';
import { type Batch, MOST_UNTAKEN, type Order, type Parcel } from './messages.js';
import { EventPacker } from './packed-events.js';

/** Characters of text after which a parcel is sent, and milliseconds. */
const PARCEL_LENGTH = 256 * 1024;
const PARCEL_TIME = 500;

const NO_TERMS = new Uint8Array(0);
/** Bytes of the terms with which a counter is begun anew: about a million, which take ten times as much here. */
const MOST_TERMS = 8 * 1024 * 1024;

let watched = false;

/** Ends this process when the one that started it is gone, also while a parser hangs and no event is heard. */
function watchParent(): void {
  if (watched) return;
  watched = true;
  const watch = `setInterval(() => process.ppid !== ${process.ppid} && process.kill(process.pid, 'SIGKILL'), 1000)`;
  new Worker(watch, { eval: true, execArgv: [] }).unref();
}

/**
 * Reads the files of one batch after the other and sends what is found, waiting where nobody takes it: what a reader process does, until
 * the process that started it lets go of it.
 */
export function serve(
  readFiles: (files: readonly SourceFile[], settings: FileSettings, tools: ReadingTools) => AsyncIterable<FileEvent>,
  readingTools: (settings: FileSettings) => Promise<ReadingTools> = async () => ({}),
): void {
  let settings: FileSettings | undefined;
  let tools: Promise<ReadingTools> | undefined;
  const read = async ({ batch }: { batch: Batch }) => {
    const own = (await tools) as ReadingTools;
    await send(readFiles(batch.files, settings as FileSettings, { ...own, beforeParser: watchParent }), batch, own);
  };
  process.on('message', (order: Order) => {
    if ('settings' in order) {
      settings = order.settings;
      tools = readingTools(settings);
    } else if ('batch' in order) {
      read(order).catch((error) => post({ error: toPlain(error) }));
    } else {
      untaken--;
      for (const wake of waiting.splice(0)) wake();
    }
  });
  // this process is nobody's then, whatever it is reading
  process.on('disconnect', () => process.exit());
  // Ctrl-C goes to all processes of the terminal; the one that started this one decides what becomes of it
  process.on('SIGINT', () => {});
  post({ ready: true });
}

let untaken = 0;
/** whether the counter was begun anew after the last parcel */
let anew = false;
/** batches that wait for a parcel to be taken: the next one may begin before the last of one before is */
const waiting: (() => void)[] = [];

/** Resolves when the parcel has left this process: only then is it safe from what happens to it next. */
function post(parcel: Parcel): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(parcel, undefined, undefined, () => resolve());
  });
}

async function send(found: AsyncIterable<FileEvent>, { files, skip, careful }: Batch, { counter }: ReadingTools): Promise<void> {
  const packer = new EventPacker(files);
  let length = 0;
  let sent = performance.now();
  const sendParcel = async () => {
    untaken++;
    const posted = post({ packed: packer.take(), terms: counter?.newTerms() ?? NO_TERMS, anew });
    // no row of it is left here: a batch before this one has sent all of its own
    anew = counter !== undefined && counter.termBytes > MOST_TERMS;
    if (anew) counter?.beginAnew();
    if (careful) await posted;
    while (untaken >= MOST_UNTAKEN)
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    length = 0;
    sent = performance.now();
  };
  let toSkip = skip;
  for await (const event of found) {
    if (toSkip > 0 && event.finding !== undefined) {
      toSkip--;
      continue;
    }
    toSkip = 0;
    packer.add(event);
    length += 100 + (event.finding?.kind === 'document' ? event.finding.texts.reduce((sum, text) => sum + text.length, 0) : 0);
    if (careful || length >= PARCEL_LENGTH || performance.now() - sent >= PARCEL_TIME) await sendParcel();
  }
  if (packer.length > 0) await sendParcel();
}

/* The entry of a thread that counts texts. */
import { parentPort, workerData } from 'node:worker_threads';
import { toPlain } from '../../errors/error-transport.js';
import { type CountRule, TextCounter } from '../../tokenize/text-counter.js';
import { countLot } from './count-lot.js';
import { type CountedLot, READY, type TextLot } from './messages.js';

const counter = new TextCounter(workerData as CountRule);

let work = Promise.resolve();

// one lot after the other: the terms that go with a lot are those that it brought
parentPort?.on('message', ({ texts }: TextLot) => {
  work = work.then(() => count(texts));
});
parentPort?.postMessage(READY);

async function count(texts: readonly string[]): Promise<void> {
  try {
    const lot = await countLot(texts, counter);
    parentPort?.postMessage(lot satisfies CountedLot, [lot.rows.buffer, lot.lengths.buffer, lot.tooLong.buffer, lot.terms.buffer]);
  } catch (error) {
    parentPort?.postMessage({ error: toPlain(error) } satisfies CountedLot);
  }
}

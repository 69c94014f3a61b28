/* What a thread of the pool does: attach to a store, then wait for requests and do blocks of them. */
import { parentPort } from 'node:worker_threads';
import { toPlain } from '../../errors/error-transport.js';
import { type BlockRunner, blockRunner } from './block-runner.js';
import { scratchName } from './crew.js';
import { type Attach, DONE, ENDED, FAILED, HEADER, LISTEN, NEXT, ORDER, PHASE } from './messages.js';
import { decode, REQUEST_LENGTH } from './request.js';

parentPort?.on('message', async (attach: Attach) => {
  try {
    const runner = await blockRunner(attach.store, attach.module, scratchName(attach.thread));
    const control = new Int32Array(attach.control, 0, HEADER + REQUEST_LENGTH);
    const phase = Atomics.load(control, PHASE);
    parentPort?.postMessage({ ready: true });
    work(runner, attach, control, phase);
  } catch (error) {
    parentPort?.postMessage({ error: toPlain(error) });
  }
});

function work(runner: BlockRunner, { control: buffer, store, threads }: Attach, control: Int32Array, attached: number): void {
  const names = Object.keys(store.arrays);
  const whole = control.subarray(HEADER);
  const fractions = new Float64Array(buffer, 8 * Math.ceil((4 * control.length) / 8));
  for (let phase = attached; ; ) {
    // a notification may come late, when its request is done already: only a new phase counts
    while (Atomics.load(control, PHASE) === phase) Atomics.wait(control, PHASE, phase);
    phase = Atomics.load(control, PHASE);
    if (Atomics.load(control, ORDER) === LISTEN) return;
    try {
      const request = decode(names, whole, fractions);
      for (let block = Atomics.add(control, NEXT, 1); block < request.blocks; block = Atomics.add(control, NEXT, 1)) runner.run(request, block);
    } catch (error) {
      Atomics.store(control, FAILED, 1);
      parentPort?.postMessage({ error: toPlain(error) });
    }
    if (Atomics.add(control, ENDED, 1) === threads - 1) {
      Atomics.store(control, DONE, phase);
      Atomics.notify(control, DONE);
    }
  }
}

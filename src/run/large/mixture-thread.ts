/* The entry of a thread that infers mixtures, one block of documents after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { toPlain } from '../../errors/error-transport.js';
import { type FixedTopics, MixtureSolver } from '../../topics/infer.js';
import { inferBlock } from './inferred-block.js';
import type { BlockAnswer, BlockOrder } from './mixture-threads.js';

const solver = MixtureSolver.create(workerData as FixedTopics);

parentPort?.on('message', async ({ number, block }: BlockOrder) => {
  try {
    parentPort?.postMessage({ number, inferred: inferBlock(await solver, block) } satisfies BlockAnswer);
  } catch (error) {
    parentPort?.postMessage({ number, error: toPlain(error) } satisfies BlockAnswer);
  }
});

/* The entry of a thread that makes fits, one order after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { toPlain } from '../../errors/error-transport.js';
import { measureCandidate } from '../candidates/candidate.js';
import { makeRefit } from '../refits/refit.js';
import type { FitAnswer, FitOrder, FitWork } from './messages.js';

const work = workerData as FitWork;

parentPort?.on('message', async ({ number, threads }: FitOrder) => {
  try {
    const result = await (work.kind === 'refit' ? makeRefit(work.task, number, threads) : measureCandidate(work.task, number, threads));
    parentPort?.postMessage({ number, result } satisfies FitAnswer);
  } catch (error) {
    parentPort?.postMessage({ error: toPlain(error) } satisfies FitAnswer);
  }
});

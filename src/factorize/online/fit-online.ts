import type { Communicator } from '../../distribute/communicator.js';
import { ONE_PROCESS } from '../../distribute/one-process.js';
import type { MatrixShards } from '../../matrix/matrix-shards.js';
import { SingleThread } from '../workers/crew.js';
import { interruptedTooEarly } from './interrupted.js';
import { OnlineFitting } from './online-fitting.js';
import { isAnywhere } from './ranks.js';
import type { OnlineCheckpoint, OnlineFit, OnlineHooks, OnlinePhase, OnlineSettings } from './settings.js';
import { fitSample } from './start-on-sample.js';
import { type Survey, surveyCounts } from './survey.js';

/**
 * Fits X ≈ W H with X in shards; memory has some arrays of the size of H and two shards, whatever the number of documents.
 *
 * A sample of the documents is fitted in memory (see start-on-sample.ts). Then come passes of mini-batches, stepwise EM (Liang and Klein 2009): half-steps
 * of a step's documents with H fixed, then running counts ← (1 − ρ) of themselves + ρ of what the step's documents tell. They go on as long as held-out
 * documents are foretold better. Last come passes of the batch half-step: all expected counts are summed up, then H ∝ N + b, extrapolated
 * by Nesterov's weights; where the objective has risen, extrapolation begins anew.
 *
 * The bits depend on shards and settings alone: not on threads, ranks, or interruptions.
 *
 * @throws ArtifactError when a shard cannot be read; its number is with it
 * @throws InterruptedError when the signal is aborted before all documents have mixtures
 * @throws NumericalError when the objective is no longer a finite number
 */
export async function fitOnline(X: MatrixShards, settings: OnlineSettings, hooks: OnlineHooks): Promise<OnlineFit> {
  const communicator = hooks.communicator ?? ONE_PROCESS;
  const report = (phase: OnlinePhase, done: number, all: number) => hooks.onProgress?.({ phase, passes: 0, done, all, heldOut: undefined, last: undefined });
  const survey = await surveyCounts(X, settings.topics, communicator, (done) => report('survey', done, X.shards.length), hooks.signal);
  checkSignal(communicator, hooks.signal);
  const start = hooks.resume === undefined ? await startOf(survey, settings, hooks, (iteration) => report('sample', iteration, iteration)) : undefined;
  checkSignal(communicator, hooks.signal);
  const fit = await OnlineFitting.create(X, settings, hooks, survey, start?.documentPrior ?? (hooks.resume?.documentPrior as Float64Array));
  try {
    if (start !== undefined) await fit.begin(start.Ht);
    else fit.resume(hooks.resume as OnlineCheckpoint);
    return await fit.run();
  } finally {
    await fit.close();
  }
}

function checkSignal(communicator: Communicator, signal: AbortSignal | undefined): void {
  if (isAnywhere(communicator, signal?.aborted === true)) throw interruptedTooEarly();
}

async function startOf(
  { sample, entries, words }: Survey,
  settings: OnlineSettings,
  { crew = new SingleThread(), memoryLimit, signal }: OnlineHooks,
  onIteration: (i: number) => void,
) {
  const { factors, documentPrior } = await fitSample(sample, { entries, words }, settings, { crew, memoryLimit, onIteration, signal });
  return { Ht: factors.Ht, documentPrior };
}

import type { RunConfig } from './config.js';
import type { ModelSettings } from './fit-model.js';

/** The settings of a run that decide how counts become topics, but for the start and the number of topics. */
export function modelSettings(config: RunConfig): Omit<ModelSettings, 'init' | 'topics'> {
  const { seed, loss, solver, documentPrior, termPrior, restarts, maxIterations, tolerance, kktTolerance } = config;
  return { seed, loss, solver, documentPrior, termPrior, restarts, maxIterations, tolerance, kktTolerance };
}

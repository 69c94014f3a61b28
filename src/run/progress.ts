import type { Communicator } from '../distribute/communicator.js';
import { InterruptedError } from '../errors/errors.js';
import type { TraceRow } from '../factorize/factorize.js';

/** What a run is doing, for a progress display. */
export type Progress =
  | { stage: 'checking'; files: number; totalFiles: number }
  | { stage: 'reading'; files: number; bytes: number; totalBytes: number }
  | { stage: 'counted'; reused: boolean; documents: number; terms: number; entries: number; passages: boolean }
  /** why the counts stay on disk, in a sentence */
  | { stage: 'on-disk'; reason: string }
  | { stage: 'starting'; start: number; starts: number }
  | { stage: 'fitting'; iteration: number; maxIterations: number; last: TraceRow }
  /** what a fit from disk does before it has figures */
  | { stage: 'warming'; what: string; done: number; all: number }
  /** a fit that other ranks could not share: it is small, or its steps are no sums over documents */
  | { stage: 'alone'; ranks: number }
  | { stage: 'fitted'; reused: boolean; iterations: number }
  /** of a large run: documents whose mixtures are inferred */
  | { stage: 'describing'; documents: number; totalDocuments: number }
  | { stage: 'refitting'; refits: number; totalRefits: number; reused: number }
  | { stage: 'refitted'; refits: number; reused: number }
  /** numbers of topics that are measured; the work is what is not reused, in topics */
  | { stage: 'choosing'; done: number; total: number; doneWork: number; totalWork: number }
  | { stage: 'chosen'; reused: boolean; tried: number; topics: number };

export interface RunHooks {
  onProgress?: (progress: Progress) => void;
  /** aborting it stops the run; what is finished is reused by the next one */
  signal?: AbortSignal;
  /** other ranks, which wait for tasks: see `followRun` */
  communicator?: Communicator;
}

/** A function that lets other work of the process happen twenty times a second, and stops the run when it is asked to. */
export function breather(signal: AbortSignal | undefined, when: string): () => Promise<void> {
  let paused = performance.now();
  return async () => {
    if (performance.now() - paused >= 50) {
      await new Promise((resume) => setImmediate(resume));
      paused = performance.now();
    }
    if (signal?.aborted) throw new InterruptedError(`interrupted ${when}`, { hint: 'Run the same command again: the stages that are finished are reused.' });
  };
}

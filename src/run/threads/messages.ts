import type { PlainError } from '../../errors/error-transport.js';
import type { CandidateTask } from '../candidates/candidate.js';
import type { RefitTask } from '../refits/refit.js';

/** What the threads do, once for each number that they are given: refits by their numbers, candidates by theirs of topics. */
export type FitWork = { kind: 'refit'; task: RefitTask } | { kind: 'candidate'; task: CandidateTask };

/** To a thread: what to do next, and how many threads may be used for it. */
export interface FitOrder {
  number: number;
  threads: number;
}

/** From a thread: what came of it, or why nothing did. */
export type FitAnswer = { number: number; result: unknown } | { error: PlainError };

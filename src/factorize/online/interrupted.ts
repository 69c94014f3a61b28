import { InterruptedError } from '../../errors/errors.js';

/** Told to end before there is a mixture of every document. */
export function interruptedTooEarly(): InterruptedError {
  return new InterruptedError('interrupted before the first pass of the fit was done', { hint: 'Run the same command again: what was counted is reused.' });
}

/** @param pass its number, from 1 */
export function interruptedIn(pass: number): InterruptedError {
  return new InterruptedError(`interrupted in pass ${pass} of the fit`, {
    hint: 'Run the same command again: the stages that are finished are reused, and the fit goes on from the pass that was last kept.',
  });
}

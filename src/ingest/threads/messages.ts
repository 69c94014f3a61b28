import type { PlainError } from '../../errors/error-transport.js';

/** To a thread: texts to count. */
export interface TextLot {
  texts: readonly string[];
}

/** From a thread, first of all: lots may come. */
export const READY = 'ready';

/** From a thread: the texts of a lot as they were counted, in their order, or a bug. */
export type CountedLot =
  | {
      /** the rows, one after the other */
      rows: Uint8Array<ArrayBuffer>;
      lengths: Uint32Array<ArrayBuffer>;
      languages: string[];
      /** two numbers a text, as in CountedText */
      tooLong: Uint32Array<ArrayBuffer>;
      /** that were first met in this lot */
      terms: Uint8Array<ArrayBuffer>;
    }
  | { error: PlainError };

import type { PlainError } from '../../errors/error-transport.js';
import type { SourceFile } from '../document.js';
import type { FileSettings } from '../file-reader.js';
import type { PackedEvents } from './packed-events.js';

/** Files for a reader process. */
export interface Batch {
  files: readonly SourceFile[];
  /** findings of the first file that another process has sent before it was ended */
  skip: number;
  /** send each event at once, so that what a process did last is known when it has to be ended */
  careful: boolean;
}

/** To a reader process: first how files are read; then a batch, or word that one of its parcels was taken. */
export type Order = { settings: FileSettings } | { batch: Batch } | { taken: true };

/** From a reader process: that it runs; events of its batch, whose file numbers are those of the batch; or a bug. */
export type Parcel =
  | { ready: true }
  | { packed: PackedEvents /** that its counter has met since the parcel before */; terms: Uint8Array /** whether it was begun anew then */; anew: boolean }
  | { error: PlainError };

/** Parcels that may be on the way before a process waits: with them memory stays bounded. */
export const MOST_UNTAKEN = 4;

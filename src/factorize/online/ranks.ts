import type { Communicator } from '../../distribute/communicator.js';

/** Whether something is so on any rank. Each waits here for the others. */
export function isAnywhere(communicator: Communicator, isHere: boolean): boolean {
  const ranks = Float64Array.of(isHere ? 1 : 0);
  communicator.allReduce(ranks);
  return ranks[0] > 0;
}

/** The bytes of all ranks, in their order, on all of them. */
export function gatherEverywhere(communicator: Communicator, bytes: Uint8Array): Uint8Array {
  if (communicator.size === 1) return bytes;
  const length = new Float64Array(1);
  const parts = communicator.gather(bytes);
  length[0] = parts?.reduce((sum, part) => sum + part.length, 0) ?? 0;
  communicator.broadcast(new Uint8Array(length.buffer));
  const all = new Uint8Array(length[0]);
  let at = 0;
  for (const part of parts ?? []) {
    all.set(part, at);
    at += part.length;
  }
  communicator.broadcast(all);
  return all;
}

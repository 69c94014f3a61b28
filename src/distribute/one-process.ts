import type { Communicator } from './communicator.js';

/** A run of one process. */
export const ONE_PROCESS: Communicator = {
  rank: 0,
  size: 1,
  seconds: 0,
  allReduce() {},
  broadcast() {},
  gather: (bytes) => [bytes],
  allToAll: (parts) => [...parts],
  send() {
    throw new RangeError('one process has nobody to send to');
  },
  receive: () => Promise.reject(new RangeError('one process has nobody to receive from')),
  abort: (exitCode) => process.exit(exitCode),
  close() {},
};

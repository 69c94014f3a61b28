import { setImmediate } from 'node:timers/promises';

let readers = 0;
const pass = () => {};

/**
 * Runs what uses pdf.js. On some damaged files it leaves promises that fail to themselves, beside the one that it gives, and Node would
 * end the process over them.
 */
export async function withoutStrayRejections<T>(run: () => Promise<T>): Promise<T> {
  if (readers++ === 0) process.on('unhandledRejection', pass);
  try {
    return await run();
  } finally {
    // Node tells of them when all else that waits has been done
    await setImmediate();
    if (--readers === 0) process.off('unhandledRejection', pass);
  }
}

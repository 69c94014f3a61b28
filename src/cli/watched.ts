import type { RunHooks } from '../run/progress.js';
import { ProgressDisplay } from './progress.js';

/** Does work that shows how far it is, unless it is to be quiet, and that Ctrl-C aborts; a second one ends the process. */
export async function watched<T>(quiet: boolean, work: (hooks: RunHooks) => Promise<T>): Promise<T> {
  const progress = new ProgressDisplay();
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await work({ signal: controller.signal, ...(quiet ? {} : { onProgress: (what) => progress.show(what) }) });
  } finally {
    progress.end();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

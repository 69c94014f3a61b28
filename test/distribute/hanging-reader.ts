import { serve } from '../../src/ingest/processes/serve.js';

// A process that reads files: the one named hang never ends.
serve(async function* (files, _, { beforeParser }) {
  beforeParser?.();
  for (const [file, { path }] of files.entries()) {
    if (path === 'hang') for (;;);
    yield { file, bytesRead: 1 };
  }
});

// A reader process whose files do what their names say.
import { register } from 'tsx/esm/api';

register();
const { serve } = await import('../../../../src/ingest/processes/serve.ts');

serve(async function* (files, _, { beforeParser }) {
  beforeParser();
  const common = { kind: 'document', passages: false, metadata: {}, counted: [], lines: new Float64Array(0) };
  for (const [file, { path }] of files.entries()) {
    const found = (text) => ({ file, finding: { ...common, path, texts: [text], digest: text }, bytesRead: 1 });
    yield found(`${path} one${path.startsWith('large') ? 'x'.repeat(2_000_000) : ''}`);
    if (path.startsWith('hang')) for (;;);
    if (path.startsWith('exit')) process.exit();
    if (path.startsWith('abort')) process.abort();
    if (path.startsWith('throw')) await new Promise(() => setTimeout(() => Promise.reject(new Error('in a library')), 1));
    if (path.startsWith('bug')) throw new TypeError('a bug of the reader');
    if (path.startsWith('memory')) {
      const kept = [];
      for (;;) kept.push(Array.from({ length: 1000 }, (_, i) => ({ i })));
    }
    if (path.startsWith('long')) for (let n = 0; n < 50; n++) yield found(`${path} ${n} ${'x'.repeat(100_000)}`);
    yield found(`${path} two`);
    yield { file, bytesRead: 2 };
  }
});

import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** The files with which threads and processes begin, below src. */
const ENTRIES = [
  'ingest/processes/reader-process',
  'ingest/threads/count-thread',
  'factorize/workers/worker',
  'run/threads/fit-thread',
  'run/large/mixture-thread',
];
/** In the project, whose packages are found from there. */
const FOLDER = path.resolve('output/test-entries');

/** Bundles them once for all tests, from the sources as they are now. */
export async function setup(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  await build({
    entryPoints: ENTRIES.map((entry) => `src/${entry}.ts`),
    outbase: 'src',
    outdir: FOLDER,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'warning',
  });
  process.env.TOPIKL_ENTRIES = FOLDER;
}

/* topikl as built, watched while it runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { type TreeMemory, TreeWatch } from './process-tree.js';

export const TOPIKL = path.resolve('dist/cli/main.js');
const CACHE = 'output/bench/scale';

/** Where this benchmark keeps a file. */
export function cached(name: string): string {
  mkdirSync(CACHE, { recursive: true });
  return path.join(CACHE, name);
}

export interface Manifest {
  counts: { documents: number; terms: number; entries: number; tokens: number };
  fit: { status: string; iterations: number; objective: number; klDivergence: number };
  stages: { name: string; seconds: number }[];
  /** of a run on several ranks: how many, how many took part in the fit, and the seconds that rank 0 has spent in MPI up to the fit's end */
  ranks?: { size: number; fit: number; communicationSeconds: number };
}

export interface Watched {
  seconds: number;
  memory: TreeMemory;
  /** most bytes in the folder of results at one time, hidden files too */
  disk: number;
  manifest: Manifest;
}

export function readManifest(out: string): Manifest {
  return JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as Manifest;
}

export function stageSeconds({ stages }: Manifest, name: string): number {
  return stages.find((stage) => stage.name === name)?.seconds ?? Number.NaN;
}

/** Runs `topikl run` into a new folder, and watches its memory and disk. @throws Error when it fails */
export async function runWatched(words: readonly string[], out: string): Promise<Watched> {
  rmSync(out, { recursive: true, force: true });
  const started = performance.now();
  const child = spawn(process.execPath, [TOPIKL, 'run', ...words, '--out', out, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
  let disk = 0;
  const watch = new TreeWatch(child.pid as number, () => {
    disk = Math.max(disk, bytesIn(out));
  });
  const [code] = await once(child, 'exit');
  const memory = watch.stop();
  if (code !== 0) throw new Error(`topikl run ${words.join(' ')} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, memory, disk: Math.max(disk, bytesIn(out)), manifest: readManifest(out) };
}

/** Bytes of all files in a folder that may just be changing. */
export function bytesIn(folder: string): number {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      bytes += entry.isDirectory() ? bytesIn(file) : statSync(file).size;
    }
  } catch {
    // it is not there yet, or no more
  }
  return bytes;
}

export function freeDisk(): number {
  const { bavail, bsize } = statfsSync(CACHE);
  return bavail * bsize;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

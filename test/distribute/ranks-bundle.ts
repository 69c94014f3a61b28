import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const ROOT = path.join(import.meta.dirname, '../..');

/** Bundles the program of the ranks and what it starts; its path. In the project, unless told otherwise: packages are found from there. */
export async function bundleRanks(folder = path.join(ROOT, 'output', 'test', `ranks-${process.pid}`)): Promise<string> {
  await build({
    entryPoints: ['ranks', 'hanging-reader'].map((name) => path.join(import.meta.dirname, `${name}.ts`)),
    outdir: folder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
  });
  return path.join(folder, 'ranks.js');
}

export function removeRanks(program: string): void {
  rmSync(path.dirname(program), { recursive: true, force: true });
}

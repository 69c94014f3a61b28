import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * The file with which a thread or process of topikl begins: the compiled one, or where the program runs from its sources, one that loads
 * TypeScript.
 *
 * @param entry its path below src, without an ending
 */
export function entryFile(entry: string): string | URL {
  if (import.meta.url.endsWith('.ts')) {
    // tests bundle them once: that is loaded in a quarter of the time
    const bundled = process.env.TOPIKL_ENTRIES;
    return bundled === undefined ? new URL(`../${entry}-development.mjs`, import.meta.url) : path.join(bundled, `${entry}.js`);
  }
  const root = path.dirname(createRequire(import.meta.url).resolve('topikl/package.json'));
  return path.join(root, 'dist', `${entry}.js`);
}

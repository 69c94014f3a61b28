import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readFiles } from '../../src/ingest/file-reader.js';
import { listFiles } from '../../src/ingest/files/list-files.js';
import { DEFAULT_LIMITS } from '../../src/ingest/limits.js';
import { Random } from '../../src/math/random.js';
import { mutate } from '../support/mutate.js';
import { temporaryFolder } from '../temporary-folder.js';

/* A small run of `npm run fuzz`, in this thread: what a reader throws or hangs over shows here. */

const SEED = 1;
const MUTATIONS = 6;
const documents = path.join(import.meta.dirname, '../../corpora/mixed/documents');
const originals = listFiles([documents]).files;

test.each(originals.map((file) => [file.path, file] as const))('mutations of %s are read, or it is said why not', async (name, { location }) => {
  const random = new Random(SEED + originals.findIndex((file) => file.path === name));
  const bytes = readFileSync(location);
  const changed: Record<string, Uint8Array> = {};
  for (let m = 0; m < MUTATIONS; m++) {
    const other = readFileSync(originals[Math.floor(originals.length * random.uniform())]?.location as string);
    changed[`${m}-${path.basename(name)}`] = mutate(bytes, other, random);
  }
  for (const share of [0.25, 0.5, 0.75]) changed[`cut-${share}-${path.basename(name)}`] = bytes.subarray(0, Math.floor(share * bytes.length));
  const { files } = listFiles([temporaryFolder(changed)]);
  const ended = new Set<number>();
  let begun = performance.now();
  for await (const { file, finding } of readFiles(files, { limits: DEFAULT_LIMITS, chunk: 'document' })) {
    if (finding !== undefined) continue;
    ended.add(file);
    expect(performance.now() - begun, files[file]?.path).toBeLessThan(5000);
    begun = performance.now();
  }
  expect(ended.size).toBe(Object.keys(changed).length);
});

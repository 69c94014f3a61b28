/* Collections that do not fit in memory: from text to topics in one command. */
import { rmSync } from 'node:fs';
import { hasFlags } from '../topics/programs.js';
import { generate, TERMS, TOPICS } from './generate.js';
import type { PlantedCollection } from './planted-collection.js';
import { cached, freeDisk, megabytes, runWatched, stageSeconds, type Watched } from './program.js';
import { reportRecovery } from './recovery.js';

const MEMORY = 2e9;
/** How much longer a document of the largest collection may take. */
const MOST_GROWTH = 1.15;
/** Bytes on disk for each document, at most at one time: texts, what the run keeps of them, counts and factors. */
const DISK_PER_DOCUMENT = 3000;
const STAGES = ['count', 'fit', 'topics', 'report'];

interface LargeRun {
  documents: number;
  watched: Watched;
}

/** @param withTexts documents of one more collection, whose texts are kept; 0 for none */
export async function measureLarge(sizes: readonly number[], withTexts: number, seed: number): Promise<void> {
  console.log(`\nLarge collections: topikl run --topics ${TOPICS} --memory ${MEMORY / 1e9}GB; memory of all its processes together, every 0.5 s`);
  const runs: LargeRun[] = [];
  for (const documents of sizes) {
    const run = await measureSize(documents, ['--keep-texts', 'no'], seed);
    if (run !== undefined) runs.push(run);
  }
  if (runs.length > 1) {
    const [least, most] = [runs[0], runs.at(-1)] as [LargeRun, LargeRun];
    const growth = perDocument(most) / perDocument(least);
    const sentence = `a document takes ${growth.toFixed(2)} × as long among ${shown(most.documents)} as among ${shown(least.documents)}`;
    console.log(`  ${sentence}; ${growth <= MOST_GROWTH ? 'pass' : 'MISSED'}: ≤ ${MOST_GROWTH}`);
  }
  if (withTexts > 0) await measureSize(withTexts, [], seed);
}

async function measureSize(documents: number, flags: readonly string[], seed: number): Promise<LargeRun | undefined> {
  console.log(`\n  ${shown(documents)} documents ${flags.join(' ')}`);
  const folder = cached(`collection-${documents}`);
  const out = cached('large');
  rmSync(out, { recursive: true, force: true });
  const needed = documents * DISK_PER_DOCUMENT;
  if (freeDisk() < needed) {
    console.log(`  left out: ${megabytes(freeDisk())} of disk are free, ${megabytes(needed)} are needed`);
    return undefined;
  }
  try {
    const collection = generate(folder, documents, seed);
    const bound = hasFlags(['--memory']) ? ['--memory', String(MEMORY)] : [];
    if (bound.length === 0) console.log('  this version has no --memory: measured without');
    const watched = await runWatched([collection.input, '--topics', String(TOPICS), '--language', 'none', '--seed', String(seed), ...bound, ...flags], out);
    report(collection, watched);
    reportRecovery(collection, out);
    return { documents, watched };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(out, { recursive: true, force: true });
  }
}

function report({ documents, bytes }: PlantedCollection, { seconds, memory, disk, manifest }: Watched): void {
  const { counts, fit } = manifest;
  console.log(
    `  ${counts.documents} × ${counts.terms} (of ${TERMS}), ${counts.entries} entries, ${counts.tokens} words; ${fit.iterations} iterations, ${fit.status}`,
  );
  const stages = STAGES.map((name) => `${name} ${stageSeconds(manifest, name).toFixed(1)} s`);
  console.log(`  ${stages.join(', ')}; ${seconds.toFixed(1)} s in all, ${perDocument({ documents, watched: { seconds } }).toFixed(1)} µs a document`);
  const largest = memory.highest.slice(0, 3).map(megabytes);
  console.log(
    `  memory: ${megabytes(memory.pss)} (PSS), ${megabytes(memory.rss)} (RSS, what they share counted each time); the largest processes ${largest.join(', ')}`,
  );
  console.log(`  ${memory.pss <= MEMORY ? 'pass' : 'MISSED'}: ≤ ${megabytes(MEMORY)}`);
  console.log(`  disk: texts ${megabytes(bytes)}, results at most ${megabytes(disk)}, ${(disk / documents).toFixed(0)} bytes a document`);
}

/** Microseconds. */
function perDocument({ documents, watched }: { documents: number; watched: Pick<Watched, 'seconds'> }): number {
  return (1e6 * watched.seconds) / documents;
}

function shown(documents: number): string {
  return documents.toLocaleString('en');
}

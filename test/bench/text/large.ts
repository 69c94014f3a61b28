/* A collection of 1 GB → counts: memory, and whether time grows as the size does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checked } from '../factorize/processes.js';
import { writeGenerated } from './generated-text.js';
import { memoryOfGroup } from './memory-of-processes.js';
import { cached } from './programs.js';

const MEGABYTES = [100, 1000];
const QUICK_MEGABYTES = [5, 20];
const MOST_MEMORY = 700;
/** How much longer a MB of the larger collection may take. */
const MOST_GROWTH = 1.15;
/** Milliseconds between two looks at the memory. */
const PAUSE = 50;

interface Run {
  seconds: number;
  /** most memory at once, in MB: while the words were counted, and in all of the run */
  counting: number;
  whole: number;
  documents: number;
  terms: number;
}

/** Generated files of JSON lines of 4 MB each, counted by the program as it is built, with its defaults, in two processes. */
export async function measureLarge(quick: boolean): Promise<void> {
  console.log(`\nLarge collections, generated: \`topikl run\` with its defaults; memory of all its processes together (PSS, every ${PAUSE} ms)`);
  const times: number[] = [];
  for (const megabytes of quick ? QUICK_MEGABYTES : MEGABYTES) {
    const folder = cached(`generated-${megabytes}`);
    rmSync(folder, { recursive: true, force: true });
    const { bytes } = writeGenerated(folder, megabytes * 1e6);
    const { seconds, counting, whole, documents, terms } = await countLarge(folder);
    rmSync(folder, { recursive: true });
    times.push(seconds / bytes);
    const speed = `${seconds.toFixed(1)} s, ${(bytes / 1e6 / seconds).toFixed(0)} MB/s`;
    console.log(`  ${megabytes} MB, ${documents} × ${terms}: counted in ${speed}; at most ${counting.toFixed(0)} MB until then, ${whole.toFixed(0)} MB in all`);
    if (counting > 0) checked(counting <= MOST_MEMORY, `at most ${MOST_MEMORY} MB of memory`);
  }
  const growth = (times.at(-1) as number) / (times[0] as number);
  console.log(`  a MB of the larger one takes ${growth.toFixed(2)} × the time: ${growth <= MOST_GROWTH ? 'meets' : 'MISSES'} ≤ ${MOST_GROWTH}`);
}

/** The time is that of the stage `count`, as the manifest has it. */
async function countLarge(folder: string): Promise<Run> {
  const out = cached('large');
  rmSync(out, { recursive: true, force: true });
  const words = ['dist/cli/main.js', 'run', folder, '--out', out, '--topics', '2', '--max-iterations', '1', '--restarts', '1', '--threads', '2', '--quiet'];
  // a group of its own, by which its processes are known
  const child = spawn(process.execPath, words, { detached: true, stdio: ['ignore', 'ignore', 'inherit'] });
  const run = { counting: 0, whole: 0 };
  const look = setInterval(() => {
    const used = memoryOfGroup(child.pid as number);
    run.whole = Math.max(run.whole, used);
    if (!existsSync(path.join(out, 'documents.csv'))) run.counting = Math.max(run.counting, used);
  }, PAUSE);
  const [code] = await once(child, 'exit');
  clearInterval(look);
  if (code !== 0) throw new Error(`topikl run ended with ${code}`);
  const manifest = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as {
    counts: { documents: number; terms: number };
    stages: { name: string; seconds: number }[];
  };
  rmSync(out, { recursive: true });
  const seconds = manifest.stages.find(({ name }) => name === 'count')?.seconds ?? Number.NaN;
  return { ...run, seconds, documents: manifest.counts.documents, terms: manifest.counts.terms };
}

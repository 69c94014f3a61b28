/*
 * Mutated files of all formats, read by the processes that read for a run: none may stop the reading, take longer than five seconds,
 * or be lost. Usage: npm run fuzz [-- --files 20000 --seed 1]
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { listFiles } from '../../src/ingest/files/list-files.js';
import { DEFAULT_LIMITS } from '../../src/ingest/limits.js';
import { ReaderPool } from '../../src/ingest/processes/reader-pool.js';
import { Random } from '../../src/math/random.js';
import { mutate } from '../support/mutate.js';

const { values } = parseArgs({ options: { files: { type: 'string', default: '20000' }, seed: { type: 'string', default: String(Date.now() % 1e6) } } });
const [count, seed] = [Number(values.files), Number(values.seed)];
console.log(`seed ${seed}, ${count} mutated files, then every file cut at every kilobyte`);

const GIVE_UP_SECONDS = 5;
const BATCH = 1000;
const random = new Random(seed);
const originals = listFiles(['corpora/mixed/documents', 'corpora/hostile/documents']).files.map(({ path, location }) => ({
  path,
  bytes: readFileSync(location),
}));
const one = () => originals[Math.floor(originals.length * random.uniform())] as (typeof originals)[number];

function* mutations(): Generator<{ name: string; bytes: Uint8Array }> {
  for (let n = 0; n < count; n++) {
    const { path: original, bytes } = one();
    yield { name: `${n}-${path.basename(original)}`, bytes: mutate(bytes, one().bytes, random) };
  }
  for (const { path: original, bytes } of originals) {
    for (let length = 1024; length < bytes.length; length += 1024) yield { name: `cut-${length}-${path.basename(original)}`, bytes: bytes.subarray(0, length) };
  }
}

const folder = path.join(tmpdir(), `topikl-fuzz-${process.pid}`);
const tally: Record<string, number> = {};
let files = 0;
let failures = 0;
let peak = 0;

async function readBatch(batch: { name: string; bytes: Uint8Array }[]): Promise<void> {
  mkdirSync(folder);
  for (const { name, bytes } of batch) writeFileSync(path.join(folder, name), bytes);
  const list = listFiles([folder]).files;
  const pool = new ReaderPool({ limits: DEFAULT_LIMITS, chunk: 'document' }, { processes: 2, giveUpSeconds: GIVE_UP_SECONDS });
  let findings = 0;
  for await (const { file, finding } of pool.read(list)) {
    const name = list[file]?.path as string;
    peak = Math.max(peak, process.memoryUsage.rss());
    if (finding === undefined) {
      files++;
      // the collection makes a line of the ledger of it
      if (findings === 0) tally['no-documents'] = (tally['no-documents'] ?? 0) + 1;
      findings = 0;
      continue;
    }
    if (finding.kind !== 'note') findings++;
    const what = finding.kind === 'document' ? 'document' : `${finding.kind} ${finding.problem.reason}`;
    tally[what] = (tally[what] ?? 0) + 1;
    if (finding.kind !== 'document' && finding.problem.reason === 'given-up') {
      failures++;
      const kept = path.join(tmpdir(), `topikl-fuzz-${seed}-${name}`);
      writeFileSync(kept, batch.find((one) => one.name === name)?.bytes ?? '');
      console.log(`${kept}: ${finding.problem.detail}`);
    }
  }
  await pool.close();
  rmSync(folder, { recursive: true });
}

const started = performance.now();
let batch: { name: string; bytes: Uint8Array }[] = [];
let written = 0;
for (const mutation of mutations()) {
  batch.push(mutation);
  written++;
  if (batch.length < BATCH) continue;
  await readBatch(batch);
  batch = [];
}
await readBatch(batch);
console.log(`${files} of ${written} files read in ${((performance.now() - started) / 1000).toFixed(0)} s, peak of memory ${(peak / 1e6).toFixed(0)} MB`);
console.log(tally);
if (failures > 0 || files !== written) {
  console.log(`${failures} files were given up`);
  process.exitCode = 1;
}

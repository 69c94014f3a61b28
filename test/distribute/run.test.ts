import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { MAIN, topikl } from '../cli/command.js';
import { rankProcesses } from '../support/rank-processes.js';
import { differentFiles, promisedFiles } from '../support/same-results.js';
import { resultsOf, temporaryFolder } from '../temporary-folder.js';
import { endRanks, installedMpis, startRanks, until } from './mpirun.js';

/*
 * The program under mpirun. What MPI is not there, installedMpis says loudly.
 */

const MPIS = installedMpis();
const WORDS = 'apple orchard tree red fruit pear whale sea ship blue ocean wave star moon planet light engine wheel road bridge'.split(' ');
/** Each another text: it ends with a word of its own. */
const textOf = (n: number) =>
  [
    ...Array.from({ length: 8 + (n % 60) }, (_, w) => WORDS[((n % 4) * 5 + ((n * 7 + w * w) % 6)) % WORDS.length]),
    `${WORDS[n % WORDS.length]}${WORDS[Math.floor(n / WORDS.length)]}`,
  ].join(' ');
const texts = (first: number, count: number) => Array.from({ length: count }, (_, n) => textOf(first + n));

/** Some 200 documents: text files, a table, JSON lines of which one is broken, a copy, an archive that cannot be read. */
const CORPUS: Readonly<Record<string, string | Uint8Array>> = {
  ...Object.fromEntries(texts(0, 60).map((text, n) => [`in/letters/${String(n).padStart(2, '0')}.txt`, text])),
  'in/letters/copy.txt': textOf(17),
  'in/table.csv': `id,text,year\n${texts(100, 80)
    .map((text, n) => `${n},${text},${1990 + (n % 20)}\n`)
    .join('')}`,
  'in/lines.jsonl': texts(200, 60)
    .map((text, n) => (n === 41 ? '{"text":\n' : `${JSON.stringify({ text: `${text} line` })}\n`))
    .join(''),
  'in/broken.zip': Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3]),
};
const CORPUS_WORDS = ['--topics', '3', '--max-iterations', '20', '--max-df', '1', '--threads', '1'];

/** So dense that its fit is in two shards of 2²⁰ entries, of which the third and the fourth rank have none. */
const [ROWS, COLUMNS] = [2200, 1000];
const MATRIX_WORDS = ['--vocabulary', 'terms.txt', '--topics', '5', '--restarts', '1', '--threads', '1', '--keep-texts', 'no'];
const TO_THE_END = ['--max-iterations', '4', '--tolerance', '0', '--kkt-tolerance', '0'];
const ENDLESS = ['--max-iterations', '100000000', '--tolerance', '0', '--kkt-tolerance', '0'];

function matrixFiles(): Record<string, string> {
  const lines: string[] = [];
  for (let i = 0; i < ROWS; i++) {
    // a fifth of the terms is common in each document
    for (let j = 0; j < COLUMNS; j++) lines.push(`${i + 1} ${j + 1} ${1 + ((i * 31 + j * 17) % 3) + ((i + j) % 5 === 0 ? (i * j) % 7 : 0)}`);
  }
  return {
    'X.mtx': `%%MatrixMarket matrix coordinate integer general\n${ROWS} ${COLUMNS} ${lines.length}\n${lines.join('\n')}\n`,
    'terms.txt': Array.from({ length: COLUMNS }, (_, j) => `term${j}\n`).join(''),
  };
}

/** Words of a run whose paths are below a folder. */
function runIn(place: string, input: string, words: readonly string[], out: string): string[] {
  const inPlace = (word: string) => (word === 'terms.txt' ? path.join(place, word) : word);
  return ['run', path.join(place, input), ...words.map(inPlace), '--quiet', '--out', path.join(place, out)];
}

let made: { place: string; alone: string } | undefined;

/** Corpus and matrix, and what one process makes of both. */
async function fixture(): Promise<{ place: string; alone: string }> {
  if (made === undefined) {
    const place = temporaryFolder({ ...CORPUS, ...matrixFiles() });
    expect(await topikl(runIn(place, 'in', CORPUS_WORDS, 'alone/corpus'), place)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await topikl(runIn(place, 'X.mtx', [...MATRIX_WORDS, ...TO_THE_END], 'alone/matrix'), place)).toEqual({ code: 0, stdout: '', stderr: '' });
    made = { place, alone: path.join(place, 'alone') };
  }
  return made;
}

afterEach(endRanks);

test('the corpus has what it is to have, and the check of results sees a bit', async () => {
  const { place, alone } = await fixture();
  const ledger = readFileSync(path.join(alone, 'corpus/ledger.csv'), 'utf8');
  expect(ledger).toMatch(/^document,letters\/copy\.txt,duplicate,/m);
  expect(ledger).toMatch(/^file,broken\.zip,/m);
  expect(ledger).toMatch(/^document,lines\.jsonl#42,/m);
  expect(promisedFiles(path.join(alone, 'corpus'))).toEqual(
    expect.arrayContaining(['W.npy', 'H.npy', 'counts.mtx', 'documents.csv', 'ledger.csv', 'trace.csv']),
  );
  const { counts } = JSON.parse(readFileSync(path.join(alone, 'matrix/manifest.json'), 'utf8'));
  expect(Math.floor(counts.entries / 2 ** 20)).toBe(2);
  const other = temporaryFolder({ 'W.npy': 'x', 'trace.csv': 'iteration,seconds,objective\n10,1,2\n' });
  const same = temporaryFolder({ 'W.npy': 'x', 'trace.csv': 'iteration,seconds,objective\n10,9,2\n' });
  const third = temporaryFolder({ 'W.npy': 'y', 'trace.csv': 'iteration,seconds,objective\n10,1,3\n', 'H.npy': '' });
  expect(differentFiles(other, same)).toEqual([]);
  expect(differentFiles(other, third)).toEqual(['H.npy', 'W.npy', 'trace.csv']);
  expect(existsSync(place)).toBe(true);
});

describe.each(MPIS)('$name', (mpi) => {
  test.each([2, 4])('%i ranks: the folder of one process', async (ranks) => {
    const { place, alone } = await fixture();
    for (const [name, words] of [
      ['corpus', runIn(place, 'in', CORPUS_WORDS, `${mpi.name}-${ranks}/corpus`)],
      ['matrix', runIn(place, 'X.mtx', [...MATRIX_WORDS, ...TO_THE_END], `${mpi.name}-${ranks}/matrix`)],
    ] as const) {
      // rank 0 alone prints
      expect(await startRanks(mpi, ranks, [MAIN, ...words]).ended).toEqual({ code: 0, stdout: '', stderr: '' });
      const out = path.join(place, `${mpi.name}-${ranks}`, name);
      expect(resultsOf(out)).toEqual(resultsOf(path.join(alone, name)));
      expect([name, differentFiles(out, path.join(alone, name))]).toEqual([name, []]);
      const { ranks: recorded } = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8'));
      // a fit as small as that of the corpus is not worth sharing
      expect(recorded).toEqual({ size: ranks, fit: name === 'matrix' ? ranks : 1, communicationSeconds: expect.any(Number) });
    }
  });

  test('wrong use is said once, by rank 0, with the exit code that it has alone', async () => {
    const { code, stderr } = await startRanks(mpi, 2, [MAIN, 'run', 'nowhere-at-all', '--topics', '1']).ended;
    expect(code).toBe(2);
    expect(stderr.match(/`topics` must be/g)).toHaveLength(1);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  // random ranks at random moments are killed by npm run bench:scale -- kills
  test('a rank killed in the fit: a message, nobody left, and one process goes on with the same bits', async () => {
    const { place, alone } = await fixture();
    const name = `${mpi.name}-killed`;
    const out = path.join(place, name, 'matrix');
    const job = startRanks(mpi, 2, [MAIN, ...runIn(place, 'X.mtx', [...MATRIX_WORDS, ...ENDLESS], `${name}/matrix`)]);
    await until(
      'the counting is done',
      () => existsSync(path.join(out, 'counts.mtx')),
      40,
      () => `${job.stdout()} ${job.child.exitCode}`,
    );
    const pid = rankProcesses(job.processes()).find((one) => one.rank === 1)?.pid;
    process.kill(pid as number, 'SIGKILL');
    await until(
      'the job is over',
      () => job.child.exitCode !== null && job.processes().length === 0,
      30,
      () => job.processes(),
    );
    const { code, stdout, stderr } = await job.ended;
    expect(code).not.toBe(0);
    // the launcher says it: Open MPI's on standard error, MPICH's on standard output
    expect(stdout + stderr).toMatch(/signal 9|KILLED BY SIGNAL: 9/);
    expect(stderr).not.toMatch(/^ {4}at /m);

    expect(await topikl(runIn(place, 'X.mtx', [...MATRIX_WORDS, ...TO_THE_END], `${name}/matrix`), place)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(differentFiles(out, path.join(alone, 'matrix'))).toEqual([]);
  });
});

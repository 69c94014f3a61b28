import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Random } from '../../src/math/random.js';
import { writeMatrixMarket } from '../../src/matrix/matrix-market.js';
import { plantTopics } from '../support/planted-topics.js';
import { resultsOf, temporaryFolder } from '../temporary-folder.js';
import { SUBJECTS, start, topikl } from './command.js';

const PLANTED = 4;
const CHOSEN = ['choose-k.csv', 'choose-k.json', 'choose-k.md'];

/** A folder with counts drawn from four topics. */
function planted(documents = 500): string {
  const { X } = plantTopics(documents, 600, PLANTED, 80, new Random(3));
  return temporaryFolder({
    'counts.mtx': [...writeMatrixMarket(X)].join(''),
    'ids.txt': Array.from({ length: documents }, (_, i) => `d${i}\n`).join(''),
    'terms.txt': Array.from({ length: X.columns }, (_, j) => `t${j}\n`).join(''),
  });
}

const CHOOSE = ['choose-k', 'counts.mtx', '--vocabulary', 'terms.txt', '--from', '2', '--to', '12', '--steps', '5', '--out', 'out'];

const contentOf = (folder: string, name: string) => readFileSync(path.join(folder, 'out', name), 'utf8');
const stagesOf = (folder: string) =>
  (JSON.parse(contentOf(folder, 'manifest.json')).stages as { name: string; reused: boolean }[]).map(({ name, reused }) => `${name}${reused ? ' reused' : ''}`);

test('planted topics are recommended; a run takes the counts over, and a second search what was measured', async () => {
  const folder = planted();
  const chosen = await topikl(CHOOSE, folder);
  expect(chosen.code).toBe(0);
  expect(chosen.stdout).toContain(`Recommended: ${PLANTED} topics.`);
  expect(chosen.stdout).toMatch(/^→ {6}4 {2}█{20} .* best /m);
  expect(chosen.stderr).toMatch(/^choosing {4}4 topics, of \d+ numbers that were tried$/m);
  expect(resultsOf(path.join(folder, 'out'))).toEqual([
    '.topikl-candidates.json',
    ...CHOSEN,
    'counts.mtx',
    'documents.csv',
    'ledger.csv',
    'manifest.json',
    'vocabulary.csv',
  ]);

  const run = await topikl(['run', 'counts.mtx', '--vocabulary', 'terms.txt', '--topics', String(PLANTED), '--out', 'out'], folder);
  expect(run.code).toBe(0);
  expect(stagesOf(folder)).toEqual(['count reused', 'fit', 'topics', 'report']);
  expect(resultsOf(path.join(folder, 'out'))).toEqual(expect.arrayContaining(CHOSEN));

  // what the run has made stays, and nothing is fitted again
  const before = CHOSEN.map((name) => contentOf(folder, name));
  const again = await topikl([...CHOOSE, '--json'], folder);
  expect(again.code).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({
    out: 'out',
    recommendation: { topics: PLANTED, shape: 'peak' },
    fits: 3,
    documents: { all: 500, training: 450 },
  });
  expect(again.stderr).toMatch(/^choosing .* · reused from the last run$/m);
  expect(CHOSEN.map((name) => contentOf(folder, name))).toEqual(before);
  expect(existsSync(path.join(folder, 'out/report.md'))).toBe(true);
  expect(stagesOf(folder)).toEqual(['count reused', 'fit', 'topics', 'report']);
});

test('Ctrl-C: what was measured is kept, and the same command goes on to the same bytes', async () => {
  const folder = planted();
  const undisturbed = planted();
  // slow fits
  const slow = [...CHOOSE, '--restarts', '8', '--threads', '1'];
  const running = start(slow, folder);
  try {
    const store = path.join(folder, 'out/.topikl-candidates.json');
    for (const deadline = performance.now() + 50_000; !existsSync(store); await wait(5)) {
      if (running.child.exitCode !== null || performance.now() > deadline) throw new Error(`nothing was measured:\n${running.stderr()}`);
    }
    running.child.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code).toBe(130);
    expect(ended.stderr).toContain('topikl: interrupted while the number of topics was searched');
    expect(resultsOf(path.join(folder, 'out')).filter((name) => name.startsWith('choose-k'))).toEqual([]);
  } finally {
    running.child.kill('SIGKILL');
  }
  const measured = JSON.parse(contentOf(folder, '.topikl-candidates.json')).candidates.length;
  expect(measured).toBeGreaterThan(0);

  const [again, whole] = await Promise.all([topikl(slow, folder), topikl([...CHOOSE, '--restarts', '8', '--threads', '3'], undisturbed)]);
  expect([again.code, whole.code]).toEqual([0, 0]);
  for (const name of CHOSEN) expect([name, contentOf(folder, name)]).toEqual([name, contentOf(undisturbed, name)]);
}, 180_000);

test('texts: from a folder to a recommendation, with few documents held out', async () => {
  const folder = temporaryFolder();
  const chosen = await topikl(['choose-k', SUBJECTS, '--from', '3', '--out', 'out', '--json'], folder);
  expect(chosen.code).toBe(0);
  const { recommendation, candidates, documents } = JSON.parse(chosen.stdout);
  expect(documents).toMatchObject({ all: 65, training: 58, heldOut: 7 });
  // a fifth of the documents
  expect(candidates.at(-1).topics).toBe(11);
  expect(candidates.map(({ topics }: { topics: number }) => topics)).toContain(recommendation.topics);
  expect(contentOf(folder, 'choose-k.md')).toContain('# How many topics: out\n');
});

test('a start of a given number of topics is refused', async () => {
  const folder = planted();
  await topikl(['run', 'counts.mtx', '--vocabulary', 'terms.txt', '--topics', '3', '--out', 'start', '--quiet'], folder);
  const refused = await topikl([...CHOOSE, '--init', 'start'], folder);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('`init` must not be a folder where the number of topics is searched');
  expect(existsSync(path.join(folder, 'out'))).toBe(false);
});

test('--topics auto: the manifest and the report say how the number was found; counting anew takes the search away', async () => {
  const folder = planted(100);
  const words = ['run', 'counts.mtx', '--vocabulary', 'terms.txt', '--out', 'out', '--quiet'];
  const auto = await topikl([...words, '--topics', 'auto'], folder);
  expect([auto.code, auto.stdout]).toEqual([0, '']);
  const { config, chosenTopics } = JSON.parse(contentOf(folder, 'manifest.json'));
  expect(chosenTopics).toEqual({ topics: config.topics, reason: expect.stringContaining(`Recommended: ${config.topics} topics`) });
  expect(contentOf(folder, 'report.md')).toContain('## How the number of topics was chosen\n\nRecommended: ');
  expect(contentOf(folder, 'topic-summary.csv').trimEnd().split('\r\n')).toHaveLength(1 + config.topics);

  await topikl([...words, '--topics', '3', '--documents', 'ids.txt'], folder);
  expect(stagesOf(folder)).toEqual(['count', 'fit', 'topics', 'report']);
  expect(resultsOf(path.join(folder, 'out')).filter((name) => name.startsWith('choose-k') || name.startsWith('.'))).toEqual([]);
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { resultsOf, temporaryFolder } from '../temporary-folder.js';
import { messageOf, type Running, SUBJECTS, start, topikl } from './command.js';

const NORMAL = ['run', SUBJECTS, '--topics', '5', '--out', 'out'];
// in memory, where several starts are tried, mini-batches go on moving the topics for ever
const ENDLESS = [...NORMAL, '--solver', 'online', '--restarts', '2', '--tolerance', '0', '--kkt-tolerance', '0', '--max-iterations', '100000000'];

const SAME_BITS = ['W.npy', 'H.npy', 'topics.csv', 'document-topics.csv', 'counts.mtx', 'vocabulary.csv', 'documents.csv', 'ledger.csv'];

const RESULTS = [
  ...[
    'H.npy',
    'W.npy',
    'counts.mtx',
    'document-topics.csv',
    'documents.csv',
    'group-words.csv',
    'ledger.csv',
    'left-out-words.csv',
    'manifest.json',
    'misfit.csv',
    'proposed-stop-words.txt',
    'repeated-lines.csv',
    'report.html',
    'report.md',
    'summaries.csv',
    'texts.jsonl.gz',
  ],
  ...['topic-summary.csv', 'topic-tree.csv', 'topics-by-group.csv', 'topics.csv', 'trace.csv', 'vocabulary.csv'],
];

/** Stages that the manifest lists as done. */
function stagesDone(folder: string): { name: string; reused: boolean }[] {
  const file = path.join(folder, 'out/manifest.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).stages : [];
}

/** Waits until W is being fitted; fails when the run ends before. */
async function untilFitting(running: Running, condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    if (running.child.exitCode !== null) throw new Error(`the run ended before it could be stopped:\n${running.stderr()}`);
    if (performance.now() > deadline) throw new Error('the fit has not begun');
    await wait(10);
  }
  await wait(250);
  if (running.child.exitCode !== null) throw new Error(`the endless fit ended by itself:\n${running.stderr()}`);
}

const isCounted = (folder: string) => () => stagesDone(folder).some(({ name }) => name === 'count');

test('Ctrl-C in a fit: exit 130, what there is is written, and the same command goes on from there', async () => {
  const folder = temporaryFolder();
  const running = start(ENDLESS, folder);
  try {
    await untilFitting(running, isCounted(folder));

    const second = await topikl(NORMAL, folder);
    expect(second.code).toBe(2);
    expect(messageOf(second)).toMatch(new RegExp(`^another run is writing into "out" \\(process ${running.child.pid} on `));
    expect(second.stderr).toMatch(/^hint: Wait for it, or choose another folder with --out\./m);

    running.child.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.code).toBe(130);
    expect(ended.stdout).toMatch(/^The fit was interrupted after \d+ iterations, before it had converged.*; the same command goes on from there\./m);
    expect(resultsOf(path.join(folder, 'out'))).toEqual(['.topikl-fit.checkpoint', ...RESULTS]);
  } finally {
    running.child.kill('SIGKILL');
  }

  const iterationsBefore = JSON.parse(readFileSync(path.join(folder, 'out/manifest.json'), 'utf8')).fit.iterations;
  const again = start([...ENDLESS, '--json'], folder);
  try {
    await untilFitting(again, () => again.stderr().includes('reused'));
    expect(again.stderr()).toMatch(/^counting .* · reused from the last run$/m);
    again.child.kill('SIGINT');
    const ended = await again.ended;
    expect(ended.code).toBe(130);
    const { fit } = JSON.parse(ended.stdout);
    expect(fit.status).toBe('interrupted');
    expect(fit.iterations).toBeGreaterThan(iterationsBefore);
  } finally {
    again.child.kill('SIGKILL');
  }

  const finished = await topikl(NORMAL, folder);
  expect(finished.code).toBe(0);
  expect(stagesDone(folder).map(({ name, reused }) => `${name}${reused ? ' reused' : ''}`)).toEqual(['count reused', 'fit', 'topics', 'report']);
  expect(resultsOf(path.join(folder, 'out'))).toEqual(RESULTS);
});

test('a process killed in a fit: the next run works, with the bytes of an uninterrupted one', async () => {
  const folder = temporaryFolder();
  const undisturbed = temporaryFolder();
  const running = start(ENDLESS, folder);
  try {
    await untilFitting(running, isCounted(folder));
  } finally {
    running.child.kill('SIGKILL');
  }
  await running.ended;
  expect(resultsOf(path.join(folder, 'out'))).toContain('.topikl.lock');
  writeFileSync(path.join(folder, 'out/.topikl-W.npy.part'), 'half');

  const [next, whole] = await Promise.all([topikl(NORMAL, folder), topikl(NORMAL, undisturbed)]);
  expect([next.code, whole.code]).toEqual([0, 0]);
  expect(next.stderr).toMatch(/^counting .* · reused from the last run$/m);
  expect(resultsOf(path.join(folder, 'out'))).toEqual(resultsOf(path.join(undisturbed, 'out')));
  expect(resultsOf(path.join(folder, 'out')).filter((name) => name.startsWith('.'))).toEqual([]);
  for (const name of SAME_BITS) {
    expect([name, readFileSync(path.join(folder, 'out', name)).equals(readFileSync(path.join(undisturbed, 'out', name)))]).toEqual([name, true]);
  }
});

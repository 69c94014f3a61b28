import { appendFileSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ArtifactError, ConfigError, InterruptedError } from '../../../src/errors/errors.js';
import { Random } from '../../../src/math/random.js';
import { writeMatrixMarket } from '../../../src/matrix/matrix-market.js';
import { loadStability } from '../../../src/run/artifacts.js';
import { readManifest } from '../../../src/run/manifest.js';
import type { Progress } from '../../../src/run/progress.js';
import { type StabilityOptions, stabilityRun } from '../../../src/run/stability-run.js';
import { plantTopics } from '../../support/planted-topics.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { ALL_REUSED, place, runIt } from './run-it.js';

const FILES = ['stability.csv', 'stability.json', 'report.md'];
const contents = (folder: string) => FILES.map((name) => readFileSync(path.join(folder, name), 'utf8'));

const made = place();
beforeAll(async () => {
  await runIt(made.letters, made.out);
});

/** A run on the letters, and on request another one at the same place. */
function finishedRun() {
  const folder = path.join(temporaryFolder(), 'copy');
  cpSync(made.folder, folder, { recursive: true, preserveTimestamps: true });
  const out = path.join(folder, 'out');
  return { out, again: (flags: Record<string, unknown> = {}) => runIt(path.join(folder, 'letters'), out, flags) };
}

/** @param abortAt refits that are there when it is interrupted */
async function stability(out: string, options: StabilityOptions, abortAt?: number) {
  const progress: Progress[] = [];
  const controller = new AbortController();
  const onProgress = (what: Progress) => {
    progress.push(what);
    if (what.stage === 'refitting' && what.refits === abortAt) controller.abort();
  };
  const result = await stabilityRun(out, options, { onProgress, signal: controller.signal });
  return { ...result, end: progress.at(-1) };
}

describe('the files', () => {
  it('say how often each topic comes back, and the report with them; the next run keeps them', async () => {
    const { out, again } = finishedRun();
    const before = readFileSync(path.join(out, 'report.md'), 'utf8');
    const { stability: record, topics, end } = await stability(out, { refits: 4 });
    expect(end).toEqual({ stage: 'refitted', refits: 4, reused: 0 });
    expect(record).toMatchObject({
      refits: 4,
      seed: 1,
      topics: [
        { topic: 1, refits: 4 },
        { topic: 2, refits: 4 },
      ],
    });
    expect(topics.map((topic) => topic.stability)).toEqual(record.topics.map(({ found, refits }) => ({ found, refits })));
    const [csv, json, report] = contents(out) as [string, string, string];
    expect(csv).toMatch(/^topic,found,refits,share,prevalence_low,prevalence_high,verdict,/);
    expect(JSON.parse(json).topics).toEqual(JSON.parse(JSON.stringify(record.topics)));
    const said = `Found in ${record.topics[0]?.found} of 4 refits`;
    // of so few refits no interval is said
    expect(report).toContain(`${said}.`);
    expect(before).not.toContain(said);
    expect(readManifest(out).stages.map(({ name }) => name)).toEqual(['count', 'fit', 'topics', 'stability', 'report']);

    const next = await again();
    expect(next.stages).toEqual([...ALL_REUSED.slice(0, 3), 'stability reused', 'report reused']);
    expect(next.topics.map((topic) => topic.stability)).toEqual(topics.map((topic) => topic.stability));
    expect(contents(out)).toEqual([csv, json, report]);
    // another report of the same topics says it too
    expect((await again({ 'summary-sentences': '1' })).stages).toEqual([...ALL_REUSED.slice(0, 3), 'stability reused', 'report']);
    expect(readFileSync(path.join(out, 'report.md'), 'utf8')).toContain(said);
  });

  it('go when the fit changes, with the refits that were made of it', async () => {
    const { out, again } = finishedRun();
    await stability(out, { refits: 2 });
    expect((await again({ seed: '2' })).stages).toEqual([...ALL_REUSED.slice(0, 1), 'fit', 'topics', 'report']);
    for (const name of ['stability.csv', 'stability.json', '.topikl-refits.json']) expect([name, existsSync(path.join(out, name))]).toEqual([name, false]);
    expect(readManifest(out).stability).toBeUndefined();
    const { topics } = await again();
    expect(topics[0]?.stability).toBeUndefined();
    expect(readFileSync(path.join(out, 'report.md'), 'utf8')).not.toContain('Found in');
  });

  it.each(['stability.csv', 'stability.json'])('that somebody has changed are not kept: %s', async (name) => {
    const { out, again } = finishedRun();
    await stability(out, { refits: 2 });
    const before = contents(out).slice(0, 2);
    appendFileSync(path.join(out, name), 'x');
    expect((await again()).stages).toEqual([...ALL_REUSED.slice(0, 3), 'report']);
    expect(existsSync(path.join(out, 'stability.csv'))).toBe(false);
    // the refits are still there
    expect((await stability(out, { refits: 2 })).end).toEqual({ stage: 'refitted', refits: 2, reused: 2 });
    expect(contents(out).slice(0, 2)).toEqual(before);
  });
});

describe('the refits', () => {
  it('are the same with one thread and two, and others with another seed', async () => {
    const { out } = finishedRun();
    const other = finishedRun().out;
    await stability(out, { refits: 4, threads: 1 });
    await stability(other, { refits: 4, threads: 2 });
    expect(contents(other).slice(0, 2)).toEqual(contents(out).slice(0, 2));
    expect((await stability(out, { refits: 2, seed: 2 })).end).toEqual({ stage: 'refitted', refits: 2, reused: 0 });
    expect(loadStability(out).seed).toBe(2);
  });

  it('that were made before an interruption are used, and the end is the same', async () => {
    const { out } = finishedRun();
    const undisturbed = finishedRun();
    await stability(undisturbed.out, { refits: 4 });
    const stages = readManifest(out).stages;
    const interrupted = stability(out, { refits: 4, threads: 1 }, 2);
    await expect(interrupted).rejects.toThrow(InterruptedError);
    await expect(interrupted).rejects.toMatchObject({ hint: 'Run the same command again: the refits that are made are kept.' });
    expect(readManifest(out).stages).toEqual(stages);
    expect(existsSync(path.join(out, 'stability.csv'))).toBe(false);
    const { end } = await stability(out, { refits: 4 });
    expect(end).toEqual({ stage: 'refitted', refits: 4, reused: 2 });
    expect(contents(out).slice(0, 2)).toEqual(contents(undisturbed.out).slice(0, 2));
  });

  it('are used where more are asked for, and fewer', async () => {
    const { out } = finishedRun();
    await stability(out, { refits: 2 });
    expect((await stability(out, { refits: 4 })).end).toEqual({ stage: 'refitted', refits: 4, reused: 2 });
    const four = contents(out);
    expect((await stability(out, { refits: 3 })).end).toEqual({ stage: 'refitted', refits: 3, reused: 3 });
    expect(loadStability(out).topics[0]?.refits).toBe(3);
    expect((await stability(out, { refits: 4 })).end).toEqual({ stage: 'refitted', refits: 4, reused: 4 });
    expect((await stability(out, { refits: 4 })).end).toEqual({ stage: 'refitted', refits: 4, reused: 4 });
    expect(contents(out)).toEqual(four);
  });
});

describe('a folder that is not that of a finished run', () => {
  it('is refused, and stays as it is', async () => {
    const folder = temporaryFolder({ 'a.txt': 'a' });
    await expect(stability(folder, { refits: 1 })).rejects.toThrow(ArtifactError);
    await expect(stability(path.join(folder, 'none'), { refits: 1 })).rejects.toThrow(/holds no results of topikl/);
    expect(existsSync(path.join(folder, 'none'))).toBe(false);
  });

  it.each([
    ['H.npy', /the stage "fit" was not done, or its files were changed/],
    ['counts.mtx', /the stage "count" was not done/],
    ['topics.csv', /the stage "topics" was not done/],
  ])('since %s was changed', async (name, message) => {
    const { out } = finishedRun();
    appendFileSync(path.join(out, name), 'x');
    await expect(stability(out, { refits: 1 })).rejects.toThrow(message);
    expect(existsSync(path.join(out, '.topikl.lock'))).toBe(false);
  });

  it('since it is of another version', async () => {
    const { out } = finishedRun();
    const file = path.join(out, 'manifest.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"version": "[^"]*"/, '"version": "0.0.1"'));
    await expect(stability(out, { refits: 1 })).rejects.toThrow(/are of topikl 0\.0\.1, this is/);
  });

  it('since the fit was interrupted', async () => {
    const { letters, out } = place();
    const running = runIt(letters, out, { solver: 'online', restarts: '2', tolerance: '0', 'kkt-tolerance': '0', 'max-iterations': '100000' }, 'fitting');
    expect((await running).manifest.fit?.status).toBe('interrupted');
    await expect(stability(out, { refits: 1 })).rejects.toThrow(/^the fit in ".*" was interrupted before it had converged$/);
  });

  it('since another run is writing into it', async () => {
    const { out } = finishedRun();
    writeFileSync(path.join(out, '.topikl.lock'), '1 another-machine\n');
    await expect(stability(out, { refits: 1 })).rejects.toThrow(ConfigError);
  });
});

describe('planted topics', () => {
  const PLANTED = 5;
  const collection = (() => {
    const { X } = plantTopics(600, 800, PLANTED, 100, new Random(4));
    const terms = Array.from({ length: X.columns }, (_, j) => `word${j}`).join('\n');
    return temporaryFolder({ 'X.mtx': [...writeMatrixMarket(X)].join(''), 'terms.txt': terms });
  })();

  async function found(topics: number) {
    const out = path.join(collection, `out-${topics}`);
    await runIt(path.join(collection, 'X.mtx'), out, { topics: String(topics), 'min-df': undefined, vocabulary: path.join(collection, 'terms.txt') });
    return (await stability(out, { refits: 6 })).stability.topics;
  }

  it('come back in nearly all refits', async () => {
    const topics = await found(PLANTED);
    expect(topics.map(({ verdict }) => verdict)).toEqual(Array(PLANTED).fill('solid'));
  });

  it('where twice as many are asked for: as many as are surplus are marked, by refits that lack them or by a topic much like them', async () => {
    const topics = await found(2 * PLANTED);
    const marked = topics.filter(({ verdict, nearest }) => verdict === 'surplus' || (verdict === 'unsure' && (nearest?.distance ?? 1) < 0.5));
    expect(marked.length).toBeGreaterThanOrEqual(PLANTED);
    const often = topics.filter(({ share }) => share > 0.5).length;
    expect(often).toBeGreaterThanOrEqual(PLANTED - 1);
    expect(Math.min(...topics.map(({ share }) => share))).toBeLessThan(0.5);
  });
});

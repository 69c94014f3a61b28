import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { contentOf, resultsOf, temporaryFolder, writeFiles } from '../temporary-folder.js';
import { start, topikl } from './command.js';

/** Files of many formats, archives among them. */
const MIXED = fileURLToPath(new URL('../../corpora/mixed/documents', import.meta.url));
const LONG_AGO = 1_600_000_000;
const HARBOUR = 'letters/berth-fees.txt';
/** Their bytes depend on input, settings, seed and version only. */
const NOT_THE_SAME = ['manifest.json', 'trace.csv', 'report.md', 'report.html'];

/** Formats that take long to read, and are to a cache like any other. */
const SLOW = /\.(pdf|docx?|odt|xlsx)$/;

/** A copy of the documents, which nobody has changed for long. */
function place(): string {
  const folder = temporaryFolder();
  cpSync(MIXED, path.join(folder, 'in'), { recursive: true, filter: (file) => !SLOW.test(file) });
  settle(folder);
  return folder;
}

function settle(folder: string, time = LONG_AGO): void {
  for (const name of contentOf(path.join(folder, 'in'))) utimesSync(path.join(folder, 'in', name), time, time);
}

async function run(folder: string, out: string, ...flags: string[]): Promise<{ stages: string[]; stderr: string }> {
  const { code, stderr } = await topikl(['run', 'in', '--topics', '3', '--max-iterations', '5', '--restarts', '1', '--out', out, ...flags], folder);
  expect([code, stderr]).toEqual([0, stderr]);
  const { stages } = JSON.parse(readFileSync(path.join(folder, out, 'manifest.json'), 'utf8')) as { stages: { name: string; reused: boolean }[] };
  return { stages: stages.map(({ name, reused }) => `${name}${reused ? ' reused' : ''}`), stderr };
}

const bits = (folder: string, out: string) =>
  Object.fromEntries(
    resultsOf(path.join(folder, out))
      .filter((name) => !NOT_THE_SAME.includes(name))
      .map((name) => [name, readFileSync(path.join(folder, out, name)).toString('base64')]),
  );
const inputsOf = (folder: string, out: string) => JSON.parse(readFileSync(path.join(folder, out, 'manifest.json'), 'utf8')).inputs;

/** A run into a folder with results has the bits of one into a new folder, and says the same of its inputs. */
async function expectColdBits(folder: string, ...flags: string[]): Promise<void> {
  rmSync(path.join(folder, 'cold'), { recursive: true, force: true });
  await Promise.all([run(folder, 'warm', '--threads', '2', ...flags), run(folder, 'cold', '--threads', '1', ...flags)]);
  expect(bits(folder, 'warm')).toEqual(bits(folder, 'cold'));
  expect(inputsOf(folder, 'warm')).toEqual(inputsOf(folder, 'cold'));
}

/** Another content of the same size; a word of it is one that no document has. */
function replaceUnnoticed(file: string, word: string): void {
  const { size, mtimeMs } = statSync(file);
  writeFileSync(file, `${word} `.repeat(size).slice(0, size));
  utimesSync(file, mtimeMs / 1000, mtimeMs / 1000);
}
const vocabulary = (folder: string, out: string) =>
  readFileSync(path.join(folder, out, 'vocabulary.csv'), 'utf8') + readFileSync(path.join(folder, out, 'ledger.csv'), 'utf8');

describe('a second run', () => {
  let folder: string;
  beforeAll(async () => {
    folder = place();
    await run(folder, 'warm', '--threads', '2');
  });
  const file = (name: string) => path.join(folder, 'in', name);

  test('opens no file that has the size and time of before', async () => {
    const content = readFileSync(file(HARBOUR));
    replaceUnnoticed(file(HARBOUR), 'zyzzyva');
    expect((await run(folder, 'warm')).stages[0]).toBe('count reused');
    // other settings of the text: all is counted again, and still nothing is opened
    await run(folder, 'warm', '--min-length', '3', '--min-df', '1');
    expect(vocabulary(folder, 'warm')).not.toContain('zyzzyva');
    await run(folder, 'cold', '--min-length', '3', '--min-df', '1');
    expect(vocabulary(folder, 'cold')).toContain('zyzzyva');
    writeFileSync(file(HARBOUR), content);
    utimesSync(file(HARBOUR), LONG_AGO, LONG_AGO);
  });

  test('with other settings of the text has the bits of a first one', async () => {
    await expectColdBits(folder, '--chunk', '50', '--min-df', '1', '--duplicates', 'keep', '--boilerplate', 'drop');
  });

  test('with other settings of the reading reads all again', async () => {
    await expectColdBits(folder, '--keep-quotes', '--max-depth', '1');
  });

  test('after all files were touched reuses the counts', async () => {
    await run(folder, 'warm');
    settle(folder, LONG_AGO + 1000);
    expect((await run(folder, 'warm')).stages).toEqual(['count reused', 'fit reused', 'topics reused', 'report reused']);
    await expectColdBits(folder);
  });

  test('after files were changed, added, renamed and removed has the bits of a first one', async () => {
    const text = readFileSync(file(HARBOUR), 'utf8');
    writeFileSync(file(HARBOUR), `${text}\nThe berth by the new crane is free.\n`);
    await expectColdBits(folder);
    // the size is the same
    writeFileSync(file(HARBOUR), `${text}\nThe berth by the old crane is free.\n`);
    writeFiles(folder, { 'in/aaa.txt': 'The first of all: quay and harbour.', 'in/letters/zzz.md': '# Crane\n\nThe *last* of the letters.' });
    renameSync(file('letters/russian-pumps.txt'), file('letters/pumps-from-russia.txt'));
    await expectColdBits(folder);
    rmSync(file('aaa.txt'));
    for (const name of readdirSync(file('exports')).slice(0, 2)) rmSync(file(`exports/${name}`));
    await expectColdBits(folder);
  });

  test('with a cache that is damaged, or that a killed run has left more in, has the bits of a first one', async () => {
    const cache = path.join(folder, 'warm/.topikl-cache');
    const change = (name: string) => writeFileSync(file(HARBOUR), `A berth, and ${name}.`);
    const part = () => path.join(cache, readdirSync(cache).find((name) => name.startsWith('findings-')) as string);
    change('half of a part');
    truncateSync(part(), Math.floor(statSync(part()).size / 2));
    await expectColdBits(folder);
    change('a part that is gone');
    rmSync(part());
    await expectColdBits(folder);
    change('no index');
    writeFileSync(path.join(cache, 'files.jsonl'), 'no index');
    await expectColdBits(folder);
    change('what is left');
    writeFiles(cache, { 'findings-77': 'half', '.topikl-files.jsonl.part': 'half' });
    await expectColdBits(folder);
    expect(contentOf(cache)).not.toContain('findings-77');
    rmSync(cache, { recursive: true });
    expect((await run(folder, 'warm')).stages[0]).toBe('count reused');
    await expectColdBits(folder, '--min-length', '4');
  });

  test('without texts keeps none', async () => {
    const cache = path.join(folder, 'warm/.topikl-cache');
    await run(folder, 'warm', '--keep-texts', 'no');
    expect(contentOf(cache)).toEqual(['files.jsonl']);
    await expectColdBits(folder, '--keep-texts', 'no', '--boilerplate', 'drop');
    expect(contentOf(cache)).toEqual(['files.jsonl']);
  });
});

describe('a run that is stopped while it reads', () => {
  /** So many files that it can be stopped among them. */
  const many = () => {
    const folder = temporaryFolder(
      Object.fromEntries(
        Array.from({ length: 1200 }, (_, i) => [`in/${i}.txt`, `${'harbour quay boat tide '.repeat(50 + (i % 7))}word${i % 900} crane${i % 31}`]),
      ),
    );
    settle(folder);
    return folder;
  };
  const FLAGS = ['--duplicates', 'keep'];
  /** Stops a run when it has begun to keep what it finds. */
  async function stop(folder: string, signal: NodeJS.Signals, part: string): Promise<number | null> {
    const running = start(['run', 'in', '--topics', '3', '--max-iterations', '5', '--restarts', '1', '--out', 'warm', '--threads', '1', ...FLAGS], folder);
    const file = path.join(folder, 'warm/.topikl-cache', part);
    while (!existsSync(file) || statSync(file).size === 0) {
      if (running.child.exitCode !== null) throw new Error(`the run ended before it could be stopped:\n${running.stderr()}`);
      await wait(2);
    }
    running.child.kill(signal);
    return (await running.ended).code;
  }

  test.each(['SIGINT', 'SIGKILL'] as const)('by %s leaves nothing that is wrong to the next', async (signal) => {
    const folder = many();
    expect(await stop(folder, signal, 'findings-0')).toBe(signal === 'SIGINT' ? 130 : null);
    if (signal === 'SIGINT') expect(existsSync(path.join(folder, 'warm'))).toBe(false);
    await expectColdBits(folder, ...FLAGS);
    const cache = path.join(folder, 'warm/.topikl-cache');
    const before = contentOf(cache);

    writeFileSync(path.join(folder, 'in/17.txt'), 'another text');
    const parts = before.filter((name) => name.startsWith('findings-')).map((name) => Number(name.slice('findings-'.length)));
    const next = `findings-${Math.max(...parts) + 1}`;
    expect(await stop(folder, signal, next)).toBe(signal === 'SIGINT' ? 130 : null);
    if (signal === 'SIGINT') expect(contentOf(cache)).toEqual(before);
    await expectColdBits(folder, ...FLAGS);
    expect(contentOf(cache).filter((name) => name.startsWith('findings-')).length).toBeLessThanOrEqual(2);
  });
});

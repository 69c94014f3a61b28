import { describe, expect, test } from 'vitest';
import type { FileEvent, FileSettings } from '../../../../src/ingest/file-reader.js';
import { readFiles } from '../../../../src/ingest/file-reader.js';
import { listFiles } from '../../../../src/ingest/files/list-files.js';
import { DEFAULT_LIMITS } from '../../../../src/ingest/limits.js';
import { ReaderPool } from '../../../../src/ingest/processes/reader-pool.js';
import { temporaryFolder } from '../../../temporary-folder.js';

const settings: FileSettings = { limits: DEFAULT_LIMITS, chunk: 'document' };
const entry = new URL('./misbehaving-process.mjs', import.meta.url);

async function eventsOf(paths: string[], processes: number, giveUpSeconds = 60, bytes = 300_000): Promise<FileEvent[]> {
  const pool = new ReaderPool(settings, { processes, giveUpSeconds, megabytes: 60, entry });
  const events: FileEvent[] = [];
  try {
    for await (const event of pool.read(paths.map((path) => ({ location: path, path, bytes })))) events.push(event);
  } finally {
    await pool.close();
  }
  return events;
}

/** What came of each file: its texts, the reason of its problem, its end. */
function summary(events: FileEvent[]): string[] {
  return events.map(({ file, finding }) => {
    if (finding === undefined) return `${file} ends`;
    return `${file} ${finding.kind === 'document' ? (finding.texts[0] as string).slice(0, 20).trim() : finding.problem.reason}`;
  });
}

const good = (file: number, path: string) => [`${file} ${path} one`, `${file} ${path} two`, `${file} ends`];

test('files come in their order, whatever the number of processes', async () => {
  const paths = Array.from({ length: 20 }, (_, i) => (i % 7 === 0 ? `long ${i}` : `file ${i}`));
  const one = summary(await eventsOf(paths, 1));
  expect(one.filter((line) => line.endsWith('ends'))).toEqual(paths.map((_, i) => `${i} ends`));
  for (const processes of [2, 4]) expect(summary(await eventsOf(paths, processes))).toEqual(one);
});

describe.each([
  ['hang', 'given-up', 1],
  ['exit', 'given-up', 60],
  ['abort', 'given-up', 60],
  ['throw', 'given-up', 60],
  ['memory', 'given-up', 60],
])('a process that ends over a file: %s', (what, reason, seconds) => {
  test.each([1, 2])('costs only that file, with %i of them', async (processes) => {
    const paths = ['a', 'b', `${what} c`, 'd', 'e', `${what} f`, 'g'];
    const lost = (file: number, path: string) => [`${file} ${path} one`, `${file} ${reason}`, `${file} ends`];
    expect(summary(await eventsOf(paths, processes, seconds, what === 'hang' ? 100 : 300_000))).toEqual([
      ...good(0, 'a'),
      ...good(1, 'b'),
      ...lost(2, `${what} c`),
      ...good(3, 'd'),
      ...good(4, 'e'),
      ...lost(5, `${what} f`),
      ...good(6, 'g'),
    ]);
  });
});

test('what was found before a process ends is not lost, however large it is', async () => {
  const events = await eventsOf(['large a', 'abort b', 'c'], 1);
  expect(summary(events)).toEqual([
    ...good(0, 'large a').map((line) => (line.endsWith('one') ? `${line}${'x'.repeat(9)}` : line)),
    '1 abort b one',
    '1 given-up',
    '1 ends',
    ...good(2, 'c'),
  ]);
});

test('a process that cannot be started is an error, and no file is blamed for it', async () => {
  const pool = new ReaderPool(settings, { processes: 1, giveUpSeconds: 60, entry: '/no/such/entry.js' });
  const read = async () => {
    for await (const _ of pool.read([{ location: 'a', path: 'a', bytes: 1 }]));
  };
  await expect(read()).rejects.toThrow('a process that reads files could not be started');
  await pool.close();
});

test('is interrupted by a signal, also where a parser hangs', async () => {
  const controller = new AbortController();
  const pool = new ReaderPool(settings, { processes: 1, giveUpSeconds: 60, entry, signal: controller.signal });
  const read = async () => {
    for await (const { finding } of pool.read([{ location: 'hang', path: 'hang', bytes: 1 }])) expect(finding).toBeDefined();
  };
  setTimeout(() => controller.abort(), 1000);
  await expect(read()).rejects.toThrow('interrupted while the documents were read');
  await pool.close();
});

test('a bug of a reader is thrown with its class', async () => {
  await expect(eventsOf(['a', 'bug b', 'c'], 2)).rejects.toThrow(TypeError);
});

test('a consumer that is slow is waited for, and one that stops ends the processes', async () => {
  const pool = new ReaderPool(settings, { processes: 2, giveUpSeconds: 1, entry });
  let events = 0;
  const files = ['long a', 'long b', 'long c'].map((path) => ({ location: path, path, bytes: 2e6 }));
  for await (const { finding } of pool.read(files)) {
    expect(finding?.kind === 'problem').toBe(false);
    if (++events === 5) await new Promise((resolve) => setTimeout(resolve, 2500));
    if (events === 60) break;
  }
  await pool.close();
  expect(events).toBe(60);
});

test('processes find what is found without them', async () => {
  const { files } = listFiles([temporaryFolder({ 'a.txt': 'one', 'b.csv': 'text\ntwo\nthree\n', 'c.txt': Buffer.from([0]), 'd.txt': '' })]);
  const expected: FileEvent[] = [];
  for await (const event of readFiles(files, settings)) expected.push({ ...event, counter: 0 });
  const pool = new ReaderPool(settings, { processes: 2, giveUpSeconds: 60 });
  const found: FileEvent[] = [];
  for await (const event of pool.read(files)) found.push(event);
  await pool.close();
  expect(found).toEqual(expected);
  expect(found).toHaveLength(9);
});

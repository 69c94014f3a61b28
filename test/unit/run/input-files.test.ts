import { renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Place } from '../../../src/ingest/document.js';
import type { FileEnd } from '../../../src/ingest/file-reader.js';
import { contentOf as hashOf } from '../../../src/ingest/files/hash-files.js';
import { listFiles } from '../../../src/ingest/files/list-files.js';
import { type CacheSettings, FindingsWriter } from '../../../src/ingest/findings-cache.js';
import { InputFiles, type InputFilesOptions } from '../../../src/run/input-files.js';
import { contentOf, temporaryFolder } from '../../temporary-folder.js';

const DAY = 86_400_000;
const LONG_AGO = 1_600_000_000;
const NAMES = ['a.txt', 'b.txt', 'c.txt'];

/** Three files that were changed long ago. */
function place() {
  const folder = temporaryFolder({ 'in/a.txt': 'one', 'in/b.txt': 'two', 'in/c.txt': 'three', 'out/manifest.json': '{}' });
  const file = (name: string) => path.join(folder, 'in', name);
  for (const name of NAMES) utimesSync(file(name), LONG_AGO, LONG_AGO);
  return { input: path.join(folder, 'in'), out: path.join(folder, 'out'), cache: path.join(folder, 'out/.topikl-cache'), file };
}

function open({ input, out }: { input: string; out: string }, options: Partial<InputFilesOptions> = {}) {
  const list = listFiles([input]);
  const inputs = [{ path: '../in', files: 0, bytes: 0, sha256: '' }];
  return new InputFiles(out, { list, listed: Date.now() + DAY, inputs, reading: 'so', keepsTexts: true, ...options });
}

/** What a run finds out: which files are hashed before the reading, which are then known, and which are kept. */
async function look(inputs: InputFiles, all = false) {
  const hashed: string[] = [];
  await inputs.check(all, async (file, files) => {
    hashed.push(`${file + 1} of ${files}`);
  });
  const { areKnown } = inputs;
  const kept = inputs.toRead().flatMap((file) => (file.kept === undefined ? [] : [file.path]));
  return { hashed: hashed.length, areKnown, kept };
}

/** Reads all files, keeping what is found. */
async function runOnce(at: ReturnType<typeof place>, options: Partial<InputFilesOptions> = {}) {
  const inputs = open(at, options);
  await inputs.check(false, async () => {});
  const cache = inputs.cache();
  const writer = cache === undefined ? undefined : FindingsWriter.open(cache);
  for (const [f, file] of inputs.toRead().entries()) {
    writer?.add({ kind: 'document', path: file.path, text: 'x', metadata: {} });
    inputs.endFile(f, { sha256: await hashOf(file.location), kept: writer?.endFile() });
  }
  writer?.flush();
  const hashes = await inputs.hashedInputs();
  inputs.save();
  return hashes;
}

test('without a run before nothing is known, nor hashed, unless it must be', async () => {
  const at = place();
  expect(await look(open(at))).toEqual({ hashed: 0, areKnown: false, kept: [] });
  expect(await look(open(at), true)).toEqual({ hashed: 3, areKnown: true, kept: [] });
});

test('what has its size and time is not opened', async () => {
  const at = place();
  const hashes = await runOnce(at);
  expect(hashes).toMatchObject([{ path: '../in', files: 3, bytes: 11, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  // nobody can tell without opening it
  writeFileSync(at.file('a.txt'), 'ONE');
  utimesSync(at.file('a.txt'), LONG_AGO, LONG_AGO);
  const inputs = open(at);
  expect(await look(inputs)).toEqual({ hashed: 0, areKnown: true, kept: NAMES });
  expect(await inputs.hashedInputs()).toEqual(hashes);
});

test('a part that the index names is not written anew, though it is gone', async () => {
  const at = place();
  await runOnce(at);
  const { folder, firstPart } = open(at).cache() as CacheSettings;
  expect(firstPart).toBe(1);
  rmSync(path.join(folder, 'findings-0'));
  expect(FindingsWriter.open({ folder, write: true, firstPart })?.part).toBe(1);
});

test('of what has its size and another time, the hash tells', async () => {
  const at = place();
  const before = await runOnce(at);
  utimesSync(at.file('a.txt'), LONG_AGO + 1, LONG_AGO - 1);
  writeFileSync(at.file('b.txt'), 'TWO');
  const inputs = open(at);
  expect(await look(inputs)).toEqual({ hashed: 2, areKnown: true, kept: ['a.txt', 'c.txt'] });
  expect(await inputs.hashedInputs()).not.toEqual(before);
});

test('a time that is learned anew is kept, without any reading', async () => {
  const at = place();
  await runOnce(at);
  for (const name of NAMES) utimesSync(at.file(name), LONG_AGO, LONG_AGO + 7);
  const inputs = open(at);
  await inputs.check(true, async () => {});
  inputs.save();
  expect(await look(open(at), true)).toEqual({ hashed: 0, areKnown: true, kept: NAMES });
});

test('another size, a new file, another name: known when they are read', async () => {
  const at = place();
  await runOnce(at);
  writeFileSync(at.file('a.txt'), 'longer');
  renameSync(at.file('b.txt'), at.file('bb.txt'));
  expect(await look(open(at))).toEqual({ hashed: 0, areKnown: false, kept: ['c.txt'] });
  rmSync(at.file('a.txt'));
  rmSync(at.file('bb.txt'));
  expect(await look(open(at))).toEqual({ hashed: 0, areKnown: true, kept: ['c.txt'] });
});

test('what was changed just before it was listed is hashed again: it may have changed once more', async () => {
  const at = place();
  const { mtimeMs } = statSync(at.file('a.txt'));
  await runOnce(at, { listed: mtimeMs + 1000 });
  expect(await look(open(at))).toEqual({ hashed: 3, areKnown: true, kept: NAMES });
  await runOnce(at, { listed: mtimeMs + 3000 });
  expect(await look(open(at))).toEqual({ hashed: 0, areKnown: true, kept: NAMES });
});

test('a clock that was wrong costs only the hashing', async () => {
  const at = place();
  await runOnce(at, { listed: 0 });
  expect(await look(open(at))).toEqual({ hashed: 3, areKnown: true, kept: NAMES });
});

test('read in another way nothing is kept, and in another input nothing is known', async () => {
  const at = place();
  await runOnce(at);
  expect(await look(open(at, { reading: 'otherwise' }))).toEqual({ hashed: 0, areKnown: true, kept: [] });
  const inputs = [{ path: '../other', files: 0, bytes: 0, sha256: '' }];
  expect(await look(open(at, { inputs }))).toEqual({ hashed: 0, areKnown: false, kept: [] });
});

test('what could not be read is tried again, what was given up too, and is hashed here', async () => {
  const at = place();
  const inputs = open(at);
  await inputs.check(false, async () => {});
  const place0: Place = { part: 0, segment: 0, first: 0, count: 1 };
  const ends: FileEnd[] = [{ sha256: 'EACCES' }, { sha256: await hashOf(at.file('b.txt')), kept: place0 }];
  inputs.toRead();
  for (const [f, end] of ends.entries()) inputs.endFile(f, end);
  await inputs.hashedInputs();
  inputs.save();
  expect(await look(open(at), true)).toEqual({ hashed: 1, areKnown: true, kept: ['b.txt'] });
});

test('only the last run’s findings stay, those of one that failed do not', async () => {
  const at = place();
  await runOnce(at);
  expect(contentOf(at.cache)).toEqual(['files.jsonl', 'findings-0']);
  await runOnce(at);
  expect(contentOf(at.cache)).toEqual(['files.jsonl', 'findings-1']);
  FindingsWriter.open({ folder: at.cache, write: true, firstPart: 0 });
  open(at).tidy();
  expect(contentOf(at.cache)).toEqual(['files.jsonl', 'findings-1']);
});

test('without texts no findings are kept, and those of before are taken away', async () => {
  const at = place();
  await runOnce(at);
  const inputs = open(at, { keepsTexts: false });
  expect(inputs.cache()).toBeUndefined();
  await inputs.check(true, async () => {});
  inputs.save();
  expect(contentOf(at.cache)).toEqual(['files.jsonl']);
  expect(await look(open(at, { keepsTexts: false }), true)).toEqual({ hashed: 0, areKnown: true, kept: [] });
});

test('where nothing can be written, nothing is kept, and nothing fails', async () => {
  const at = place();
  writeFileSync(at.cache, 'in the way');
  const inputs = open(at);
  await inputs.check(true, async () => {});
  expect(inputs.cache()).toBeUndefined();
  inputs.save();
  expect(await look(open(at))).toEqual({ hashed: 0, areKnown: false, kept: [] });
});

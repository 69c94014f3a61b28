import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { SourceFile } from '../../../src/ingest/document.js';
import { contentOf, hashOfFiles } from '../../../src/ingest/files/hash-files.js';
import { listFiles } from '../../../src/ingest/files/list-files.js';
import { temporaryFolder } from '../../temporary-folder.js';

const hashFiles = async (files: readonly SourceFile[]) => hashOfFiles(files, await Promise.all(files.map(({ location }) => contentOf(location))));
const hash = (files: Record<string, string | Uint8Array>) => hashFiles(listFiles([temporaryFolder(files)]).files);

test('the same paths and contents have the same hash, wherever they are and in whatever order they were made', async () => {
  const first = await hash({ 'a.txt': 'one', 'b/c.txt': 'two' });
  expect(first).toMatchObject({ files: 2, bytes: 6, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await hash({ 'b/c.txt': 'two', 'a.txt': 'one' })).toEqual(first);
});

test('another content, another path, one file more or contents exchanged have another hash', async () => {
  const all = await Promise.all([
    hash({ 'a.txt': 'one', 'b.txt': 'two' }),
    hash({ 'a.txt': 'one', 'b.txt': 'twp' }),
    hash({ 'a.txt': 'one', 'c.txt': 'two' }),
    hash({ 'a.txt': 'two', 'b.txt': 'one' }),
    hash({ 'a.txt': 'one', 'b.txt': 'two', 'c.txt': '' }),
    hash({}),
  ]);
  expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(all.length);
});

test('a file that cannot be read counts by its error, a large one piece by piece', async () => {
  const folder = temporaryFolder({ 'a.txt': Buffer.alloc(17 * 1024 * 1024, 'x') });
  const { files } = listFiles([folder]);
  const before = await hashFiles(files);
  expect(await hashFiles(files)).toEqual(before);
  rmSync(path.join(folder, 'a.txt'));
  const after = await hashFiles(files);
  expect(after.sha256).not.toBe(before.sha256);
  expect(after.files).toBe(1);
});

test('a file whose place a pipe took is not waited for, and counts as another', async () => {
  const folder = temporaryFolder({ 'a.txt': 'a' });
  const { files } = listFiles([folder]);
  const before = await hashFiles(files);
  rmSync(path.join(folder, 'a.txt'));
  execFileSync('mkfifo', [path.join(folder, 'a.txt')]);
  const after = await hashFiles(files);
  expect(after.sha256).not.toBe(before.sha256);
});

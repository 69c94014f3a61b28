import { createHash } from 'node:crypto';
import { rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceFile } from '../../../src/ingest/document.js';
import { type FileEnd, type FileSettings, readFiles, readingTools } from '../../../src/ingest/file-reader.js';
import type { FileRead } from '../../../src/ingest/files/file-content.js';
import { hashFile } from '../../../src/ingest/files/hash-files.js';
import { listFiles } from '../../../src/ingest/files/list-files.js';
import { DEFAULT_LIMITS } from '../../../src/ingest/limits.js';
import type { Prepared } from '../../../src/ingest/prepare.js';
import { readFile } from '../../../src/ingest/read-file.js';
import { tarOf, zipOf } from '../../support/archives.js';
import { temporaryFolder } from '../../temporary-folder.js';

const words = (from: number, count: number) => Array.from({ length: count }, (_, i) => `word${from + i}`).join(' ');
const member = { name: 'inner.txt', content: 'inside' };
const FILES = {
  'a.txt': 'a small text',
  'empty.txt': '',
  'large.txt': words(0, 200_000),
  'large.zip': zipOf([member, { name: 'filler', content: Buffer.alloc(2e6) }, { name: 'last.txt', content: 'the last' }]),
  'rows.csv': `id,text,note\n${Array.from({ length: 3000 }, (_, i) => `${i},"row ${i} ${words(i, 60)}",n${i}`).join('\n')}\n`,
  'small.tar': tarOf([member]),
  'strange.bin': Buffer.from([0, 1, 2, 3, 0, 255]),
};
const settings: FileSettings = { limits: DEFAULT_LIMITS, chunk: 'document' };

async function readAll(files: readonly SourceFile[], own: FileSettings): Promise<{ found: Prepared[][]; ends: (FileEnd | undefined)[] }> {
  const found: Prepared[][] = files.map(() => []);
  const ends: (FileEnd | undefined)[] = [];
  for await (const { file, finding, end } of readFiles(files, own, await readingTools(own))) {
    if (finding === undefined) ends[file] = end;
    else found[file]?.push(finding);
  }
  return { found, ends };
}

describe('what is kept of files', () => {
  const folder = temporaryFolder(FILES);
  const { files } = listFiles([folder]);
  const cached = (): FileSettings => ({ ...settings, cache: { folder: temporaryFolder(), write: true, firstPart: 0 } });
  const withPlaces = (ends: readonly (FileEnd | undefined)[]) => files.map((file, f) => ({ ...file, kept: ends[f]?.kept }));

  test('is what is read, and the hash of each is that of its bytes', async () => {
    const own = cached();
    const cold = await readAll(files, own);
    expect(cold.found).toEqual((await readAll(files, settings)).found);
    expect(cold.ends.map((end) => end?.sha256)).toEqual(await Promise.all(files.map(({ location }) => hashFile(location))));
    expect(cold.ends.map((end) => end?.kept !== undefined)).toEqual(files.map(() => true));
    expect(cold.found.map(({ length }) => length)).toEqual([1, 1, 1, 3, 3001, 1, 1]);
  });

  test('comes back without the files, again and again', async () => {
    const own = cached();
    const cold = await readAll(files, own);
    const gone = (ends: readonly (FileEnd | undefined)[]) => withPlaces(ends).map((file) => ({ ...file, location: path.join(folder, 'gone') }));
    const warm = await readAll(gone(cold.ends), own);
    expect(warm.found).toEqual(cold.found);
    expect(warm.ends.map((end) => end?.sha256)).toEqual(files.map(() => undefined));
    expect(warm.ends).not.toEqual(cold.ends);
    expect((await readAll(gone(warm.ends), { ...own, cache: { folder: own.cache?.folder as string, write: false, firstPart: 0 } })).found).toEqual(cold.found);
  });

  test('is left where it is damaged: the files are read, from there on', async () => {
    const own = cached();
    const cold = await readAll(files, own);
    const part = path.join(own.cache?.folder as string, 'findings-0');
    for (const length of [3e6, 1.4e6, 1000, 0]) {
      truncateSync(part, length);
      const warm = await readAll(withPlaces(cold.ends), { ...own, cache: { folder: own.cache?.folder as string, write: false, firstPart: 0 } });
      expect(warm.found).toEqual(cold.found);
    }
    rmSync(part);
    expect((await readAll(withPlaces(cold.ends), own)).found).toEqual(cold.found);
  });
});

describe('what is known of a file that was read', () => {
  const read = async (file: SourceFile, onRead?: (bytes: number) => void) => {
    const reads: FileRead[] = [];
    for await (const _ of readFile(file, settings, { onEnd: (known) => reads.push(known), ...(onRead === undefined ? {} : { onRead }) }));
    expect(reads).toHaveLength(1);
    return reads[0] as FileRead;
  };
  const one = (name: string, content: string | Uint8Array) => listFiles([temporaryFolder({ [name]: content })]).files[0] as SourceFile;

  test.each(Object.entries(FILES))('its hash: %s', async (name, content) => {
    expect(await read(one(name, content))).toEqual({ sha256: createHash('sha256').update(content).digest('hex'), resized: false, sound: true });
  });

  test('one that is gone', async () => {
    const file = one('a.txt', 'a');
    rmSync(file.location);
    expect(await read(file)).toEqual({ sha256: 'ENOENT', resized: false, sound: false });
  });

  test.each(['a.txt', 'large.txt', 'large.zip'] as const)('one that grew before it was read: %s', async (name) => {
    const file = one(name, FILES[name]);
    expect(await read({ ...file, bytes: file.bytes - 1 })).toMatchObject({ resized: true, sound: false });
  });

  test('a large archive that changed while it was read', async () => {
    const file = one('large.zip', FILES['large.zip']);
    let changed = false;
    const known = await read(file, () => {
      if (!changed) utimesSync(file.location, 1, 1);
      changed = true;
    });
    expect(known).toMatchObject({ resized: false, sound: false });
    expect(changed).toBe(true);
  });

  test('a large text that changed while it was read: its hash is that of what was read', async () => {
    const file = one('large.txt', FILES['large.txt']);
    const known = await read(file, () => utimesSync(file.location, 1, 1));
    expect(known).toEqual({ sha256: createHash('sha256').update(FILES['large.txt']).digest('hex'), resized: false, sound: true });
  });

  test('one that is larger than it may be is hashed all the same', async () => {
    const file = one('large.txt', FILES['large.txt']);
    const reads: FileRead[] = [];
    const small = { ...settings, limits: { ...DEFAULT_LIMITS, maxDocumentBytes: 1000 } };
    const problems: unknown[] = [];
    for await (const finding of readFile(file, small, { onEnd: (known) => reads.push(known) })) problems.push(finding);
    expect(problems).toEqual([expect.objectContaining({ kind: 'problem', problem: expect.objectContaining({ reason: 'too-large' }) })]);
    expect(reads).toEqual([{ sha256: createHash('sha256').update(FILES['large.txt']).digest('hex'), resized: false, sound: true }]);
  });

  test('a small text that is larger than it may be is left out as well', async () => {
    const file = one('a.txt', FILES['a.txt']);
    writeFileSync(file.location, FILES['a.txt']);
    const found: unknown[] = [];
    for await (const finding of readFile(file, { ...settings, limits: { ...DEFAULT_LIMITS, maxDocumentBytes: 5 } })) found.push(finding);
    expect(found).toEqual([expect.objectContaining({ kind: 'problem', problem: expect.objectContaining({ reason: 'too-large' }) })]);
  });
});

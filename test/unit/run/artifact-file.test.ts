import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ArtifactFile } from '../../../src/run/artifact-file.js';
import { temporaryFolder } from '../../temporary-folder.js';

const line = (i: number) => `line ${i} ${String(i * 7919).repeat(20)} ü\n`;

test('a compressed file has a gzip member for each megabyte, in order', async () => {
  const folder = temporaryFolder();
  const file = new ArtifactFile(folder, 'texts.gz');
  let members: Buffer[] = [];
  let piece = '';
  for (let i = 0; i < 60_000; i++) {
    file.write(line(i));
    piece += line(i);
    if (piece.length >= 1024 * 1024) {
      members.push(gzipSync(piece, { level: 4 }));
      piece = '';
    }
    await file.drained(2);
  }
  await file.drained();
  const hash = file.finish();
  members = [...members, gzipSync(piece, { level: 4 })];
  file.publish();
  const bytes = readFileSync(path.join(folder, 'texts.gz'));
  expect(members.length).toBeGreaterThan(5);
  expect(bytes.equals(Buffer.concat(members))).toBe(true);
  expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(gunzipSync(bytes).toString()).toBe(Array.from({ length: 60_000 }, (_, i) => line(i)).join(''));
});

test('an empty compressed file is empty', async () => {
  const folder = temporaryFolder();
  const file = new ArtifactFile(folder, 'texts.gz');
  await file.drained();
  file.finish();
  file.publish();
  expect(readFileSync(path.join(folder, 'texts.gz'))).toHaveLength(0);
});

test('a file that is discarded while pieces are being compressed leaves nothing, and writes nothing into another', async () => {
  const folder = temporaryFolder();
  const file = new ArtifactFile(folder, 'texts.gz');
  for (let i = 0; i < 30_000; i++) file.write(line(i));
  file.discard();
  // it may have the descriptor of the first
  const other = new ArtifactFile(folder, 'other.csv');
  other.write('a,b\n');
  await file.drained();
  other.finish();
  other.publish();
  expect(readFileSync(path.join(folder, 'other.csv'), 'utf8')).toBe('a,b\n');
  expect(readdirSync(folder)).toEqual(['other.csv']);
  expect(existsSync(path.join(folder, '.topikl-texts.gz.part'))).toBe(false);
});

test('a compressed file that is finished too early is a bug', () => {
  const file = new ArtifactFile(temporaryFolder(), 'texts.gz');
  for (let i = 0; i < 30_000; i++) file.write(line(i));
  expect(() => file.finish()).toThrow('texts.gz is finished before it is drained');
  file.discard();
});

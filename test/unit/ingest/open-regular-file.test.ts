import { execFileSync } from 'node:child_process';
import { closeSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { NOT_A_REGULAR_FILE, openRegularFile } from '../../../src/ingest/files/open-regular-file.js';
import { temporaryFolder } from '../../temporary-folder.js';

test('a file is opened by its name or its bytes, also through a link', () => {
  const folder = temporaryFolder({ 'a.txt': 'content' });
  symlinkSync('a.txt', path.join(folder, 'link'));
  for (const location of [path.join(folder, 'a.txt'), Buffer.from(path.join(folder, 'a.txt')), path.join(folder, 'link')]) {
    const { descriptor, stats } = openRegularFile(location);
    expect(stats.size).toBe(7);
    expect(readFileSync(descriptor, 'utf8')).toBe('content');
    closeSync(descriptor);
  }
});

test('a pipe, a device and a folder are not, and nothing waits', () => {
  const folder = temporaryFolder();
  execFileSync('mkfifo', [path.join(folder, 'pipe')]);
  symlinkSync('pipe', path.join(folder, 'link'));
  for (const location of [path.join(folder, 'pipe'), path.join(folder, 'link'), '/dev/null', folder]) {
    expect(() => openRegularFile(location)).toThrow(expect.objectContaining({ code: NOT_A_REGULAR_FILE }));
  }
});

test('a file that is not there is the system’s error', () => {
  expect(() => openRegularFile(path.join(temporaryFolder(), 'none'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});

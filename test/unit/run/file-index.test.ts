import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { type FileIndex, readFileIndex, writeFileIndex } from '../../../src/run/file-index.js';
import { contentOf, temporaryFolder } from '../../temporary-folder.js';

const sha256 = 'a'.repeat(64);
const index: FileIndex = {
  inputs: ['../letters', '../more\nletters'],
  reading: '["1"]',
  listed: 1_700_000_000_123,
  files: [
    { path: 'letters/a "quoted" ä\u2028.txt', bytes: 12, modified: 1_600_000_000_123.456, sha256, kept: { part: 1, segment: 2 ** 40, first: 3, count: 4 } },
    { path: 'letters/\\xE9', bytes: 0, modified: -1, sha256, kept: undefined },
  ],
};

test('comes back as it was, the times to their last digit', () => {
  const folder = temporaryFolder();
  writeFileIndex(folder, index);
  expect(readFileIndex(folder)).toEqual(index);
  writeFileIndex(folder, { ...index, files: [] });
  expect(readFileIndex(folder)).toEqual({ ...index, files: [] });
  expect(contentOf(folder)).toEqual(['files.jsonl']);
});

test('one that is missing, cut off, changed or of another form is as good as none', () => {
  const folder = temporaryFolder();
  expect(readFileIndex(folder)).toBeUndefined();
  writeFileIndex(folder, index);
  const file = path.join(folder, 'files.jsonl');
  const whole = readFileSync(file, 'utf8');
  for (let length = 0; length < whole.length; length += 7) {
    writeFileSync(file, whole.slice(0, length));
    expect(readFileIndex(folder)).toBeUndefined();
  }
  for (let at = 0; at < whole.length; at += 3) {
    const other = whole[at] === '1' ? '2' : '1';
    writeFileSync(file, whole.slice(0, at) + other + whole.slice(at + 1));
    expect([at, readFileIndex(folder)]).toEqual([at, undefined]);
  }
  const ofAnotherForm = whole.slice(0, whole.lastIndexOf('\n', whole.length - 2) + 1).replace('"format":1', '"format":2');
  for (const other of [`${ofAnotherForm}${crc32(ofAnotherForm)}\n`, `${whole}1\n`, 'null\n', '0\n', '\n', '\0'.repeat(1000)]) {
    writeFileSync(file, other);
    expect([other, readFileIndex(folder)]).toEqual([other, undefined]);
  }
});

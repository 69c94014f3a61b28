import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/errors/errors.js';
import { inputName, listFiles } from '../../../src/ingest/files/list-files.js';
import { temporaryFolder, writeFiles } from '../../temporary-folder.js';
import { nestFolders } from './nest-folders.js';

const pathsOf = (inputs: string[], exclude?: string) => listFiles(inputs, exclude).files.map((file) => file.path);

describe('a folder', () => {
  test('the order is by code point, whatever the order of creation', () => {
    // 😀 (U+1F600) is after ﬁ (U+FB01), though its first UTF-16 unit is smaller
    const names = ['b.txt', 'a.txt', 'B.txt', 'a/z.txt', 'a-b.txt', 'é.txt', '10.txt', '9.txt', '\ufb01.txt', '\u{1f600}.txt'];
    const expected = ['10.txt', '9.txt', 'B.txt', 'a-b.txt', 'a.txt', 'a/z.txt', 'b.txt', 'é.txt', '\ufb01.txt', '\u{1f600}.txt'];
    for (const order of [names, names.toReversed()]) {
      const folder = temporaryFolder();
      for (const name of order) writeFiles(folder, { [name]: name });
      expect(pathsOf([folder])).toEqual(expected);
    }
  });

  test('files carry where they are, their size and when they were changed', () => {
    const folder = temporaryFolder({ 'deep/er/letter.txt': 'café' });
    const location = path.join(folder, 'deep', 'er', 'letter.txt');
    utimesSync(location, 1_600_000_000, 1_600_000_000.25);
    expect(listFiles([folder])).toEqual({
      files: [{ location, path: 'deep/er/letter.txt', bytes: 5, modified: 1_600_000_000_250 }],
      leftOut: [],
      perInput: [1],
    });
  });

  test('hidden files and folders, pipes and sockets are left out with their reason', async () => {
    const folder = temporaryFolder({ 'a.txt': 'a', '.hidden.txt': 'h', '.git/config': 'g', 'sub/.DS_Store': 'x' });
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const server = createServer().listen(path.join(folder, 'sub', 'socket'));
    await once(server, 'listening');
    const list = listFiles([folder]);
    server.close();
    expect(list.files.map((file) => file.path)).toEqual(['a.txt']);
    expect(list.leftOut).toEqual([
      { kind: 'file', id: '.git/', reason: 'hidden', detail: 'its name starts with a dot' },
      { kind: 'file', id: '.hidden.txt', reason: 'hidden', detail: 'its name starts with a dot' },
      { kind: 'file', id: 'pipe', reason: 'not-a-regular-file', detail: 'a device, socket or pipe is not read' },
      { kind: 'file', id: 'sub/.DS_Store', reason: 'hidden', detail: 'its name starts with a dot' },
      { kind: 'file', id: 'sub/socket', reason: 'not-a-regular-file', detail: 'a device, socket or pipe is not read' },
    ]);
  });

  test('the folder of the run’s own results is no input: not looked into, and not in the ledger', () => {
    const folder = temporaryFolder({ 'a.txt': 'a', 'output/letters/report.md': 'r', 'output/other.txt': 'o' });
    const list = listFiles([folder], path.join(folder, 'output', 'letters'));
    expect(list.files.map((file) => file.path)).toEqual(['a.txt', 'output/other.txt']);
    expect(list.leftOut).toEqual([]);
  });

  test('a folder with results of another run is left out, and the ledger says so', () => {
    const results = { 'output/x/manifest.json': '{}', 'output/x/ledger.csv': 'l', 'output/x/documents.csv': 'd', 'output/x/report.md': 'r' };
    const list = listFiles([temporaryFolder({ 'a.txt': 'a', ...results })]);
    expect(list.files.map((file) => file.path)).toEqual(['a.txt']);
    expect(list.leftOut).toEqual([{ kind: 'file', id: 'output/x/', reason: 'output-folder', detail: 'it holds results of topikl' }]);
  });

  test('an empty folder is an empty list', () => {
    expect(listFiles([temporaryFolder()])).toEqual({ files: [], leftOut: [], perInput: [0] });
  });
});

describe('several inputs', () => {
  test('documents are prefixed with the name of their input, a file is its name alone', () => {
    const folder = temporaryFolder({ 'one/a.txt': '1', 'two/a.txt': '2', 'two/b.txt': '3', 'c.txt': '4' });
    const inputs = ['two', 'one', 'c.txt'].map((name) => path.join(folder, name));
    expect(pathsOf(inputs)).toEqual(['two/a.txt', 'two/b.txt', 'one/a.txt', 'c.txt']);
    expect(listFiles(inputs).perInput).toEqual([2, 1, 1]);
  });

  test('two inputs of one name are told apart, in files and in what was left out', () => {
    const folder = temporaryFolder({ 'x/letters/a.txt': '1', 'y/letters/a.txt': '2', 'y/letters/.b.txt': '3', 'z/letters/a.txt': '4' });
    const list = listFiles(['x', 'y', 'z'].map((parent) => path.join(folder, parent, 'letters')));
    expect(list.files.map((file) => file.path)).toEqual(['letters/a.txt', 'letters~2/a.txt', 'letters~3/a.txt']);
    expect(list.leftOut.map((entry) => entry.id)).toEqual(['letters~2/.b.txt']);
  });

  test('two files of one name are told apart', () => {
    const folder = temporaryFolder({ 'x/a.txt': '1', 'y/a.txt': '2' });
    expect(pathsOf([path.join(folder, 'x/a.txt'), path.join(folder, 'y/a.txt')])).toEqual(['a.txt', 'a.txt~2']);
  });
});

describe('a single file', () => {
  test('is named by its name', () => {
    const folder = temporaryFolder({ 'sub/a.txt': 'a' });
    expect(pathsOf([path.join(folder, 'sub/a.txt')])).toEqual(['a.txt']);
  });

  test('a hidden one or a link that is named is read', () => {
    const folder = temporaryFolder({ '.a.txt': 'a' });
    symlinkSync(path.join(folder, '.a.txt'), path.join(folder, 'link.txt'));
    expect(pathsOf([path.join(folder, '.a.txt')])).toEqual(['.a.txt']);
    expect(listFiles([path.join(folder, 'link.txt')]).files).toEqual([
      { location: path.join(folder, 'link.txt'), path: 'link.txt', bytes: 1, modified: expect.any(Number) },
    ]);
  });

  test('a pipe is left out and does not block', () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    const list = listFiles([path.join(folder, 'pipe')]);
    expect(list.files).toEqual([]);
    expect(list.leftOut).toMatchObject([{ id: 'pipe', reason: 'not-a-regular-file' }]);
  });
});

describe('a pattern', () => {
  const files = { 'letters/b.txt': 'b', 'letters/a.txt': 'a', 'letters/a.md': 'm', 'letters/deep/c.txt': 'c', 'letters/.d.txt': 'd' };

  test('* stands for names and ** for folders; paths are relative to the part before the pattern', () => {
    const folder = temporaryFolder(files);
    expect(pathsOf([`${folder}/letters/*.txt`])).toEqual(['a.txt', 'b.txt']);
    expect(pathsOf([`${folder}/letters/**/*.txt`])).toEqual(['a.txt', 'b.txt', 'deep/c.txt']);
    expect(pathsOf([`${folder}/*/deep/*.txt`])).toEqual(['letters/deep/c.txt']);
    expect(pathsOf([`${folder}/letters/*.{md,txt}`, `${folder}/letters/deep`])).toEqual(['letters/a.md', 'letters/a.txt', 'letters/b.txt', 'deep/c.txt']);
  });

  test('a file whose name looks like a pattern is that file', () => {
    const folder = temporaryFolder({ 'draft[1].txt': 'd', 'draft1.txt': 'e' });
    expect(pathsOf([path.join(folder, 'draft[1].txt')])).toEqual(['draft[1].txt']);
  });

  test('the folder of the results is not looked into', () => {
    const folder = temporaryFolder({ ...files, 'letters/output/report.txt': 'r' });
    expect(pathsOf([`${folder}/letters/**/*.txt`], path.join(folder, 'letters/output'))).toEqual(['a.txt', 'b.txt', 'deep/c.txt']);
  });

  test('a folder that cannot be read is in the ledger', () => {
    const folder = temporaryFolder(files);
    nestFolders(path.join(folder, 'letters', 'nest'), 30, 'd'.repeat(200));
    const list = listFiles([`${folder}/letters/**/*.txt`]);
    expect(list.files.map((file) => file.path)).toEqual(['a.txt', 'b.txt', 'deep/c.txt']);
    expect(list.leftOut).toMatchObject([{ id: expect.stringMatching(/^nest\/d+\/.*d\/$/), reason: 'unreadable', detail: 'the system says ENAMETOOLONG' }]);
  });

  test('one that matches nothing says so', () => {
    const folder = temporaryFolder(files);
    expect(() => listFiles([`${folder}/letters/*.pdf`])).toThrow(`no file matches the input "${folder}/letters/*.pdf"`);
    expect(() => listFiles([`${folder}/letters/*.pdf`])).toThrow(ConfigError);
  });
});

test('an input that cannot be looked at says so; a pattern may be longer than any name', () => {
  const folder = temporaryFolder({ 'a.txt': 'a' });
  symlinkSync('loop', path.join(folder, 'loop'));
  const loop = path.join(folder, 'loop');
  expect(() => listFiles([loop])).toThrow(new ConfigError(`input "${loop}" cannot be read: the system says ELOOP`));
  expect(pathsOf([`${folder}/{${'b,'.repeat(300)}a}.txt`])).toEqual(['a.txt']);
});

test('thousands of inputs of one name are told apart in no time', () => {
  const folder = temporaryFolder({ 'a.txt': 'a' });
  const paths = pathsOf(Array.from({ length: 20_000 }, () => path.join(folder, 'a.txt')));
  expect(paths.at(-1)).toBe('a.txt~20000');
  expect(new Set(paths).size).toBe(20_000);
}, 10_000);

test('an input that does not exist is named, with what an input may be', () => {
  const missing = path.join(temporaryFolder(), 'nowhere');
  expect(() => listFiles([missing])).toThrow(
    expect.objectContaining({
      name: 'ConfigError',
      message: `input "${missing}" does not exist`,
      hint: 'Name a folder, a file, a quoted pattern such as "letters/**/*.txt", or a pipeline file.',
    }),
  );
});

test('the name of an input is its last folder or file, for a pattern the folder before it', () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'letters'));
  expect(inputName(`${folder}/letters/`)).toBe('letters');
  expect(inputName(`${folder}/letters/../letters/.`)).toBe('letters');
  expect(inputName(`${folder}/letters/**/*.txt`)).toBe('letters');
  expect(inputName('.')).toBe(path.basename(process.cwd()));
  expect(inputName('*.txt')).toBe(path.basename(process.cwd()));
  expect(inputName('/')).toBe('input');
});

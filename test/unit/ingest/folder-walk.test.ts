import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentOf, hashOfFiles } from '../../../src/ingest/files/hash-files.js';
import { listFiles } from '../../../src/ingest/files/list-files.js';
import { readAll } from '../../support/read-all.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { nestFolders } from './nest-folders.js';

/** Links by their path in the folder; targets are as in the link, relative to it. */
function link(folder: string, links: Readonly<Record<string, string>>): void {
  for (const [from, to] of Object.entries(links)) symlinkSync(to, path.join(folder, from));
}

async function textsOf(list: ReturnType<typeof listFiles>): Promise<Record<string, string>> {
  const { documents, ledger } = await readAll(list.files);
  expect(ledger).toEqual([]);
  return Object.fromEntries(documents.map(({ id, text }) => [id, text]));
}

const linkDetails = (list: ReturnType<typeof listFiles>) =>
  Object.fromEntries(list.leftOut.filter(({ reason }) => reason === 'symbolic-link').map(({ id, detail }) => [id, detail]));

describe('symbolic links', () => {
  test('one to a file in a hidden folder is read under its own path, a second one is not', async () => {
    const folder = temporaryFolder({ '.git/annex/objects/1': 'one', '.git/annex/objects/2': 'two', 'sub/own.txt': 'own' });
    link(folder, { 'b.txt': '.git/annex/objects/1', 'a.txt': '.git/annex/objects/1', 'sub/c.txt': '../.git/annex/objects/2' });
    const list = listFiles([folder]);
    expect(await textsOf(list)).toEqual({ 'a.txt': 'one', 'sub/c.txt': 'two', 'sub/own.txt': 'own' });
    expect(list.files.map(({ bytes }) => bytes)).toEqual([3, 3, 3]);
    expect(linkDetails(list)).toEqual({ 'b.txt': 'leads to .git/annex/objects/1, which is read as a.txt' });
  });

  test('one to what is read as itself, out of the folder, to nothing or in a circle is left out', () => {
    const parent = temporaryFolder({ 'in/letters/a.txt': 'a', 'in/notes/b.txt': 'b', 'in-beside/c.txt': 'c' });
    const folder = path.join(parent, 'in');
    link(folder, {
      'file.txt': 'letters/a.txt',
      folder: 'letters',
      'letters/up': '..',
      'letters/self': '.',
      'out.txt': '../in-beside/c.txt',
      outside: '..',
      device: '/dev/zero',
      'absolute.txt': path.join(folder, 'letters', 'a.txt'),
      'chain.txt': 'file.txt',
      'nothing.txt': 'letters/none.txt',
      'below-a-file.txt': 'letters/a.txt/x',
      circle: 'circle-2',
      'circle-2': 'circle',
    });
    const list = listFiles([folder]);
    expect(list.files.map((file) => file.path)).toEqual(['letters/a.txt', 'notes/b.txt']);
    expect(linkDetails(list)).toEqual({
      'absolute.txt': 'leads to letters/a.txt, which is read as itself',
      'below-a-file.txt': 'leads to nothing',
      'chain.txt': 'leads to letters/a.txt, which is read as itself',
      circle: 'leads to itself',
      'circle-2': 'leads to itself',
      device: 'leads out of the folder',
      'file.txt': 'leads to letters/a.txt, which is read as itself',
      folder: 'leads to letters/, which is read as itself',
      'letters/self': 'leads to letters/, in which it lies',
      'letters/up': 'leads to the input folder, in which it lies',
      'nothing.txt': 'leads to nothing',
      'out.txt': 'leads out of the folder',
      outside: 'leads out of the folder',
    });
    expect(list.leftOut.length).toBe(13);
  });

  test('one to a hidden folder is walked, each file in it once', async () => {
    const folder = temporaryFolder({ '.store/x.txt': 'x', '.store/deep/y.txt': 'y', '.store/.secret': 's', '.other/z.txt': 'z' });
    link(folder, { a: '.store/deep', b: '.store', c: '.store', '.store/up': '..', '.store/z.txt': '../.other/z.txt', 'z.txt': '.other/z.txt' });
    const list = listFiles([folder]);
    expect(await textsOf(list)).toEqual({ 'a/y.txt': 'y', 'b/x.txt': 'x', 'b/z.txt': 'z' });
    expect(linkDetails(list)).toEqual({
      'b/deep/': 'leads to .store/deep/, which is read as a/',
      'b/up': 'leads to the input folder, in which it lies',
      c: 'leads to .store/, which is read as b/',
      'z.txt': 'leads to .other/z.txt, which is read as b/z.txt',
    });
    expect(list.leftOut.filter(({ reason }) => reason === 'hidden').map(({ id }) => id)).toEqual(['.other/', '.store/', 'b/.secret']);
  });

  test('one to a pipe or to results is left out', () => {
    const results = { 'old/manifest.json': '{}', 'old/ledger.csv': 'l', 'old/documents.csv': 'd', 'new/report.md': 'r' };
    const folder = temporaryFolder({ 'a.txt': 'a', '.hidden/sub/b.txt': 'b', ...results });
    link(folder, { 'd.csv': 'old/documents.csv', 'r.md': 'new/report.md', new2: 'new', '.hidden/sub/out': '../../new', sub: '.hidden/sub' });
    const list = listFiles([folder], path.join(folder, 'new'));
    expect(list.files.map((file) => file.path)).toEqual(['a.txt', 'sub/b.txt']);
    expect(linkDetails(list)).toEqual({
      'd.csv': 'leads to old/documents.csv, among results of topikl',
      new2: 'leads to new/, among results of topikl',
      'r.md': 'leads to new/report.md, among results of topikl',
      'sub/out': 'leads to new/, among results of topikl',
    });
  });

  test('the run’s own output is known by whatever path it is given', () => {
    const folder = temporaryFolder({ 'in/a.txt': 'a', 'in/out/report.md': 'r' });
    link(folder, { 'in-link': 'in' });
    const both = ['in', 'in-link'].map((name) => path.join(folder, name));
    for (const input of both) {
      for (const out of both) {
        const list = listFiles([input], path.join(out, 'out'));
        expect(list.files.map((file) => file.path)).toEqual(['a.txt']);
        expect(list.leftOut).toEqual([]);
      }
    }
  });

  test('the run’s own output that is a link is neither looked into nor in the ledger', () => {
    const folder = temporaryFolder({ 'in/a.txt': 'a', 'elsewhere/report.md': 'r' });
    link(folder, { 'in/out': '../elsewhere' });
    const list = listFiles([path.join(folder, 'in')], path.join(folder, 'in', 'out'));
    expect(list.files.map((file) => file.path)).toEqual(['a.txt']);
    expect(list.leftOut).toEqual([]);
  });

  test('the result is the same wherever the folder lies and by whatever path it is given', async () => {
    const parent = temporaryFolder({ 'in/.s/x.txt': 'x', 'in/.s/b/y.txt': 'y', 'in/c.txt': 'c' });
    link(path.join(parent, 'in'), { 'a.txt': '.s/x.txt', b: '.s/b', d: 'c.txt', e: '../outside', f: 'none' });
    link(parent, { 'by-link': 'in' });
    const list = (input: string) => {
      const { files, leftOut } = listFiles([path.join(parent, input)]);
      return { files: files.map((file) => file.path), leftOut };
    };
    const first = list('in');
    expect(first.files).toEqual(['a.txt', 'b/y.txt', 'c.txt']);
    expect(JSON.stringify(first.leftOut)).not.toContain(path.basename(parent));
    expect(list('by-link')).toEqual(first);
    mkdirSync(path.join(parent, 'far', 'away'), { recursive: true });
    renameSync(path.join(parent, 'in'), path.join(parent, 'far', 'away', 'in'));
    expect(list('far/away/in')).toEqual(first);
  });

  test('among several inputs the paths in the ledger have the input’s name as well', () => {
    const folder = temporaryFolder({ 'one/a.txt': 'a', 'two/.b': 'b' });
    link(folder, { 'one/l': 'a.txt', 'one/up': '.', 'two/l': '.b', 'two/m': '.b', 'two/n': '../one/a.txt' });
    const list = listFiles([path.join(folder, 'one'), path.join(folder, 'two')]);
    expect(list.files.map((file) => file.path)).toEqual(['one/a.txt', 'two/l']);
    expect(linkDetails(list)).toEqual({
      'one/l': 'leads to one/a.txt, which is read as itself',
      'one/up': 'leads to one/, in which it lies',
      'two/m': 'leads to two/.b, which is read as two/l',
      'two/n': 'leads out of the folder',
    });
  });

  test('with a pattern they are followed inside the folder before it, but to files only', async () => {
    const folder = temporaryFolder({ 'in/a.txt': 'a', 'in/.s/b': 'b', 'in/notes/c.md': 'c', 'd.txt': 'd' });
    link(path.join(folder, 'in'), { 'b.txt': '.s/b', 'c.txt': 'notes/c.md', 'd.txt': '../d.txt', 'e.txt': 'a.txt', 'f.txt': 'notes', 'g.txt': 'none' });
    const list = listFiles([`${folder}/in/*.txt`]);
    expect(await textsOf(list)).toEqual({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });
    expect(linkDetails(list)).toEqual({
      'd.txt': 'leads out of the folder',
      'e.txt': 'leads to a.txt, which is read as itself',
      'f.txt': 'leads to a folder, and a pattern finds files',
      'g.txt': 'leads to nothing',
    });
  });
});

describe('names', () => {
  test('of odd characters and of full length are as they are', async () => {
    const names = [
      'a\nb.txt',
      '=1+1.txt',
      '"quoted".txt',
      "it's.txt",
      'tab\t.txt',
      '\u0001\u001b[31m.txt',
      'back\\slash.txt',
      ' .txt',
      `${'n'.repeat(251)}.txt`,
    ];
    const folder = temporaryFolder(Object.fromEntries(names.map((name, i) => [name, `${i}`])));
    const list = listFiles([folder]);
    expect(await textsOf(list)).toEqual(Object.fromEntries(names.map((name, i) => [name, `${i}`])));
    expect(list.files.every(({ location }) => typeof location === 'string')).toBe(true);
  });

  /** A folder with names that are not UTF-8; undefined where the file system has no such names. */
  function latin1Folder(): string | undefined {
    const folder = temporaryFolder({ 'caf\\xE9.txt': 'escaped', 'café.txt': 'UTF-8' });
    const at = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
    try {
      mkdirSync(at('d\xe9'));
    } catch {
      return undefined;
    }
    for (const name of ['caf\xe9.txt', 'caf\xe8.txt', 'd\xe9/plain.txt', '\xff\\.txt']) writeFileSync(at(name), Buffer.from(`latin-1 ${name}`));
    writeFileSync(at('.hidden\xe9'), 'hidden');
    symlinkSync(Buffer.from('.hidden\xe9', 'latin1'), at('link\xe9.txt'));
    symlinkSync(Buffer.from('caf\xe9.txt', 'latin1'), at('second'));
    return folder;
  }

  test('that are not UTF-8 are read, and shown with their bytes', async ({ skip }) => {
    const folder = latin1Folder();
    if (folder === undefined) return skip();
    const expected = {
      '\\xFF\\x5C.txt': 'latin-1 \xff\\.txt',
      'caf\\x5CxE9.txt': 'escaped',
      'caf\\xE8.txt': 'latin-1 caf\xe8.txt',
      'caf\\xE9.txt': 'latin-1 caf\xe9.txt',
      'café.txt': 'UTF-8',
      'd\\xE9/plain.txt': 'latin-1 d\xe9/plain.txt',
      'link\\xE9.txt': 'hidden',
    };
    const list = listFiles([folder]);
    expect(await textsOf(list)).toEqual(expected);
    expect(linkDetails(list)).toEqual({ second: 'leads to caf\\xE9.txt, which is read as itself' });
    const byPattern = listFiles([`${folder}/**`]);
    expect(byPattern.files).toEqual(list.files);
    const hash = async () => hashOfFiles(list.files, await Promise.all(list.files.map(({ location }) => contentOf(location)))).sha256;
    const before = await hash();
    writeFileSync(list.files[2]?.location ?? '', 'another content');
    expect(await hash()).not.toBe(before);
  });

  test('that are not UTF-8 and end in .csv or .jsonl are read in pieces', async ({ skip }) => {
    const folder = latin1Folder();
    if (folder === undefined) return skip();
    const at = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
    writeFileSync(at('\xe4.csv'), 'text\na cell\n');
    writeFileSync(at('\xe4.jsonl'), '{"text":"a line"}\n');
    expect(await textsOf(listFiles([`${folder}/*.{csv,jsonl}`]))).toEqual({ '\\xE4.csv#1': 'a cell', '\\xE4.jsonl#1': 'a line' });
  });
});

describe('what cannot be reached', () => {
  test('a thousand folders one inside the other are walked', () => {
    const folder = temporaryFolder({ 'b.txt': 'b' });
    nestFolders(path.join(folder, 'nest'), 1000, 'd');
    const deep = `nest/${'d/'.repeat(1000)}a.txt`;
    expect(listFiles([folder]).files.map((file) => file.path)).toEqual(['b.txt', deep]);
    expect(listFiles([`${folder}/**/*.txt`]).files.map((file) => file.path)).toEqual(['b.txt', deep]);
  });

  test('what has a longer path than the system can open is in the ledger', () => {
    const folder = temporaryFolder({ 'b.txt': 'b' });
    nestFolders(path.join(folder, 'nest'), 1000, 'd'.repeat(200));
    const list = listFiles([folder]);
    expect(list.files.map((file) => file.path)).toEqual(['b.txt']);
    expect(list.leftOut).toMatchObject([
      { kind: 'file', id: expect.stringMatching(/^nest\/d+\/.*d\/$/), reason: 'unreadable', detail: 'the system says ENAMETOOLONG' },
    ]);
  });

  test('a folder that may not be read is in the ledger', () => {
    const folder = temporaryFolder({ 'a.txt': 'a', 'shut/b.txt': 'b' });
    chmodSync(path.join(folder, 'shut'), 0);
    const list = listFiles([folder]);
    chmodSync(path.join(folder, 'shut'), 0o755);
    // root may read everything
    const isRoot = process.getuid?.() === 0;
    expect(list.files.map((file) => file.path)).toEqual(isRoot ? ['a.txt', 'shut/b.txt'] : ['a.txt']);
    expect(list.leftOut).toEqual(isRoot ? [] : [{ kind: 'file', id: 'shut/', reason: 'unreadable', detail: 'the system says EACCES' }]);
  });
});

test('the time for a folder of many files and links grows as their number does', () => {
  const folder = temporaryFolder({ '.hidden': 'h' });
  for (let i = 0; i < 20_000; i++) symlinkSync(i % 4 ? '.hidden' : `${i + 1}.txt`, path.join(folder, `${i}.txt`));
  const start = performance.now();
  const list = listFiles([folder]);
  expect(performance.now() - start).toBeLessThan(10_000);
  expect([list.files.length, list.leftOut.length]).toEqual([1, 20_000]);
});

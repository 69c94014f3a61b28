import { rmSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/ingest/limits.js';
import { type FileFinding, readFile } from '../../../src/ingest/read-file.js';
import { tarOf, zipOf } from '../../support/archives.js';
import { foundInFile, linesOfFile } from '../../support/found-in-file.js';
import { temporaryFolder } from '../../temporary-folder.js';

const one = { name: 'one.txt', content: 'first' };
const two = { name: 'two.txt', content: 'second' };

describe('files inside one another', () => {
  test('archives in archives, each after the other', async () => {
    const tgz = gzipSync(
      tarOf([one, { name: 'inner.zip', content: zipOf([two, { name: 'rows.jsonl.gz', content: gzipSync('{"text":"a"}\n{"text":"b"}\n') }]) }]),
    );
    expect(
      await linesOfFile(
        'all.zip',
        zipOf([
          { name: 'papers.tar.gz', content: tgz, method: 8 },
          { name: 'last.txt', content: 'last' },
        ]),
      ),
    ).toEqual([
      'all.zip/papers.tar.gz/one.txt: first',
      'all.zip/papers.tar.gz/inner.zip/two.txt: second',
      'all.zip/papers.tar.gz/inner.zip/rows.jsonl.gz#1: a',
      'all.zip/papers.tar.gz/inner.zip/rows.jsonl.gz#2: b',
      'all.zip/last.txt: last',
    ]);
  });

  test('what cannot be read stops nothing else', async () => {
    const members = [
      { name: 'picture', content: Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1') },
      { name: 'bad.zip', content: 'PK\x03\x04 is no archive' },
      { name: 'bad.jsonl', content: '{"text":\n' },
      { name: 'bad.gz', content: Buffer.from([0x1f, 0x8b, 8, 0]) },
      one,
    ];
    const lines = [
      'picture: unsupported-format, a picture (PNG) is not read',
      'bad.zip: malformed, it has no list of files at its end: it is cut off, or damaged',
      'bad.jsonl: malformed, line 1 is not JSON',
      'bad.gz: malformed, its compressed stream is cut off',
    ];
    for (const [name, archive] of [
      ['a.zip', zipOf(members)],
      ['a.tar', tarOf(members)],
    ] as const) {
      expect(await linesOfFile(name, archive)).toEqual([...lines.map((line) => `problem ${name}/${line}`), `${name}/one.txt: first`]);
    }
  });

  test('an archive without a document is said, inside another too', async () => {
    expect(await linesOfFile('a.zip', zipOf([{ name: 'empty.zip', content: zipOf([]) }, one]))).toEqual([
      'problem a.zip/empty.zip: no-documents, no document was found in it',
      'a.zip/one.txt: first',
    ]);
  });

  test('only so deep', async () => {
    let archive = zipOf([one]);
    for (let depth = 2; depth <= 6; depth++) archive = zipOf([{ name: `${depth}.zip`, content: archive }, two]);
    expect(await linesOfFile('a.zip', archive, { maxDepth: 2 })).toEqual([
      'problem a.zip/6.zip/5.zip/4.zip: too-deep, it is inside more than 2 archives',
      'problem a.zip/6.zip/5.zip/two.txt: too-deep, it is inside more than 2 archives',
      'a.zip/6.zip/two.txt: second',
      'a.zip/two.txt: second',
    ]);
    expect((await linesOfFile('a.zip', archive, { maxDepth: 6 }))[0]).toBe('a.zip/6.zip/5.zip/4.zip/3.zip/2.zip/one.txt: first');
  });
});

describe('what a file may hold', () => {
  const text = (name: string) => ({ name, content: `${name} `.repeat(100), method: 8 });
  const spent = 'too-large, its file has more inside than may be read; what follows is not read';

  test('bytes, all that is unpacked together; said of every archive around', async () => {
    const archive = zipOf([text('aaaa'), { name: 'inner.zip', content: zipOf([text('bbbb'), text('cccc'), text('dddd')]) }, text('eeee')]);
    const found = await linesOfFile('a.zip', archive, { maxUnpackedBytes: 1200 });
    expect(found.map((line) => line.slice(0, 110))).toEqual([
      `a.zip/aaaa: ${'aaaa '.repeat(100)}`.slice(0, 110),
      `a.zip/inner.zip/bbbb: ${'bbbb '.repeat(100)}`.slice(0, 110),
      'problem a.zip/inner.zip/cccc: too-large, its file unpacks to more than 1.2 KB; what follows is not read',
      `problem a.zip/inner.zip: ${spent}`,
      `problem a.zip: ${spent}`,
    ]);
  });

  test('of a compressed archive, once under its path', async () => {
    const words = (first: number) => Array.from({ length: 20_000 }, (_, i) => `${(first + i * 7919) % 100_003}`).join(' ');
    const tgz = gzipSync(tarOf([1, 2, 3].map((n) => ({ name: `${n}.txt`, content: words(n) }))));
    const found = await linesOfFile('a.tgz', tgz, { maxUnpackedBytes: 200_000 });
    expect(found).toEqual([
      `a.tgz/1.txt: ${words(1)}`,
      'problem a.tgz/2.txt: too-large, its file unpacks to more than 200 KB; what follows is not read',
      `problem a.tgz: ${spent}`,
    ]);
  });

  test('files, all that are inside together', async () => {
    const archive = zipOf([one, { name: '.hidden', content: 'x' }, { name: 'inner.zip', content: zipOf([one, two]) }, two]);
    expect(await linesOfFile('a.zip', archive, { maxMembers: 4 })).toEqual([
      'a.zip/one.txt: first',
      'problem a.zip/.hidden: hidden, it is hidden',
      'a.zip/inner.zip/one.txt: first',
      'problem a.zip/inner.zip: too-large, more than 4 files are inside its file; what follows is not read',
      `problem a.zip: ${spent}`,
    ]);
    expect((await linesOfFile('a.zip', archive, { maxMembers: 6 })).at(-1)).toBe('a.zip/two.txt: second');
  });

  test('one member that grows too much stops itself only', async () => {
    const archive = zipOf([{ name: 'a.txt', content: 'a'.repeat(17 * 2 ** 20), method: 8 }, one]);
    expect(await linesOfFile('a.zip', archive)).toEqual(['problem a.zip/a.txt: too-large, it unpacks to more than 200 times its size', 'a.zip/one.txt: first']);
  });
});

describe('formats', () => {
  test('an empty file is a document without text, whatever its name says', async () => {
    for (const name of ['a.txt', 'a.csv', 'a.zip', 'a.gz', 'a']) {
      expect(await foundInFile(name, '')).toEqual([{ kind: 'document', path: name, text: '', metadata: {} }]);
    }
  });

  test('are known by content first', async () => {
    expect(await linesOfFile('a.txt', zipOf([one]))).toEqual(['a.txt/one.txt: first']);
    expect(await linesOfFile('a', tarOf([one]))).toEqual(['a/one.txt: first']);
    expect(await linesOfFile('a.tar', zipOf([one]))).toEqual([
      'note a.tar: format, its name says a tar archive, its content is a ZIP archive',
      'a.tar/one.txt: first',
    ]);
    expect(await linesOfFile('a.zip', 'a text')).toEqual(['note a.zip: format, its name says a ZIP archive, its content is plain text', 'a.zip: a text']);
    expect(await linesOfFile('a.xyz', 'a text')).toEqual(['a.xyz: a text']);
  });

  test('that are not read are named', async () => {
    expect(await linesOfFile('a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0, 0]))).toEqual(['problem a.jpg: unsupported-format, a picture (JPEG) is not read']);
    expect(await linesOfFile('a', Buffer.from([1, 0, 2, 0, 0, 3]))).toEqual(['problem a: binary, it is no text, nor of a format that is known']);
    expect(await linesOfFile('a.css', 'p {}')).toEqual(['problem a.css: unsupported-format, a style sheet is not read']);
  });

  test('are all plain text if so wanted', async () => {
    const location = path.join(temporaryFolder({ 'a.csv': 'text\none\n' }), 'a.csv');
    const found: FileFinding[] = [];
    for await (const finding of readFile({ location, path: 'a.csv', bytes: 9 }, { limits: DEFAULT_LIMITS, format: 'text' })) found.push(finding);
    expect(found).toEqual([{ kind: 'document', path: 'a.csv', text: 'text\none\n', metadata: {} }]);
  });
});

describe('files on disk', () => {
  const read = async (location: string, bytes: number, onRead: (bytes: number) => void = () => {}) => {
    const found: FileFinding[] = [];
    for await (const finding of readFile({ location, path: 'a', bytes }, { limits: DEFAULT_LIMITS }, { onRead })) found.push(finding);
    return found;
  };

  test.each([10, 1e7])('what the system says of one that is gone, and was believed to have %d bytes', async (bytes) => {
    expect(await read(path.join(temporaryFolder(), 'gone'), bytes)).toEqual([
      { kind: 'problem', path: 'a', problem: { reason: 'unreadable', detail: 'the system says ENOENT' } },
    ]);
  });

  test('large ones are read in pieces, which are told of', async () => {
    const text = 'word '.repeat(600_000);
    let bytes = 0;
    const found = await read(path.join(temporaryFolder({ a: text }), 'a'), text.length, (more) => {
      bytes += more;
    });
    expect(found).toEqual([{ kind: 'document', path: 'a', text, metadata: {} }]);
    expect(bytes).toBe(text.length);
  });

  test('one that is cut short or grows while it is read is noted', async () => {
    const location = path.join(temporaryFolder({ a: 'word '.repeat(600_000) }), 'a');
    const changed = { kind: 'note', path: 'a', problem: { reason: 'changed', detail: expect.stringMatching(/^its size changed/) } };
    const cut = await read(location, 3e6, () => truncateSync(location, 1.2e6));
    expect(cut).toEqual([{ kind: 'document', path: 'a', text: expect.any(String), metadata: {} }, changed]);
    expect((await read(location, 1e6)).at(-1)).toEqual(changed);
    expect(await read(location, 1.2e6, () => rmSync(location, { force: true }))).toHaveLength(1);
  });

  test('large archives are read where they are needed', async () => {
    const archive = zipOf([{ name: 'large', content: Buffer.alloc(20e6) }, one]);
    let bytes = 0;
    const found = await read(path.join(temporaryFolder({ a: archive }), 'a'), archive.length, (more) => {
      bytes += more;
    });
    expect(found.at(-1)).toEqual({ kind: 'document', path: 'a/one.txt', text: 'first', metadata: {} });
    expect(bytes).toBeLessThan(5e6);
  });
});

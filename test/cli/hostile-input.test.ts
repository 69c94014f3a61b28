import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { zipOf } from '../support/archives.js';
import { contentOf, LETTERS, temporaryFolder } from '../temporary-folder.js';
import { MAIN, messageOf, topikl } from './command.js';

const FEW = ['--topics', '2', '--min-df', '1', '--max-df', '1', '--max-iterations', '4', '--out', 'out', '--quiet'];

const rowsOf = (folder: string, name: string) =>
  Papa.parse<Record<string, string>>(readFileSync(path.join(folder, 'out', name), 'utf8'), { header: true, skipEmptyLines: true }).data;

/** Runs topikl on the folder `in` of a place; the ids of the documents, and the files, documents and notes of the ledger. */
async function read(place: string) {
  const ended = await topikl(['run', 'in', ...FEW], place);
  expect(ended).toEqual({ code: 0, stdout: '', stderr: '' });
  const left = rowsOf(place, 'ledger.csv').filter(({ kind }) => kind !== 'term');
  return { ids: rowsOf(place, 'documents.csv').map(({ id }) => id), left: left.map(({ id, reason, detail }) => `${id}: ${reason}, ${detail}`) };
}

const inFolder = (files: Readonly<Record<string, string | Uint8Array>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`in/${name}`, text]));

describe.runIf(process.platform === 'linux')('what is no file', () => {
  test('in a folder is left out, and nothing waits for it', async () => {
    const place = temporaryFolder(inFolder(LETTERS));
    const at = (name: string) => path.join(place, 'in', name);
    execFileSync('mkfifo', [at('pipe.txt')]);
    symlinkSync('/dev/zero', at('zero.txt'));
    symlinkSync('b', at('a'));
    symlinkSync('a', at('b'));
    symlinkSync('.', at('self'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(at('socket.txt'), resolve));
    const { ids, left } = await read(place);
    server.close();
    expect(ids).toEqual(Object.keys(LETTERS).sort());
    expect(left).toEqual([
      'a: symbolic-link, leads to itself',
      'b: symbolic-link, leads to itself',
      'pipe.txt: not-a-regular-file, a device, socket or pipe is not read',
      'self: symbolic-link, leads to the input folder, in which it lies',
      'socket.txt: not-a-regular-file, a device, socket or pipe is not read',
      'zero.txt: symbolic-link, leads out of the folder',
    ]);
  });

  test('is an answer where it is the input', async () => {
    const ended = await topikl(['run', '/dev/zero', ...FEW], temporaryFolder());
    expect(ended.code).toBe(3);
    expect(messageOf(ended)).toBe('no document was found in /dev/zero (zero: a device, socket or pipe is not read)');
  });

  test('names of 255 bytes of every value', async () => {
    const place = temporaryFolder(inFolder(LETTERS));
    const values = Buffer.from(Array.from({ length: 255 }, (_, i) => i + 1).filter((value) => value !== 0x2f));
    for (const [extension, content] of [
      ['.txt', 'a text'],
      ['.csv', 'text\na row\n'],
      ['.jsonl', '{"text":"a line"}\n'],
      ['.zip', zipOf([{ name: 'a.txt', content: 'a member' }])],
    ] as const) {
      const name = Buffer.concat([values.subarray(0, 255 - extension.length), Buffer.from(extension)]);
      writeFileSync(Buffer.concat([Buffer.from(`${place}/in/`), name]), content);
    }
    const { ids, left } = await read(place);
    expect(ids).toHaveLength(Object.keys(LETTERS).length + 4);
    expect(left).toEqual([]);
  });
});

describe('what is large', () => {
  test('a line of 70 MB stops itself only', async () => {
    const place = temporaryFolder(inFolder(LETTERS));
    const long = (name: string, begin: string, end = '') => {
      const file = path.join(place, 'in', name);
      writeFileSync(file, begin + 'word and word '.repeat(30_000));
      // the rest is zeros that take no space on the disk
      truncateSync(file, 70e6);
      writeFileSync(file, end, { flag: 'a' });
    };
    long('a.txt', '');
    long('b.csv', 'text\nharbour row\n', '\nlast row\n');
    long('c.jsonl', '{"text":"harbour line"}\n{"text":"', '"}\n{"text":"last line"}\n');
    long('d.json', '[{"text":"harbour object"},{"text":"', '"},{"text":"last object"}]');
    const { ids, left } = await read(place);
    expect(ids).toEqual(['b.csv#1', 'b.csv#3', 'c.jsonl#1', 'c.jsonl#3', 'd.json#1', 'd.json#3', ...Object.keys(LETTERS)].sort());
    expect(left.filter((line) => line.includes('too-large'))).toEqual([
      'a.txt: too-large, it has more than 64 MB, the most that a document may have',
      'b.csv#2: too-large, row 2 is longer than 64000000 characters, or has more than 1000000 cells',
      'c.jsonl#2: too-large, line 2 is longer than 64000000 characters',
      'd.json#2: too-large, row 2 is longer than 64000000 characters',
    ]);
  });

  test('two thousand files in one folder', async () => {
    const place = temporaryFolder(inFolder(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`${i}.txt`, `whale ${i % 2 ? 'ship' : 'sea'} x${i}`]))));
    const { ids } = await read(place);
    expect(ids).toHaveLength(2000);
    expect(ids).toEqual([...ids].sort());
  });

  test('archives that unpack to gigabytes', async () => {
    // a stream of 256 MB of one letter
    const block = deflateRawSync(Buffer.alloc(2 ** 24, 'a'), { finishFlush: 2 });
    const packed = Buffer.concat([...Array.from({ length: 16 }, () => block), deflateRawSync('')]);
    const gzip = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), packed, Buffer.alloc(8)]);
    const bomb = zipOf([{ name: 'a.txt', method: 8, packed, unpackedBytes: 2 ** 28 }]);
    let deep = bomb;
    for (let depth = 0; depth < 5; depth++) deep = zipOf([0, 1].map((i) => ({ name: `${i}.zip`, content: deep, method: 8 })));
    const shared = { name: 'a', content: 'text '.repeat(1000), method: 8, start: 0 };
    const overlapping = zipOf([shared, { ...shared, name: 'b' }]);
    const { ids, left } = await read(
      temporaryFolder(inFolder({ ...LETTERS, 'bomb.zip': bomb, 'deep.zip': deep, 'gzip.gz': gzipSync(gzip), 'overlap.zip': overlapping })),
    );
    expect(ids).toEqual(Object.keys(LETTERS).sort());
    expect(left.filter((line) => line.includes('too-deep'))).toHaveLength(32);
    expect(left.filter((line) => !line.includes('too-deep'))).toEqual([
      'bomb.zip/a.txt: too-large, it unpacks to more than 200 times its size',
      'gzip.gz: too-large, it unpacks to more than 200 times its size',
      'overlap.zip: malformed, its entries overlap; none of them is read',
    ]);
  });
});

describe.runIf(process.platform === 'linux')('a full disk', () => {
  /** Runs topikl where no file may have more than so many blocks, which to a program is a disk that is full. */
  function runWithBlocks(blocks: number, cwd: string) {
    // the system would end it with a signal, did it not listen
    const listen = '--import=data:text/javascript,process.on("SIGXFSZ",()=>{})';
    const words = ['-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', process.execPath, listen, MAIN, 'run', 'in', ...FEW];
    const { status: code, stdout, stderr } = spawnSync('sh', words, { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, NO_COLOR: '1' } });
    return { code, stdout, stderr };
  }

  test.each([
    ['at once', 0, 2, /^the output folder "out" cannot be written: EFBIG/, 'Make room there, or choose another one with --out.'],
    ['while texts are written', 2, 3, /^out\/texts\.jsonl\.gz cannot be written: EFBIG/, 'Check the space and the rights of the output folder.'],
  ])('%s: the folder is as it was', (_name, blocks, code, message, hint) => {
    const place = temporaryFolder(inFolder({ ...LETTERS, 'long.txt': Array.from({ length: 3000 }, (_, i) => `w${(i * i * 7919) % 99991}`).join(' ') }));
    const ended = runWithBlocks(blocks, place);
    expect(ended.code).toBe(code);
    expect(messageOf(ended)).toMatch(message);
    expect(ended.stderr).toContain(hint);
    expect(existsSync(path.join(place, 'out'))).toBe(false);
    mkdirSync(path.join(place, 'out'));
    runWithBlocks(blocks, place);
    expect(contentOf(path.join(place, 'out'))).toEqual([]);
  });
});

import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { paxLine, tarMember, tarOf, zipOf } from '../../../support/archives.js';
import { foundInFile, linesOfFile } from '../../../support/found-in-file.js';

const MB = 2 ** 20;

/** A stream that unpacks to as many times 16 MB of one byte, put together from the stream of 16 MB; small, and made in no time. */
function repeated(byte: number, times: number): Buffer {
  // a block that is not the last of its stream ends where a byte does
  const block = deflateRawSync(Buffer.alloc(16 * MB, byte), { finishFlush: 2 });
  return Buffer.concat([...Array.from({ length: times }, () => block), deflateRawSync('')]);
}

const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

describe('streams that grow', () => {
  test.each([
    ['of letters', 0x61, 'problem a.gz: too-large, it unpacks to more than 200 times its size'],
    ['of zeros', 0, 'problem a.gz: binary, it is no text, nor of a format that is known'],
  ])('a gigabyte %s', async (_name, byte, problem) => {
    const bomb = Buffer.concat([gzipHeader, repeated(byte, 64), Buffer.alloc(8)]);
    expect(bomb.length).toBeLessThan(1.2 * MB);
    const before = process.memoryUsage().rss;
    expect(await linesOfFile('a.gz', bomb)).toEqual([problem]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * MB);
  });

  test('in an archive each for itself, together up to what a file may unpack to', async () => {
    const packed = repeated(0x61, 4);
    const member = { method: 8, packed, unpackedBytes: 64 * MB };
    const archive = zipOf(Array.from({ length: 6 }, (_, i) => ({ ...member, name: `${i}.txt` })));
    expect(await linesOfFile('a.zip', archive, { maxUnpackedBytes: 60 * MB })).toEqual([
      ...[0, 1, 2].map((i) => `problem a.zip/${i}.txt: too-large, it unpacks to more than 200 times its size`),
      'problem a.zip/3.txt: too-large, its file unpacks to more than 62.9 MB; what follows is not read',
      'problem a.zip: too-large, its file has more inside than may be read; what follows is not read',
    ]);
  });

  test('gzip inside gzip', async () => {
    let bomb: Buffer = Buffer.concat([gzipHeader, repeated(0x61, 64), Buffer.alloc(8)]);
    for (let n = 0; n < 3; n++) bomb = gzipSync(bomb);
    expect(bomb.length).toBeLessThan(20_000);
    expect(await linesOfFile('a.gz', bomb)).toEqual(['problem a.gz: too-large, it unpacks to more than 200 times its size']);
    for (let n = 0; n < 100; n++) bomb = gzipSync(bomb);
    expect(await linesOfFile('a.gz', bomb)).toEqual(['problem a.gz: too-deep, it is inside more than 5 archives']);
  });

  test('a tar archive of zeros', async () => {
    const tar = deflateRawSync(tarOf([{ name: 'a.txt', content: 'one' }]).subarray(0, 1024), { finishFlush: 2 });
    expect(await linesOfFile('a.tgz', Buffer.concat([gzipHeader, tar, repeated(0, 64), Buffer.alloc(8)]))).toEqual([
      'a.tgz/a.txt: one',
      'problem a.tgz: too-large, it unpacks to more than 200 times its size',
    ]);
  });
});

describe('archives in archives', () => {
  test('four in each of four, and so on: as deep as they may, and no further', async () => {
    let archive = zipOf([{ name: 'a.txt', method: 8, packed: repeated(0x61, 4), unpackedBytes: 64 * MB }]);
    for (let depth = 0; depth < 6; depth++) archive = zipOf([0, 1, 2, 3].map((i) => ({ name: `${i}.zip`, content: archive, method: 8 })));
    expect(archive.length).toBeLessThan(100_000);
    const found = await foundInFile('bomb.zip', archive);
    expect(found.length).toBe(4 ** 6);
    expect(found.every((finding) => finding.kind === 'problem' && finding.problem.reason === 'too-deep')).toBe(true);
  });

  test('less deep: until the file has unpacked to all that it may', async () => {
    const packed = repeated(0x61, 4);
    const inner = zipOf([{ name: 'a.txt', method: 8, packed, unpackedBytes: 64 * MB }]);
    const archive = zipOf(Array.from({ length: 1000 }, (_, i) => ({ name: `${i}.zip`, content: inner, method: 8 })));
    const found = await linesOfFile('bomb.zip', archive, { maxUnpackedBytes: 200 * MB });
    expect(found.slice(-3)).toEqual([
      expect.stringMatching(/^problem bomb\.zip\/\d+\.zip\/a\.txt: too-large, its file unpacks to more than 209\.7 MB; what follows is not read$/),
      expect.stringMatching(/^problem bomb\.zip\/\d+\.zip: too-large, its file has more inside than may be read; what follows is not read$/),
      'problem bomb.zip: too-large, its file has more inside than may be read; what follows is not read',
    ]);
    expect(found.length).toBeLessThan(20);
  });
});

describe('entries that share their bytes', () => {
  const kernel = deflateRawSync(Buffer.alloc(MB, 0x61));

  test('all of them the same', async () => {
    const first = { name: '0', content: Buffer.alloc(MB, 0x61), method: 8 };
    const others = Array.from({ length: 1000 }, (_, i) => ({ ...first, name: `${i}`, packed: Buffer.alloc(0), packedBytes: kernel.length, start: 0 }));
    expect(await linesOfFile('a.zip', zipOf([first, ...others]))).toEqual(['problem a.zip: malformed, its entries overlap; none of them is read']);
  });

  test('each with the headers of the next ones in a block that is not compressed', async () => {
    // as David Fifield's: the header of the next file is quoted in front of its content
    const quote = (bytes: Uint8Array, last: boolean) => {
      const head = Buffer.from([last ? 1 : 0, 0, 0, 0, 0]);
      head.writeUInt16LE(bytes.length, 1);
      head.writeUInt16LE(~bytes.length & 0xffff, 3);
      return Buffer.concat([head, bytes]);
    };
    let unpacked: Buffer = Buffer.alloc(MB, 0x61);
    let packed: Buffer = kernel;
    const parts: { name: string; packed: Buffer; crc: number; unpackedBytes: number }[] = [];
    for (let n = 0; n < 20; n++) {
      parts.unshift({ name: `${n}`, packed, crc: crc32(unpacked), unpackedBytes: unpacked.length });
      const [whole] = [zipOf([{ name: `${n}`, method: 8, packed, crc: crc32(unpacked), unpackedBytes: unpacked.length }])];
      const header = whole.subarray(0, 31 + (n > 9 ? 1 : 0));
      packed = Buffer.concat([quote(header, false), packed]);
      unpacked = Buffer.concat([header, unpacked]);
    }
    const [first] = parts;
    if (first === undefined) throw new Error('there are none');
    let start = 0;
    const entries = parts.map((part, p) => {
      const entry = { ...part, method: 8, packedBytes: part.packed.length, start, ...(p === 0 ? {} : { packed: Buffer.alloc(0) }) };
      start += 30 + part.name.length + 5;
      return entry;
    });
    expect(await linesOfFile('a.zip', zipOf(entries))).toEqual(['problem a.zip: malformed, its entries overlap; none of them is read']);
  });
});

describe('very many members', () => {
  test('without content', async () => {
    const archive = zipOf(Array.from({ length: 30_000 }, (_, i) => ({ name: `${i}` })));
    const found = await foundInFile('a.zip', archive);
    expect(found.length).toBe(30_000);
    expect(new Set(found.map(({ path }) => path)).size).toBe(30_000);
    expect(await linesOfFile('a.zip', archive, { maxMembers: 2 })).toEqual([
      'a.zip/0: ',
      'a.zip/1: ',
      'problem a.zip: too-large, more than 2 files are inside its file; what follows is not read',
    ]);
  });

  test('archives of them in an archive count together', async () => {
    const inner = zipOf(Array.from({ length: 1000 }, (_, i) => ({ name: `${i}`, content: 'x' })));
    const archive = zipOf(Array.from({ length: 1000 }, (_, i) => ({ name: `${i}.zip`, content: inner, method: 8 })));
    const found = await foundInFile('a.zip', archive, { maxMembers: 5000 });
    // of each archive itself, its members; then that of the last and of the outer one
    expect(found.length).toBe(5000 - 5 + 2);
  });

  test('names as long as they can be', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `${i}${'n'.repeat(65_520)}.txt`);
    const found = await foundInFile('a.zip', zipOf(names.map((name) => ({ name, content: 'x' }))));
    expect(found.map(({ path }) => path)).toEqual(names.map((name) => `a.zip/${name.slice(0, 500)}…${name.slice(-500)}`));
    const slashes = await foundInFile(
      'a.zip',
      zipOf([
        { name: '/'.repeat(65_535), content: 'x' },
        { name: '../'.repeat(21_845), content: 'x' },
      ]),
    );
    expect(slashes.map(({ path }) => path.slice(0, 20))).toEqual(['a.zip/unnamed', 'a.zip/(up)/(up)/(up)']);
  });
});

describe('tar archives whose sizes lie', () => {
  test.each<[string, string | Uint8Array]>([
    ['eight gigabytes', '77777777777\0'],
    ['all that can be counted', Buffer.from([0x80, 0, 0, 0, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])],
  ])('%s', async (_name, size) => {
    expect(await linesOfFile('a.tar', Buffer.concat([tarMember({ name: 'a.txt', size }), Buffer.from('what there is')]))).toEqual([
      'a.tar/a.txt: what there is',
      'note a.tar/a.txt: malformed, the archive ends inside it; what comes before that is read',
      'problem a.tar: malformed, it is cut off inside a file; what follows is missing',
    ]);
  });

  test('a long name of gigabytes is not waited for', async () => {
    for (const type of ['L', 'x']) {
      expect(await linesOfFile('a.tar', Buffer.concat([tarMember({ name: 'x', type, size: '77777777777\0' }), Buffer.alloc(4096)]))).toEqual([
        'problem a.tar: too-large, the header at byte 0 goes on for more than 1048576 bytes; what follows is not read',
      ]);
    }
  });

  test('a megabyte of extended header', async () => {
    const line = paxLine('comment', 'x'.repeat(100));
    const content = Buffer.concat(Array.from({ length: Math.floor(MB / line.length) }, () => line));
    expect(
      await linesOfFile(
        'a.tar',
        tarOf([
          { name: 'x', type: 'x', content },
          { name: 'a.txt', content: 'one' },
        ]),
      ),
    ).toEqual(['a.tar/a.txt: one']);
  });

  test('a chain of headers of headers', async () => {
    const chain = Array.from({ length: 10_000 }, () => ({ name: 'x', type: 'L', content: 'a.txt' }));
    expect(await linesOfFile('a.tar', tarOf([...chain, { name: 'b.txt', content: 'one' }]))).toEqual(['a.tar/a.txt: one']);
  });
});

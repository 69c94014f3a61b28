import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { tarOf } from '../../../support/archives.js';
import { foundInFile, linesOfFile } from '../../../support/found-in-file.js';

const TEXT = 'The bell of the old school is rung at eight.';
const packed = gzipSync(TEXT);
/** no two stretches of it are the same, so that its stream is long */
const LONG = Array.from({ length: 30_000 }, (_, i) => `word${(i * 7919) % 30_011}`).join(' ');

/** Without notes, which say how a table was read. */
async function documents(name: string, content: string | Uint8Array): Promise<string[]> {
  return (await linesOfFile(name, gzipSync(content))).filter((line) => !line.startsWith('note '));
}

/** A header with all that it may have: extra field, name, comment, checksum. */
function withWholeHeader(gz: Buffer): Buffer {
  const header = Buffer.from(gz.subarray(0, 10));
  header[3] = 4 + 8 + 16 + 2;
  return Buffer.concat([header, Buffer.from([3, 0, 1, 2, 3]), Buffer.from('name.txt\0a comment\0'), Buffer.from([7, 7]), gz.subarray(10)]);
}

describe('what is in it is read in its place', () => {
  test('under its path, by the ending before .gz', async () => {
    expect(await documents('ships.csv.gz', 'text;id\none, two;1\n')).toEqual(['ships.csv.gz#1: one, two']);
    expect(await documents('SHIPS.TSV.GZ', 'text\tid\na,b;c\t1\n')).toEqual(['SHIPS.TSV.GZ#1: a,b;c']);
    expect(await linesOfFile('lines.jsonl.gz', gzipSync('{"text":"one"}\n'))).toEqual(['lines.jsonl.gz#1: one']);
  });

  test('of .tgz a tar archive', async () => {
    expect(await linesOfFile('papers.tgz', gzipSync(tarOf([{ name: 'a.txt', content: 'one' }])))).toEqual(['papers.tgz/a.txt: one']);
    expect(await linesOfFile('papers.tgz', gzipSync('no archive'))).toEqual([
      'note papers.tgz: format, its name says a tar archive, its content is plain text',
      'papers.tgz: no archive',
    ]);
  });

  test('of several endings one after the other', async () => {
    expect(await documents('ships.csv.gz.gz', gzipSync('text\none\n'))).toEqual(['ships.csv.gz.gz#1: one']);
  });

  test('a stream longer than a step', async () => {
    expect(gzipSync(LONG).length).toBeGreaterThan(3 * 8192);
    expect(await linesOfFile('long.txt.gz', gzipSync(LONG))).toEqual([`long.txt.gz: ${LONG}`]);
  });

  test('an empty one', async () => {
    expect(await foundInFile('a.txt.gz', gzipSync(''))).toEqual([{ kind: 'document', path: 'a.txt.gz', text: '', metadata: {} }]);
  });
});

describe('streams', () => {
  test('with all that a header may have', async () => {
    expect(await linesOfFile('a.txt.gz', withWholeHeader(packed))).toEqual([`a.txt.gz: ${TEXT}`]);
  });

  test('several are one text', async () => {
    expect(await linesOfFile('a.txt.gz', Buffer.concat([packed, gzipSync(''), withWholeHeader(packed), packed]))).toEqual([`a.txt.gz: ${TEXT}${TEXT}${TEXT}`]);
  });

  test('zeros that fill up the file are nothing', async () => {
    expect(await linesOfFile('a.txt.gz', Buffer.concat([packed, Buffer.alloc(1000)]))).toEqual([`a.txt.gz: ${TEXT}`]);
  });

  test('anything else that follows is said', async () => {
    const note = 'note a.txt.gz: malformed, something else follows its compressed stream, which is not read';
    expect(await linesOfFile('a.txt.gz', Buffer.concat([packed, Buffer.from('rest')]))).toEqual([`a.txt.gz: ${TEXT}`, note]);
    expect(await linesOfFile('a.txt.gz', Buffer.concat([packed, Buffer.alloc(100_000), Buffer.from('x')]))).toEqual([`a.txt.gz: ${TEXT}`, note]);
  });

  test('next to nothing in very many of them', async () => {
    const many = Buffer.concat(Array.from({ length: 10_001 }, () => gzipSync('x')));
    expect(await linesOfFile('a.txt.gz', many)).toEqual([
      'problem a.txt.gz: too-large, it has more than 10000 compressed streams with less than 256 bytes each',
    ]);
  });
});

describe('damage', () => {
  test('a wrong checksum or length is noted', async () => {
    for (const at of [-8, -4]) {
      const wrong = Buffer.from(packed);
      wrong[wrong.length + at] = (wrong.at(at) as number) ^ 1;
      expect(await linesOfFile('a.txt.gz', wrong)).toEqual([
        `a.txt.gz: ${TEXT}`,
        'note a.txt.gz: malformed, the checksum of its compressed stream is not that of its content; it is read all the same',
      ]);
    }
  });

  test('of a stream that is cut off, what came before is read', async () => {
    const [document, note] = await linesOfFile('a.txt.gz', packed.subarray(0, 30));
    expect(document).toMatch(/^a\.txt\.gz: The bell/);
    expect(`a.txt.gz: ${TEXT}`.startsWith(document as string)).toBe(true);
    expect(note).toBe('note a.txt.gz: malformed, its compressed stream is cut off; what comes before that is read');
    // only the sums are missing
    expect(await linesOfFile('a.txt.gz', packed.subarray(0, -3))).toEqual([
      `a.txt.gz: ${TEXT}`,
      'note a.txt.gz: malformed, its compressed stream is cut off; what comes before that is read',
    ]);
  });

  test('rows before a cut are documents', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `{"text":"row ${i} ${(i * 7919) % 20_011}"}\n`).join('');
    const gz = gzipSync(rows);
    const found = await linesOfFile('rows.jsonl.gz', gz.subarray(0, gz.length / 2));
    expect(found.length).toBeGreaterThan(5000);
    expect(found[0]).toBe('rows.jsonl.gz#1: row 0 0');
    expect(found.at(-2)).toMatch(/^problem rows\.jsonl\.gz: malformed, line \d+ is not JSON$/);
    expect(found.at(-1)).toMatch(/^note .* is cut off/);
  });

  test('where nothing came before, there is nothing to read', async () => {
    for (const length of [5, 10, 11]) {
      expect(await linesOfFile('a.txt.gz', packed.subarray(0, length))).toEqual(['problem a.txt.gz: malformed, its compressed stream is cut off']);
    }
    const damaged = Buffer.from(packed);
    damaged[10] = 0xff;
    expect(await linesOfFile('a.txt.gz', damaged)).toEqual(['problem a.txt.gz: malformed, its compressed stream is damaged']);
  });

  test('what comes before damage is read', async () => {
    // without compression it is in blocks, each after its length and the complement of that; those of the second are not complements
    const gz = gzipSync(LONG, { level: 0 });
    const length = gz.readUInt16LE(11);
    gz.writeUInt16LE(0, 15 + length + 3);
    const found = await linesOfFile('long.txt.gz', gz);
    expect(found[0]?.length).toBeGreaterThan(8192);
    expect(`long.txt.gz: ${LONG}`.startsWith(found[0] as string)).toBe(true);
    expect(found.slice(1)).toEqual(['note long.txt.gz: malformed, its compressed stream is damaged; what comes before that is read']);
  });

  test('another compression', async () => {
    const other = Buffer.from(packed);
    other[2] = 7;
    expect(await linesOfFile('a.txt.gz', other)).toEqual(['problem a.txt.gz: unsupported-format, its compression is none that gzip has']);
  });
});

test('one that is named otherwise', async () => {
  expect(await linesOfFile('a.jsonl', gzipSync('{"text":"one"}\n'))).toEqual([
    'note a.jsonl: format, its name says JSON lines, its content is a gzip file',
    'a.jsonl#1: one',
  ]);
});

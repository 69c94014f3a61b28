import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type ZipMember, zipOf } from '../../../support/archives.js';
import { foundInFile, linesOfFile } from '../../../support/found-in-file.js';

const TEXT = 'The bell of the old school is rung at eight.';
const one = { name: 'one.txt', content: 'first' };
const two = { name: 'two.txt', content: 'second' };

/** What is found in an archive, on disk and inside another one, where it is in memory. */
async function found(members: readonly ZipMember[], options = {}): Promise<string[]> {
  const archive = zipOf(members, options);
  const lines = await linesOfFile('a.zip', archive);
  const nested = await linesOfFile('outer', zipOf([{ name: 'a.zip', content: archive, method: 8 }]));
  expect(nested).toEqual(lines.map((line) => line.replace('a.zip', 'outer/a.zip')));
  return lines;
}

describe('members', () => {
  test('in order, each by its own format, under its path', async () => {
    expect(
      await found([
        { name: 'b/two.jsonl', content: '{"text":"in a line"}\n', method: 8 },
        { name: 'folder/' },
        one,
        { name: 'a/three.txt', content: TEXT, method: 8 },
      ]),
    ).toEqual(['a.zip/b/two.jsonl#1: in a line', 'a.zip/one.txt: first', `a.zip/a/three.txt: ${TEXT}`]);
  });

  test('long ones come in pieces', async () => {
    const long = Array.from({ length: 60_000 }, (_, i) => `word${(i * 7919) % 60_013}`).join(' ');
    expect(deflateRawSync(long).length).toBeGreaterThan(65_536);
    expect(
      await found([
        { name: 'long.txt', content: long, method: 8 },
        { name: 'stored.txt', content: long },
      ]),
    ).toEqual([`a.zip/long.txt: ${long}`, `a.zip/stored.txt: ${long}`]);
  });

  test('empty ones are documents without text', async () => {
    expect(await foundInFile('a.zip', zipOf([{ name: 'a.txt' }, { name: 'b.txt', method: 8 }]))).toEqual([
      { kind: 'document', path: 'a.zip/a.txt', text: '', metadata: {} },
      { kind: 'document', path: 'a.zip/b.txt', text: '', metadata: {} },
    ]);
  });

  test('with equal names are all given', async () => {
    expect(await found([one, { ...one, content: 'again' }])).toEqual(['a.zip/one.txt: first', 'a.zip/one.txt: again']);
  });

  test('a comment of the archive is passed over', async () => {
    expect(await found([one], { comment: 'made for a test' })).toEqual(['a.zip/one.txt: first']);
  });

  test('an archive without any', async () => {
    expect(await found([])).toEqual(['problem a.zip: no-documents, no document was found in it']);
    expect(await found([{ name: 'folder/' }])).toEqual(['problem a.zip: no-documents, no document was found in it']);
  });
});

describe('names', () => {
  const name = async (written: string | Uint8Array, flags = 0, extra?: Uint8Array) => {
    const [line] = await found([{ name: written, content: '', flags, ...(extra === undefined ? {} : { extra }) }]);
    return line?.replace(/^a\.zip\//, '').replace(/: $/, '');
  };

  test('are UTF-8 if they can be, else code page 437', async () => {
    expect(await name('Grüße.txt', 0x800)).toBe('Grüße.txt');
    expect(await name('Grüße.txt', 0)).toBe('Grüße.txt');
    expect(await name(Buffer.from('Gr\x81\xe1e.txt', 'latin1'))).toBe('Grüße.txt');
  });

  test('are those of the extra field for them, if there is one', async () => {
    const field = Buffer.concat([Buffer.from([0x75, 0x70, 0, 0, 1, 0, 0, 0, 0]), Buffer.from('Öl.txt')]);
    field.writeUInt16LE(field.length - 4, 2);
    field.writeUInt32LE(crc32('_l.txt'), 5);
    expect(await name('_l.txt', 0, field)).toBe('Öl.txt');
  });

  test('are names only, wherever they point', async () => {
    expect(await name('../../etc/passwd')).toBe('(up)/(up)/etc/passwd');
    expect(await name('C:\\Users\\me\\x.txt')).toBe('C/Users/me/x.txt');
    expect(await name('.')).toBe('unnamed');
  });
});

describe('left out', () => {
  const problem = async (member: ZipMember) => found([member, two]);

  test.each(['__MACOSX/._one.txt', '.DS_Store', 'a/.git/config.txt', '.one.txt'])('%s is hidden', async (name) => {
    expect(await problem({ name, content: 'x' })).toEqual([`problem a.zip/${name}: hidden, it is hidden`, 'a.zip/two.txt: second']);
  });

  test('what is encrypted', async () => {
    expect(await problem({ ...one, flags: 1 })).toEqual(['problem a.zip/one.txt: encrypted, it is encrypted', 'a.zip/two.txt: second']);
  });

  test.each([
    [12, 'bzip2'],
    [14, 'LZMA'],
    [93, 'Zstandard'],
    [42, 'number 42'],
  ])('compression %d', async (method, called) => {
    expect(await problem({ ...one, method })).toEqual([
      `problem a.zip/one.txt: unsupported-format, its compression (${called}) is not read`,
      'a.zip/two.txt: second',
    ]);
  });

  test('symbolic links', async () => {
    expect(await problem({ name: 'link', content: 'two.txt', mode: 0o120777 })).toEqual([
      'problem a.zip/link: symbolic-link, it is a symbolic link',
      'a.zip/two.txt: second',
    ]);
  });
});

describe('files of other kinds that are ZIP archives', () => {
  test.each([
    ['xl/workbook.xml', 'a spreadsheet (.xlsx)'],
    ['ppt/presentation.xml', 'a slide show (.pptx)'],
    ['META-INF/container.xml', 'an e-book (EPUB)'],
    ['META-INF/MANIFEST.MF', 'a Java program (.jar)'],
    ['AndroidManifest.xml', 'an Android app (.apk)'],
  ])('with %s', async (name, kind) => {
    expect(await found([one, { name, content: 'x' }])).toEqual([`problem a.zip: unsupported-format, ${kind} is not read`]);
  });

  test('an app is a Java program too', async () => {
    expect(await found([{ name: 'META-INF/MANIFEST.MF' }, { name: 'AndroidManifest.xml' }])).toEqual([
      'problem a.zip: unsupported-format, an Android app (.apk) is not read',
    ]);
  });

  test.each([
    ['application/vnd.oasis.opendocument.text', 'an OpenDocument text (.odt)'],
    ['application/vnd.oasis.opendocument.spreadsheet-template', 'an OpenDocument spreadsheet (.ods)'],
    ['application/vnd.oasis.opendocument.presentation', 'an OpenDocument slide show (.odp)'],
    ['application/vnd.oasis.opendocument.graphics', 'an OpenDocument file'],
    ['application/epub+zip', 'an e-book (EPUB)'],
  ])('that call themselves %s', async (content, kind) => {
    expect(await found([{ name: 'mimetype', content }, one])).toEqual([`problem a.zip: unsupported-format, ${kind} is not read`]);
  });

  test('a file called mimetype alone says nothing', async () => {
    expect(await found([{ name: 'mimetype', content: 'text/plain' }])).toEqual(['a.zip/mimetype: text/plain']);
    expect(await found([one, { name: 'mimetype', content: 'application/epub+zip' }])).toEqual(['a.zip/one.txt: first', 'a.zip/mimetype: application/epub+zip']);
  });

  test('the same names in a folder say nothing', async () => {
    expect(await found([{ name: 'old/xl/workbook.xml.txt', content: 'x' }])).toEqual(['a.zip/old/xl/workbook.xml.txt: x']);
  });
});

describe('damage', () => {
  test('a wrong checksum or length is noted', async () => {
    expect(await found([{ ...one, crc: 7 }, two])).toEqual([
      'a.zip/one.txt: first',
      'note a.zip/one.txt: malformed, its checksum is not that of its content; it is read all the same',
      'a.zip/two.txt: second',
    ]);
    for (const method of [0, 8]) {
      expect(await found([{ ...one, method, unpackedBytes: 4 }, two])).toEqual([
        'a.zip/one.txt: first',
        'note a.zip/one.txt: malformed, it has 5 bytes where its archive says 4; it is read all the same',
        'a.zip/two.txt: second',
      ]);
    }
  });

  test('of compressed content that is damaged or cut, what comes before is read', async () => {
    const packed = deflateRawSync(TEXT);
    const [document, note, last] = await found([{ name: 'one.txt', content: TEXT, method: 8, packed: packed.subarray(0, 20) }, two]);
    expect(document).toMatch(/^a\.zip\/one\.txt: The bell/);
    expect(note).toMatch(/^note a\.zip\/one\.txt: malformed, it has \d+ bytes where its archive says 44; it is read all the same$/);
    expect(last).toBe('a.zip/two.txt: second');
    expect(await found([{ name: 'one.txt', content: TEXT, method: 8, packed: Buffer.alloc(20, 0xff) }, two])).toEqual([
      'problem a.zip/one.txt: malformed, its compressed content is damaged',
      'a.zip/two.txt: second',
    ]);
    // two blocks as they are, and one of a kind that there is not
    const block = (text: string) => Buffer.concat([Buffer.from([0, text.length, 0, ~text.length & 0xff, 0xff]), Buffer.from(text)]);
    const blocks = Buffer.concat([block('first '), Buffer.alloc(9000), block('last'), Buffer.from([6])]);
    blocks.fill(Buffer.from([0, 0, 0, 0xff, 0xff]), 11, 9011);
    expect(await found([{ name: 'one.txt', method: 8, packed: blocks, unpackedBytes: 10 }])).toEqual([
      'a.zip/one.txt: first ',
      'note a.zip/one.txt: malformed, its compressed content is damaged; what comes before that is read',
    ]);
  });

  test('one that is not where the list says', async () => {
    expect(await found([one, { ...two, start: 5 }])).toEqual(['problem a.zip: malformed, its entries overlap; none of them is read']);
    for (const start of [500, 0xfffffff0]) {
      expect(await found([one, { ...two, start }])).toEqual([
        'a.zip/one.txt: first',
        'problem a.zip/two.txt: malformed, it is not where its archive says that it is',
      ]);
    }
    expect(await found([one, { ...two, packedBytes: 2000, unpackedBytes: 2000 }])).toEqual([
      'a.zip/one.txt: first',
      'problem a.zip/two.txt: malformed, it goes on beyond the end of its archive',
    ]);
  });

  test('a list that is damaged', async () => {
    const archive = zipOf([one, two]);
    archive[archive.lastIndexOf('PK\x01\x02')] = 0;
    expect(await linesOfFile('a.zip', archive)).toEqual([
      'a.zip/one.txt: first',
      'problem a.zip: malformed, its list of files is damaged after 1 of 2; what follows is not read',
    ]);
  });

  test('a list that is longer than it says, as of programs that cannot count beyond 65,535', async () => {
    expect(await found([one, two], { count: 1 })).toEqual([
      'a.zip/one.txt: first',
      'problem a.zip: malformed, it has more files than the 1 of its list; what follows is not read',
    ]);
    expect(await found([one, two], { count: 0 })).toEqual(['problem a.zip: malformed, it has more files than the 0 of its list; what follows is not read']);
  });

  test('one that is cut off has no list', async () => {
    const archive = zipOf([one, two]);
    expect(await linesOfFile('a.zip', archive.subarray(0, -10))).toEqual([
      'problem a.zip: malformed, it has no list of files at its end: it is cut off, or damaged',
    ]);
  });

  test('inside another, one that is larger than a document may be', async () => {
    const inner = zipOf([{ name: 'a.txt', content: 'a'.repeat(1000) }]);
    expect(await linesOfFile('a.zip', zipOf([{ name: 'b.zip', content: inner }, one]), { maxDocumentBytes: 1000 })).toEqual([
      'problem a.zip/b.zip: too-large, it has more than 1 KB, the most that a document may have',
      'a.zip/one.txt: first',
    ]);
  });
});

describe('sizes and places of 64 bits', () => {
  test('in the list', async () => {
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(5n, 4);
    extra.writeBigUInt64LE(5n, 12);
    extra.writeBigUInt64LE(0n, 20);
    expect(await found([{ ...one, packedBytes: 0xffffffff, unpackedBytes: 0xffffffff, start: 0xffffffff, extra }])).toEqual(['a.zip/one.txt: first']);
  });

  test.each([2n ** 52n, 2n ** 63n])('a place of %d', async (place) => {
    const extra = Buffer.alloc(12);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(place, 4);
    expect(await found([{ ...one, start: 0xffffffff, extra }])).toEqual(['problem a.zip/one.txt: malformed, it is not where its archive says that it is']);
  });

  test('at the end', async () => {
    const plain = zipOf([one]);
    const list = plain.lastIndexOf('PK\x01\x02');
    const end = plain.subarray(-22);
    end.fill(0xff, 8, 20);
    const record = Buffer.alloc(56);
    record.write('PK\x06\x06', 'latin1');
    record.writeBigUInt64LE(44n, 4);
    record.writeBigUInt64LE(1n, 24);
    record.writeBigUInt64LE(1n, 32);
    record.writeBigUInt64LE(BigInt(list), 48);
    const locator = Buffer.alloc(20);
    locator.write('PK\x06\x07', 'latin1');
    locator.writeBigUInt64LE(BigInt(plain.length - 22), 8);
    const archive = (place: Buffer) => Buffer.concat([plain.subarray(0, -22), record, place, end]);
    expect(await linesOfFile('a.zip', archive(locator))).toEqual(['a.zip/one.txt: first']);
    locator.writeBigUInt64LE(2n ** 60n, 8);
    expect(await linesOfFile('a.zip', archive(locator))).toEqual(['problem a.zip: malformed, it has no list of files at its end: it is cut off, or damaged']);
  });
});

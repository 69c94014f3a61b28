import { describe, expect, test } from 'vitest';
import { paxLine, type TarMember, tarMember, tarOf } from '../../../support/archives.js';
import { linesOfFile } from '../../../support/found-in-file.js';

const one = { name: 'one.txt', content: 'first' };
const two = { name: 'two.txt', content: 'second' };
const found = (members: readonly TarMember[]) => linesOfFile('a.tar', tarOf(members));
const only = async (...members: TarMember[]) => expect((await found([...members, two])).at(-1)).toBe('a.tar/two.txt: second');

describe('members', () => {
  test('in order, each by its own format, under its path', async () => {
    expect(await found([{ name: './', type: '5' }, { name: './b/x.jsonl', content: '{"text":"in a line"}\n' }, one, { name: 'empty.txt' }])).toEqual([
      'a.tar/b/x.jsonl#1: in a line',
      'a.tar/one.txt: first',
      'a.tar/empty.txt: ',
    ]);
  });

  test.each([511, 512, 513, 200_000])('of %d bytes', async (length) => {
    const content = 'word '.repeat(length).slice(0, length);
    expect(await found([{ name: 'a.txt', content }, two])).toEqual([`a.tar/a.txt: ${content}`, 'a.tar/two.txt: second']);
  });

  test('one that is not read to its end is passed over', async () => {
    expect(await found([{ name: 'picture', content: Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(200_000)]) }, two])).toEqual([
      'problem a.tar/picture: unsupported-format, a picture (PNG) is not read',
      'a.tar/two.txt: second',
    ]);
  });

  test('of old programs, without magic', async () => {
    expect(
      await found([
        { name: 'folder/', type: '\0', magic: '' },
        { ...one, type: '\0', magic: '' },
      ]),
    ).toEqual(['a.tar/one.txt: first']);
  });

  test('of old programs that add up signed bytes', async () => {
    const archive = tarOf([{ name: 'ü.txt', content: 'signed', magic: '' }]);
    const sum = Number.parseInt(archive.toString('latin1', 148, 154), 8) - 2 * 256;
    archive.write(sum.toString(8).padStart(6, '0'), 148);
    expect(await linesOfFile('a', archive)).toEqual(['a/ü.txt: signed']);
  });

  test('folders of incremental archives have content that is none, a label has none', async () => {
    expect(await found([{ name: 'label', type: 'V' }, { name: 'folder/', type: 'D', content: 'Yone.txt\0' }, one])).toEqual(['a.tar/one.txt: first']);
  });

  test('an archive without any', async () => {
    expect(await found([{ name: 'folder/', type: '5' }])).toEqual(['problem a.tar: no-documents, no document was found in it']);
  });
});

describe('names', () => {
  const long = `${'folder/'.repeat(30)}long.txt`;

  test('with a prefix', async () => {
    expect(await found([{ ...one, prefix: 'some/folder' }])).toEqual(['a.tar/some/folder/one.txt: first']);
    // GNU's format has other things there
    expect(await found([{ ...one, magic: 'ustar  \0', prefix: '15000000000' }])).toEqual(['a.tar/one.txt: first']);
  });

  test('of a hundred bytes', async () => {
    const name = `${'n'.repeat(96)}.txt`;
    expect(await found([{ name, content: 'x' }])).toEqual([`a.tar/${name}: x`]);
  });

  test('long ones of GNU tar', async () => {
    expect(await found([{ name: '././@LongLink', type: 'L', content: `${long}\0` }, one, two])).toEqual([`a.tar/${long}: first`, 'a.tar/two.txt: second']);
    expect(await found([{ name: '././@LongLink', type: 'K', content: `${long}\0` }, { name: 'one.txt', type: '2' }, two])).toEqual([
      'problem a.tar/one.txt: symbolic-link, it is a symbolic link',
      'a.tar/two.txt: second',
    ]);
  });

  test('of extended headers', async () => {
    const content = Buffer.concat([paxLine('mtime', '1'), paxLine('path', long), paxLine('comment', 'a=b\nc')]);
    expect(await found([{ name: 'x', type: 'x', content }, one, two])).toEqual([`a.tar/${long}: first`, 'a.tar/two.txt: second']);
    expect(await found([{ name: 'x', type: 'g', content }, one])).toEqual(['a.tar/one.txt: first']);
  });

  test('that are not UTF-8 are windows-1252', async () => {
    expect(await found([{ name: Buffer.from('caf\xe9.txt', 'latin1'), content: 'x' }])).toEqual(['a.tar/café.txt: x']);
  });

  test('are names only, wherever they point', async () => {
    expect(await found([{ name: '/../a\nb.txt', content: 'x' }])).toEqual(['a.tar/(up)/a�b.txt: x']);
  });
});

describe('left out', () => {
  test.each([
    ['1', 'symbolic-link, it is a hard link to another file of the archive'],
    ['2', 'symbolic-link, it is a symbolic link'],
    ['3', 'not-a-regular-file, it is a device or a pipe'],
    ['4', 'not-a-regular-file, it is a device or a pipe'],
    ['6', 'not-a-regular-file, it is a device or a pipe'],
    ['M', 'unsupported-format, entries of its kind (M) are not read'],
  ])('type %s', async (type, problem) => {
    expect(await found([{ name: 'a', type }, two])).toEqual([`problem a.tar/a: ${problem}`, 'a.tar/two.txt: second']);
  });

  test('links have no content, whatever size their header gives', async () => {
    await only({ name: 'a', type: '1', size: '00000010000\0' });
    await only({ name: 'a', type: '2', size: '00000010000\0' });
  });

  test.each(['__MACOSX/x.txt', './.DS_Store', 'a/.git/config'])('%s is hidden', async (name) => {
    expect(await found([{ name, content: 'x' }, two])).toEqual([`problem a.tar/${name.replace('./', '')}: hidden, it is hidden`, 'a.tar/two.txt: second']);
  });

  test('sparse files, with as many blocks as the map of their holes has', async () => {
    const problem = 'problem a.tar/holes: unsupported-format, it is stored with its holes left out (a sparse file), which is not read';
    const plain = { name: 'holes', type: 'S', magic: 'ustar  \0', content: 'x'.repeat(600) };
    expect(await found([plain, two])).toEqual([problem, 'a.tar/two.txt: second']);
    const [header, rest] = [tarMember({ ...plain, change: (h) => h.writeUInt8(1, 482) }), Buffer.alloc(1024)];
    rest[504] = 1;
    const extended = Buffer.concat([header.subarray(0, 512), rest, header.subarray(512), tarOf([two])]);
    expect(await linesOfFile('a.tar', extended)).toEqual([problem, 'a.tar/two.txt: second']);
    const content = Buffer.concat([paxLine('GNU.sparse.major', '1'), paxLine('GNU.sparse.name', 'holes'), paxLine('path', 'GNUSparseFile.0/holes')]);
    expect(await found([{ name: 'x', type: 'x', content }, one, two])).toEqual([problem, 'a.tar/two.txt: second']);
  });
});

describe('sizes', () => {
  const base256 = (...last: number[]) => Buffer.from([0x80, ...Array.from({ length: 11 - last.length }, () => 0), ...last]);
  const wrong = ['problem a.tar: malformed, the header at byte 0 gives no size that there can be; what follows is not read'];

  test.each([
    ['octal after spaces', '          5 '],
    ['octal up to the end of the field', '000000000005'],
    ['as bytes', base256(5)],
  ])('%s', async (_name, size) => {
    expect(await found([{ ...one, size }, two])).toEqual(['a.tar/one.txt: first', 'a.tar/two.txt: second']);
  });

  test('of an extended header', async () => {
    expect(await found([{ name: 'x', type: 'x', content: paxLine('size', '5') }, { ...one, size: '00000000000\0' }, two])).toEqual([
      'a.tar/one.txt: first',
      'a.tar/two.txt: second',
    ]);
  });

  test.each([
    ['no number', '0000000000x\0'],
    ['below 0', Buffer.alloc(12, 0xff)],
    ['beyond what can be counted', Buffer.concat([Buffer.from([0x80]), Buffer.alloc(11, 0x7f)])],
  ])('%s', async (_name, size) => {
    expect(await found([{ ...one, size }, two])).toEqual(wrong);
  });

  test.each(['-5', '5.0', '0x5', '1'.repeat(16)])('%s in an extended header', async (size) => {
    expect(await found([{ name: 'x', type: 'x', content: paxLine('size', size) }, one])).toEqual([
      'problem a.tar: malformed, the extended header at byte 0 is damaged; what follows is not read',
    ]);
  });
});

describe('damage', () => {
  const whole = tarOf([one, two]);

  test('a header whose checksum is wrong', async () => {
    const archive = Buffer.from(whole);
    archive[1024] = 0x20;
    expect(await linesOfFile('a.tar', archive)).toEqual([
      'a.tar/one.txt: first',
      'problem a.tar: malformed, the header at byte 1024 is damaged; what follows is not read',
    ]);
  });

  test('cut off inside a file', async () => {
    expect(await linesOfFile('a.tar', whole.subarray(0, 1024 + 512 + 3))).toEqual([
      'a.tar/one.txt: first',
      'a.tar/two.txt: sec',
      'note a.tar/two.txt: malformed, the archive ends inside it; what comes before that is read',
      'problem a.tar: malformed, it is cut off inside a file; what follows is missing',
    ]);
  });

  test('cut off inside a file that is not read', async () => {
    const archive = tarOf([one, { name: '.hidden', content: 'x'.repeat(600) }]);
    expect(await linesOfFile('a.tar', archive.subarray(0, 1600))).toEqual([
      'a.tar/one.txt: first',
      'problem a.tar/.hidden: hidden, it is hidden',
      'problem a.tar: malformed, it is cut off inside a file; what follows is missing',
    ]);
  });

  test('cut off inside a header', async () => {
    const cut = 'problem a.tar: malformed, it is cut off inside a header; what follows is not read';
    expect(await linesOfFile('a.tar', whole.subarray(0, 1100))).toEqual(['a.tar/one.txt: first', cut]);
    const longName = Buffer.concat([whole.subarray(0, 1024), tarMember({ name: 'x', type: 'L', content: 'n'.repeat(600) })]);
    expect(await linesOfFile('a.tar', longName.subarray(0, 1024 + 512 + 500))).toEqual(['a.tar/one.txt: first', cut]);
    const sparse = Buffer.concat([whole.subarray(0, 1024), tarMember({ name: 'x', type: 'S', change: (h) => h.writeUInt8(1, 482) })]);
    expect(await linesOfFile('a.tar', sparse)).toEqual(['a.tar/one.txt: first', cut]);
  });

  test('cut off between two', async () => {
    expect(await linesOfFile('a.tar', whole.subarray(0, 1024))).toEqual([
      'a.tar/one.txt: first',
      'note a.tar: malformed, it has no mark of its end, so it may be cut off',
    ]);
  });

  test.each(['5 a=b', 'x a=b\n', '6 ab\n\n', '99 a=b\n', '0 a=b\n', '2 \n'])('the extended header %j', async (content) => {
    expect(await found([{ name: 'x', type: 'x', content }, one])).toEqual([
      'problem a.tar: malformed, the extended header at byte 0 is damaged; what follows is not read',
    ]);
  });

  test('something behind its end', async () => {
    expect(await linesOfFile('a.tar', Buffer.concat([whole, Buffer.alloc(100_000)]))).toEqual(['a.tar/one.txt: first', 'a.tar/two.txt: second']);
    expect(await linesOfFile('a.tar', Buffer.concat([whole, Buffer.alloc(100_000), whole]))).toEqual([
      'a.tar/one.txt: first',
      'a.tar/two.txt: second',
      'note a.tar: malformed, something else follows its end, which is not read',
    ]);
  });
});

test('a text that speaks of ustar is none', async () => {
  expect(await linesOfFile('a.txt', `${' '.repeat(257)}ustar is a format\n`)).toEqual([`a.txt: ${' '.repeat(257)}ustar is a format\n`]);
});

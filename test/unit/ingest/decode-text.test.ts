import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { MAX_TEXT_BYTES, normalizeText, readText, readTextPieces } from '../../../src/ingest/decode-text.js';
import type { SourceFile } from '../../../src/ingest/document.js';
import { temporaryFolder } from '../../temporary-folder.js';

function fileWith(content: string | Uint8Array): SourceFile {
  const bytes = Buffer.from(content as Uint8Array);
  return { location: path.join(temporaryFolder({ 'a.txt': bytes }), 'a.txt'), path: 'a.txt', bytes: bytes.length };
}

async function inPieces(file: SourceFile) {
  const decoded = await readTextPieces(file);
  if ('problem' in decoded) return decoded;
  const pieces: string[] = [];
  for await (const piece of decoded.pieces) pieces.push(piece);
  const { note } = decoded;
  return { text: pieces.join(''), ...(note === undefined ? {} : { note }) };
}

const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
const note = (detail: string) => ({ reason: 'encoding', detail });

const cases: [name: string, content: string | Uint8Array, expected: object][] = [
  ['UTF-8', 'naïve café 😀', { text: 'naïve café 😀' }],
  ['nothing', '', { text: '' }],
  ['UTF-8 with a byte order mark, which is no part of the text', '\ufeffHarbour', { text: 'Harbour' }],
  ['UTF-16 LE with its mark', Buffer.from('\ufeffnaïve 😀', 'utf16le'), { text: 'naïve 😀', note: note('read as utf-16le, as its first bytes say') }],
  ['UTF-16 BE with its mark', utf16be('naïve 😀'), { text: 'naïve 😀', note: note('read as utf-16be, as its first bytes say') }],
  [
    'windows-1252 where it is not UTF-8',
    Buffer.from([0x93, 0x63, 0x61, 0x66, 0xe9, 0x94, 0x20, 0x80]),
    { text: '“café” €', note: note('its bytes are not UTF-8; read as windows-1252') },
  ],
  [
    'a character cut off at the end, which is not UTF-8',
    Buffer.from([0x61, 0xc3]),
    { text: 'aÃ', note: note('its bytes are not UTF-8; read as windows-1252') },
  ],
  ['a genuine U+FFFD, which is UTF-8', 'a\ufffdb', { text: 'a\ufffdb' }],
  ['NUL bytes', 'text\0text', { problem: { reason: 'binary', detail: 'it has NUL bytes, so it is no text' } }],
  ['UTF-16 without a mark', Buffer.from('plain', 'utf16le'), { problem: { reason: 'binary', detail: 'it has NUL bytes, so it is no text' } }],
];

describe.each(cases)('%s', (_name, content, expected) => {
  test('in one piece', async () => {
    expect(await readText(fileWith(content))).toEqual(expected);
  });
  test('in pieces', async () => {
    expect(await inPieces(fileWith(content))).toEqual(expected);
  });
});

test('pieces of 1 MiB cut no character in two', async () => {
  const piece = 1024 * 1024;
  for (const shift of [1, 2, 3]) {
    const text = `${'x'.repeat(piece - shift)}😀${'y'.repeat(piece - 4 - 1)}é!`;
    expect((await inPieces(fileWith(text))) as { text: string }).toEqual({ text });
  }
});

test('what is not UTF-8 only in the last piece is still read as windows-1252 from its start', async () => {
  const bytes = Buffer.concat([Buffer.from('é'), Buffer.alloc(1024 * 1024 + 10, 'x'), Buffer.from([0xe9])]);
  const decoded = (await inPieces(fileWith(bytes))) as { text: string; note: object };
  expect(decoded.note).toEqual(note('its bytes are not UTF-8; read as windows-1252'));
  expect(decoded.text.slice(0, 3)).toBe('Ã©x');
  expect(decoded.text.at(-1)).toBe('é');
});

test('a NUL byte in a later piece makes a file binary', async () => {
  const bytes = Buffer.concat([Buffer.alloc(2 * 1024 * 1024, 'x'), Buffer.from([0])]);
  expect(await inPieces(fileWith(bytes))).toEqual({ problem: { reason: 'binary', detail: 'it has NUL bytes, so it is no text' } });
});

test('a text beyond the limit is not read', async () => {
  const file = { ...fileWith('small'), bytes: MAX_TEXT_BYTES + 1 };
  expect(await readText(file)).toEqual({ problem: { reason: 'too-large', detail: '268435457 bytes; a text may have 268435456' } });
});

test('normalised text is composed and has LF line ends', () => {
  expect(normalizeText('cafe\u0301\r\nna\u0131\r\rline\n')).toBe('caf\u00e9\nna\u0131\n\nline\n');
  expect(normalizeText('ﬁ №')).toBe('ﬁ №');
});

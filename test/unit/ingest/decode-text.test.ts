import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { Content } from '../../../src/ingest/content.js';
import { decodeText, readText, readTextPieces, splitLines } from '../../../src/ingest/decode-text.js';
import type { Source } from '../../../src/ingest/document.js';
import type { Problem } from '../../../src/ingest/ledger.js';
import { Allowance, DEFAULT_LIMITS, ReadingError } from '../../../src/ingest/limits.js';

type Outcome = { text: string; note?: Problem } | { problem: Problem };

function sourceOf(content: string | Uint8Array, pieceLength = 7): Source {
  const bytes = Buffer.from(content as Uint8Array);
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceLength) }, (_, p) => bytes.subarray(p * pieceLength, (p + 1) * pieceLength));
  return { path: 'a.txt', content: new Content(pieces), allowance: new Allowance({ ...DEFAULT_LIMITS, maxDocumentBytes: 4e6 }) };
}

async function outcomeOf(read: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ReadingError) return { problem: error.problem };
    throw error;
  }
}

const whole = (content: string | Uint8Array) => outcomeOf(() => readText(sourceOf(content)));
const inPieces = (content: string | Uint8Array, pieceLength?: number) =>
  outcomeOf(async () => {
    const { pieces, note } = await readTextPieces(sourceOf(content, pieceLength));
    let text = '';
    for await (const piece of pieces) text += piece;
    const noted = note();
    return { text, ...(noted === undefined ? {} : { note: noted }) };
  });

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const note = (detail: string) => ({ note: { reason: 'encoding', detail } });
const looksLike = (name: string) => note(`its bytes are not UTF-8; read as ${name}, which they look like`);
const RUSSIAN = 'В порту сегодня три парохода, и вода в водопроводе снова чистая. Школа открыта, ученики пришли вовремя.';
const JAPANESE = '港には今日三隻の船があり、水道の水はまたきれいになりました。学校は開いています。';
const CZECH = 'Dnes ráno připlula do přístavu loď s jablky a žáci ze školy ji šli přivítat, protože učitel řekl, že výuka začne později.';
const FRENCH = 'Le maître d’école a reçu les élèves à l’entrée ; « déjà onze », dit-il, puis il ferma la fenêtre très vite à cause de la tempête.';

const cases: [name: string, content: string | Uint8Array, expected: object][] = [
  ['UTF-8', 'naïve café 😀', { text: 'naïve café 😀' }],
  ['nothing', '', { text: '' }],
  ['UTF-8 with a byte order mark, which is no part of the text', '\ufeffHarbour', { text: 'Harbour' }],
  ['UTF-16 LE with its mark', Buffer.from('\ufeffnaïve 😀', 'utf16le'), { text: 'naïve 😀', ...note('read as utf-16le, as its first bytes say') }],
  ['UTF-16 BE with its mark', utf16be('\ufeffnaïve 😀'), { text: 'naïve 😀', ...note('read as utf-16be, as its first bytes say') }],
  ['UTF-16 LE without a mark', Buffer.from('plain é', 'utf16le'), { text: 'plain é', ...note('read as utf-16le, as every other byte of it is 0') }],
  ['UTF-16 BE without a mark', utf16be('plain é'), { text: 'plain é', ...note('read as utf-16be, as every other byte of it is 0') }],
  ['French in windows-1252', iconv.encode(FRENCH, 'windows-1252'), { text: FRENCH, ...looksLike('windows-1252') }],
  ['Russian in windows-1251', iconv.encode(RUSSIAN, 'windows-1251'), { text: RUSSIAN, ...looksLike('windows-1251') }],
  ['Russian in KOI8-R', iconv.encode(RUSSIAN, 'koi8-r'), { text: RUSSIAN, ...looksLike('koi8-r') }],
  ['Japanese in Shift_JIS', iconv.encode(JAPANESE, 'shift_jis'), { text: JAPANESE, ...looksLike('shift_jis') }],
  ['Czech in ISO-8859-2', iconv.encode(CZECH, 'iso-8859-2'), { text: CZECH, ...looksLike('iso-8859-2') }],
  [
    'a few bytes, of which nothing can be told',
    Buffer.from([0x61, 0xe9, 0x20, 0x80]),
    { text: 'aé €', ...note('its bytes are not UTF-8, and it cannot be told for sure what they are; read as windows-1252') },
  ],
  [
    'UTF-8 with a byte of windows-1252 in it, which alone is read so',
    Buffer.concat([Buffer.from('café für '), Buffer.from([0xa3]), Buffer.from('20')]),
    { text: 'café für £20', ...note('1 of its bytes is not UTF-8; read as windows-1252') },
  ],
  ['a genuine U+FFFD, which is UTF-8', 'a\ufffdb', { text: 'a\ufffdb' }],
  ['NUL bytes', 'text\0text', { problem: { reason: 'binary', detail: 'it has NUL bytes, so it is no text' } }],
];

describe.each(cases)('%s', (_name, content, expected) => {
  test('in one piece', async () => {
    expect(await whole(content)).toEqual(expected);
  });
  test('in pieces', async () => {
    expect(await inPieces(content)).toEqual(expected);
  });
});

test('a text cut in the middle of its last character loses that one only', async () => {
  const cut = Buffer.from('café für zwei é').subarray(0, -1);
  const expected = { text: 'café für zwei Ã', ...note('1 of its bytes is not UTF-8; read as windows-1252') };
  expect(await whole(cut)).toEqual(expected);
  expect(await inPieces(cut)).toEqual(expected);
});

test('pieces cut no character in two', async () => {
  const text = 'é😀ü€😀'.repeat(50);
  for (let length = 1; length < 12; length++) expect(await inPieces(text, length)).toEqual({ text });
});

test('what is not UTF-8 only beyond the sample is read byte for byte as windows-1252', async () => {
  const bytes = Buffer.concat([Buffer.from('é'), Buffer.alloc(1024 * 1024, 'x'), Buffer.from([0xe9])]);
  const decoded = (await inPieces(bytes, 65536)) as { text: string; note: object };
  expect(decoded.note).toEqual(note('1 of its bytes is not UTF-8; read as windows-1252').note);
  expect(decoded.text.slice(0, 2)).toBe('éx');
  expect(decoded.text.at(-1)).toBe('é');
});

test('what a text declares is believed where it is not UTF-8', () => {
  const bytes = iconv.encode('łódź', 'iso-8859-2');
  expect(decodeText(bytes, 'ISO-8859-2')).toEqual({ text: 'łódź', ...note('read as iso-8859-2, as it says itself') });
  expect(decodeText(Buffer.from([0x93, 0xe9]), 'iso-8859-1')?.text).toBe('“é');
  expect(decodeText(Buffer.from('łódź'), 'iso-8859-2')).toEqual({ text: 'łódź' });
  expect(decodeText(bytes, 'no-such-encoding')?.text).toHaveLength(4);
});

test('a text beyond the limit is not read', async () => {
  const problem = { reason: 'too-large', detail: 'it has more than 4 MB, the most that a document may have' };
  expect(await outcomeOf(() => readText(sourceOf('x'.repeat(4e6 + 1), 65536)))).toEqual({ problem });
});

describe('lines', () => {
  async function linesOf(pieces: string[], most: number) {
    const lines: (string | undefined)[] = [];
    for await (const line of splitLines(
      (async function* () {
        yield* pieces;
      })(),
      most,
    ))
      lines.push(line);
    return lines;
  }

  test('come whole, however the text is cut', async () => {
    const text = 'one\n\ntwo three\nfour';
    for (let at = 0; at <= text.length; at++) expect(await linesOf([text.slice(0, at), text.slice(at)], 100)).toEqual(['one', '', 'two three', 'four']);
    expect(await linesOf(['one\n'], 100)).toEqual(['one']);
  });

  test('that are too long cost only themselves', async () => {
    const text = 'one\ntoo long\ntwo\ntoo long too';
    for (let at = 0; at <= text.length; at++) {
      expect(await linesOf([text.slice(0, at), text.slice(at)], 5)).toEqual(['one', undefined, 'two', undefined]);
      expect(
        await linesOf(
          [text.slice(0, at), text.slice(at)].flatMap((piece) => [...piece]),
          5,
        ),
      ).toEqual(['one', undefined, 'two', undefined]);
    }
  });
});

import { isUtf8 } from 'node:buffer';
import { createRequire } from 'node:module';
import type * as Chardet from 'chardet';
import type Iconv from 'iconv-lite';
import type { Source } from './document.js';
import type { Problem } from './ledger.js';
import { ReadingError } from './limits.js';

const require = createRequire(import.meta.url);
/** Loaded where they are needed: most texts are UTF-8, and each process that reads would wait for them. */
const chardet = () => require('chardet') as typeof Chardet;
const iconv = () => require('iconv-lite') as typeof Iconv;

/** Bytes by which the encoding of a file is known. */
const SAMPLE_BYTES = 256 * 1024;
/** Of the sample, what the detector of old encodings gets to see, from the first byte that is not ASCII on. */
const DETECTED_BYTES = 32 * 1024;
/** Confidence of that detector, in per cent, below which windows-1252 is taken. */
const SURE = 40;

/** What the bytes of a text are. */
interface Encoding {
  /** as iconv-lite calls it; `utf-8` may have single bytes of windows-1252 among it */
  name: string;
  note?: Problem;
}

const read = (name: string, why: string): Encoding => ({ name, note: { reason: 'encoding', detail: why } });
const MARKED = 'as its first bytes say';

/**
 * What the start of a text is encoded in: by its byte order mark, by its NUL bytes (UTF-16), UTF-8 where most of what is not ASCII is
 * valid, what it declares, or what it looks like.
 *
 * @param declared the encoding that the text itself names, as in HTML
 * @returns undefined for what is no text
 */
export function detectEncoding(bytes: Uint8Array, declared?: string): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { name: 'utf-8' };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return read('utf-16le', `read as utf-16le, ${MARKED}`);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return read('utf-16be', `read as utf-16be, ${MARKED}`);
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (sample.includes(0)) return wideEncoding(sample);
  if (isUtf8(withoutCutCharacter(sample))) return { name: 'utf-8' };
  const { valid, invalid } = countCharacters(sample);
  if (valid >= invalid) return { name: 'utf-8' };
  if (declared !== undefined && iconv().encodingExists(declared) && !/^utf-?(8|16|32)/i.test(declared)) {
    return read(asBrowsersDo(declared), `read as ${asBrowsersDo(declared).toLowerCase()}, as it says itself`);
  }
  return oldEncoding(sample);
}

/** Latin text in UTF-16 without a mark: every other byte is 0. */
function wideEncoding(sample: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  let controls = 0;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i] as number;
    if (byte === 0) zeros[i & 1]++;
    else if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) controls++;
  }
  const [even, odd] = zeros as [number, number];
  if (sample.length < 8 || controls > 0.01 * sample.length) return undefined;
  const most = sample.length / 2;
  if (odd > 0.4 * most && even < 0.02 * most) return read('utf-16le', 'read as utf-16le, as every other byte of it is 0');
  if (even > 0.4 * most && odd < 0.02 * most) return read('utf-16be', 'read as utf-16be, as every other byte of it is 0');
  return undefined;
}

function oldEncoding(sample: Uint8Array): Encoding {
  const first = sample.findIndex((byte) => byte >= 0x80);
  const guess = chardet()
    .analyse(sample.subarray(Math.max(0, first - 1024), first + DETECTED_BYTES))
    .find(({ name }) => iconv().encodingExists(name));
  if (guess === undefined || guess.confidence < SURE) {
    return read('windows-1252', 'its bytes are not UTF-8, and it cannot be told for sure what they are; read as windows-1252');
  }
  const name = asBrowsersDo(guess.name);
  return read(name, `its bytes are not UTF-8; read as ${name}, which they look like`);
}

/** What calls itself Latin-1 or ASCII is windows-1252, which has the same letters and typographic signs besides. */
function asBrowsersDo(name: string): string {
  return /^(iso-?8859-1|latin-?1|us-ascii|ascii|cp1252)$/i.test(name) ? 'windows-1252' : name.toLowerCase();
}

/** Number of bytes of the UTF-8 character at a position; 0 where there is none that is whole and valid. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] as number;
  const outside = (lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f) || (lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f);
  return outside ? 0 : length;
}

/** How many characters beyond ASCII are UTF-8, and how many bytes are not. */
function countCharacters(bytes: Uint8Array): { valid: number; invalid: number } {
  const whole = withoutCutCharacter(bytes);
  let valid = 0;
  let invalid = 0;
  for (let i = 0; i < whole.length; ) {
    const length = characterLength(whole, i);
    if (length === 0) invalid++;
    else if (length > 1) valid++;
    i += length || 1;
  }
  return { valid, invalid };
}

/** The bytes without the beginning of a character at their end whose rest is still to come. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.subarray(0, -back) : bytes;
    if (byte < 0x80) return bytes;
  }
  return bytes;
}

/** Decodes UTF-8; a byte that is not is taken as windows-1252. */
function decodeUtf8(bytes: Uint8Array): { text: string; strays: number } {
  if (isUtf8(bytes)) return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'), strays: 0 };
  const parts: string[] = [];
  let strays = 0;
  let start = 0;
  for (let i = 0; i < bytes.length; ) {
    const length = characterLength(bytes, i);
    if (length === 0) {
      parts.push(Buffer.from(bytes.subarray(start, i)).toString('utf8'), decodeWindows1252(bytes.subarray(i, i + 1)));
      strays++;
      start = i + 1;
    }
    i += length || 1;
  }
  parts.push(Buffer.from(bytes.subarray(start)).toString('utf8'));
  return { text: parts.join(''), strays };
}

function straysNote(strays: number): Problem {
  return { reason: 'encoding', detail: `${strays} of its bytes ${strays === 1 ? 'is' : 'are'} not UTF-8; read as windows-1252` };
}

/** A text, and what is to be noted of its encoding. */
export interface DecodedText {
  text: string;
  note?: Problem;
}

/** The text of bytes, and a note where they are not plain UTF-8; undefined where they are no text. */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText | undefined {
  const encoding = detectEncoding(bytes, declared);
  if (encoding === undefined) return undefined;
  if (encoding.name !== 'utf-8') return { text: iconv().decode(bytes, encoding.name), ...noteOf(encoding) };
  const { text, strays } = decodeUtf8(bytes);
  return { text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, ...(strays === 0 ? {} : { note: straysNote(strays) }) };
}

/** Text of bytes in the encoding of old Windows. */
export function decodeWindows1252(bytes: Uint8Array): string {
  return iconv().decode(bytes, 'windows-1252');
}

const noteOf = ({ note }: Encoding): { note?: Problem } => (note === undefined ? {} : { note });

const BINARY: Problem = { reason: 'binary', detail: 'it has NUL bytes, so it is no text' };

/**
 * Reads a text in one piece.
 *
 * @throws ReadingError where it is too large or no text
 */
export async function readText(source: Source, declared?: string): Promise<DecodedText> {
  const decoded = decodeText(await source.content.all(source.allowance.limits.maxDocumentBytes), declared);
  if (decoded === undefined) throw new ReadingError(BINARY);
  return decoded;
}

/**
 * Reads a text of any size, piece by piece.
 *
 * @returns the pieces, and a function that says, after the last of them, what is to be noted
 * @throws ReadingError where it is no text
 */
export async function readTextPieces(source: Source): Promise<{ pieces: AsyncGenerator<string>; note: () => Problem | undefined }> {
  const encoding = detectEncoding(await source.content.head(SAMPLE_BYTES));
  if (encoding === undefined) throw new ReadingError(BINARY);
  if (encoding.name !== 'utf-8') return { pieces: decodePieces(source, encoding.name), note: () => encoding.note };
  let strays = 0;
  const pieces = decodeUtf8Pieces(source, (more) => {
    strays += more;
  });
  return { pieces, note: () => (strays === 0 ? undefined : straysNote(strays)) };
}

async function* decodePieces(source: Source, encoding: string): AsyncGenerator<string> {
  const decoder = iconv().getDecoder(encoding);
  for await (const piece of source.content.pieces()) yield decoder.write(Buffer.from(piece));
  const rest = decoder.end();
  if (rest !== undefined) yield rest;
}

async function* decodeUtf8Pieces(source: Source, onStrays: (strays: number) => void): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array();
  let first = true;
  for await (const piece of source.content.pieces()) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const whole = withoutCutCharacter(bytes);
    rest = bytes.slice(whole.length);
    const { text, strays } = decodeUtf8(whole);
    if (strays > 0) onStrays(strays);
    yield first && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    first &&= text === '';
  }
  const { text, strays } = decodeUtf8(rest);
  if (strays > 0) onStrays(strays);
  if (text !== '') yield text;
}

/**
 * The lines of a text that comes in pieces, without their line feeds. Of a line that is longer than `most` UTF-16 code units, undefined
 * is given instead of what it says.
 */
export async function* splitLines(pieces: AsyncIterable<string>, most: number): AsyncGenerator<string | undefined> {
  let rest = '';
  let skipping = false;
  for await (const piece of pieces) {
    const lines = piece.split('\n');
    for (let l = 0; l < lines.length - 1; l++) {
      const line = l === 0 ? rest + lines[l] : (lines[l] as string);
      yield (l === 0 && skipping) || line.length > most ? undefined : line;
      if (l === 0) {
        rest = '';
        skipping = false;
      }
    }
    if (!skipping) rest += lines.at(-1) as string;
    if (rest.length > most) {
      skipping = true;
      rest = '';
    }
  }
  if (skipping) yield undefined;
  else if (rest !== '') yield rest;
}

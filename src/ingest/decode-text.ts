import { isUtf8 } from 'node:buffer';
import { createReadStream, readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { CorpusError } from '../errors/errors.js';
import type { Problem, SourceFile } from './document.js';

/** Largest file that is read in one piece; a table or JSON lines may be larger. */
export const MAX_TEXT_BYTES = 256 * 1024 * 1024;
/** Longest row of a table or line of JSON, in UTF-16 code units: it is held in memory, more than once while it is read. */
export const MAX_ROW_LENGTH = 16 * 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;

/** What a file's bytes are. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The text of a file, or why it has none; `note` says when it was not UTF-8. */
export type Decoded = { text: string; note?: Problem } | { problem: Problem };

const BINARY: Problem = { reason: 'binary', detail: 'it has NUL bytes, so it is no text' };

/** Composed characters (NFC) and LF line ends, so that the same words have the same letters. */
export function normalizeText(text: string): string {
  const composed = text.normalize('NFC');
  return composed.includes('\r') ? composed.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : composed;
}

function byteOrderMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function encodingNote(encoding: Encoding): { note?: Problem } {
  if (encoding === 'utf-8') return {};
  const why = encoding === 'windows-1252' ? 'its bytes are not UTF-8; read as windows-1252' : `read as ${encoding}, as its first bytes say`;
  return { note: { reason: 'encoding', detail: why } };
}

/** Reads a file in one piece: UTF-8, UTF-16 with a byte order mark, or else windows-1252. */
export async function readText(file: SourceFile): Promise<Decoded> {
  if (file.bytes > MAX_TEXT_BYTES) {
    return { problem: { reason: 'too-large', detail: `${file.bytes} bytes; a text may have ${MAX_TEXT_BYTES}` } };
  }
  const bytes = readFileSync(file.location);
  const marked = byteOrderMark(bytes);
  if (marked === undefined && bytes.includes(0)) return { problem: BINARY };
  const encoding = marked ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  return { text: iconv.decode(bytes, encoding), ...encodingNote(encoding) };
}

/** The same for a file of any size: its text in pieces. The file is read twice, first to see what its bytes are. */
export async function readTextPieces(file: SourceFile): Promise<{ pieces: AsyncGenerator<string>; note?: Problem } | { problem: Problem }> {
  const encoding = await detectEncoding(file);
  if (encoding === 'binary') return { problem: BINARY };
  return { pieces: decodePieces(file, encoding), ...encodingNote(encoding) };
}

async function detectEncoding(file: SourceFile): Promise<Encoding | 'binary'> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let valid = true;
  let first = true;
  for await (const piece of createReadStream(file.location, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
    const marked = first ? byteOrderMark(piece) : undefined;
    if (marked !== undefined) return marked;
    first = false;
    if (piece.includes(0)) return 'binary';
    valid &&= decodes(() => utf8.decode(piece, { stream: true }));
  }
  return valid && decodes(() => utf8.decode()) ? 'utf-8' : 'windows-1252';
}

function decodes(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

async function* decodePieces(file: SourceFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  file.bytesRead = 0;
  for await (const piece of createReadStream(file.location, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
    file.bytesRead += piece.length;
    yield decoder.write(piece);
  }
  const rest = decoder.end();
  if (rest !== undefined) yield rest;
}

/**
 * The lines of a text that comes in pieces, without their line feeds.
 *
 * @throws CorpusError at a line longer than MAX_ROW_LENGTH
 */
export async function* splitLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_ROW_LENGTH) throw new CorpusError(`a line is longer than ${MAX_ROW_LENGTH} characters; what follows is not read`);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

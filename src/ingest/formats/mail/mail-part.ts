import iconv from 'iconv-lite';
import { decodeText } from '../../decode-text.js';
import type { Problem } from '../../ledger.js';
import { type MailHeader, parameters } from './mail-header.js';

/** A mail, or a part of one, before its body is decoded. */
export interface MailPart {
  header: MailHeader;
  body: Uint8Array;
  /** type of its content, in lower case: text/plain */
  type: string;
  /** of Content-Type */
  parameters: Map<string, string>;
}

/** A part by its header. */
export function mailPart(header: MailHeader, body: Uint8Array, defaultType = 'text/plain'): MailPart {
  const field = header.get('content-type') ?? defaultType;
  const type = /^\s*([\w.+-]{1,100}\/[\w.+-]{1,100})/.exec(field)?.[1]?.toLowerCase() ?? 'text/plain';
  return { header, body, type, parameters: parameters(field) };
}

/** Encodings that write everything in ASCII and shift: their bytes would be taken for UTF-8. */
const SHIFTING = /^(?:iso-?2022|csiso2022|utf-?7|hz-gb|utf-?16|utf-?32)/i;

/**
 * The text of a part that is one, as it was written: HTML too. What does not say what it is encoded in is looked at.
 *
 * @returns undefined where it is no text
 */
export function partText(part: MailPart): { text: string; note?: Problem | undefined } | undefined {
  const bytes = partBytes(part);
  // Hebrew in two orders of writing is one table
  const charset = (part.parameters.get('charset') ?? '').replace(/^(iso-8859-8)-[ei]$/i, '$1');
  const decoded = (SHIFTING.test(charset) ? decodeShifting(bytes, charset) : undefined) ?? decodeText(bytes, charset === '' ? undefined : charset);
  if (decoded === undefined) return undefined;
  // that a mail says what it is encoded in is nothing to note
  const note = decoded.note?.detail.endsWith('as it says itself') ? undefined : decoded.note;
  const isFlowed = part.type === 'text/plain' && /^flowed$/i.test(part.parameters.get('format') ?? '');
  return { text: isFlowed ? unflow(decoded.text, /^yes$/i.test(part.parameters.get('delsp') ?? '')) : decoded.text, note };
}

function decodeShifting(bytes: Uint8Array, charset: string): { text: string; note?: undefined } | undefined {
  if (iconv.encodingExists(charset)) return { text: iconv.decode(bytes, charset) };
  // Japanese mails are in an encoding that only Node itself has
  return /^(?:cs)?iso-?2022-?jp/i.test(charset) ? { text: new TextDecoder('iso-2022-jp').decode(bytes) } : undefined;
}

/** The bytes of a part, decoded from what they were written in for transport. */
export function partBytes({ header, body }: MailPart): Uint8Array {
  const encoding = header.get('content-transfer-encoding') ?? '';
  if (/base64/i.test(encoding)) return decodeBase64(Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1'));
  return /quoted-printable/i.test(encoding) ? decodeQuotedPrintable(body) : body;
}

/** Decodes base64; some programs pad each line of it. */
function decodeBase64(text: string): Uint8Array {
  const end = text.trimEnd();
  const padded = end.indexOf('=');
  if (padded < 0 || padded >= end.length - 2) return Buffer.from(end, 'base64');
  return Buffer.concat(end.split(/=+/).map((unit) => Buffer.from(unit, 'base64')));
}

/** Decodes =XX, and joins lines that end with =. */
function decodeQuotedPrintable(body: Uint8Array): Uint8Array {
  const decoded = Buffer.alloc(body.length);
  let length = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] as number;
    if (byte !== EQUALS) {
      decoded[length++] = byte;
      continue;
    }
    const value = (nibble(body[i + 1]) << 4) | nibble(body[i + 2]);
    if (value >= 0) {
      decoded[length++] = value;
      i += 2;
    } else if (body[i + 1] === LF) i++;
    else if (body[i + 1] === CR && body[i + 2] === LF) i += 2;
    else if (i + 1 < body.length) decoded[length++] = byte;
  }
  return decoded.subarray(0, length);
}

const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

/** The value of a hexadecimal digit; negative for another byte. */
function nibble(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & ~0x20;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
}

/** Joins the lines of a paragraph that was broken for transport (RFC 3676): those that end with a space. */
function unflow(text: string, withoutSpaces: boolean): string {
  const paragraphs: string[] = [];
  let open: string[] = [];
  let depth = -1;
  for (const line of text.split(/\r?\n/)) {
    const marks = /^>*/.exec(line)?.[0].length ?? 0;
    const content = line.slice(marks + (line[marks] === ' ' ? 1 : 0));
    if (open.length > 0 && marks === depth && content !== '-- ') open.push(content);
    else {
      if (open.length > 0) paragraphs.push(open.join(''));
      open = [marks > 0 ? `${'>'.repeat(marks)} ${content}` : content];
    }
    depth = marks;
    if (content.endsWith(' ') && content !== '-- ') {
      if (withoutSpaces) open.push((open.pop() as string).slice(0, -1));
    } else {
      paragraphs.push(open.join(''));
      open = [];
    }
  }
  if (open.length > 0) paragraphs.push(open.join(''));
  return paragraphs.join('\n');
}

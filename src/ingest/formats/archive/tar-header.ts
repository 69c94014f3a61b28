import { isUtf8 } from 'node:buffer';
import { decodeWindows1252 } from '../../decode-text.js';
import type { Finding } from '../../document.js';
import type { LedgerReason } from '../../ledger.js';
import type { ByteCursor } from './byte-cursor.js';

export const BLOCK = 512;

/** Most bytes of a long name or of an extended header. */
const MOST_EXTENDED = 1024 * 1024;

/** One member of an archive. */
export interface TarHeader {
  /** as written */
  name: string;
  kind: 'file' | 'folder' | 'link' | 'device' | 'sparse' | 'label' | 'other';
  /** the character that says of what kind it is */
  type: string;
  /** bytes of its content, which follow up to a whole block */
  size: number;
}

/** What the headers before that of a member say of it: GNU's long names, and extended headers (pax). */
interface Extension {
  name?: string;
  size?: number;
  sparse?: true;
}

type Next = { header: TarHeader } | { end: Finding | undefined };

/** Whether bytes begin with the header of a tar archive. */
export function isTarHeader(bytes: Uint8Array): boolean {
  const magic = latin1(bytes, 257, 8);
  return magic.startsWith('ustar\0') || magic.startsWith('ustar  \0') || (bytes.length >= BLOCK && bytes[0] !== 0 && hasChecksum(bytes.subarray(0, BLOCK)));
}

/** The header of the next member, or the end, with what is to be said of it. The cursor stands before the member's content. */
export async function nextHeader(bytes: ByteCursor): Promise<Next> {
  const extension: Extension = {};
  for (;;) {
    const at = bytes.position;
    const block = await bytes.take(BLOCK);
    if (block.every((byte) => byte === 0)) return { end: block.length === 0 ? NO_END : await afterEnd(bytes) };
    if (block.length < BLOCK) return CUT;
    if (!hasChecksum(block)) return ended(`the header at byte ${at} is damaged`);
    const size = number(block, 124, 12);
    if (size === undefined) return ended(`the header at byte ${at} gives no size that there can be`);
    const type = String.fromCharCode(block[156] as number);
    if ('gK'.includes(type)) {
      await bytes.skip(Math.ceil(size / BLOCK) * BLOCK);
      continue;
    }
    if (!'xXL'.includes(type)) return memberHeader(bytes, block, { type, size, extension });
    if (size > MOST_EXTENDED) return ended(`the header at byte ${at} goes on for more than ${MOST_EXTENDED} bytes`, 'too-large');
    const content = (await bytes.take(Math.ceil(size / BLOCK) * BLOCK)).subarray(0, size);
    if (content.length < size) return CUT;
    if (type === 'L') extension.name = text(content);
    else if (!readExtended(content, extension)) return ended(`the extended header at byte ${at} is damaged`);
  }
}

async function memberHeader(
  bytes: ByteCursor,
  block: Uint8Array,
  { type, size, extension }: { type: string; size: number; extension: Extension },
): Promise<Next> {
  const prefix = latin1(block, 257, 6) === 'ustar\0' ? text(block.subarray(345, 500)) : '';
  const ownName = text(block.subarray(0, 100));
  const name = extension.name ?? (prefix === '' ? ownName : `${prefix}/${ownName}`);
  const whole = extension.size ?? size;
  if (type === 'S') {
    // more of the map of its holes stands between header and content
    for (let more = block[482]; more !== 0; ) {
      const part = await bytes.take(BLOCK);
      if (part.length < BLOCK) return CUT;
      more = part[504];
    }
  }
  const kind = kindOf(type, name, whole);
  if (kind === 'file' && extension.sparse) return { header: { name, kind: 'sparse', type, size: whole } };
  const hasContent = kind !== 'link' && kind !== 'device' && type !== '5';
  return { header: { name, kind, type, size: hasContent ? whole : 0 } };
}

function kindOf(type: string, name: string, size: number): TarHeader['kind'] {
  switch (type) {
    case '\0':
    case '0':
    case '7':
      // old programs have no type for folders
      return name.endsWith('/') && size === 0 ? 'folder' : 'file';
    case '1':
    case '2':
      return 'link';
    case '3':
    case '4':
    case '6':
      return 'device';
    case '5':
    case 'D':
      return 'folder';
    case 'S':
      return 'sparse';
    case 'V':
      return 'label';
    default:
      return 'other';
  }
}

const NO_END: Finding = { kind: 'note', problem: { reason: 'malformed', detail: 'it has no mark of its end, so it may be cut off' } };
const CUT = ended('it is cut off inside a header');

function ended(detail: string, reason: LedgerReason = 'malformed'): Next {
  return { end: { kind: 'problem', problem: { reason, detail: `${detail}; what follows is not read` } } };
}

/** Looks whether there is anything but zeros behind the end, as where two archives were put together. */
async function afterEnd(bytes: ByteCursor): Promise<Finding | undefined> {
  for (let piece = await bytes.next(65536); piece !== undefined; piece = await bytes.next(65536)) {
    if (!piece.every((byte) => byte === 0))
      return { kind: 'note', problem: { reason: 'malformed', detail: 'something else follows its end, which is not read' } };
  }
  return undefined;
}

/** Whether the checksum of a header is right: the sum of its bytes, or as some old programs have it, of its signed bytes. */
function hasChecksum(block: Uint8Array): boolean {
  const stored = number(block, 148, 8);
  if (stored === undefined) return false;
  let sum = 0;
  let signed = 0;
  for (let b = 0; b < BLOCK; b++) {
    const counted = b >= 148 && b < 156 ? 32 : (block[b] as number);
    sum += counted;
    signed += counted < 128 ? counted : counted - 256;
  }
  return stored === sum || stored === signed;
}

/** A number in octal digits, or where they do not suffice, as bytes with the first bit set. Undefined where it is none, or below 0. */
function number(block: Uint8Array, start: number, length: number): number | undefined {
  const first = block[start] as number;
  if (first >= 0x80) {
    const bytes = block.subarray(start, start + length);
    const value = bytes.reduce((sum, byte, b) => 256 * sum + (b === 0 ? byte & 0x7f : byte), 0);
    return first === 0xff || !Number.isSafeInteger(value) ? undefined : value;
  }
  const digits = /^ *([0-7]*)(?:[ \0]|$)/.exec(latin1(block, start, length))?.[1];
  return digits === undefined ? undefined : Number.parseInt(`0${digits}`, 8);
}

/** Takes what is needed from an extended header: lines of their length, a space, a name, = and a value. @returns whether it is sound */
function readExtended(content: Uint8Array, extension: Extension): boolean {
  for (let at = 0; at < content.length; ) {
    const digits = /^(\d{1,9}) /.exec(latin1(content, at, 10))?.[1];
    if (digits === undefined) return false;
    const end = at + Number(digits);
    const line = content.subarray(at + digits.length + 1, end - 1);
    const equals = line.indexOf(0x3d);
    if (end > content.length || content[end - 1] !== 0x0a || equals < 0) return false;
    const value = line.subarray(equals + 1);
    const key = latin1(line, 0, Math.min(equals, 64));
    if (key.startsWith('GNU.sparse.')) extension.sparse = true;
    if (key === 'GNU.sparse.name' || (key === 'path' && extension.sparse === undefined)) extension.name = text(value);
    if (key === 'size') {
      const digitsOfSize = latin1(value, 0, 17);
      if (!/^\d{1,15}$/.test(digitsOfSize)) return false;
      extension.size = Number(digitsOfSize);
    }
    at = end;
  }
  return true;
}

function latin1(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', start, start + length);
}

/** A name up to its zero: UTF-8, else windows-1252. */
function text(bytes: Uint8Array): string {
  const zero = bytes.indexOf(0);
  const name = Buffer.from(zero < 0 ? bytes : bytes.subarray(0, zero));
  return isUtf8(name) ? name.toString() : decodeWindows1252(name);
}

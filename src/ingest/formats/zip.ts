import { Content } from '../content.js';
import type { Finding, Format, Source } from '../document.js';
import type { Location } from '../files/file-names.js';
import type { Problem } from '../ledger.js';
import { ReadingError } from '../limits.js';
import { ByteCursor } from './archive/byte-cursor.js';
import { inflate, type StreamEnd, withSums } from './archive/inflate.js';
import { HIDDEN, isHidden, memberName } from './archive/member-name.js';
import type { ZipDirectory, ZipEntry } from './archive/zip-directory.js';
import { isFolder, survey, WORD } from './archive/zip-survey.js';
import { readWord } from './word.js';

/** A ZIP archive, or a Word file, which is one too. */
export const zip: Format = {
  name: 'a ZIP archive',
  extensions: ['.zip', '.docx', '.docm', '.dotx', '.dotm'],
  isText: false,
  recognizes: ({ bytes }) => bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6)),
  read: readZip,
};

const PIECE = 64 * 1024;
const STORED = 0;
const DEFLATE = 8;

/** Other compressions that there are. */
const METHODS: Readonly<Record<number, string>> = {
  1: 'shrink',
  2: 'reduce',
  3: 'reduce',
  4: 'reduce',
  5: 'reduce',
  6: 'implode',
  9: 'Deflate64',
  10: 'PKWARE implode',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  94: 'MP3',
  95: 'xz',
  96: 'JPEG',
  97: 'WavPack',
  98: 'PPMd',
};

async function* readZip(source: Source): AsyncGenerator<Finding> {
  const { ZipDirectory, bytesInMemory, bytesOfFile } = await import('./archive/zip-directory.js');
  const { maxDocumentBytes, maxMembers } = source.allowance.limits;
  const whole = source.location === undefined ? await source.content.all(maxDocumentBytes) : undefined;
  const bytes = whole === undefined ? bytesOfFile(source.location as Location) : bytesInMemory(whole);
  try {
    const directory = new ZipDirectory(bytes);
    const { kind, overlap } = await survey(directory, maxMembers);
    if (kind === WORD) yield* readWord(source, whole ?? (await source.content.all(maxDocumentBytes)));
    else if (kind !== undefined) yield { kind: 'problem', problem: { reason: 'unsupported-format', detail: `${kind} is not read` } };
    else if (overlap) yield { kind: 'problem', problem: { reason: 'malformed', detail: 'its entries overlap; none of them is read' } };
    else yield* readMembers(source, directory);
  } finally {
    bytes.close();
  }
}

async function* readMembers(source: Source, directory: ZipDirectory): AsyncGenerator<Finding> {
  for await (const entry of directory.entries()) {
    if (isFolder(entry)) continue;
    const name = memberName(entry.name);
    const problem = leftOut(entry, name);
    if (problem !== undefined) {
      yield { kind: 'problem', name, problem };
      continue;
    }
    const packed = new ByteCursor(directory.packedPieces(entry));
    const check: Check = { remark: undefined };
    const unpacked = unpack(entry, packed, check);
    // what is not compressed is not larger than what it was found in
    const content = new Content(entry.method === STORED ? unpacked : source.allowance.count(unpacked, () => packed.position));
    yield { kind: 'member', name, content };
    if (check.remark !== undefined) yield { kind: 'note', name, problem: { reason: 'malformed', detail: check.remark } };
  }
}

/** Why a file is not read. */
function leftOut({ encrypted, method, symbolicLink }: ZipEntry, name: string): Problem | undefined {
  if (isHidden(name)) return HIDDEN;
  if (symbolicLink) return { reason: 'symbolic-link', detail: 'it is a symbolic link' };
  if (encrypted) return { reason: 'encrypted', detail: 'it is encrypted' };
  if (method === STORED || method === DEFLATE) return undefined;
  return { reason: 'unsupported-format', detail: `its compression (${METHODS[method] ?? `number ${method}`}) is not read` };
}

/** What is odd about the content of a file, when it has been read to its end. */
interface Check {
  remark: string | undefined;
}

async function* unpack(entry: ZipEntry, packed: ByteCursor, check: Check): AsyncGenerator<Uint8Array> {
  const sums = { crc: 0, bytes: 0 };
  const end = yield* withSums(entry.method === STORED ? asIs(packed) : inflate(packed), sums);
  if (end !== 'damaged' && sums.bytes === entry.unpackedBytes && sums.crc === entry.crc) return;
  const detail =
    end === 'damaged'
      ? 'its compressed content is damaged'
      : sums.bytes === entry.unpackedBytes
        ? 'its checksum is not that of its content'
        : `it has ${sums.bytes} bytes where its archive says ${entry.unpackedBytes}`;
  if (sums.bytes === 0) throw new ReadingError({ reason: 'malformed', detail });
  check.remark = end === 'damaged' ? `${detail}; what comes before that is read` : `${detail}; it is read all the same`;
}

async function* asIs(packed: ByteCursor): AsyncGenerator<Uint8Array, StreamEnd> {
  for (let piece = await packed.next(PIECE); piece !== undefined; piece = await packed.next(PIECE)) yield piece;
  return 'complete';
}

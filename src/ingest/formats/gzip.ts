import { Content } from '../content.js';
import type { Finding, Format, Source } from '../document.js';
import { ReadingError } from '../limits.js';
import { ByteCursor } from './archive/byte-cursor.js';
import { inflate, withSums } from './archive/inflate.js';

/** A compressed file: what is in it is read in its place, under its path. */
export const gzip: Format = {
  name: 'a gzip file',
  extensions: ['.gz', '.tgz'],
  isText: false,
  recognizes: ({ bytes }) => bytes[0] === 0x1f && bytes[1] === 0x8b,
  read: readGzip,
};

/** Streams in a file from which on each must hold something, on average; more than this number of bytes. */
const STREAMS_FROM = 10_000;
const LEAST_OF_STREAM = 256;

async function* readGzip(source: Source): AsyncGenerator<Finding> {
  const packed = new ByteCursor(source.content.pieces());
  const remarks = new Set<string>();
  const unpacked = source.allowance.count(gunzip(packed, remarks), () => packed.position);
  yield { kind: 'member', readAs: unpackedName(source.readAs ?? source.path), content: new Content(unpacked) };
  for (const detail of remarks) yield { kind: 'note', problem: { reason: 'malformed', detail } };
}

function unpackedName(name: string): string {
  return name.replace(/\.gz$/i, '').replace(/\.tgz$/i, '.tar');
}

/** Unpacks the streams of a file, which may be several, one after the other. What is odd about them is added to `remarks`. */
async function* gunzip(packed: ByteCursor, remarks: Set<string>): AsyncGenerator<Uint8Array> {
  const sums = { crc: 0, bytes: 0 };
  let before = 0;
  for (let streams = 1; ; streams++) {
    const start = await skipHeader(packed);
    if (start === 'end') return;
    if (start === 'other') {
      if (streams === 1) throw new ReadingError({ reason: 'unsupported-format', detail: 'its compression is none that gzip has' });
      if (await hasMore(packed)) remarks.add('something else follows its compressed stream, which is not read');
      return;
    }
    const end = start === 'cut' ? start : yield* unpackStream(packed, sums);
    before += sums.bytes;
    if (end === 'cut' || end === 'damaged') {
      const detail = `its compressed stream is ${end === 'cut' ? 'cut off' : end}`;
      if (before === 0) throw new ReadingError({ reason: 'malformed', detail });
      remarks.add(`${detail}; what comes before that is read`);
      return;
    }
    if (end === 'changed') remarks.add('the checksum of its compressed stream is not that of its content; it is read all the same');
    if (streams > STREAMS_FROM && before < LEAST_OF_STREAM * streams) {
      throw new ReadingError({
        reason: 'too-large',
        detail: `it has more than ${STREAMS_FROM} compressed streams with less than ${LEAST_OF_STREAM} bytes each`,
      });
    }
  }
}

/** Unpacks one stream and compares it with the sums behind it. */
async function* unpackStream(packed: ByteCursor, sums: { crc: number; bytes: number }): AsyncGenerator<Uint8Array, 'sound' | 'changed' | 'cut' | 'damaged'> {
  sums.crc = 0;
  sums.bytes = 0;
  const end = yield* withSums(inflate(packed), sums);
  if (end !== 'complete') return end;
  const trailer = Buffer.from(await packed.take(8));
  if (trailer.length < 8) return 'cut';
  return trailer.readUInt32LE(0) === sums.crc && trailer.readUInt32LE(4) === sums.bytes % 2 ** 32 ? 'sound' : 'changed';
}

/** Goes to the start of the next compressed stream, behind its header. What has no header is left where it is. */
async function skipHeader(packed: ByteCursor): Promise<'stream' | 'end' | 'other' | 'cut'> {
  const header = await packed.take(10);
  const [id1, id2, method, flags = 0] = header;
  if (id1 === undefined) return 'end';
  if (id1 !== 0x1f || (id2 ?? 0x8b) !== 0x8b || (method ?? 8) !== 8) {
    packed.putBack(header);
    return 'other';
  }
  if (header.length < 10) return 'cut';
  if (flags & 4) {
    const [low = 0, high = 0] = await packed.take(2);
    await packed.skip(low + 256 * high);
  }
  // the name and a comment, each up to a zero
  if (flags & 8) await skipText(packed);
  if (flags & 16) await skipText(packed);
  if (flags & 2) await packed.skip(2);
  return 'stream';
}

async function skipText(packed: ByteCursor): Promise<void> {
  for (let piece = await packed.next(1024); piece !== undefined; piece = await packed.next(1024)) {
    const end = piece.indexOf(0);
    if (end < 0) continue;
    packed.putBack(piece.subarray(end + 1));
    return;
  }
}

/** Whether there is anything but the zeros that some programs fill up files with. */
async function hasMore(packed: ByteCursor): Promise<boolean> {
  for (let piece = await packed.next(65536); piece !== undefined; piece = await packed.next(65536)) {
    if (piece.some((byte) => byte !== 0)) return true;
  }
  return false;
}

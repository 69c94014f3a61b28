import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflate } from 'node:zlib';
import { ReadingError, sizeName } from '../../limits.js';

/** What Deflate can make of a byte at most. */
const MOST_RATIO = 1032;
/** Of what stands before a stream, where its dictionary is looked for. */
const DICTIONARY_BYTES = 2048;

/**
 * Looks at the compressed streams of a PDF before pdf.js does, which would unpack each of them into memory, however long it is. Pictures are
 * left alone, as no text is taken from them. Streams that are encrypted or compressed otherwise than by Deflate cannot be told from here.
 *
 * @param most bytes that a stream may unpack to
 * @throws ReadingError where one unpacks to more
 */
export async function checkStreams(bytes: Uint8Array, most: number): Promise<void> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = 0;
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', end)) {
    const start = at + 'stream'.length;
    const found = file.indexOf('endstream', start);
    const dictionary = file.toString('latin1', Math.max(end, at - DICTIONARY_BYTES), at);
    const layers = dictionary.match(/\/Fl(?:ateDecode)?(?![A-Za-z])/g)?.length ?? 0;
    end = found < 0 ? file.length : found + 'endstream'.length;
    if (/\/Subtype\s*\/Image(?![A-Za-z])/.test(dictionary) || (end - start) * MOST_RATIO ** layers <= most) continue;
    // the line break after the keyword is no part of the data
    const data = start + (file[start] === 0x0d ? 1 : 0);
    if (await unpacksBeyond(file.subarray(data + (file[data] === 0x0a ? 1 : 0), end), layers, most)) {
      throw new ReadingError({ reason: 'too-large', detail: `a part of it unpacks to more than ${sizeName(most)}, the most that a document may have` });
    }
  }
}

/** Whether data that is compressed `layers` times has more than `most` bytes; damaged data as far as it can be read. */
async function unpacksBeyond(data: Uint8Array, layers: number, most: number): Promise<boolean> {
  let unpacked = 0;
  const count = new Writable({
    write(piece: Uint8Array, _, done) {
      unpacked += piece.length;
      done(unpacked > most ? new Error('enough') : null);
    },
  });
  try {
    await pipeline([Readable.from([data]), ...Array.from({ length: layers }, () => createInflate()), count]);
  } catch {
    // what is damaged ends where the damage is
  }
  return unpacked > most;
}

import { constants, crc32, createInflateRaw, type InflateRaw, inflateRawSync } from 'node:zlib';
import type { ByteCursor } from './byte-cursor.js';

/** Packed bytes that are unpacked at a time; deflate makes at most a thousand times as many of them. */
const STEP = 8 * 1024;
const PIECE = 64 * 1024;

/** How a compressed stream ended; `cut`: there are no more bytes, and it has not been seen whether it is complete. */
export type StreamEnd = 'complete' | 'cut' | 'damaged';

/** Unpacks a deflate stream. The cursor stands behind it in the end. What comes before damage is given. */
export async function* inflate(packed: ByteCursor): AsyncGenerator<Uint8Array, StreamEnd> {
  // most files in archives are small, and an engine costs more than all else about them
  const start = await packed.take(STEP);
  const whole = inflateAtOnce(start);
  packed.putBack(start.subarray(whole?.packedBytes ?? 0));
  if (whole !== undefined) {
    yield whole.unpacked;
    return 'complete';
  }
  const engine = createInflateRaw({ chunkSize: PIECE, flush: constants.Z_SYNC_FLUSH });
  let unpacked: Uint8Array[] = [];
  let damaged = false;
  let done = () => {};
  engine.on('data', (piece: Uint8Array) => unpacked.push(piece));
  engine.on('error', () => {
    damaged = true;
    // at damage the engine says nothing of the write
    done();
  });
  try {
    let given = 0;
    for (;;) {
      const step = await packed.next(STEP);
      if (step === undefined) return 'cut';
      given += step.length;
      await new Promise<void>((resolve) => {
        done = resolve;
        engine.write(step, () => resolve());
      });
      const pieces = unpacked;
      unpacked = [];
      yield* pieces;
      if (damaged) return 'damaged';
      // the engine leaves alone what follows the stream
      const unused = given - engine.bytesWritten;
      if (unused > 0) {
        packed.putBack(step.subarray(step.length - unused));
        return 'complete';
      }
    }
  } finally {
    engine.destroy();
  }
}

/** Unpacks a stream that ends within these bytes; undefined where it does not, or is damaged. */
function inflateAtOnce(bytes: Uint8Array): { unpacked: Uint8Array; packedBytes: number } | undefined {
  try {
    // with `info` it gives more than the package of types says
    const { buffer, engine } = inflateRawSync(bytes, { info: true }) as unknown as { buffer: Buffer; engine: InflateRaw };
    return { unpacked: buffer, packedBytes: engine.bytesWritten };
  } catch {
    return undefined;
  }
}

/** Passes pieces on; their checksum (CRC-32) and length are in `sums` in the end. */
export async function* withSums<End>(pieces: AsyncGenerator<Uint8Array, End>, sums: { crc: number; bytes: number }): AsyncGenerator<Uint8Array, End> {
  try {
    for (;;) {
      const { value, done } = await pieces.next();
      if (done) return value;
      sums.crc = crc32(value, sums.crc);
      sums.bytes += value.length;
      yield value;
    }
  } finally {
    await pieces.return(undefined as End);
  }
}

import { closeSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { ArtifactError } from '../../errors/errors.js';
import { columnSums } from '../../factorize/factors.js';
import { npyHeader } from '../../matrix/npy.js';

/** Rows over which `columnSums` sums first: in such blocks the sums have its bits. */
export const SUMMED_ROWS = 1024;

/** The weights W of documents in a file: rows × topics, float32, little-endian, row by row. */
export class WeightFile {
  readonly rows: number;
  readonly topics: number;
  private readonly file: string;
  private readonly start: number;
  private readonly handle: number;

  /**
   * @param start bytes before the first row
   * @throws ArtifactError where it cannot be opened
   */
  constructor(file: string, rows: number, topics: number, start = 0) {
    this.file = file;
    this.rows = rows;
    this.topics = topics;
    this.start = start;
    try {
      this.handle = openSync(file, 'r');
    } catch (cause) {
      throw this.failure((cause as Error).message, cause);
    }
  }

  /**
   * A W.npy.
   *
   * @throws ArtifactError where it is not one of this shape
   */
  static ofNpy(file: string, rows: number, topics: number): WeightFile {
    const header = npyHeader(rows, topics);
    const weights = new WeightFile(file, rows, topics, header.length);
    const bytes = new Uint8Array(header.length);
    if (readSync(weights.handle, bytes, 0, bytes.length, 0) === bytes.length && Buffer.compare(header, bytes) === 0) return weights;
    weights.close();
    throw weights.failure(`it is not a float32 array of ${rows} × ${topics}`);
  }

  /**
   * Some rows in their order.
   *
   * @throws ArtifactError where the file has been cut short
   */
  read(firstRow: number, rows: number): Float32Array {
    const values = new Float32Array(rows * this.topics);
    const bytes = Buffer.from(values.buffer);
    const from = this.start + 4 * firstRow * this.topics;
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(this.handle, bytes, done, bytes.length - done, from + done);
      if (read === 0) throw this.failure('it has been cut short');
      done += read;
    }
    return asLittleEndian(values);
  }

  /** All rows, 1,024 at a time. */
  *blocks(): Generator<Float32Array> {
    for (let first = 0; first < this.rows; first += SUMMED_ROWS) yield this.read(first, Math.min(SUMMED_ROWS, this.rows - first));
  }

  /** Words of each topic. */
  columnSums(): Float64Array {
    const sums = new Float64Array(this.topics);
    for (const block of this.blocks()) {
      const own = columnSums(block, this.topics);
      for (let k = 0; k < this.topics; k++) sums[k] += own[k];
    }
    return sums;
  }

  close(): void {
    closeSync(this.handle);
  }

  private failure(what: string, cause?: unknown): ArtifactError {
    return new ArtifactError(`${this.file} cannot be read: ${what}`, { cause, hint: 'Run topikl again.' });
  }
}

/** Numbers from the order of bytes of this machine to that of files, or back; in place. */
export function asLittleEndian(values: Float32Array): Float32Array {
  if (endianness() === 'BE') Buffer.from(values.buffer, values.byteOffset, values.byteLength).swap32();
  return values;
}

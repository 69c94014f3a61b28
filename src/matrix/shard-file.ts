import { crc32 } from 'node:zlib';
import { ArtifactError } from '../errors/errors.js';
import type { CsrMatrix } from './csr-matrix.js';
import type { ShardShape } from './matrix-shards.js';

/*
 * A shard of a matrix as a file, little-endian, some three bytes an entry:
 *
 *   0  magic "TKSHARD1"          16  rows      u32     28  wide counts  u32
 *   8  first row  float64        20  entries   u32     32  columns      u32
 *                                24  wide gaps u32     36  CRC-32 of all other bytes
 *   40 wide gaps u32 · wide counts u32 · entries of each row u32 · gaps u16 · counts u8
 *
 * A gap is the number of columns passed over since the row's entry before. Where it is 65,535 or more, or a count 255 or more, that largest number stands
 * in its place and the number itself among the wide ones.
 */
const MAGIC = Buffer.from('TKSHARD1');
export const SHARD_HEADER_BYTES = 40;
const CRC_AT = 36;
const WIDE_GAP = 65535;
const WIDE_COUNT = 255;

/** What a shard's header says. */
export interface ShardHeader extends ShardShape {
  columns: number;
  wideGaps: number;
  wideCounts: number;
}

function payloadBytes({ rows, entries, wideGaps, wideCounts }: ShardHeader): number {
  return 4 * (wideGaps + wideCounts + rows) + 3 * entries;
}

/** @param firstRow number of its first row in the whole matrix */
export function encodeShard({ rows, columns, rowPointers, columnIndices, values }: CsrMatrix, firstRow: number): Uint8Array {
  const entries = rowPointers[rows];
  const lengths = new Uint32Array(rows);
  const gaps = new Uint16Array(entries);
  const counts = new Uint8Array(entries);
  const wideGaps: number[] = [];
  const wideCounts: number[] = [];
  for (let i = 0; i < rows; i++) {
    lengths[i] = rowPointers[i + 1] - rowPointers[i];
    for (let p = rowPointers[i], next = 0; p < rowPointers[i + 1]; p++) {
      const gap = columnIndices[p] - next;
      gaps[p] = Math.min(gap, WIDE_GAP);
      if (gap >= WIDE_GAP) wideGaps.push(gap);
      counts[p] = Math.min(values[p], WIDE_COUNT);
      if (values[p] >= WIDE_COUNT) wideCounts.push(values[p]);
      next = columnIndices[p] + 1;
    }
  }
  const header = { firstRow, rows, entries, columns, wideGaps: wideGaps.length, wideCounts: wideCounts.length };
  const bytes = Buffer.alloc(SHARD_HEADER_BYTES + payloadBytes(header));
  MAGIC.copy(bytes);
  bytes.writeDoubleLE(firstRow, 8);
  for (const [f, field] of [rows, entries, wideGaps.length, wideCounts.length, columns].entries()) bytes.writeUInt32LE(field, 16 + 4 * f);
  let at = SHARD_HEADER_BYTES;
  for (const part of [Uint32Array.from(wideGaps), Uint32Array.from(wideCounts), lengths, gaps, counts]) {
    bytes.set(new Uint8Array(part.buffer), at);
    at += part.byteLength;
  }
  bytes.writeUInt32LE(checksum(bytes), CRC_AT);
  return bytes;
}

function checksum(bytes: Uint8Array): number {
  return crc32(bytes.subarray(CRC_AT + 4), crc32(bytes.subarray(0, CRC_AT)));
}

export function damagedShard(file: string, shard: number, what: string, cause?: unknown): ArtifactError {
  return new ArtifactError(`${file}, shard ${shard} of the counts, cannot be read: ${what}`, {
    shard,
    ...(cause === undefined ? {} : { cause }),
    hint: 'Run the same command again: shards that are missing or damaged are counted anew.',
  });
}

/** @throws ArtifactError when it is not the header of a shard */
export function decodeHeader(bytes: Buffer, file: string, shard: number): ShardHeader {
  if (bytes.length < SHARD_HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw damagedShard(file, shard, 'it does not begin as a shard does');
  const [rows, entries, wideGaps, wideCounts, columns] = [16, 20, 24, 28, 32].map((at) => bytes.readUInt32LE(at)) as [number, number, number, number, number];
  return { firstRow: bytes.readDoubleLE(8), rows, entries, columns, wideGaps, wideCounts };
}

/**
 * @param bytes a whole file
 * @throws ArtifactError when it is cut short or its checksum is not right
 */
export function decodeShard(bytes: Buffer, file: string, shard: number): CsrMatrix & ShardShape {
  const header = decodeHeader(bytes, file, shard);
  const { rows, entries, columns, wideGaps, wideCounts } = header;
  const expected = SHARD_HEADER_BYTES + payloadBytes(header);
  if (bytes.length !== expected) throw damagedShard(file, shard, `it has ${bytes.length} bytes, expected ${expected}`);
  if (checksum(bytes) !== bytes.readUInt32LE(CRC_AT)) throw damagedShard(file, shard, 'its checksum is not that of its content');
  // typed arrays begin at multiples of their size
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  let at = aligned.byteOffset + SHARD_HEADER_BYTES;
  const next = <T>(Type: new (buffer: ArrayBufferLike, at: number, length: number) => T, length: number, size: number): T => {
    const part = new Type(aligned.buffer, at, length);
    at += length * size;
    return part;
  };
  const wideGapList = next(Uint32Array, wideGaps, 4);
  const wideCountList = next(Uint32Array, wideCounts, 4);
  const lengths = next(Uint32Array, rows, 4);
  const gaps = next(Uint16Array, entries, 2);
  const counts = next(Uint8Array, entries, 1);

  const rowPointers = new Int32Array(rows + 1);
  const columnIndices = new Int32Array(entries);
  const values = new Uint32Array(entries);
  for (let i = 0, p = 0, wideGap = 0, wideCount = 0; i < rows; i++) {
    const end = p + lengths[i];
    for (let column = -1; p < end; p++) {
      const gap = gaps[p];
      column += 1 + (gap === WIDE_GAP ? wideGapList[wideGap++] : gap);
      columnIndices[p] = column;
      const count = counts[p];
      values[p] = count === WIDE_COUNT ? wideCountList[wideCount++] : count;
    }
    rowPointers[i + 1] = end;
  }
  return { firstRow: header.firstRow, entries, rows, columns, rowPointers, columnIndices, values };
}

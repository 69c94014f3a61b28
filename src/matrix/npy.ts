import { ArtifactError } from '../errors/errors.js';

/*
 * NumPy's .npy format, version 1.0 (NEP 1): magic, version, header length, a Python dictionary padded to 64 bytes, the numbers.
 * Written: float32, little-endian, C order. Read: float32 and float64 of two dimensions, C order.
 */

const MAX_HEADER = 65536;
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** A dense matrix, row by row. */
export interface DenseMatrix {
  rows: number;
  columns: number;
  /** rows × columns numbers, C order */
  values: Float32Array | Float64Array;
}

/** The bytes of a float32 .npy file. */
export function writeNpy(matrix: { rows: number; columns: number; values: Float32Array }): Uint8Array {
  const header = npyHeader(matrix.rows, matrix.columns);
  const bytes = new Uint8Array(header.length + 4 * matrix.values.length);
  bytes.set(header);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < matrix.values.length; i++) view.setFloat32(header.length + 4 * i, matrix.values[i], true);
  return bytes;
}

/** What stands in front of the numbers of a float32 .npy file. */
export function npyHeader(rows: number, columns: number): Uint8Array {
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length);
  bytes.set(MAGIC);
  bytes[6] = 1;
  new DataView(bytes.buffer).setUint16(8, length - 10, true);
  const header = `${dictionary.padEnd(length - 11)}\n`;
  for (let i = 0; i < header.length; i++) bytes[10 + i] = header.charCodeAt(i);
  return bytes;
}

/**
 * @param bytes a whole .npy file
 * @param file its name, for messages
 * @throws ArtifactError when it is not a two-dimensional float array in C order, or is cut short
 */
export function readNpy(bytes: Uint8Array, file: string): DenseMatrix {
  const fail = (what: string): never => {
    throw new ArtifactError(`${file} cannot be read: ${what}`, { hint: 'Expected a .npy file with a two-dimensional float32 or float64 array in C order.' });
  };
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) fail('it is not a .npy file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[6] >= 2;
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (end > bytes.length || end > MAX_HEADER) fail('its header is cut short or too long');
  const header = String.fromCharCode(...bytes.subarray(start, end));
  const type = /'descr': *'([^']*)'/.exec(header)?.[1];
  const shape = /'shape': *\((\d+), *(\d+),? *\)/.exec(header);
  if (/'fortran_order': *True/.test(header)) fail('its array is in Fortran order');
  if (type !== '<f4' && type !== '<f8') fail(`its numbers are of type ${type}`);
  if (shape === null) return fail('its array does not have two dimensions');
  const rows = Number(shape[1]);
  const columns = Number(shape[2]);
  const size = type === '<f4' ? 4 : 8;
  if (bytes.length - end !== rows * columns * size) fail(`${rows} × ${columns} numbers need ${rows * columns * size} bytes, it has ${bytes.length - end}`);
  const values = size === 4 ? new Float32Array(rows * columns) : new Float64Array(rows * columns);
  for (let i = 0; i < values.length; i++) values[i] = size === 4 ? view.getFloat32(end + 4 * i, true) : view.getFloat64(end + 8 * i, true);
  return { rows, columns, values };
}

import { describe, expect, it } from 'vitest';
import { ArtifactError } from '../../../src/errors/errors.js';
import { readNpy, writeNpy } from '../../../src/matrix/npy.js';

/** A file with this dictionary and so many bytes of numbers after it. */
function npy(dictionary: string, bytes: number, version = 1): Uint8Array {
  const start = version >= 2 ? 12 : 10;
  const file = new Uint8Array(start + dictionary.length + bytes);
  const view = new DataView(file.buffer);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version]);
  if (version >= 2) view.setUint32(8, dictionary.length, true);
  else view.setUint16(8, dictionary.length, true);
  for (let i = 0; i < dictionary.length; i++) file[start + i] = dictionary.charCodeAt(i);
  return file;
}

const dictionary = (type: string, order: string, shape: string) => `{'descr': '${type}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

describe('writeNpy', () => {
  it('writes what numpy.save writes', () => {
    const bytes = writeNpy({ rows: 1, columns: 2, values: Float32Array.of(1, -2.5) });
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
    // 128 bytes of header, of which 10 come before the dictionary; 1 is 0x3f800000, −2.5 is 0xc0200000, low byte first
    expect(Buffer.from(bytes.subarray(0, 10)).toString('latin1')).toBe('\x93NUMPY\x01\x00\x76\x00');
    expect(Buffer.from(bytes.subarray(10, 128)).toString('latin1')).toBe(`${header.padEnd(117)}\n`);
    expect([...bytes.subarray(128)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0]);
  });

  it('aligns the numbers to 64 bytes for any shape', () => {
    for (const columns of [1, 12, 123, 1234, 12345]) {
      const bytes = writeNpy({ rows: 1, columns, values: new Float32Array(columns) });
      expect((bytes.length - 4 * columns) % 64).toBe(0);
    }
  });
});

describe('readNpy', () => {
  it('reads float64, and version 2 headers', () => {
    const file = npy(dictionary('<f8', 'False', '(2, 1)'), 16, 2);
    new DataView(file.buffer).setFloat64(file.length - 8, 0.1, true);
    expect(readNpy(file, 'a.npy')).toEqual({ rows: 2, columns: 1, values: Float64Array.of(0, 0.1) });
  });

  it('reads a view of a larger buffer', () => {
    const file = writeNpy({ rows: 1, columns: 1, values: Float32Array.of(3) });
    const larger = new Uint8Array(file.length + 7);
    larger.set(file, 7);
    expect(readNpy(larger.subarray(7), 'a.npy').values).toEqual(Float32Array.of(3));
  });

  it.each([
    ['no bytes', new Uint8Array(0), 'it is not a .npy file'],
    ['another format', new TextEncoder().encode('PK and then some more'), 'it is not a .npy file'],
    ['a cut header', npy(dictionary('<f4', 'False', '(1, 1)'), 4).subarray(0, 40), 'its header is cut short'],
    ['Fortran order', npy(dictionary('<f4', 'True', '(1, 1)'), 4), 'its array is in Fortran order'],
    ['whole numbers', npy(dictionary('<i8', 'False', '(1, 1)'), 8), 'its numbers are of type <i8'],
    ['big-endian numbers', npy(dictionary('>f4', 'False', '(1, 1)'), 4), 'its numbers are of type >f4'],
    ['one dimension', npy(dictionary('<f4', 'False', '(3,)'), 12), 'its array does not have two dimensions'],
    ['three dimensions', npy(dictionary('<f4', 'False', '(1, 1, 1)'), 4), 'its array does not have two dimensions'],
    ['cut numbers', npy(dictionary('<f4', 'False', '(2, 3)'), 23), '2 × 3 numbers need 24 bytes, it has 23'],
    ['more than the numbers', npy(dictionary('<f4', 'False', '(2, 3)'), 25), '2 × 3 numbers need 24 bytes, it has 25'],
  ])('refuses %s', (_, file, what) => {
    expect(() => readNpy(file, 'W.npy')).toThrow(ArtifactError);
    expect(() => readNpy(file, 'W.npy')).toThrow(`W.npy cannot be read: ${what}`);
  });

  it('says what it expects', () => {
    expect(() => readNpy(new Uint8Array(0), 'W.npy')).toThrow(
      expect.objectContaining({ hint: 'Expected a .npy file with a two-dimensional float32 or float64 array in C order.' }),
    );
  });
});

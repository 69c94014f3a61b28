import { describe, expect, it } from 'vitest';
import { float32Text, writeCsv } from '../../../src/report/csv.js';
import { parseCsv } from '../../../src/report/parse-csv.js';

const write = (header: string[], rows: (string | number)[][]) => [...writeCsv(header, rows)].join('');
/** A single text there and back, with a cell after it. */
const cell = (text: string) => write(['a', 'b'], [[text, 'x']]).slice('a,b\r\n'.length, -',x\r\n'.length);

describe('writeCsv', () => {
  it('writes RFC 4180: CRLF, quotes where they are needed, doubled inside', () => {
    expect(
      write(
        ['a', 'b'],
        [
          ['x', 'y z'],
          ['p,q', 'say "hi"'],
          ['two\nlines', ''],
        ],
      ),
    ).toBe('a,b\r\nx,y z\r\n"p,q","say ""hi"""\r\n"two\nlines",\r\n');
  });

  it('writes numbers as they are, NaN as nothing', () => {
    expect(write(['a', 'b', 'c', 'd'], [[0, -1.5, 1e-7, Number.NaN]])).toBe('a,b,c,d\r\n0,-1.5,1e-7,\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+x', "'+x"],
    ['-x', "'-x"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['\nx', `"'\nx"`],
    ["'=x", "''=x"],
    ["'x", "'x"],
    ["''", "''"],
    ['a=b', 'a=b'],
  ])('keeps a spreadsheet from running %j', (text, written) => {
    expect(cell(text)).toBe(written);
  });

  it('neutralises the header too', () => {
    expect(write(['=a', 'b'], [])).toBe("'=a,b\r\n");
  });

  it('comes in pieces of 2000 lines, that join up', () => {
    const rows = Array.from({ length: 4500 }, (_, i) => [i]);
    const pieces = [...writeCsv(['n'], rows)];
    expect(pieces.map((piece) => piece.split('\r\n').length - 1)).toEqual([2000, 2000, 501]);
    expect(parseCsv(pieces.join(''), 'n.csv').map(({ n }) => Number(n))).toEqual(rows.flat());
  });
});

describe('float32Text', () => {
  it.each([
    [0, '0'],
    [1, '1'],
    [16777216, '16777216'],
    [0.5, '0.5'],
    [Math.fround(0.1), '0.1'],
    [Math.fround(1 / 3), '0.33333334'],
    [Math.fround(1e-10), '1e-10'],
    [Math.fround(0.123456789), '0.12345679'],
    // the next float32 after 9.007199 × 10⁻¹⁰ and the like need nine digits
    [2 ** -149, '1.4013e-45'],
    [1 - 2 ** -24, '0.99999994'],
  ])('%d → %s', (value, text) => {
    expect(float32Text(value)).toBe(text);
  });
});

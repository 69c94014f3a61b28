import { describe, expect, it } from 'vitest';
import { ArtifactError } from '../../../src/errors/errors.js';
import { float32Text, parseCsv, writeCsv } from '../../../src/report/csv.js';

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

describe('parseCsv', () => {
  it('makes an object of each row', () => {
    expect(parseCsv('a,b\r\n1,"x, ""y"""\r\n2,\r\n', 'f.csv')).toEqual([
      { a: '1', b: 'x, "y"' },
      { a: '2', b: '' },
    ]);
  });

  it('takes the apostrophe of a neutralised text away, and no other', () => {
    expect(parseCsv("a,b,c,d\r\n'=x,''=x,'x,-1\r\n", 'f.csv')).toEqual([{ a: '=x', b: "'=x", c: "'x", d: '-1' }]);
  });

  it('reads a header alone as no rows', () => {
    expect(parseCsv('a,b\r\n', 'f.csv')).toEqual([]);
  });

  it('keeps the white space at the end of the last cell', () => {
    for (const last of ['x\t', 'x\u00a0', 'x\u3000', 'x ', '\u2028', '\n']) {
      expect(parseCsv(write(['a', 'b'], [['x', last]]), 'f.csv'), JSON.stringify(last)).toEqual([{ a: 'x', b: last }]);
    }
  });

  it('takes a column named as a property of every object', () => {
    expect(parseCsv('__proto__,constructor\r\n1,2\r\n', 'f.csv').map((row) => Object.entries(row))).toEqual([
      [
        ['__proto__', '1'],
        ['constructor', '2'],
      ],
    ]);
  });

  it.each([
    ['', 'documents.csv is damaged: it is empty'],
    ['a,b\r\n"x,y\r\n', 'documents.csv is damaged: Quoted field unterminated'],
  ])('refuses %j', (content, message) => {
    const attempt = () => parseCsv(content, 'documents.csv');
    expect(attempt).toThrow(ArtifactError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ hint: 'Run topikl again.' }));
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

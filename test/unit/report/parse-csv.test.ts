import { describe, expect, it } from 'vitest';
import { ArtifactError } from '../../../src/errors/errors.js';
import { writeCsv } from '../../../src/report/csv.js';
import { parseCsv } from '../../../src/report/parse-csv.js';

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
      expect(parseCsv([...writeCsv(['a', 'b'], [['x', last]])].join(''), 'f.csv'), JSON.stringify(last)).toEqual([{ a: 'x', b: last }]);
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

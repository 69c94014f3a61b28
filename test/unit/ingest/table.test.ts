import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ColumnSettings, Finding } from '../../../src/ingest/document.js';
import { readTable } from '../../../src/ingest/table.js';
import { temporaryFolder } from '../../temporary-folder.js';

async function read(content: string | Uint8Array, settings: ColumnSettings = {}, name = 'table.csv'): Promise<Finding[]> {
  const findings: Finding[] = [];
  const file = { location: path.join(temporaryFolder({ [name]: content }), name), path: name, bytes: content.length };
  for await (const finding of readTable(file, settings)) findings.push(finding);
  return findings;
}

const row = (number: number, text: string, metadata: object = {}) => ({ kind: 'document', row: number, text, metadata });
const malformed = (number: number, detail: string) => ({ kind: 'problem', row: number, problem: { reason: 'malformed', detail } });
const unclosed = (number: number) => malformed(number, `a quotation mark that opens in row ${number} is never closed; nothing after it can be read`);

describe('delimiters', () => {
  test.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
    ['bar', '|'],
  ])('%s', async (_name, d) => {
    const content = `id${d}text${d}year\n1${d}first text${d}1990\n2${d}second text${d}1991\n`;
    expect(await read(content)).toEqual([row(1, 'first text', { id: '1', year: '1990' }), row(2, 'second text', { id: '2', year: '1991' })]);
  });

  test('a .tsv has tabs, whatever else is in it', async () => {
    expect(await read('text\tid\na,b;c,d\t1\n', {}, 'table.TSV')).toEqual([row(1, 'a,b;c,d', { id: '1' })]);
  });

  test('commas inside quoted cells of a semicolon table are text', async () => {
    expect(await read('text;id\n"one, two, three";1\n"four, five, six";2\n')).toEqual([
      row(1, 'one, two, three', { id: '1' }),
      row(2, 'four, five, six', { id: '2' }),
    ]);
  });
});

describe('quotation marks', () => {
  test('quoted cells keep delimiters, newlines and doubled quotation marks', async () => {
    expect(await read('text,id\r\n"one, two\r\nthree ""four""",1\r\nfive,2\r\n')).toEqual([
      row(1, 'one, two\r\nthree "four"', { id: '1' }),
      row(2, 'five', { id: '2' }),
    ]);
  });

  test('a quotation mark inside an unquoted cell is text', async () => {
    expect(await read('text,id\nhe said "no" twice,1\n5" pipe,2\n')).toEqual([row(1, 'he said "no" twice', { id: '1' }), row(2, '5" pipe', { id: '2' })]);
  });

  test('one that is never closed: the rows before it are kept, and the row in which it opens is named', async () => {
    expect(await read('id,text\n1,one\n2,two\n3,"three\n4,four\n')).toEqual([row(1, 'one', { id: '1' }), row(2, 'two', { id: '2' }), unclosed(3)]);
  });

  test('the same where the table has empty lines', async () => {
    expect(await read('text\n\none\n\n\n"two\nthree\n')).toEqual([row(1, 'one'), unclosed(2)]);
  });

  test('text after a closing quotation mark does not swallow the rows that follow in silence', async () => {
    const findings = await read('id,text\n1,one\n2,"two" and more\n3,three\n4,four\n');
    expect(findings[0]).toEqual(row(1, 'one', { id: '1' }));
    const reasons = findings.slice(1).map((finding) => (finding.kind === 'document' ? finding.note : finding.problem)?.reason);
    expect(reasons).toContain('malformed');
  });
});

describe('rows', () => {
  test('one too short to have a text is left out, a shorter or longer one with a text is kept with a note', async () => {
    expect(await read('id,text,year\n1\n2,two\n3,three,1990,more\n4,four,1991\n')).toEqual([
      malformed(1, '1 of 3 cells, none of them the text'),
      { ...row(2, 'two', { id: '2', year: '' }), note: { reason: 'malformed', detail: '2 cells where the header has 3' } },
      { ...row(3, 'three', { id: '3', year: '1990' }), note: { reason: 'malformed', detail: '4 cells where the header has 3' } },
      row(4, 'four', { id: '4', year: '1991' }),
    ]);
  });

  test('empty lines are no rows', async () => {
    expect(await read('\ntext,id\n\none,1\n\n\ntwo,2\n\n')).toEqual([row(1, 'one', { id: '1' }), row(2, 'two', { id: '2' })]);
  });

  test('an empty text is a row', async () => {
    expect(await read('text,id\n,1\n')).toEqual([row(1, '', { id: '1' })]);
  });

  test('a last row without a newline is read', async () => {
    expect(await read('text,id\none,1\ntwo,2')).toEqual([row(1, 'one', { id: '1' }), row(2, 'two', { id: '2' })]);
  });
});

describe('columns', () => {
  test('text and id columns are found by name, exactly or else in any case, with white space around it', async () => {
    expect(await read('Key, Body ,text\nk1,one,two\n', { textColumn: 'body', idColumn: 'key' })).toEqual([{ ...row(1, 'one', { text: 'two' }), id: 'k1' }]);
    expect(await read('TEXT,text\nwrong,right\n')).toEqual([row(1, 'right', { TEXT: 'wrong' })]);
  });

  test('an empty cell in the id column is no id', async () => {
    expect(await read('id,text\n,one\n', { idColumn: 'id' })).toEqual([row(1, 'one')]);
  });

  test('a column that is not there is named, with those that are', async () => {
    const problem = (detail: string) => [{ kind: 'problem', problem: { reason: 'missing-column', detail } }];
    expect(await read('id,body\n1,one\n')).toEqual(problem('no column "text"; its columns are: id, body'));
    expect(await read('id,text\n1,one\n', { textColumn: 'body' })).toEqual(problem('no column "body"; its columns are: id, text'));
    expect(await read('id,text\n1,one\n', { idColumn: 'key' })).toEqual(problem('no column "key"; its columns are: id, text'));
  });

  test('a header alone has no rows, and an empty file is said to be empty', async () => {
    expect(await read('id,text\n')).toEqual([]);
    expect(await read('')).toEqual([{ kind: 'problem', problem: { reason: 'empty', detail: 'it has no rows' } }]);
  });
});

describe('encodings', () => {
  const note = { reason: 'encoding', detail: 'its bytes are not UTF-8; read as windows-1252' };

  test('a byte order mark is no part of the first column', async () => {
    expect(await read('\ufefftext,id\none,1\n')).toEqual([row(1, 'one', { id: '1' })]);
    const [note, first] = await read(Buffer.from('\ufefftext\tid\nnaïve\t1\n', 'utf16le'), {}, 'table.tsv');
    expect(note).toMatchObject({ kind: 'note', problem: { detail: 'read as utf-16le, as its first bytes say' } });
    expect(first).toMatchObject({ text: 'naïve' });
  });

  test('windows-1252 is noted once', async () => {
    expect(await read(Buffer.from('text,id\ncafé,1\nthé,2\n', 'latin1'))).toEqual([
      { kind: 'note', problem: note },
      row(1, 'café', { id: '1' }),
      row(2, 'thé', { id: '2' }),
    ]);
  });

  test('windows-1252 is noted too where the first row is no good', async () => {
    const findings = await read(Buffer.from('id,text\n1\n2,café\n3,thé\n', 'latin1'));
    expect(findings.map((finding) => finding.kind)).toEqual(['note', 'problem', 'document', 'document']);
  });

  test('a binary file is no table', async () => {
    expect(await read('text\na\0b\n')).toEqual([{ kind: 'problem', problem: { reason: 'binary', detail: 'it has NUL bytes, so it is no text' } }]);
  });
});

test('a table of several pieces of 1 MiB, with characters and quoted cells across their borders', async () => {
  const piece = 1024 * 1024;
  // quoted cells with newlines, doubled quotation marks and characters of 2 and 4 bytes, at every shift modulo 4
  const texts = Array.from({ length: 3000 }, (_, i) => `${i} ${'x'.repeat(i % 4)}${'😀é\n"q", '.repeat(90)}end ${i}`);
  const content = `id,text\n${texts.map((text, i) => `${i},"${text.replaceAll('"', '""')}"\n`).join('')}`;
  expect(Buffer.byteLength(content)).toBeGreaterThan(3 * piece);
  const findings = await read(content);
  expect(findings).toHaveLength(3000);
  expect(findings.every((finding, i) => finding.kind === 'document' && finding.row === i + 1 && finding.text === texts[i] && finding.note === undefined)).toBe(
    true,
  );
});

test('a multi-byte character exactly across the border of two pieces', async () => {
  const piece = 1024 * 1024;
  const head = 'text,id\n';
  for (const shift of [1, 2, 3]) {
    const text = `${'a'.repeat(piece - head.length - shift)}😀b`;
    const findings = await read(`${head}${text},1\nlast,2\n`);
    expect(findings.map((finding) => finding.kind === 'document' && finding.text === (finding.row === 1 ? text : 'last'))).toEqual([true, true]);
  }
});

test('reading may stop at any row', async () => {
  const name = 'table.csv';
  const content = `text\n${'row of some words\n'.repeat(200_000)}`;
  const file = { location: path.join(temporaryFolder({ [name]: content }), name), path: name, bytes: content.length };
  let rows = 0;
  for await (const finding of readTable(file, {})) {
    rows++;
    if (finding.kind === 'document' && finding.row === 3) break;
  }
  expect(rows).toBe(3);
});

describe('quotation marks inside a quoted cell', () => {
  test('rows that they swallow are left out, and counted', async () => {
    const findings = await read('id,text\n1,"Ship" sea port\n2,two\n3,three\n');
    expect(findings).toEqual([
      {
        kind: 'problem',
        row: 1,
        problem: { reason: 'malformed', detail: expect.stringMatching(/^a quotation mark inside a quoted cell makes one row of \d lines; double it/) },
      },
    ]);
  });
});

describe('names of columns', () => {
  test('that occur twice are told apart, and any name is kept', async () => {
    const [found] = await read('text,tag,tag,__proto__\none,a,b,c\n');
    expect(found).toMatchObject({ kind: 'document' });
    expect(Object.entries((found as { metadata: object }).metadata)).toEqual([
      ['tag', 'a'],
      ['tag~2', 'b'],
      ['__proto__', 'c'],
    ]);
  });

  test('are cut short where a table has no header', async () => {
    const [found] = await read(`${'long '.repeat(40)},b\none,two\n`);
    expect(found).toMatchObject({ problem: { detail: 'no column "text"; its columns are: long long long long long long …, b' } });
  });
});

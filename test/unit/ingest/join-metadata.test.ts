import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/errors/errors.js';
import { joinMetadata } from '../../../src/ingest/join-metadata.js';
import { readMetadataTable } from '../../../src/ingest/read-metadata-table.js';

const tableOf = (content: string | Uint8Array, file = 'meta.csv') => readMetadataTable(typeof content === 'string' ? Buffer.from(content) : content, file);
const files = (...paths: string[]) => paths.map((path) => ({ id: path, path }));

describe('a table of metadata', () => {
  test('is read whatever it is written like', () => {
    expect(tableOf('\ufefffile;year\r\na.txt;1990\r\n"b;c";\r\n\r\nd.txt\r\n')).toEqual({
      file: 'meta.csv',
      names: ['file', 'year'],
      rows: [
        ['a.txt', '1990'],
        ['b;c', ''],
        ['d.txt', ''],
      ],
      problems: [],
    });
    expect(tableOf(Buffer.from("a.txt\t'caf\u00e9'\nb.txt\t'th\u00e9'\n", 'latin1'), 'meta.tsv')).toMatchObject({
      names: ['column_1', 'column_2'],
      rows: [
        ['a.txt', 'café'],
        ['b.txt', 'thé'],
      ],
      problems: [{ reason: 'encoding' }],
    });
  });

  test('may have rows that cannot be read', () => {
    expect(tableOf('file,year\na.txt,1990\n"b.txt,1991\n')).toMatchObject({
      rows: [['a.txt', '1990']],
      problems: [{ reason: 'malformed', detail: 'row 2 is left out: a quotation mark in it is never closed, or stands inside a quoted cell' }],
    });
  });

  test('must have rows of text', () => {
    expect(() => tableOf('')).toThrow('"meta.csv" has no rows');
    expect(() => tableOf('file\0')).toThrow('"meta.csv" is no table: it has NUL bytes');
  });
});

describe('documents are named', () => {
  const paths = ['x/a.txt', 'x/b.txt', 'y/c.md'];

  test.each([
    ['path', 'x/a.txt', 'y/c.md'],
    ['path', '.\\x\\a.txt', ' y/c.md '],
    ['path without ending', 'x/a', 'y/c'],
    ['base name', 'a.txt', 'c.md'],
    ['base name without ending', 'a', 'c'],
  ])('by %s: %s', (matchedBy, first, third) => {
    const joined = joinMetadata(tableOf(`year,name\n1990,${first}\n1991,${third}\n1992,z\n`), files(...paths));
    expect(joined).toEqual({
      metadata: [{ year: '1990' }, undefined, { year: '1991' }],
      keyColumn: 'name',
      // the id of a file is its path
      matchedBy: matchedBy === 'path' ? 'id' : matchedBy,
      ignoringCase: false,
      documentsWithoutRow: 1,
      rowsWithoutDocument: 1,
      ambiguousDocuments: 0,
      repeatedRows: 0,
    });
  });

  test('by an id of their own, or the path of the file they are in', () => {
    const documents = [
      { id: 'k1', path: 't.csv' },
      { id: 'k2', path: 't.csv' },
    ];
    expect(joinMetadata(tableOf('key,year\nk2,1990\n'), documents)).toMatchObject({ metadata: [undefined, { year: '1990' }], matchedBy: 'id' });
    expect(joinMetadata(tableOf('file,year\nt,1990\n'), documents)).toMatchObject({
      metadata: [{ year: '1990' }, { year: '1990' }],
      matchedBy: 'path without ending',
    });
  });

  test('passages and rows of a table by the file, or one by one', () => {
    const documents = ['a.txt#1', 'a.txt#2', 'b.txt#1'].map((id) => ({ id, path: id.slice(0, 5) }));
    expect(joinMetadata(tableOf('file,year\na.txt,1990\n'), documents).metadata).toEqual([{ year: '1990' }, { year: '1990' }, undefined]);
    expect(joinMetadata(tableOf('file,year\na.txt#2,1990\n'), documents).metadata).toEqual([undefined, { year: '1990' }, undefined]);
    const own = ['k#1', 'k#2', 'l#1'].map((id) => ({ id, path: 't.jsonl' }));
    expect(joinMetadata(tableOf('key,year\nk,1990\n'), own).metadata).toEqual([{ year: '1990' }, { year: '1990' }, undefined]);
  });

  test('a row of its own goes before that of the file', () => {
    const documents = ['a.txt#1', 'a.txt#2'].map((id) => ({ id, path: 'a.txt' }));
    const table = 'file,year\na.txt#2,1990\na.txt,1991\n';
    expect(joinMetadata(tableOf(table), documents).metadata).toEqual([{ year: '1991' }, { year: '1990' }]);
    expect(joinMetadata(tableOf('file,year\na.txt,1991\na.txt#2,1990\n'), documents).metadata).toEqual([{ year: '1991' }, { year: '1990' }]);
  });

  test('in any case, if that finds more', () => {
    expect(joinMetadata(tableOf('file,year\nA.TXT,1990\nb.txt,1991\n'), files('a.txt', 'b.txt'))).toMatchObject({
      metadata: [{ year: '1990' }, { year: '1991' }],
      ignoringCase: true,
    });
    expect(joinMetadata(tableOf('file,year\nA.txt,1990\na.txt,1991\n'), files('a.txt', 'b.txt'))).toMatchObject({
      metadata: [{ year: '1991' }, undefined],
      ignoringCase: false,
    });
  });

  test('with letters composed or not', () => {
    expect(joinMetadata(tableOf('file,year\ncaf\u00e9.txt,1990\n'), files('cafe\u0301.txt')).metadata).toEqual([{ year: '1990' }]);
  });

  test('by the column that names most of them', () => {
    const joined = joinMetadata(tableOf('no,file,year\n1,a.txt,1990\n2,b.txt,1991\n'), files('1.txt', 'a.txt', 'b.txt'));
    expect(joined).toMatchObject({ keyColumn: 'file', metadata: [undefined, { no: '1', year: '1990' }, { no: '2', year: '1991' }] });
  });
});

test('a name that several files have names none of them, and they are counted', () => {
  expect(joinMetadata(tableOf('file,year\na.txt,1990\nb.txt,1991\n'), files('x/a.txt', 'y/a.txt', 'y/b.txt'))).toMatchObject({
    metadata: [undefined, undefined, { year: '1991' }],
    matchedBy: 'base name',
    documentsWithoutRow: 2,
    rowsWithoutDocument: 1,
    ambiguousDocuments: 2,
  });
});

test('of rows that name the same the first is taken, and the others are counted', () => {
  expect(joinMetadata(tableOf('file,year\na.txt,1990\na.txt,1991\n./a.txt,1992\n'), files('a.txt'))).toMatchObject({
    metadata: [{ year: '1990' }],
    repeatedRows: 2,
    rowsWithoutDocument: 0,
  });
});

test('empty cells say nothing', () => {
  expect(joinMetadata(tableOf('file,year,__proto__\na.txt,,x\n'), files('a.txt')).metadata.map((row) => Object.entries(row ?? {}))).toEqual([
    [['__proto__', 'x']],
  ]);
});

test('where nothing matches, both sides are shown', () => {
  const join = () => joinMetadata(tableOf(`file,year\nq.txt,${'9'.repeat(80)}\n`), [...files('x/a.txt'), { id: 'k', path: 't.csv' }]);
  expect(join).toThrow(ConfigError);
  expect(join).toThrow(
    `no column of "meta.csv" names a document by its id, path or file name; its first row has file "q.txt", year "${'9'.repeat(60)}…"; the first documents are "x/a.txt", "k" of "t.csv"`,
  );
});

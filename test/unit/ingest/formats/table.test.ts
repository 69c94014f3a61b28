import { describe, expect, test } from 'vitest';
import { Content } from '../../../../src/ingest/content.js';
import { table } from '../../../../src/ingest/formats/table.js';
import { Allowance, DEFAULT_LIMITS } from '../../../../src/ingest/limits.js';
import { foundIn } from '../../../support/found-in.js';

const read = (content: string | Uint8Array, settings = {}, path = 'table.csv') => foundIn(table, content, { settings, path });
const columns = (detail: string) => ({ kind: 'note', problem: { reason: 'columns', detail } });
const missing = (detail: string) => ({ kind: 'problem', problem: { reason: 'missing-column', detail } });
const row = (number: number, text: string, metadata: object = {}) => ({ kind: 'document', row: number, text, metadata });
const malformed = (number: number, detail: string) => ({ kind: 'problem', row: number, problem: { reason: 'malformed', detail } });
const unclosed = (number: number) => malformed(number, `a quotation mark that opens in row ${number} is never closed; nothing after it can be read`);

describe('separators', () => {
  const rows = [row(1, 'first text', { no: '1', year: '1990' }), row(2, 'second text', { no: '2', year: '1991' })];

  test.each([
    ['comma', ',', []],
    ['semicolon', ';', [columns('separator ";"')]],
    ['tab', '\t', [columns('separator tab')]],
    ['bar', '|', [columns('separator "|"')]],
  ])('%s', async (_name, d, notes) => {
    const content = `no${d}text${d}year\n1${d}first text${d}1990\n2${d}second text${d}1991\n`;
    expect(await read(content)).toEqual([...notes, ...rows]);
  });

  test('a .tsv has tabs, whatever else is in it; without any, what fits', async () => {
    expect(await read('text\tno\na,b;c,d\t1\n', {}, 'table.TSV')).toEqual([row(1, 'a,b;c,d', { no: '1' })]);
    expect(await read('a,b,text\n1,2,three\n', {}, 'table.tab')).toEqual([columns('separator ","'), row(1, 'three', { a: '1', b: '2' })]);
  });

  test('commas inside quoted cells of a semicolon table are text', async () => {
    expect(await read('text;no\n"one, two, three";1\n"four, five, six";2\n')).toEqual([
      columns('separator ";"'),
      row(1, 'one, two, three', { no: '1' }),
      row(2, 'four, five, six', { no: '2' }),
    ]);
  });

  test('decimal commas and lists inside cells do not separate', async () => {
    expect(await read('text;value\nthe first;1,5\nthe second;2,5\n')).toEqual([
      columns('separator ";"'),
      row(1, 'the first', { value: '1,5' }),
      row(2, 'the second', { value: '2,5' }),
    ]);
    expect(await read('tags,text\na|b;c,one\nd|e;f,two\n')).toEqual([row(1, 'one', { tags: 'a|b;c' }), row(2, 'two', { tags: 'd|e;f' })]);
  });

  test('the first line of Excel says which', async () => {
    expect(await read('\ufeffsep=;\r\ntext;no\r\na,b,c;1\r\n')).toEqual([columns('separator ";"'), row(1, 'a,b,c', { no: '1' })]);
    expect(await read('"sep=:"\ntext:no\none:1\n')).toEqual([columns('separator ":"'), row(1, 'one', { no: '1' })]);
    expect(await read('sep=;\ntext\none\n')).toEqual([columns('separator ";"'), row(1, 'one')]);
  });

  test('a table of one column is not cut up', async () => {
    const content = 'text\nOne, two, three.\nFour; five.\n"Six, ""seven"""\nEight|nine, ten, eleven.\n';
    expect(await read(content)).toEqual([row(1, 'One, two, three.'), row(2, 'Four; five.'), row(3, 'Six, "seven"'), row(4, 'Eight|nine, ten, eleven.')]);
  });

  test('nor are lines of prose in a file that is called a table', async () => {
    const content = 'Once upon a time, a king\nlived in a castle and ruled\nover lands, seas, and hills, and\nhad no heir.\n';
    expect(await read(content)).toEqual([
      columns('text from the column "column_1"; each row one cell, as no separator fits; no header'),
      ...content
        .trim()
        .split('\n')
        .map((line, l) => row(l + 1, line)),
    ]);
  });
});

describe('quotation marks', () => {
  test('quoted cells keep delimiters, newlines and doubled quotation marks', async () => {
    expect(await read('text,no\r\n"one, two\r\nthree ""four""",1\r\nfive,2\r\n')).toEqual([
      row(1, 'one, two\r\nthree "four"', { no: '1' }),
      row(2, 'five', { no: '2' }),
    ]);
  });

  test('a quotation mark inside an unquoted cell is text', async () => {
    expect(await read('text,no\nhe said "no" twice,1\n5" pipe,2\n')).toEqual([row(1, 'he said "no" twice', { no: '1' }), row(2, '5" pipe', { no: '2' })]);
  });

  test('one that is never closed: the rows before it are kept, and the row in which it opens is named', async () => {
    expect(await read('no,text\n1,one\n2,two\n3,"three\n4,four\n')).toEqual([row(1, 'one', { no: '1' }), row(2, 'two', { no: '2' }), unclosed(3)]);
  });

  test('the same where the table has empty lines', async () => {
    expect(await read('text\n\none\n\n\n"two\nthree\n')).toEqual([row(1, 'one'), unclosed(2)]);
  });

  test('text after a closing quotation mark does not swallow the rows that follow in silence', async () => {
    const findings = await read('no,text\n1,one\n2,"two" and more\n3,three\n4,four\n');
    expect(findings[0]).toEqual(row(1, 'one', { no: '1' }));
    const reasons = findings
      .slice(1)
      .map((finding) => (finding.kind === 'document' ? finding.note : finding.kind === 'problem' ? finding.problem : undefined)?.reason);
    expect(reasons).toContain('malformed');
  });
});

describe('rows', () => {
  test('one too short to have a text is left out, a shorter or longer one with a text is kept with a note', async () => {
    expect(await read('no,text,year\n1\n2,two\n3,three,1990,more\n4,four,1991\n')).toEqual([
      malformed(1, '1 of 3 cells, none of them the text'),
      { ...row(2, 'two', { no: '2', year: '' }), note: { reason: 'malformed', detail: '2 cells where the header has 3' } },
      { ...row(3, 'three', { no: '3', year: '1990' }), note: { reason: 'malformed', detail: '4 cells where the header has 3' } },
      row(4, 'four', { no: '4', year: '1991' }),
    ]);
  });

  test('empty lines are no rows', async () => {
    expect(await read('\ntext,no\n\none,1\n\n\ntwo,2\n\n')).toEqual([row(1, 'one', { no: '1' }), row(2, 'two', { no: '2' })]);
  });

  test('an empty text is a row', async () => {
    expect(await read('text,no\n,1\n')).toEqual([row(1, '', { no: '1' })]);
  });

  test('a last row without a newline is read', async () => {
    expect(await read('text,no\none,1\ntwo,2')).toEqual([row(1, 'one', { no: '1' }), row(2, 'two', { no: '2' })]);
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
    expect(await read('id,text\n1,one\n', { textColumn: 'body' })).toEqual([missing('no column "body"; its columns are: id, text')]);
    expect(await read('id,text\n1,one\n', { idColumn: 'key' })).toEqual([missing('no column "key"; its columns are: id, text')]);
    expect(await read('a,b\n1,2\n3,4\n')).toEqual([missing('no column has a name such as "text", nor holds 3 words a row or more; its columns are: a, b')]);
  });

  test('a header alone has no rows, and an empty file is said to be empty', async () => {
    expect(await read('no,text\n')).toEqual([]);
    expect(await read('')).toEqual([{ kind: 'problem', problem: { reason: 'empty', detail: 'it has no rows' } }]);
  });
});

describe('encodings', () => {
  const note = { kind: 'note', problem: { reason: 'encoding', detail: expect.stringContaining('windows-1252') } };

  test('a byte order mark is no part of the first column', async () => {
    expect(await read('\ufefftext,no\none,1\n')).toEqual([row(1, 'one', { no: '1' })]);
    const [first, last] = await read(Buffer.from('\ufefftext\tno\nnaïve\t1\n', 'utf16le'), {}, 'table.tsv');
    expect(first).toMatchObject({ text: 'naïve' });
    expect(last).toMatchObject({ kind: 'note', problem: { detail: 'read as utf-16le, as its first bytes say' } });
  });

  test('windows-1252 is noted once', async () => {
    const findings = await read(Buffer.from('text,no\ncafé,1\nthé,2\n', 'latin1'));
    expect(findings).toEqual([row(1, 'café', { no: '1' }), row(2, 'thé', { no: '2' }), note]);
  });

  test('windows-1252 is noted too where the first row is no good', async () => {
    const findings = await read(Buffer.from('no,text\n1\n2,café\n3,thé\n', 'latin1'));
    expect(findings.map((finding) => finding.kind)).toEqual(['problem', 'document', 'document', 'note']);
  });

  test('a binary file is no table', async () => {
    expect(await read('text\na\0b\n')).toEqual([{ kind: 'problem', problem: { reason: 'binary', detail: 'it has NUL bytes, so it is no text' } }]);
  });
});

test('a table of several pieces of 1 MiB, with characters and quoted cells across their borders', async () => {
  const piece = 1024 * 1024;
  // quoted cells with newlines, doubled quotation marks and characters of 2 and 4 bytes, at every shift modulo 4
  const texts = Array.from({ length: 3000 }, (_, i) => `${i} ${'x'.repeat(i % 4)}${'😀é\n"q", '.repeat(90)}end ${i}`);
  const content = `no,text\n${texts.map((text, i) => `${i},"${text.replaceAll('"', '""')}"\n`).join('')}`;
  expect(Buffer.byteLength(content)).toBeGreaterThan(3 * piece);
  const findings = await read(content);
  expect(findings).toHaveLength(3000);
  expect(findings.every((finding, i) => finding.kind === 'document' && finding.row === i + 1 && finding.text === texts[i] && finding.note === undefined)).toBe(
    true,
  );
});

test('a multi-byte character exactly across the border of two pieces', async () => {
  const piece = 1024 * 1024;
  const head = 'text,no\n';
  for (const shift of [1, 2, 3]) {
    const text = `${'a'.repeat(piece - head.length - shift)}😀b`;
    const findings = await read(`${head}${text},1\nlast,2\n`);
    expect(findings.map((finding) => finding.kind === 'document' && finding.text === (finding.row === 1 ? text : 'last'))).toEqual([true, true]);
  }
});

test('reading may stop at any row', async () => {
  let read = 0;
  let closed = false;
  function* pieces() {
    try {
      yield Buffer.from('text\n');
      for (; read < 100; read++) yield Buffer.from('row of some words\n'.repeat(20_000));
    } finally {
      closed = true;
    }
  }
  const source = { path: 'table.csv', content: new Content(pieces()), allowance: new Allowance(DEFAULT_LIMITS) };
  let rows = 0;
  for await (const finding of table.read(source, {})) {
    rows++;
    if (finding.kind === 'document' && finding.row === 3) break;
  }
  await source.content.close();
  expect({ rows, closed, early: read < 5 }).toEqual({ rows: 3, closed: true, early: true });
});

describe('quotation marks inside a quoted cell', () => {
  test('rows that they swallow are left out, and counted', async () => {
    const findings = await read('no,text\n1,"Ship" sea port\n2,two\n3,three\n');
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

  test('are cut short in messages', async () => {
    const [found] = await read(`${'long'.repeat(40)},b\none,two\n`);
    expect(found).toMatchObject({ problem: { detail: expect.stringMatching(/columns are: longlonglonglonglonglonglonglo…, b$/) } });
  });
});

describe('what is guessed', () => {
  test('the text by a well-known name, ids by another, in any case, and it is said', async () => {
    expect(await read('Document ID,Year,Abstract,keywords\nd1,1990,short,many words that are keywords\nd2,1990,shorter,other words of the kind\n')).toEqual([
      columns('text from the column "Abstract", ids from "Document ID"'),
      { ...row(1, 'short', { Year: '1990', keywords: 'many words that are keywords' }), id: 'd1' },
      { ...row(2, 'shorter', { Year: '1990', keywords: 'other words of the kind' }), id: 'd2' },
    ]);
  });

  test('of several the surest name, if there are words under it', async () => {
    const [note] = await read('comment,content,summary\nwords,1,in the summary\nwords,2,in it\n');
    expect(note).toEqual(columns('text from the column "comment"'));
    const [other] = await read('kommentar,inhalt\nein Wort,zwei\nein Wort,drei\n');
    expect(other).toEqual(columns('text from the column "inhalt"'));
  });

  test('else the text by its words', async () => {
    expect(await read('speaker,rede_1\nA. B.,what was said by one of them\nC. D.,said\n')).toEqual([
      columns('text from the column "rede_1"'),
      row(1, 'what was said by one of them', { speaker: 'A. B.' }),
      row(2, 'said', { speaker: 'C. D.' }),
    ]);
  });

  test('words of scripts without spaces count too, addresses do not', async () => {
    const content =
      'adresse,spalte\nhttps://example.org/a/b c://d e://f,北京是中华人民共和国的首都\nhttps://example.org/a g://h i://j,上海是中国最大的城市之一\n';
    expect(await read(content)).toMatchObject([columns('text from the column "spalte"'), { row: 1 }, { row: 2 }]);
  });

  test.each([
    ['twice the same', 'id,text\n1,one\n1,two\n'],
    ['an empty one', 'id,text\n1,one\n,two\n'],
    ['a long text', `id,text\n${'1'.repeat(300)},one\n2,two\n`],
  ])('no ids where they name no rows: %s', async (_name, content) => {
    expect((await read(content)).map((finding) => finding.kind === 'document' && finding.metadata.id !== undefined)).toEqual([true, true]);
  });

  test('a named column is no guess, and the other one still is', async () => {
    expect(await read('key,a,text\nk,some more words here,t\n', { textColumn: 'A' })).toEqual([
      columns('ids from the column "key"'),
      { ...row(1, 'some more words here', { text: 't' }), id: 'k' },
    ]);
    expect(await read('key,body\nk,b\n', { idColumn: 'key', textColumn: 'body' })).toEqual([{ ...row(1, 'b'), id: 'k' }]);
  });
});

describe('single quotation marks', () => {
  test('where cells are in them', async () => {
    const content = "Sport;'Er sagte ''ja''; dann\nging \"er\".'\nWeb;'Sie blieb; und'\nSport;'Noch ein Text'\n";
    expect(await read(content)).toEqual([
      columns('text from the column "column_2"; separator ";", quotation mark "\'"; no header'),
      row(1, 'Er sagte \'ja\'; dann\nging "er".', { column_1: 'Sport' }),
      row(2, 'Sie blieb; und', { column_1: 'Web' }),
      row(3, 'Noch ein Text', { column_1: 'Sport' }),
    ]);
  });

  test('but not where they are apostrophes or quote words', async () => {
    const content = `text,no\n'tis the season,1\n"it's, well, 'cold'",2\n'quoted',3\n'n' roll,4\n`;
    expect(await read(content)).toEqual([
      row(1, "'tis the season", { no: '1' }),
      row(2, "it's, well, 'cold'", { no: '2' }),
      row(3, "'quoted'", { no: '3' }),
      row(4, "'n' roll", { no: '4' }),
    ]);
  });
});

test('in a table of tabs quotation marks may be text', async () => {
  const content = 'no\ttext\n1\t"Yes" was what he said\n2\tplain\n3\t"No\n4\tplain too\n';
  expect(await read(content, {}, 'a.tsv')).toEqual([
    columns('quotation marks are text'),
    row(1, '"Yes" was what he said', { no: '1' }),
    row(2, 'plain', { no: '2' }),
    row(3, '"No', { no: '3' }),
    row(4, 'plain too', { no: '4' }),
  ]);
  const [quoted] = await read('no\ttext\n1\t"Yes\tor\nno"\n2\tplain\n', {}, 'a.tsv');
  expect(quoted).toEqual(row(1, 'Yes\tor\nno', { no: '1' }));
});

describe('a header or none', () => {
  const headless = async (content: string) => (await read(content)).some((one) => one.kind === 'note' && /no header/.test(one.problem.detail));

  test.each([
    ['numbers where there are numbers', '1,some words of the text\n2,more words of the text\n'],
    ['dates', '2020-01-02,some words of the text\n2020-01-03,more words of the text\n'],
    ['a value that comes again', 'sport,some words of the text\nweb,more words\nsport,still more words\n'],
    ['a long text among texts', 'x,a text that is as long as the others are\ny,and another text that is as long as that\n'],
    ['a single row of a long text', 'x,a text that is too long for the name of a column\n'],
  ])('none: %s', async (_name, content) => {
    expect(await headless(content)).toBe(true);
  });

  test.each([
    ['a well-known name', 'text,x\none,two\none,two\n'],
    ['over numbers', 'nr,satz\n1,words of a text\n2,more words of it\n'],
    ['a question over long answers', `zeit,What did you like about the course this term?\nx,${'word '.repeat(60)}\ny,${'word '.repeat(70)}\n`],
    ['short names', 'sprecher,satz\nA,words of a text\nB,more words of it\n'],
  ])('one: %s', async (_name, content) => {
    expect(await headless(content)).toBe(false);
  });

  test('rows are numbered from the first, and the columns', async () => {
    expect(await read('1,some words of the text\n2,more words of the text\n')).toEqual([
      columns('text from the column "column_2"; no header'),
      row(1, 'some words of the text', { column_1: '1' }),
      row(2, 'more words of the text', { column_1: '2' }),
    ]);
  });

  test('a number of a column that is asked for says that there is none', async () => {
    expect(await read('a,b\nc,d\n', { textColumn: 'column_2' })).toEqual([
      columns('no header'),
      row(1, 'b', { column_1: 'a' }),
      row(2, 'd', { column_1: 'c' }),
    ]);
    expect(await read(',text\n0,one\n', { idColumn: 'column_1' })).toEqual([{ ...row(1, 'one'), id: '0' }]);
  });

  test('a header of R has no name for the names of rows', async () => {
    expect(await read('"text","year"\n"1","one, two",1990\n"2","three",1991\n')).toEqual([
      columns('its rows have one cell more than its header, which was taken for their names'),
      row(1, 'one, two', { row: '1', year: '1990' }),
      row(2, 'three', { row: '2', year: '1991' }),
    ]);
  });
});

describe('limits', () => {
  const limits = { maxDocumentBytes: 40 };
  const tooLong = (number: number, more = '') => ({
    kind: 'problem',
    row: number,
    problem: { reason: 'too-large', detail: `row ${number} is longer than 40 characters, or has more than 1000000 cells${more}` },
  });

  test.each([1, 7, 65536])('a row that is too long costs itself only (pieces of %i bytes)', async (pieceLength) => {
    const content = `no,text\n1,one\n2,${'x'.repeat(50)}\n3,three\n4,"${'a ""b"",\n'.repeat(9)}"\n5,five\n6${','.repeat(50)}\n7,"${' '.repeat(50)}"x\n8,eight\n`;
    const findings = await foundIn(table, `${content}9,nine"\n10,ten\n`, { path: 'a.csv', limits, pieceLength });
    const one = (number: number, text: string) => row(number, text, { no: String(number) });
    expect(findings.slice(0, 6)).toEqual([one(1, 'one'), tooLong(2), one(3, 'three'), tooLong(4), one(5, 'five'), tooLong(6)]);
    // its quotation mark ends where the next one ends a cell
    expect(findings.slice(6)).toEqual([tooLong(7), row(8, 'ten', { no: '10' })]);
  });

  test('a row of a million cells is the longest', async () => {
    const findings = await foundIn(table, `text,no\n${','.repeat(999_999)}\n${','.repeat(1_000_000)}\none,1\n`, { path: 'a.csv' });
    expect(findings.map((finding) => finding.kind)).toEqual(['document', 'problem', 'document']);
  });

  test('a row may be just as long as the limit', async () => {
    const findings = await foundIn(table, `text\n${'x'.repeat(40)}\n${'x'.repeat(41)}\n"${'y'.repeat(40)}"\n`, { path: 'a.csv', limits });
    expect(findings.map((finding) => finding.kind)).toEqual(['document', 'problem', 'document']);
  });

  test('a quotation mark that is never closed is said to swallow the rest', async () => {
    const content = `text\none\n"two\n${'three\n'.repeat(50)}`;
    expect(await foundIn(table, content, { path: 'a.csv', limits })).toEqual([
      row(1, 'one'),
      tooLong(2, '; a quotation mark in it is never closed, so nothing after it can be read'),
    ]);
  });

  test('a first row that cannot be read is no header', async () => {
    const content = `"${'x'.repeat(50)}",y\nsome words of text,1\nmore words of text,2\n`;
    expect(await foundIn(table, content, { path: 'a.csv', limits })).toEqual([
      columns('text from the column "column_1"; no header'),
      tooLong(1),
      row(2, 'some words of text', { column_2: '1' }),
      row(3, 'more words of text', { column_2: '2' }),
    ]);
  });
});

test('lines may end in carriage returns, alone or with line feeds among others', async () => {
  expect(await read('text,no\rone,1\r"two\rlines",2\r')).toEqual([row(1, 'one', { no: '1' }), row(2, 'two\rlines', { no: '2' })]);
  expect(await read('text,no\r\none,1\n"two",2\r\n"three"\r\n\r\n')).toMatchObject([row(1, 'one', { no: '1' }), row(2, 'two', { no: '2' }), { text: 'three' }]);
});

test('separators at the end of rows are no cells worth a note; metadata are in one line', async () => {
  expect(await read('text,no\none,1,\n"two", 2 ,,\nthree,"a\n b"\n')).toEqual([
    row(1, 'one', { no: '1' }),
    row(2, 'two', { no: '2' }),
    row(3, 'three', { no: 'a b' }),
  ]);
});

test('white space after a closing quotation mark is passed over, wherever pieces end', async () => {
  for (let pieceLength = 1; pieceLength < 40; pieceLength++) {
    const found = await foundIn(table, 'text,no\n"one" ,1\n"t""w""o"\t \r\n""",""",3\n"x" "y",4\n', { path: 'a.csv', pieceLength });
    expect(found).toMatchObject([
      { text: 'one' },
      { text: 't"w"o' },
      { text: '","' },
      { text: 'x" "y', note: { detail: 'a quotation mark stands inside a quoted cell' } },
    ]);
  }
});

test('a header longer than what is looked at first', async () => {
  const names = Array.from({ length: 100_000 }, (_, c) => `c${c}`).join(',');
  const findings = await read(`text,${names}\none${',1'.repeat(100_000)}\n`);
  expect(findings).toMatchObject([{ kind: 'document', text: 'one', metadata: { c0: '1', c99999: '1' } }]);
});

test('hostile tables take no time', async () => {
  const start = performance.now();
  for (const content of [
    `text,no\n${'"'.repeat(1_000_000)}`,
    `text,no\n"${'a"'.repeat(250_000)}${' '.repeat(500_000)},1\n`,
    `text,no\n${'" '.repeat(500_000)}`,
    `text${',a'.repeat(100_000)}\nwords${',1'.repeat(100_000)}\n`,
    `${','.repeat(1_000_000)}\n`,
    `text\n${'\r'.repeat(1_000_000)}\n`,
  ]) {
    await read(content);
  }
  expect(performance.now() - start).toBeLessThan(20_000);
});

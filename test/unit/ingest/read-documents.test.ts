import { chmodSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CorpusError } from '../../../src/errors/errors.js';
import { listFiles } from '../../../src/ingest/files/list-files.js';
import type { CollectionSettings } from '../../../src/ingest/read-documents.js';
import { readAll } from '../../support/read-all.js';
import { temporaryFolder } from '../../temporary-folder.js';

const MISSING = 'no column has a name such as "text", nor holds 3 words a row or more; its columns are: ';

const read = (files: Record<string, string | Uint8Array>, settings: Partial<CollectionSettings> = {}) =>
  readAll(listFiles([temporaryFolder(files)]).files, settings);

test('texts, tables and JSON lines each give documents with ids, paths and metadata', async () => {
  const { documents, ledger } = await read({
    'b.md': '# One\r\ncafe\u0301',
    'a.csv': 'text,year\ntwo,1990\n\nthree,1991\n',
    'c/d.ndjson': '\n{"text": "four"}\n',
    'e.unknown': 'five',
    f: 'six',
  });
  expect(documents).toEqual([
    { id: 'a.csv#1', path: 'a.csv', text: 'two', metadata: { year: '1990' } },
    { id: 'a.csv#2', path: 'a.csv', text: 'three', metadata: { year: '1991' } },
    { id: 'b.md', path: 'b.md', text: 'One\n\ncaf\u00e9', metadata: { title: 'One' } },
    { id: 'c/d.ndjson#2', path: 'c/d.ndjson', text: 'four', metadata: {} },
    { id: 'e.unknown', path: 'e.unknown', text: 'five', metadata: {} },
    { id: 'f', path: 'f', text: 'six', metadata: {} },
  ]);
  expect(ledger).toEqual([]);
});

describe('what is left out', () => {
  test('copies name their original, whatever the white space around them, their line ends and their Unicode form', async () => {
    const { ids, ledger } = await read({
      'a.txt': 'the same café\nhere',
      'b.txt': ' the same cafe\u0301\r\nhere\n\n',
      'c.csv': 'text\n"the same café\nhere"\n',
      'd.txt': 'the same  café\nhere',
    });
    expect(ids).toEqual(['a.txt', 'd.txt']);
    expect(ledger).toEqual([
      { kind: 'document', id: 'b.txt', reason: 'duplicate', detail: 'the same text as a.txt' },
      { kind: 'document', id: 'c.csv#1', reason: 'duplicate', detail: 'the same text as a.txt' },
      { kind: 'note', id: 'd.txt', reason: 'near-duplicate', detail: 'the same words as a.txt' },
    ]);
  });

  test('empty texts and white space', async () => {
    const { ids, ledger } = await read({ 'a.txt': '', 'b.txt': ' \n\t\u00a0', 'c.csv': 'text,no\n,1\nfull,2\n' });
    expect(ids).toEqual(['c.csv#2']);
    expect(ledger).toEqual([
      { kind: 'document', id: 'a.txt', reason: 'empty', detail: 'it has no text' },
      { kind: 'document', id: 'b.txt', reason: 'empty', detail: 'it has no text' },
      { kind: 'document', id: 'c.csv#1', reason: 'empty', detail: 'it has no text' },
    ]);
  });

  test('files without any document', async () => {
    const { documents, ledger } = await read({ 'a.csv': 'id,text\n', 'b.jsonl': '\n\n', 'c.csv': '', 'd.csv': 'id,year\n1,1990\n' });
    expect(documents).toEqual([]);
    expect(ledger).toEqual([
      { kind: 'file', id: 'a.csv', reason: 'no-documents', detail: 'no document was found in it' },
      { kind: 'file', id: 'b.jsonl', reason: 'no-documents', detail: 'no document was found in it' },
      { kind: 'document', id: 'c.csv', reason: 'empty', detail: 'it has no text' },
      { kind: 'file', id: 'd.csv', reason: 'missing-column', detail: `${MISSING}id, year` },
    ]);
  });

  test('formats that are not read, by their first bytes or their ending', async () => {
    const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1');
    const { ids, ledger } = await read({
      'a.png': png,
      'b.txt': png,
      'c.doc': '{\\rtf1 text',
      'd.css': 'p { margin: 0 }',
      'e.txt': 'GIF89a is a format',
      'f.bin': '\0\x01',
    });
    expect(ids).toEqual(['e.txt']);
    const unread = (id: string, what: string) => ({ kind: 'file', id, reason: 'unsupported-format', detail: `${what} is not read` });
    expect(ledger).toEqual([
      unread('a.png', 'a picture (PNG)'),
      unread('b.txt', 'a picture (PNG)'),
      unread('c.doc', 'rich text (RTF)'),
      unread('d.css', 'a style sheet'),
      { kind: 'file', id: 'f.bin', reason: 'binary', detail: 'it is no text, nor of a format that is known' },
    ]);
  });

  test('a row that begins like a PDF is a row: it is kept, or left out under its own name', async () => {
    const { ids, ledger } = await read({ 'a.csv': 'text\none\n%PDF-1.7 is a format\nthree\n' });
    expect([...ids, ...ledger.filter(({ kind }) => kind === 'document').map(({ id }) => id)].sort()).toEqual(['a.csv#1', 'a.csv#2', 'a.csv#3']);
  });

  test('a file that vanished or may not be read', async () => {
    const folder = temporaryFolder({ 'a.txt': 'a', 'b.txt': 'b', 'c.csv': 'text\nc\n' });
    const { files } = listFiles([folder]);
    rmSync(path.join(folder, 'a.txt'));
    rmSync(path.join(folder, 'c.csv'));
    chmodSync(path.join(folder, 'b.txt'), 0);
    const { ids, ledger } = await readAll(files);
    const gone = (id: string) => ({ kind: 'file', id, reason: 'unreadable', detail: 'the system says ENOENT' });
    // root may read everything
    const isRoot = process.getuid?.() === 0;
    expect(ids).toEqual(isRoot ? ['b.txt'] : []);
    expect(ledger).toEqual([
      gone('a.txt'),
      ...(isRoot ? [] : [{ kind: 'file', id: 'b.txt', reason: 'unreadable', detail: 'the system says EACCES' }]),
      gone('c.csv'),
    ]);
  });

  test('bad rows are documents of the ledger, and the good ones go on', async () => {
    const { ids, ledger } = await read({ 'a.csv': 'no,text\n1,one\n2\n3,"three\n4,four\n', 'b.txt': 'b' });
    expect(ids).toEqual(['a.csv#1', 'b.txt']);
    expect(ledger).toEqual([
      { kind: 'document', id: 'a.csv#2', reason: 'malformed', detail: '1 of 2 cells, none of them the text' },
      {
        kind: 'document',
        id: 'a.csv#3',
        reason: 'malformed',
        detail: 'a quotation mark that opens in row 3 is never closed; nothing after it can be read',
      },
    ]);
  });
});

describe('ids', () => {
  test('an id column names the documents; an id that is taken gets a number and a note', async () => {
    const { ids, ledger } = await read(
      { 'a.csv': 'id,text\nx,one\nx,two\n,three\nx,four\n', 'b.jsonl': '{"id": "x~2", "text": "five"}\n' },
      { idColumn: 'id' },
    );
    expect(ids).toEqual(['x', 'x~2', 'a.csv#3', 'x~3', 'x~2~2']);
    expect(ledger).toEqual([
      { kind: 'note', id: 'x~2', reason: 'id-taken', detail: 'an earlier document has the id x' },
      { kind: 'note', id: 'x~3', reason: 'id-taken', detail: 'an earlier document has the id x' },
      { kind: 'note', id: 'x~2~2', reason: 'id-taken', detail: 'an earlier document has the id x~2' },
    ]);
  });

  test('an id of a column that was guessed gives way to the place of the row', async () => {
    const { ids, ledger } = await read({ 'a.csv': 'id,text\n1,one\n2,two\n', 'b.csv': 'id,text\n1,three\n3,four\n' });
    expect(ids).toEqual(['1', '2', 'b.csv#1', '3']);
    expect(ledger.map(({ reason }) => reason)).toEqual(['columns', 'columns']);
  });

  test('passages are numbered within their document and keep its metadata', async () => {
    const { documents, ledger } = await read({ 'a.csv': 'text,year\n"one\n\ntwo",1990\nthree,1991\n' }, { chunk: 'paragraph' });
    expect(documents).toEqual([
      { id: 'a.csv#1#1', path: 'a.csv', text: 'one', metadata: { year: '1990' } },
      { id: 'a.csv#1#2', path: 'a.csv', text: 'two', metadata: { year: '1990' } },
      { id: 'a.csv#2#1', path: 'a.csv', text: 'three', metadata: { year: '1991' } },
    ]);
    expect(ledger).toEqual([]);
    const { ids } = await read({ 'b.txt': 'word '.repeat(40) }, { chunk: 10 });
    expect(ids).toEqual(['b.txt#1', 'b.txt#2', 'b.txt#3', 'b.txt#4']);
  });
});

describe('notes', () => {
  test('an encoding that is not UTF-8 is noted at the document', async () => {
    const { documents, ledger } = await read({ 'a.txt': Buffer.from('café', 'latin1') });
    expect(documents[0]?.text).toBe('café');
    expect(ledger).toEqual([{ kind: 'note', id: 'a.txt', reason: 'encoding', detail: '1 of its bytes is not UTF-8; read as windows-1252' }]);
  });

  test.each([
    ['a.csv', 'text,no\n,1\ncafé,2\n', 'a.csv#2'],
    ['b.jsonl', '{"text": ""}\n{"text": "café"}\n', 'b.jsonl#2'],
  ])('the encoding of %s is noted too where its first row is empty', async (name, content, id) => {
    const { ids, ledger } = await read({ [name]: Buffer.from(content, 'latin1') });
    expect(ids).toEqual([id]);
    expect(ledger.filter(({ reason }) => reason === 'encoding')).toHaveLength(1);
  });
});

describe('a strict run', () => {
  test.each([
    ['a binary file', { 'a.txt': 'a\0b' }, 'a.txt: it is no text, nor of a format that is known (binary)', 'a.txt'],
    ['a format that is not read', { 'a.css': 'p {}' }, 'a.css: a style sheet is not read (unsupported-format)', 'a.css'],
    ['a bad row', { 'a.csv': 'id,text\n1,one\n2\n' }, 'a.csv#2: 1 of 2 cells, none of them the text (malformed)', 'a.csv'],
    ['a bad line', { 'a.jsonl': 'x\n' }, 'a.jsonl#1: line 1 is not JSON (malformed)', 'a.jsonl'],
    ['a missing column', { 'a.csv': 'no,year\n1,1990\n' }, `a.csv: ${MISSING}no, year (missing-column)`, 'a.csv'],
  ])('stops at %s', async (_name, files, message, file) => {
    const failure = read(files, { strict: true });
    await expect(failure).rejects.toThrow(CorpusError);
    await expect(failure).rejects.toMatchObject({ message, file, hint: 'Without `strict` it is left out and listed in ledger.csv.' });
  });

  test('goes on over copies, empty texts and files without rows, and over what is only noted', async () => {
    const { ids, ledger } = await read(
      { 'a.txt': 'same', 'b.txt': 'same', 'c.txt': '', 'd.csv': 'text\n', 'e.txt': Buffer.from('café', 'latin1') },
      { strict: true },
    );
    expect(ids).toEqual(['a.txt', 'e.txt']);
    expect(ledger.map(({ reason }) => reason)).toEqual(['duplicate', 'empty', 'no-documents', 'encoding']);
  });
});

describe('copies', () => {
  const sentences = Array.from({ length: 60 }, (_, n) => `Sentence ${n} tells of quay number ${n * n} and of ship ${n * 7}.`);
  const text = sentences.join(' ');
  const edited = text.replace('Sentence 30', 'The sentence');
  const files = { 'a.txt': text, 'b.txt': edited, 'c.txt': text, 'd.txt': sentences.slice(0, 20).join(' ') };
  const near = (kind: string) => ({ kind, id: 'b.txt', reason: 'near-duplicate', detail: expect.stringMatching(/^about 9\d % the same as a\.txt$/) });
  const exact = (kind: string) => ({ kind, id: 'c.txt', reason: 'duplicate', detail: 'the same text as a.txt' });

  test('exact ones are left out and near ones noted', async () => {
    const { ids, ledger } = await read(files);
    expect(ids).toEqual(['a.txt', 'b.txt', 'd.txt']);
    expect(ledger).toEqual([near('note'), exact('document')]);
  });

  test('near ones may be left out too', async () => {
    const { ids, ledger } = await read(files, { duplicates: 'near', strict: true });
    expect(ids).toEqual(['a.txt', 'd.txt']);
    expect(ledger).toEqual([near('document'), exact('document')]);
  });

  test('all may be kept', async () => {
    const { ids, ledger } = await read(files, { duplicates: 'keep', strict: true });
    expect(ids).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
    expect(ledger).toEqual([near('note'), exact('note')]);
  });

  test('are near from the similarity on that was asked for', async () => {
    const { ledger } = await read(files, { similarity: 1 });
    expect(ledger).toEqual([exact('document')]);
  });
});

describe('lines that stand in many documents', () => {
  const letters = Object.fromEntries(
    ['lead', 'iron', 'tin', 'zinc', 'gold'].map((metal) => [`${metal}.txt`, `Works of the little town\n\nA letter about ${metal} pipes.`]),
  );
  const files = { ...letters, 'menu.txt': 'Works of the little town', 'other.txt': 'Nothing of the kind.' };

  test('are reported', async () => {
    const { documents, account } = await read(files);
    expect(account.repeatedLines).toMatchObject([{ text: 'Works of the little town', documents: 6 }]);
    expect(documents[0]?.text).toBe('Works of the little town\n\nA letter about gold pipes.');
    expect(documents).toHaveLength(7);
  });

  test('may be dropped, and what is nothing else goes to the ledger', async () => {
    const { documents, ids, ledger, account } = await read(files, { boilerplate: 'drop' });
    expect(account.repeatedLines).toMatchObject([{ text: 'Works of the little town', documents: 6 }]);
    expect(documents[0]?.text.trim()).toBe('A letter about gold pipes.');
    expect(ids).toEqual(['gold.txt', 'iron.txt', 'lead.txt', 'other.txt', 'tin.txt', 'zinc.txt']);
    expect(ledger).toEqual([{ kind: 'document', id: 'menu.txt', reason: 'empty', detail: 'all its lines stand in many documents' }]);
  });
});

import { chmodSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CorpusError } from '../../../src/errors/errors.js';
import type { LedgerEntry, SourceDocument } from '../../../src/ingest/document.js';
import { listFiles } from '../../../src/ingest/list-files.js';
import { type ReadSettings, readDocuments } from '../../../src/ingest/read-documents.js';
import { temporaryFolder } from '../../temporary-folder.js';

async function readFolder(folder: string, settings: Partial<ReadSettings> = {}) {
  const ledger: LedgerEntry[] = [];
  const documents: SourceDocument[] = [];
  const read: string[] = [];
  const { files } = listFiles([folder]);
  for await (const document of readDocuments(files, { chunk: 'document', strict: false, ...settings }, ledger, (file) => read.push(file.path))) {
    documents.push(document);
  }
  return { documents, ledger, read, ids: documents.map(({ id }) => id) };
}

const read = (files: Record<string, string | Uint8Array>, settings: Partial<ReadSettings> = {}) => readFolder(temporaryFolder(files), settings);

test('texts, tables and JSON lines each give documents with ids, paths and metadata', async () => {
  const {
    documents,
    ledger,
    read: files,
  } = await read({
    'b.md': '# One\r\ncafe\u0301',
    'a.csv': 'text,year\ntwo,1990\n\nthree,1991\n',
    'c/d.ndjson': '\n{"text": "four"}\n',
    'e.unknown': 'five',
    f: 'six',
  });
  expect(documents).toEqual([
    { id: 'a.csv#1', path: 'a.csv', text: 'two', metadata: { year: '1990' } },
    { id: 'a.csv#2', path: 'a.csv', text: 'three', metadata: { year: '1991' } },
    { id: 'b.md', path: 'b.md', text: '# One\ncaf\u00e9', metadata: {} },
    { id: 'c/d.ndjson#2', path: 'c/d.ndjson', text: 'four', metadata: {} },
    { id: 'e.unknown', path: 'e.unknown', text: 'five', metadata: {} },
    { id: 'f', path: 'f', text: 'six', metadata: {} },
  ]);
  expect(ledger).toEqual([]);
  expect(files).toEqual(['a.csv', 'b.md', 'c/d.ndjson', 'e.unknown', 'f']);
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
    ]);
  });

  test('empty texts and white space', async () => {
    const { ids, ledger } = await read({ 'a.txt': '', 'b.txt': ' \n\t\u00a0', 'c.csv': 'text,id\n,1\nfull,2\n' });
    expect(ids).toEqual(['c.csv#2']);
    expect(ledger).toEqual([
      { kind: 'document', id: 'a.txt', reason: 'empty', detail: 'it has no text' },
      { kind: 'document', id: 'b.txt', reason: 'empty', detail: 'it has white space only' },
      { kind: 'document', id: 'c.csv#1', reason: 'empty', detail: 'it has no text' },
    ]);
  });

  test('files without any document', async () => {
    const { documents, ledger } = await read({ 'a.csv': 'id,text\n', 'b.jsonl': '\n\n', 'c.csv': '', 'd.csv': 'id,body\n1,x\n' });
    expect(documents).toEqual([]);
    expect(ledger).toEqual([
      { kind: 'file', id: 'a.csv', reason: 'no-documents', detail: 'no document was found in it' },
      { kind: 'file', id: 'b.jsonl', reason: 'no-documents', detail: 'no document was found in it' },
      { kind: 'file', id: 'c.csv', reason: 'empty', detail: 'it has no rows' },
      { kind: 'file', id: 'd.csv', reason: 'missing-column', detail: 'no column "text"; its columns are: id, body' },
    ]);
  });

  test('formats that are not read, by their ending or their first bytes', async () => {
    const { ids, ledger } = await read({
      'a.HTML': '<p>text',
      'b.json': '{}',
      'c.txt': '%PDF-1.7 text',
      'd.doc': '{\\rtf1 text',
      'e.docx': 'PK\u0003\u0004 text',
      'f.txt': 'f',
    });
    expect(ids).toEqual(['f.txt']);
    const ending = { kind: 'file', reason: 'unsupported-format', detail: 'this format is not read yet' };
    const bytes = { kind: 'file', reason: 'unsupported-format', detail: 'its first bytes are those of a PDF, RTF or ZIP file' };
    expect(ledger).toEqual([
      { ...ending, id: 'a.HTML' },
      { ...ending, id: 'b.json' },
      { ...bytes, id: 'c.txt' },
      { ...bytes, id: 'd.doc' },
      { ...bytes, id: 'e.docx' },
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
    const ledger: LedgerEntry[] = [];
    const ids: string[] = [];
    for await (const { id } of readDocuments(files, { chunk: 'document', strict: false }, ledger)) ids.push(id);
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
    const { ids, ledger } = await read({ 'a.csv': 'id,text\n1,one\n2\n3,"three\n4,four\n', 'b.txt': 'b' });
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
    expect(ledger).toEqual([{ kind: 'note', id: 'a.txt', reason: 'encoding', detail: 'its bytes are not UTF-8; read as windows-1252' }]);
  });

  test.each([
    ['a.csv', 'text,id\n,1\ncafé,2\n', 'a.csv#2'],
    ['b.jsonl', '{"text": ""}\n{"text": "café"}\n', 'b.jsonl#2'],
  ])('the encoding of %s is noted too where its first row is empty', async (name, content, id) => {
    const { ids, ledger } = await read({ [name]: Buffer.from(content, 'latin1') });
    expect(ids).toEqual([id]);
    expect(ledger.filter(({ reason }) => reason === 'encoding')).toHaveLength(1);
  });
});

describe('a strict run', () => {
  test.each([
    ['a binary file', { 'a.txt': 'a\0b' }, 'a.txt: it has NUL bytes, so it is no text (binary)', 'a.txt'],
    ['a format that is not read', { 'a.html': '<p>' }, 'a.html: this format is not read yet (unsupported-format)', 'a.html'],
    ['a bad row', { 'a.csv': 'id,text\n1,one\n2\n' }, 'a.csv#2: 1 of 2 cells, none of them the text (malformed)', 'a.csv'],
    ['a bad line', { 'a.jsonl': 'x\n' }, 'a.jsonl#1: line 1 is not JSON (malformed)', 'a.jsonl'],
    ['a missing column', { 'a.csv': 'id,body\n' }, 'a.csv: no column "text"; its columns are: id, body (missing-column)', 'a.csv'],
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

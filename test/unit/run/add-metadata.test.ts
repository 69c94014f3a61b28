import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../temporary-folder.js';
import { place, runIt, table } from './run-it.js';

const LETTERS = { 'a.txt': 'red apple tree', 'b.txt': 'blue whale ship', 'c.jsonl': '{"text": "green apple ship", "year": "1990", "place": "Ulm"}\n' };

test('a table says more of the documents, and the ledger how it was joined', async () => {
  const { letters, out } = place(LETTERS);
  const file = path.join(temporaryFolder({ 'about.csv': 'file;year;author\nb.txt;1985;"Ann; Bo"\nc.jsonl;1999;\nz.txt;2000;x\n' }), 'about.csv');
  await runIt(letters, out, { metadata: file, 'max-df': '1' });
  expect(table(out, 'documents.csv')).toMatchObject([
    { id: 'a.txt', year: '', author: '', place: '' },
    { id: 'b.txt', year: '1985', author: 'Ann; Bo', place: '' },
    { id: 'c.jsonl#1', year: '1999', author: '', place: 'Ulm' },
  ]);
  expect(table(out, 'ledger.csv').filter(({ reason }) => reason.endsWith('metadata'))).toEqual([
    {
      kind: 'note',
      id: 'about.csv',
      reason: 'metadata',
      detail: 'joined by its column "file", which has the id of the documents; documents without a row: 1; rows without a document: 1',
    },
    { kind: 'note', id: 'a.txt', reason: 'no-metadata', detail: 'about.csv has no row for it' },
  ]);
});

test('the counts are made again where the table has changed', async () => {
  const { letters, out } = place(LETTERS);
  const about = temporaryFolder({ 'one.csv': 'file,year\na.txt,1985\n', 'two.csv': 'file,year\na.txt,1986\n' });
  const flags = (name: string) => ({ metadata: path.join(about, name), 'max-df': '1' });
  await runIt(letters, out, flags('one.csv'));
  expect((await runIt(letters, out, flags('one.csv'))).stages[0]).toBe('count reused');
  expect((await runIt(letters, out, flags('two.csv'))).stages[0]).toBe('count');
  expect(table(out, 'documents.csv')[0]).toMatchObject({ id: 'a.txt', year: '1986' });
});

test('a table that names no document, or is not there, is wrong use', async () => {
  const { letters, out } = place(LETTERS);
  const about = temporaryFolder({ 'other.csv': 'file,year\nx.txt,1985\n' });
  await expect(runIt(letters, out, { metadata: path.join(about, 'other.csv') })).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringContaining('no column of "other.csv" names a document by its id, path or file name'),
  });
  await expect(runIt(letters, out, { metadata: path.join(about, 'none.csv') })).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringMatching(/^`metadata` names the file ".*none\.csv", which does not exist$/),
  });
});

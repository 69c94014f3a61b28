import { expect, it } from 'vitest';
import { pageDocuments } from '../../../src/run/page-documents.js';

const document = (id: string, metadata: Record<string, string>) => ({ id, path: id, language: 'en', unknown: 0, metadata });
const documents = [document('a', { path: 'p', note: 'long long long' }), document('bb', { year: '1990', ['__proto__']: 'x' })];

it('has ids, languages and all metadata by the names of documents.csv', () => {
  expect(pageDocuments(documents)).toEqual({
    columns: ['metadata_path', 'note', 'year', '__proto__'],
    table: {
      ids: ['a', 'bb'],
      languages: ['en', 'en'],
      columns: [
        ['p', ''],
        ['long long long', ''],
        ['', '1990'],
        ['', 'x'],
      ],
    },
  });
});

it('says from when to when the documents are, by the day', () => {
  const dated = ['2019-12-31T23:00:00Z', 'in spring', '1998-09-01', '2004-01-02'].map((date, at) => document(String(at), { date }));
  expect(pageDocuments(dated)?.dates).toEqual(['1998-09-01', '2019-12-31']);
  expect(pageDocuments(documents)?.dates).toBeUndefined();
});

it('leaves out columns that are too long, and says which there are', () => {
  // nine characters for the ids, then 7, 20, 10 and 7 for the columns
  expect(pageDocuments(documents, 9 + 7 + 10)?.columns).toEqual(['metadata_path', 'year']);
  expect(pageDocuments(documents, 9)).toMatchObject({ columns: [], table: { ids: ['a', 'bb'], columns: [] } });
});

it('is nothing where the ids are too long', () => {
  expect(pageDocuments(documents, 8)).toBeUndefined();
});

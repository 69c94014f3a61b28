import { describe, expect, it } from 'vitest';
import { listDocuments } from '../../../src/run/list-documents.js';
import { temporaryFolder } from '../../temporary-folder.js';

const MANIFEST = {
  version: '0.1.0',
  node: '20.19.0',
  unicode: '17.0',
  seed: 1,
  config: {},
  inputs: [],
  stages: [{ name: 'topics', fingerprint: 'f', seconds: 0, reused: false, files: {} }],
};
const csv = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('');

const FILES = {
  'manifest.json': JSON.stringify(MANIFEST),
  'topic-summary.csv': csv('topic,label,prevalence,tokens,npmi,exclusivity,top_terms,remark', '1,"a, b",0.5,5,0,0,a,', '2,c,0.5,5,0,0,c,'),
  'documents.csv': csv(
    'id,path,tokens,terms,language,unknown,date,tokens_of',
    'x,x,100,1,en,0,3 Feb 2001,',
    '"y ""1"", z\nw",y,2,1,en,0,,',
    "'=1+1,f,50,1,en,0,,",
    'empty,e,0,0,en,0,,',
  ),
  'document-dates.csv': csv('id,date', 'x,2001-02-03', '"y ""1"", z\nw",', "'=1+1,", 'empty,'),
  'document-topics.csv': csv('id,topic_1,topic_2', 'x,0.9,0.1', '"y ""1"", z\nw",1,0', "'=1+1,0.6,0.4", 'empty,0.5,0.5'),
};
const ids = async (folder: string, query: Parameters<typeof listDocuments>[1]) => (await listDocuments(folder, query)).documents.map(({ id }) => id);
const ODD = 'y "1", z\nw';

describe('listDocuments', () => {
  it('lists all in their order, ids as they were given; one without words has no topics', async () => {
    const { documents } = await listDocuments(temporaryFolder(FILES), {});
    expect(documents).toEqual([
      {
        id: 'x',
        date: '2001-02-03',
        tokens: 100,
        topics: [
          { topic: 1, label: 'a, b', share: 0.9 },
          { topic: 2, label: 'c', share: 0.1 },
        ],
      },
      { id: ODD, date: '', tokens: 2, topics: [{ topic: 1, label: 'a, b', share: 1 }] },
      expect.objectContaining({ id: '=1+1' }),
      { id: 'empty', date: '', tokens: 0, topics: [] },
    ]);
  });

  it('puts a short document after a longer one with a smaller share of the topic', async () => {
    const folder = temporaryFolder(FILES);
    expect(await ids(folder, { topic: '1' })).toEqual(['x', '=1+1', ODD]);
    expect(await ids(folder, { topic: '1', number: '1' })).toEqual(['x']);
    expect(await ids(folder, { topic: '2' })).toEqual(['=1+1', 'x']);
  });

  it('finds the nearest documents, none of one without words', async () => {
    const folder = temporaryFolder(FILES);
    expect(await ids(folder, { near: ODD })).toEqual(['x', '=1+1']);
    expect(await ids(folder, { near: 'empty' })).toEqual([]);
  });

  it('finds them among more documents than are packed together', async () => {
    const count = 2500;
    const shares = Array.from({ length: count }, (_, i) => i / count);
    const folder = temporaryFolder({
      ...FILES,
      'documents.csv': csv('id,path,tokens,terms,language,unknown', ...shares.map((_, i) => `d${i},d,9,1,en,0`)),
      'document-topics.csv': csv('id,topic_1,topic_2', ...shares.map((share, i) => `d${i},${share},${1 - share}`)),
    });
    expect(new Set(await ids(folder, { near: 'd2000', number: '4' }))).toEqual(new Set(['d1998', 'd1999', 'd2001', 'd2002']));
    expect(await ids(folder, { topic: '1', number: '2' })).toEqual(['d2499', 'd2498']);
  });

  it.each([
    [
      'document-topics.csv',
      csv('id,topic_1,topic_2', 'x,0.9,0.1', 'other,1,0'),
      'row 2 of documents.csv is "y "1", z\nw", that of document-topics.csv "other"',
    ],
    ['document-topics.csv', csv('id,topic_1,topic_2', 'x,0.9,0.1'), 'that of document-topics.csv ""'],
    ['documents.csv', csv('id,path,tokens', 'x,x,100'), 'document-topics.csv has more rows than documents.csv, which has 1'],
    ['document-topics.csv', csv('id,topic_1,topic_2', 'x,0.9'), 'document-topics.csv is damaged: row 1 has 2 cells, its header 3'],
    ['document-topics.csv', 'id,topic_1,topic_2\r\n"x,0.9,0.1', 'document-topics.csv is damaged: a quotation mark of row 1 is not closed'],
    ['documents.csv', '', 'documents.csv is damaged: it is empty'],
  ])('says which files are damaged: %s', async (name, content, message) => {
    await expect(listDocuments(temporaryFolder({ ...FILES, [name]: content }), {})).rejects.toThrow(message);
  });

  it('says which file is missing', async () => {
    const { 'document-topics.csv': _, ...others } = FILES;
    await expect(listDocuments(temporaryFolder(others), {})).rejects.toThrow(/document-topics\.csv cannot be read: ENOENT/);
  });

  it('needs a finished run', async () => {
    const folder = temporaryFolder({ ...FILES, 'manifest.json': JSON.stringify({ ...MANIFEST, stages: [] }) });
    await expect(listDocuments(folder, {})).rejects.toThrow(`the run in "${folder}" is not finished`);
  });
});

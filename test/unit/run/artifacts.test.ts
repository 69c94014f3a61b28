import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCollection, loadFactors, loadTexts, loadTopicSearch, loadTopicSummaries } from '../../../src/run/artifacts.js';
import { resolveConfig } from '../../../src/run/config.js';
import { run } from '../../../src/run/run.js';
import { LETTERS, temporaryFolder } from '../../temporary-folder.js';

const TABLE = 'text,id,author,tokens\n"A red apple, fallen",1,=SUM(A1),many\n"A blue whale, diving",2,\'O\'Neill,few\n';
let out: string;

beforeAll(async () => {
  out = path.join(temporaryFolder(), 'out');
  await run(resolveConfig([temporaryFolder({ ...LETTERS, 'table.csv': TABLE })], { topics: 2, 'min-df': 1, out }));
});

test('a collection reads back as it was, formulas and apostrophes too', async () => {
  const { documents, vocabulary, X } = await loadCollection(out);
  expect(documents.map(({ id }) => id)).toEqual([...Object.keys(LETTERS).slice(0, 4), '1', '2', ...Object.keys(LETTERS).slice(4)]);
  expect(documents[4]).toMatchObject({ id: '1', path: 'table.csv', metadata: { author: '=SUM(A1)', metadata_tokens: 'many' } });
  expect(documents[5]).toMatchObject({ metadata: { author: "'O'Neill" } });
  expect([X.rows, X.columns]).toEqual([10, vocabulary.terms.length]);
  expect(vocabulary.counts.reduce((sum, count) => sum + count, 0)).toBe(X.values.reduce((sum, count) => sum + count, 0));
});

test('factors, summaries and texts', async () => {
  const { topics, documents, terms, W, H } = loadFactors(out);
  expect([topics, documents, W.length, H.length]).toEqual([2, 10, 20, 2 * terms]);
  expect(H.subarray(0, terms).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  const summaries = loadTopicSummaries(out);
  expect(summaries.map(({ topic }) => topic)).toEqual([1, 2]);
  expect(summaries[0]?.prevalence).toBeGreaterThanOrEqual(summaries[1]?.prevalence as number);
  expect(summaries[0]?.topTerms).toHaveLength(10);
  expect(summaries.map(({ remark }) => remark)).toEqual(['', '']);
  expect(Object.fromEntries(await loadTexts(out, new Set(['whale-3.txt', '1', 'none'])))).toEqual({
    'whale-3.txt': LETTERS['whale-3.txt'],
    1: 'A red apple, fallen',
  });
});

test('a summary of an earlier version, which has no remarks, is read', () => {
  const folder = temporaryFolder({ 'topic-summary.csv': 'topic,label,prevalence,tokens,npmi,exclusivity,top_terms\r\n1,tax,1,10,,1,"tax, law"\r\n' });
  expect(loadTopicSummaries(folder)).toEqual([
    { topic: 1, label: 'tax', prevalence: 1, tokens: 10, npmi: Number.NaN, exclusivity: 1, topTerms: ['tax', 'law'], remark: '' },
  ]);
});

test('missing, damaged and mixed-up files are named', async () => {
  const vocabulary = readFileSync(path.join(out, 'vocabulary.csv'), 'utf8');
  writeFileSync(path.join(out, 'vocabulary.csv'), vocabulary.split('\r\n').slice(0, -2).join('\r\n'));
  await expect(loadCollection(out)).rejects.toMatchObject({
    name: 'ArtifactError',
    message: expect.stringMatching(/do not belong together: counts\.mtx is 10 × \d+, with 10 documents and \d+ terms$/),
    hint: 'Run topikl again.',
  });
  writeFileSync(path.join(out, 'topic-summary.csv'), 'topic,label\r\n1,"open');
  expect(() => loadTopicSummaries(out)).toThrow(/topic-summary\.csv is damaged: /);
  writeFileSync(path.join(out, 'topic-summary.csv'), '');
  expect(() => loadTopicSummaries(out)).toThrow(/topic-summary\.csv is damaged/);
  rmSync(path.join(out, 'W.npy'));
  expect(() => loadFactors(out)).toThrow(expect.objectContaining({ name: 'ArtifactError', message: expect.stringMatching(/W\.npy cannot be read: ENOENT/) }));
});

test.each(['', 'null', '{}', '{"recommendation":{}', '{"recommendation":{},"candidates":1}'])('a choose-k.json that is %s is damaged', (content) => {
  const folder = temporaryFolder({ 'choose-k.json': content });
  expect(() => loadTopicSearch(folder)).toThrow(
    expect.objectContaining({ name: 'ArtifactError', message: expect.stringMatching(/choose-k\.json is damaged$/) }),
  );
});

describe('texts', () => {
  test('with line separators of any kind come back as they are', async () => {
    const folder = temporaryFolder({
      'texts.jsonl.gz': gzipSync(`${JSON.stringify({ id: 'a', text: 'one\u2028two\u2029three\r\nfour' })}\n${JSON.stringify({ id: 'b', text: 'x' })}\n`),
    });
    expect(await loadTexts(folder, new Set(['a']))).toEqual(new Map([['a', 'one\u2028two\u2029three\r\nfour']]));
  });
});

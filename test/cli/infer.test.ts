import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/report/parse-csv.js';
import { LETTERS, resultsOf, temporaryFolder } from '../temporary-folder.js';
import { messageOf, SUBJECTS, topikl } from './command.js';

let place = '';

beforeAll(async () => {
  place = temporaryFolder({
    'new/a.txt': 'The telescope, the planet and the moon: the train left the station. Quarkonium.',
    'new/b.txt': '',
    'new/c.txt': 'Zzyzx quarkonium.',
    'new/d.bin': 'bin\0ary',
    'table.csv': 'key,body\n1,The train left the station\n2,A goal for the team\n',
    ...Object.fromEntries(Object.entries(LETTERS).map(([name, text]) => [`letters/${name}`, text])),
  });
  expect(await topikl(['run', SUBJECTS, '--topics', '5', '--out', 'out', '--quiet', '--phrases', '--stem'], place)).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
}, 60_000);

const rows = (name: string) => parseCsv(readFileSync(path.join(place, name), 'utf8'), name);

describe('topikl infer', () => {
  test('documents of the run have their rows of document-topics.csv, for any number of processes', async () => {
    for (const threads of ['1', '3']) {
      expect((await topikl(['infer', 'out', SUBJECTS, '--out', `again-${threads}.csv`, '--quiet', '--threads', threads], place)).code).toBe(0);
    }
    expect(readFileSync(path.join(place, 'again-3.csv'))).toEqual(readFileSync(path.join(place, 'again-1.csv')));
    const inferred = new Map(rows('again-1.csv').map((row) => [row.id, row]));
    const misfits = rows('out/misfit.csv');
    for (const [i, { id, ...shares }] of rows('out/document-topics.csv').entries()) {
      const { id: _, tokens, unknown, misfit, ...again } = inferred.get(id) as Record<string, string>;
      expect(again).toEqual(shares);
      expect({ id, tokens, unknown, misfit }).toEqual({ ...misfits[i], surprise: undefined, misfit });
      expect(misfit).toBe(misfits[i]?.misfit);
    }
  });

  test('new documents: known and unknown words, a flat mixture where none is known, and a ledger', async () => {
    const ended = await topikl(['infer', 'out', 'new'], place);
    expect(ended.code).toBe(0);
    const [a, c] = rows('output/new.inferred.csv');
    expect(a).toMatchObject({ id: 'a.txt', unknown: '1' });
    expect(Number(a?.tokens)).toBeGreaterThanOrEqual(4);
    expect(c).toMatchObject({ id: 'c.txt', tokens: '0', unknown: '2', topic_1: '0.2', topic_5: '0.2' });
    expect(Number(c?.misfit)).toBeGreaterThan(Number(a?.misfit));
    expect(rows('output/new.inferred.ledger.csv').map(({ kind, id, reason }) => [kind, id, reason])).toEqual([
      ['document', 'b.txt', 'empty'],
      ['file', 'd.bin', 'binary'],
    ]);
    expect(ended.stdout).toContain('The mixtures of 2 documents were inferred.');
    expect(ended.stdout).toContain('1 document without a known word: its mixture is flat.');
    expect(ended.stdout).toContain('output/new.inferred.csv · output/new.inferred.ledger.csv');
  });

  test('to standard output, and nothing else there', async () => {
    const ended = await topikl(['infer', 'out', 'new', '--out', '-'], place);
    expect(ended.stdout.split('\r\n')[0]).toBe('id,tokens,unknown,misfit,topic_1,topic_2,topic_3,topic_4,topic_5');
    expect(parseCsv(ended.stdout, 'standard output')).toHaveLength(2);
    expect(ended.stderr).toContain('The mixtures of 2 documents were inferred.');
  });

  test('into a folder, with a JSON object on standard output', async () => {
    const ended = await topikl(['infer', 'out', 'table.csv', '--text-column', 'body', '--id-column', 'key', '--out', 'results', '--json'], place);
    expect(ended.code).toBe(0);
    const result = JSON.parse(ended.stdout);
    expect(result).toMatchObject({ model: 'out', out: 'results/inferred.csv', documents: 2, withoutWords: 0 });
    expect(result.topics.reduce((sum: number, topic: { documents: number }) => sum + topic.documents, 0)).toBe(2);
    expect(rows('results/inferred.csv').map(({ id }) => id)).toEqual(['1', '2']);
    expect(resultsOf(path.join(place, 'results')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('copies stay', async () => {
    writeFileSync(path.join(place, 'copies.csv'), 'id,text\n1,The goal and the train\n2,The goal and the train\n');
    await topikl(['infer', 'out', 'copies.csv', '--out', 'copies-out.csv', '--quiet'], place);
    const [first, second] = rows('copies-out.csv');
    expect({ ...second, id: '1' }).toEqual(first);
  });

  test('a count matrix in the columns of the vocabulary; nothing else for topics of a matrix', async () => {
    expect((await topikl(['infer', 'out', 'out/counts.mtx', '--out', 'matrix.csv', '--quiet'], place)).code).toBe(0);
    const shares = (table: Record<string, string>[]) => table.map(({ id: _i, tokens: _t, unknown: _u, misfit: _m, ...topics }) => topics);
    expect(shares(rows('matrix.csv'))).toEqual(shares(rows('out/document-topics.csv')));
    await topikl(['run', 'out/counts.mtx', '--vocabulary', 'out/vocabulary.csv', '--topics', '3', '--out', 'of-matrix', '--quiet'], place);
    const ended = await topikl(['infer', 'of-matrix', 'new', '--out', 'no.csv'], place);
    expect(ended.code).toBe(2);
    expect(messageOf(ended)).toBe('the topics in "of-matrix" were fitted to counts made elsewhere: how texts are counted for them is not known');
    expect(existsSync(path.join(place, 'no.csv'))).toBe(false);
  });

  test('wrong input leaves nothing behind', async () => {
    const before = resultsOf(place);
    const cases: [words: string[], code: number, message: RegExp][] = [
      [['nowhere'], 2, /^input "nowhere" does not exist$/],
      [['new/b.txt'], 3, /^no document was found in new\/b\.txt \(b\.txt: it has no text\)$/],
      [['table.csv', '--text-column', 'text'], 2, /^table\.csv: no column "text"; its columns are: key, body$/],
      [['new', '--stem'], 2, /^unknown option --stem$/],
      [['settings.yaml'], 2, /^infer takes documents, got the pipeline file "settings\.yaml"$/],
      [['new', '--strict'], 3, /^d\.bin: it is no text/],
    ];
    for (const [words, code, message] of cases) {
      const ended = await topikl(['infer', 'out', ...words, '--out', 'wrong.csv'], place);
      expect([messageOf(ended), ended.code]).toEqual([expect.stringMatching(message), code]);
    }
    expect(resultsOf(place)).toEqual(before);
  });
});

import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentOf, LETTERS, writeFiles } from '../../temporary-folder.js';
import { ALL_DONE, ALL_REUSED, bits, place, runIt, table } from './run-it.js';

describe('a second run', () => {
  test('with the same settings reuses all four stages and says so', async () => {
    const { letters, out } = place();
    const first = await runIt(letters, out);
    const before = bits(out);
    const second = await runIt(letters, out);
    expect(second.stages).toEqual(ALL_REUSED);
    expect(second.progress.filter(({ stage }) => stage !== 'checking')).toEqual([
      { stage: 'counted', reused: true, documents: 8, terms: first.manifest.counts?.terms, entries: first.manifest.counts?.entries, passages: false },
      { stage: 'fitted', reused: true, iterations: first.manifest.fit?.iterations },
    ]);
    expect(second.topics).toEqual(first.topics);
    // the manifest is the same but for what was reused
    const plain = ({ manifest }: typeof first) => ({ ...manifest, stages: manifest.stages.map((stage) => ({ ...stage, reused: false })) });
    expect(plain(second)).toEqual(JSON.parse(JSON.stringify(plain(first))));
    expect(bits(out)).toEqual(before);
  });

  test('reuses all stages where the results lie inside the input, and its ledger is the same', async () => {
    const { letters } = place();
    const out = path.join(letters, 'output', 'letters');
    await runIt(letters, out);
    const before = bits(out);
    expect((await runIt(letters, out)).stages).toEqual(ALL_REUSED);
    expect(bits(out)).toEqual(before);
  });

  test('does not read the results of the first where a pattern matches them', async () => {
    const { letters } = place();
    const out = path.join(letters, 'results');
    const pattern = `${letters}/**/*.{txt,md}`;
    await runIt(pattern, out);
    await runIt(pattern, out);
    expect(table(out, 'documents.csv').map(({ id }) => id)).toEqual(Object.keys(LETTERS));
  });

  test.each([
    ['topics', { topics: '3' }, ['count reused', 'fit', 'topics', 'report']],
    ['seed', { seed: '2' }, ['count reused', 'fit', 'topics', 'report']],
    ['loss', { loss: 'frobenius' }, ['count reused', 'fit', 'topics', 'report']],
    ['min-df', { 'min-df': '2' }, ALL_DONE],
    ['language', { language: 'de' }, ALL_DONE],
    ['force', { force: true }, ALL_REUSED],
  ])('with another %s', async (_name, flags, expected) => {
    const { letters, out } = place();
    await runIt(letters, out);
    expect((await runIt(letters, out, flags)).stages).toEqual(expected);
    expect((await runIt(letters, out, flags)).stages).toEqual(ALL_REUSED);
  });

  test('with the old settings again gives the old bits', async () => {
    const { letters, out } = place();
    await runIt(letters, out);
    const before = bits(out);
    await runIt(letters, out, { topics: '4' });
    expect(table(out, 'topic-summary.csv')).toHaveLength(4);
    await runIt(letters, out);
    expect(bits(out)).toEqual(before);
  });

  test('notices a damaged H.npy and fits again, with the same bits', async () => {
    const { letters, out } = place();
    await runIt(letters, out);
    const before = bits(out);
    const file = path.join(out, 'H.npy');
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 1, bytes.length - 3);
    writeFileSync(file, bytes);
    expect((await runIt(letters, out)).stages).toEqual(['count reused', 'fit', 'topics reused', 'report reused']);
    expect(bits(out)).toEqual(before);
  });

  test('counts again when a file’s content, name or number has changed', async () => {
    const { letters, out } = place();
    await runIt(letters, out);
    appendFileSync(path.join(letters, 'apple-1.txt'), ' Cider!');
    expect((await runIt(letters, out)).stages).toEqual(ALL_DONE);
    expect(
      table(out, 'ledger.csv')
        .concat(table(out, 'vocabulary.csv'))
        .map(({ id, term }) => id ?? term),
    ).toContain('cider');
    renameSync(path.join(letters, 'apple-1.txt'), path.join(letters, 'apple-0.txt'));
    expect((await runIt(letters, out)).stages).toEqual(ALL_DONE);
    writeFiles(letters, { 'empty.txt': '' });
    expect((await runIt(letters, out)).stages).toEqual(ALL_DONE);
    writeFiles(letters, { '.hidden': 'h' });
    expect((await runIt(letters, out)).stages).toEqual(ALL_DONE);
    expect((await runIt(letters, out)).stages).toEqual(ALL_REUSED);
  });

  test('counts again when the file of stop words has changed', async () => {
    const { folder, letters, out } = place();
    const flags = { 'stop-words': path.join(folder, 'stop.txt') };
    writeFiles(folder, { 'stop.txt': 'red\n' });
    await runIt(letters, out, flags);
    expect((await runIt(letters, out, flags)).stages).toEqual(ALL_REUSED);
    writeFiles(folder, { 'stop.txt': 'blue\n' });
    expect((await runIt(letters, out, flags)).stages).toEqual(ALL_DONE);
  });

  test('makes a deleted report again, and nothing else', async () => {
    const { letters, out } = place();
    await runIt(letters, out);
    const before = readFileSync(path.join(out, 'report.md'), 'utf8');
    rmSync(path.join(out, 'report.md'));
    expect((await runIt(letters, out)).stages).toEqual(['count reused', 'fit reused', 'topics reused', 'report']);
    expect(readFileSync(path.join(out, 'report.md'), 'utf8')).toBe(before);
  });

  test('makes deleted topics again from W and H', async () => {
    const { letters, out } = place();
    await runIt(letters, out);
    const before = bits(out);
    rmSync(path.join(out, 'topics.csv'));
    expect((await runIt(letters, out)).stages).toEqual(['count reused', 'fit reused', 'topics', 'report reused']);
    expect(bits(out)).toEqual(before);
  });

  test('that cannot be done leaves the results of the first as they were', async () => {
    const { letters, out } = place();
    await runIt(letters, out);
    const before = bits(out);
    await expect(runIt(letters, out, { topics: '100' })).rejects.toThrow(/`topics` must be at most/);
    expect(contentOf(out)).toEqual(expect.arrayContaining(['H.npy', 'W.npy']));
    expect(bits(out)).toEqual(before);
    expect((await runIt(letters, out)).stages).toEqual(ALL_REUSED);
  });
});

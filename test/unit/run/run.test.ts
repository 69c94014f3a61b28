import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../../src/report/csv.js';
import { resolveConfig } from '../../../src/run/config.js';
import type { Progress } from '../../../src/run/progress.js';
import { run } from '../../../src/run/run.js';
import { contentOf, LETTERS, temporaryFolder, writeFiles } from '../../temporary-folder.js';

/** A place with a folder `letters` and room for results. */
function place(files: Readonly<Record<string, string | Uint8Array>> = LETTERS) {
  const folder = temporaryFolder();
  const letters = path.join(folder, 'letters');
  mkdirSync(letters);
  writeFiles(letters, files);
  return { folder, letters, out: path.join(folder, 'out') };
}

async function runIt(inputs: string | string[], out: string, flags: Record<string, unknown> = {}, signal?: AbortSignal) {
  const progress: Progress[] = [];
  const config = resolveConfig([inputs].flat(), { topics: '2', 'min-df': '1', out, ...flags });
  const result = await run(config, { onProgress: (what) => progress.push(what), ...(signal === undefined ? {} : { signal }) });
  const stages = result.manifest.stages.map(({ name, reused }) => `${name}${reused ? ' reused' : ''}`);
  return { ...result, progress, stages };
}

const ALL_DONE = ['count', 'fit', 'topics', 'report'];
const ALL_REUSED = ALL_DONE.map((name) => `${name} reused`);
/** The files whose bytes depend on input, settings, seed and version only. */
const SAME_BITS = [
  'W.npy',
  'H.npy',
  'counts.mtx',
  'document-topics.csv',
  'documents.csv',
  'ledger.csv',
  'texts.jsonl.gz',
  'topic-summary.csv',
  'topics.csv',
  'vocabulary.csv',
];

const bits = (folder: string) => Object.fromEntries(SAME_BITS.map((name) => [name, readFileSync(path.join(folder, name)).toString('base64')]));
const table = (folder: string, name: string) => parseCsv(readFileSync(path.join(folder, name), 'utf8'), name);

describe('a run', () => {
  test('leaves the files that its contract names, and gives its topics back', async () => {
    const { letters, out } = place();
    const { manifest, topics, stages } = await runIt(letters, out);
    expect(readdirSync(out).sort()).toEqual([...SAME_BITS, 'manifest.json', 'report.md', 'trace.csv'].sort());
    expect(stages).toEqual(ALL_DONE);
    expect(manifest).toMatchObject({
      seed: 1,
      node: process.versions.node,
      inputs: [{ path: '../letters', files: 8 }],
      counts: { documents: 8, filesLeftOut: 0, documentsLeftOut: 0, notes: 0 },
      config: { input: [letters], topics: 2, 'min-df': 1, 'max-df': 0.5, seed: 1 },
    });
    expect(JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(manifest)));
    expect(manifest.counts?.tokens).toBe(table(out, 'documents.csv').reduce((sum, { tokens }) => sum + Number(tokens), 0));
    const tops = topics.map(({ topTerms }) => topTerms.slice(0, 3).sort()).sort();
    expect(tops[0]).toContain('apple');
    expect(tops[1]).toContain('whale');
    expect(readFileSync(path.join(out, 'report.md'), 'utf8')).toMatch(/^# Topics of out\n/);
  });

  test('its documents are mixtures of the topics that were planted', async () => {
    const { letters, out } = place();
    await runIt(letters, out);
    for (const { id, topic_1, topic_2 } of table(out, 'document-topics.csv')) {
      expect(Number(topic_1) + Number(topic_2)).toBeCloseTo(1, 6);
      const appleFirst = table(out, 'topics.csv')[0]?.topic === '1' && table(out, 'topic-summary.csv')[0]?.top_terms?.includes('apple');
      expect(Number(id?.startsWith('apple') === appleFirst ? topic_1 : topic_2)).toBeGreaterThan(0.5);
    }
  });

  test('tells what it does', async () => {
    const { letters, out } = place();
    const { progress } = await runIt(letters, out);
    const bytes = Object.values(LETTERS).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(progress.filter(({ stage }) => stage === 'reading').at(-1)).toEqual({ stage: 'reading', files: 8, bytes, totalBytes: bytes });
    expect(progress.find(({ stage }) => stage === 'counted')).toMatchObject({ reused: false, documents: 8, passages: false });
    expect(progress.find(({ stage }) => stage === 'fitting')).toMatchObject({ iteration: 1, maxIterations: 300, last: { iteration: 0 } });
    expect(progress.at(-1)).toMatchObject({ stage: 'fitted', reused: false });
  });

  test('every file and document is once in documents.csv, or once in the ledger as file or document', async () => {
    const { letters, out } = place({
      ...LETTERS,
      'copy.txt': LETTERS['apple-1.txt'] as string,
      'empty.txt': '',
      'page.html': '<p>',
      '.hidden': 'h',
      'stop.txt': 'and the of',
      'table.csv': 'text\nA red apple tree.\n\n"The blue whale',
    });
    await runIt(letters, out);
    const ledger = table(out, 'ledger.csv').filter(({ kind }) => kind === 'file' || kind === 'document');
    const ids = [...table(out, 'documents.csv'), ...ledger].map(({ id }) => id);
    expect(ids.sort()).toEqual([...Object.keys(LETTERS), 'copy.txt', 'empty.txt', 'page.html', '.hidden', 'stop.txt', 'table.csv#1', 'table.csv#2'].sort());
    expect(table(out, 'ledger.csv').filter(({ id }) => id === 'stop.txt')).toEqual([
      { kind: 'document', id: 'stop.txt', reason: 'no-terms', detail: 'none of its words is a term' },
    ]);
  });

  test('without texts kept there is no file of them, and the report quotes none', async () => {
    const { letters, out } = place();
    await runIt(letters, out);
    expect(
      gunzipSync(readFileSync(path.join(out, 'texts.jsonl.gz')))
        .toString()
        .split('\n')[0],
    ).toBe(JSON.stringify({ id: 'apple-1.txt', text: LETTERS['apple-1.txt'] }));
    expect(readFileSync(path.join(out, 'report.md'), 'utf8')).toMatch(/^ {2}> /m);
    const { stages } = await runIt(letters, out, { 'keep-texts': 'no' });
    expect(stages).toEqual(['count reused', 'fit reused', 'topics reused', 'report']);
    expect(existsSync(path.join(out, 'texts.jsonl.gz'))).toBe(false);
    expect(readFileSync(path.join(out, 'report.md'), 'utf8')).not.toMatch(/^ {2}> /m);
    expect((await runIt(letters, out, { 'keep-texts': 'full' })).stages).toEqual(['count', 'fit reused', 'topics reused', 'report']);
    expect(readFileSync(path.join(out, 'report.md'), 'utf8')).toMatch(/^ {2}> /m);
  });

  test('stop words and vocabularies come from files', async () => {
    const { folder, letters, out } = place();
    writeFiles(folder, { 'stop.txt': '# names of colours\nRED\nblue\n', 'terms.txt': 'whale\napple\nship\n' });
    await runIt(letters, out, { 'stop-words': path.join(folder, 'stop.txt') });
    expect(table(out, 'vocabulary.csv').map(({ term }) => term)).toEqual(expect.not.arrayContaining(['red', 'blue']));
    expect(table(out, 'ledger.csv')).toContainEqual({ kind: 'term', id: 'red', reason: 'stop-word', detail: 'count 4, document frequency 4' });
    await runIt(letters, out, { vocabulary: path.join(folder, 'terms.txt') });
    expect(table(out, 'vocabulary.csv').map(({ term }) => term)).toEqual(['whale', 'apple', 'ship']);
  });

  test('passages are documents', async () => {
    const { letters, out } = place({ 'a.txt': Object.values(LETTERS).join('\n\n') });
    const { progress } = await runIt(letters, out, { chunk: 'paragraph' });
    expect(table(out, 'documents.csv').map(({ id }) => id)).toEqual(Array.from({ length: 8 }, (_, i) => `a.txt#${i + 1}`));
    expect(progress.find(({ stage }) => stage === 'counted')).toMatchObject({ documents: 8, passages: true });
  });
});

describe('the same bits', () => {
  test('in different folders, from files made in another order, in a folder elsewhere', async () => {
    const one = place();
    const two = place(Object.fromEntries(Object.entries(LETTERS).reverse()));
    await runIt(one.letters, one.out);
    await runIt(two.letters, two.out);
    await runIt(one.letters, path.join(one.folder, 'deeper/out'));
    expect(bits(two.out)).toEqual(bits(one.out));
    expect(bits(path.join(one.folder, 'deeper/out'))).toEqual(bits(one.out));
  });

  test('but not from another seed', async () => {
    const { letters, folder, out } = place();
    await runIt(letters, out, { 'max-iterations': '5' });
    await runIt(letters, path.join(folder, 'other'), { 'max-iterations': '5', seed: '0' });
    expect(bits(path.join(folder, 'other'))['W.npy']).not.toEqual(bits(out)['W.npy']);
    expect(bits(path.join(folder, 'other'))['counts.mtx']).toEqual(bits(out)['counts.mtx']);
  });

  test('an interrupted fit leaves the counts, and the next run goes on from there with the same bits', async () => {
    const { letters, folder, out } = place();
    const interrupted = path.join(folder, 'interrupted');
    await runIt(letters, out);
    const failure = runIt(letters, interrupted, {}, AbortSignal.abort());
    await expect(failure).rejects.toMatchObject({ name: 'InterruptedError', message: 'interrupted in iteration 1 of the fit' });
    expect(contentOf(interrupted)).toEqual(['counts.mtx', 'documents.csv', 'ledger.csv', 'manifest.json', 'texts.jsonl.gz', 'vocabulary.csv']);
    expect((await runIt(letters, interrupted)).stages).toEqual(['count reused', 'fit', 'topics', 'report']);
    expect(bits(interrupted)).toEqual(bits(out));
  });
});

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

describe('a start from earlier factors', () => {
  test('the fit goes on from them, and is done again when they change', async () => {
    const { letters, folder, out } = place();
    const rough = path.join(folder, 'rough');
    await runIt(letters, rough, { 'max-iterations': '3' });
    const { manifest, stages } = await runIt(letters, out, { init: rough });
    expect(stages).toEqual(ALL_DONE);
    expect((await runIt(letters, out, { init: rough })).stages).toEqual(ALL_REUSED);
    const trace = (where: string) => table(where, 'trace.csv').map(({ kl_divergence }) => Number(kl_divergence));
    // W and H are written as float32
    expect(trace(out)[0]).toBeCloseTo(trace(rough).at(-1) as number, 3);
    expect(manifest.fit?.klDivergence).toBeLessThan(trace(out)[0] as number);
    await runIt(letters, rough, { 'max-iterations': '4' });
    expect((await runIt(letters, out, { init: rough })).stages).toEqual(['count reused', 'fit', 'topics', 'report']);
  });

  test('a folder without them, or of another shape, is named', async () => {
    const { letters, folder, out } = place();
    await expect(runIt(letters, out, { init: folder })).rejects.toMatchObject({
      name: 'ConfigError',
      message: `\`init\` must be random, or a folder with W.npy and H.npy, got "${folder}": there is no ${path.join(folder, 'W.npy')}`,
    });
    const three = path.join(folder, 'three');
    await runIt(letters, three, { topics: '3' });
    await expect(runIt(letters, out, { init: three })).rejects.toThrow(/3/);
    expect(existsSync(out)).toBe(false);
  });
});

describe('nothing to count', () => {
  test.each([
    ['an empty folder', {}, 'CorpusError', /^no document was found in .*letters: it is empty$/],
    [
      'nothing that is read',
      { 'a.html': '<p>', 'b.txt': 'x\0y' },
      'CorpusError',
      /^no document was found in .*letters \(a\.html: this format is not read yet; b\.txt: it has NUL/,
    ],
    [
      'more reasons than three',
      { 'a.html': '1', 'b.html': '2', 'c.html': '3', 'd.html': '4', 'e.html': '5' },
      'CorpusError',
      /c\.html: this format is not read yet and 2 more\)$/,
    ],
    ['stop words only', { 'a.txt': 'the and', 'b.txt': 'of the' }, 'EmptyVocabularyError', /^no term is left of 3 distinct words in 2 documents: 3 stop-word$/],
    ['a table without a text', { 'a.csv': 'id,body\n1,x\n' }, 'CorpusError', /^a\.csv: no column "text"; its columns are: id, body$/],
  ])('%s', async (_name, files, name, message) => {
    const { letters, folder, out } = place(files);
    await expect(runIt(letters, out)).rejects.toMatchObject({ name, message: expect.stringMatching(message), hint: expect.stringMatching(/\w/) });
    expect(readdirSync(folder)).toEqual(['letters']);
  });

  test('a column that was named and is in no table is wrong use', async () => {
    const { letters, out } = place({ 'a.csv': 'id,body\n1,x\n' });
    await expect(runIt(letters, out, { 'text-column': 'texts' })).rejects.toMatchObject({
      name: 'ConfigError',
      message: 'a.csv: no column "texts"; its columns are: id, body',
      hint: 'Name the column that holds the text with --text-column.',
    });
  });

  test('more topics than documents or terms: the hint is a number that works', async () => {
    const { letters, out } = place();
    await expect(runIt(letters, out, { topics: '9' })).rejects.toMatchObject({
      name: 'ConfigError',
      message: '`topics` must be at most the number of documents, 8, got 9',
      hint: 'Ask for fewer topics, for example --topics 3.',
    });
    await runIt(letters, out, { topics: '3' });
    const few = place(Object.fromEntries(Object.keys(LETTERS).map((name, i) => [name, `apple whale ${'ship '.repeat(i)}`])));
    await expect(runIt(few.letters, few.out, { topics: '4', 'max-df': '1' })).rejects.toThrow('`topics` must be at most the number of terms, 3, got 4');
  });

  test('a single document: the hint does not ask for what was just refused', async () => {
    const { letters, out } = place({ 'one.txt': 'red apple, blue whale' });
    const error = await runIt(letters, out, { topics: '2', 'max-df': '1' }).catch((cause: unknown) => cause as { message: string; hint: string });
    expect(error).toMatchObject({ message: '`topics` must be at most the number of documents, 1, got 2' });
    expect((error as { hint: string }).hint).not.toMatch(/--topics 2\b/);
  });
});

describe('a count matrix', () => {
  const matrix = (body: string) => `%%MatrixMarket matrix coordinate integer general\n${body}`;
  const X = matrix('5 3 6\n1 1 3\n1 2 1\n2 1 2\n3 3 4\n5 3 2\n5 2 1\n');

  test('nothing is pruned, empty rows are kept, ids come from a file or are row numbers', async () => {
    const { folder, out } = place();
    writeFiles(folder, { 'X.mtx': X, 'terms.txt': 'the\nrare\nApple Pie\n', 'ids.txt': 'e\nd\nc\nb\na\n' });
    const flags = { vocabulary: path.join(folder, 'terms.txt'), 'min-df': undefined };
    const { stages, manifest } = await runIt(path.join(folder, 'X.mtx'), out, flags);
    expect(stages).toEqual(ALL_DONE);
    expect(manifest.counts).toMatchObject({ documents: 5, terms: 3, entries: 6, tokens: 13 });
    expect(table(out, 'vocabulary.csv')).toEqual([
      { term: 'the', document_frequency: '2', count: '5' },
      { term: 'rare', document_frequency: '2', count: '2' },
      { term: 'Apple Pie', document_frequency: '2', count: '6' },
    ]);
    expect(table(out, 'documents.csv')).toEqual(
      [4, 2, 4, 0, 3].map((tokens, i) => ({
        id: `X.mtx#${i + 1}`,
        path: 'X.mtx',
        tokens: String(tokens),
        terms: String([2, 1, 1, 0, 2][i]),
      })),
    );
    expect(existsSync(path.join(out, 'texts.jsonl.gz'))).toBe(false);
    expect((await runIt(path.join(folder, 'X.mtx'), out, flags)).stages).toEqual(ALL_REUSED);
    await runIt(path.join(folder, 'X.mtx'), out, { ...flags, documents: path.join(folder, 'ids.txt') });
    expect(table(out, 'document-topics.csv').map(({ id }) => id)).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  test.each([
    ['too few terms', 'the\nrare\n', /terms\.txt has 2 lines, expected 3: as many as .*X\.mtx has columns$/, 'ShapeError'],
    ['an empty term', 'the\n \nrare\n', /terms\.txt, line 2 is empty$/, 'CorpusError'],
    ['a term twice', 'the\nrare\nthe\n', /terms\.txt: lines 1 and 3 are the same, "the"$/, 'CorpusError'],
  ])('%s', async (_name, terms, message, name) => {
    const { folder, out } = place();
    writeFiles(folder, { 'X.mtx': X, 'terms.txt': terms });
    const failure = runIt(path.join(folder, 'X.mtx'), out, { vocabulary: path.join(folder, 'terms.txt'), 'min-df': undefined });
    await expect(failure).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
    expect(existsSync(out)).toBe(false);
  });

  test('one without any count', async () => {
    const { folder, out } = place();
    writeFiles(folder, { 'X.mtx': matrix('2 2 0\n'), 'terms.txt': 'a\nb\n' });
    const failure = runIt(path.join(folder, 'X.mtx'), out, { vocabulary: path.join(folder, 'terms.txt'), 'min-df': undefined });
    await expect(failure).rejects.toThrow(/X\.mtx has no counts: every entry is 0$/);
  });
});

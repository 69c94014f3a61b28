import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { LETTERS, resultsOf, writeFiles } from '../../temporary-folder.js';
import { ALL_DONE, ALL_REUSED, bits, place, runIt, SAME_BITS, table } from './run-it.js';

describe('a run', () => {
  test('leaves the files that its contract names, and gives its topics back', async () => {
    const { letters, out } = place();
    const { manifest, topics, stages } = await runIt(letters, out);
    expect(resultsOf(out)).toEqual([...SAME_BITS, 'manifest.json', 'proposed-stop-words.txt', 'report.html', 'report.md', 'trace.csv'].sort());
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

  test('marks a topic of function words in its tables and its report', async () => {
    const spanish = (i: number) => `el de la que ${['y', 'en', 'los'][i % 3]} un el de la que ${['por', 'con', 'para'][i % 3]} una`;
    const files = Object.entries(LETTERS).flatMap(([name, text]) => [0, 1, 2].map((i) => [`${i}-${name}`, `${text} ${i}`] as const));
    const others = Array.from({ length: 12 }, (_, i) => [`s-${i}.txt`, `${spanish(i)} número${i}`] as const);
    const { letters, out } = place(Object.fromEntries([...files, ...others]));
    const { topics } = await runIt(letters, out, { topics: 3 });
    const marked = topics.filter(({ remark }) => remark !== '');
    expect(marked).toEqual([expect.objectContaining({ remark: expect.stringMatching(/^function words: (\S+, ){6}…$/) })]);
    expect(table(out, 'topic-summary.csv').map(({ remark }) => remark)).toEqual(topics.map(({ remark }) => remark));
    const report = readFileSync(path.join(out, 'report.md'), 'utf8');
    expect(report).toContain(`One of the 3 topics is worth a second look, marked ⚠: ${marked[0].topic}.`);
    expect(report).toContain('(⚠ function words) |');
    expect(report).toContain('⚠ **Look at it twice.** Most of its first words are function words (');
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
    expect(progress.filter(({ stage }) => stage === 'starting')).toEqual(
      Array.from({ length: 10 }, (_, s) => ({ stage: 'starting', start: s + 1, starts: 10 })),
    );
    expect(progress.find(({ stage }) => stage === 'fitting')).toMatchObject({ iteration: 61, maxIterations: 300, last: { iteration: 60 } });
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
    // labels are made anew, without the texts
    expect(stages).toEqual(['count reused', 'fit reused', 'topics', 'report']);
    expect(existsSync(path.join(out, 'texts.jsonl.gz'))).toBe(false);
    expect(readFileSync(path.join(out, 'report.md'), 'utf8')).not.toMatch(/^ {2}> /m);
    expect((await runIt(letters, out, { 'keep-texts': 'full' })).stages).toEqual(['count', 'fit reused', 'topics', 'report']);
    expect(readFileSync(path.join(out, 'report.md'), 'utf8')).toMatch(/^ {2}> /m);
  });

  test('labels are in the spelling of the texts, with phrases of theirs, and in that of the terms where texts are not kept', async () => {
    const capitals = Object.entries(LETTERS).map(([name, text]) => [name, text.replaceAll('apple', 'Apple').replaceAll('whale', 'Moby-Dick')]);
    const { letters, out } = place(Object.fromEntries(capitals));
    const { topics } = await runIt(letters, out, { threads: '2' });
    const labels = topics.map(({ label }) => label).join(', ');
    expect(labels).toContain('Moby-Dick');
    expect(labels).toContain('Apple');
    const title = () => readFileSync(path.join(out, 'report.md'), 'utf8').match(/Moby-Dick, .*/)?.[0];
    const before = title();
    rmSync(path.join(out, 'report.md'));
    expect((await runIt(letters, out, { threads: '1' })).stages).toEqual(['count reused', 'fit reused', 'topics reused', 'report']);
    expect(title()).toBe(before);
    const { topics: plain } = await runIt(letters, out, { 'keep-texts': 'no' });
    expect(plain.map(({ label }) => label).join(', ')).toMatch(/^[a-z, ]*$/);
    expect(plain.map(({ topTerms }) => topTerms)).toEqual(topics.map(({ topTerms }) => topTerms));
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
    const failure = runIt(letters, interrupted, {}, 'counted');
    await expect(failure).rejects.toMatchObject({ name: 'InterruptedError', message: 'interrupted before the first iteration of the fit' });
    expect(resultsOf(interrupted)).toEqual([
      'counts.mtx',
      'documents.csv',
      'ledger.csv',
      'left-out-words.csv',
      'manifest.json',
      'repeated-lines.csv',
      'texts.jsonl.gz',
      'vocabulary.csv',
    ]);
    expect((await runIt(letters, interrupted)).stages).toEqual(['count reused', 'fit', 'topics', 'report']);
    expect(bits(interrupted)).toEqual(bits(out));
  });
});

describe('a start from earlier factors', () => {
  test('the fit goes on from them, and is done again when they change', async () => {
    const { letters, folder, out } = place();
    const rough = path.join(folder, 'rough');
    await runIt(letters, rough, { 'max-iterations': '1', restarts: '1' });
    const { manifest, stages } = await runIt(letters, out, { init: rough });
    expect(stages).toEqual(ALL_DONE);
    expect((await runIt(letters, out, { init: rough })).stages).toEqual(ALL_REUSED);
    const trace = (where: string) => table(where, 'trace.csv').map(({ objective }) => Number(objective));
    // W and H are written as float32
    expect(trace(out)[0]).toBeCloseTo(trace(rough).at(-1) as number, 3);
    expect(manifest.fit?.objective).toBeLessThan(trace(out)[0] as number);
    await runIt(letters, rough, { 'max-iterations': '2', restarts: '1' });
    expect((await runIt(letters, out, { init: rough })).stages).toEqual(['count reused', 'fit', 'topics', 'report']);
  });

  test('a folder without them, or of another shape, is named', async () => {
    const { letters, folder, out } = place();
    await expect(runIt(letters, out, { init: folder })).rejects.toMatchObject({
      name: 'ConfigError',
      message: `\`init\` must be random, svd, topic-score, or a folder with W.npy and H.npy, got "${folder}": there is no ${path.join(folder, 'W.npy')}`,
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
      { 'a.css': 'p {}', 'b.txt': 'x\0y' },
      'CorpusError',
      /^no document was found in .*letters \(a\.css: a style sheet is not read; b\.txt: it is no text/,
    ],
    [
      'more reasons than three',
      { 'a.css': '1', 'b.css': '2', 'c.css': '3', 'd.css': '4', 'e.css': '5' },
      'CorpusError',
      /c\.css: a style sheet is not read and 2 more\)$/,
    ],
    [
      'stop words only',
      { 'a.txt': 'the and from', 'b.txt': 'of the with' },
      'EmptyVocabularyError',
      /^no term is left of 5 distinct words in 2 documents: 5 stop-word$/,
    ],
    ['a table without a text', { 'a.csv': 'id,year\n1,1990\n' }, 'CorpusError', /^a\.csv: no column .*; its columns are: id, year$/],
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
        language: 'none',
        unknown: '0',
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

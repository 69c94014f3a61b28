import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ArtifactError, ConfigError, CorpusError, InterruptedError } from '../../../src/errors/errors.js';
import { npmi } from '../../../src/evaluate/npmi.js';
import { transpose } from '../../../src/matrix/csr-matrix.js';
import { loadCollection } from '../../../src/run/artifacts.js';
import { evaluateRun, parseWindow } from '../../../src/run/evaluate-run.js';
import { lockFolder } from '../../../src/run/lock.js';
import { LETTERS, writeFiles } from '../../temporary-folder.js';
import { place, runIt, table } from './run-it.js';

const FILES = ['evaluation.json', 'evaluation.csv'];
const filesIn = (out: string) => FILES.filter((name) => existsSync(path.join(out, name)));
const foldered = Object.fromEntries(Object.entries(LETTERS).map(([name, text]) => [`${name.slice(0, 5)}/${name}`, text]));

describe('a finished run', () => {
  const { folder, letters, out } = place(foldered);
  beforeAll(async () => {
    await runIt(letters, out);
  });

  test('is evaluated, and the figures are in its folder', async () => {
    const evaluation = await evaluateRun(out);
    expect(filesIn(out)).toEqual(FILES);
    const written = JSON.parse(readFileSync(path.join(out, 'evaluation.json'), 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(evaluation)));
    expect(evaluation).toMatchObject({ labels: null, heldOut: null, coherence: { texts: 'collection', reference: null, documents: 8, leftOut: 0, note: '' } });
    expect(evaluation.coherence.windows).toEqual({ npmi: 10, cV: 110, umass: 'documents' });
    const rows = table(out, 'evaluation.csv');
    expect(rows.map(({ topic, npmi: value }) => [Number(topic), Number(value)])).toEqual(evaluation.topics.map((topic) => [topic.topic, topic.npmi]));
    const summaries = table(out, 'topic-summary.csv');
    for (const [k, topic] of evaluation.topics.entries()) {
      expect(topic.terms.join(', ')).toBe(summaries[k]?.top_terms);
      expect(topic.exclusivity).toBeCloseTo(Number(summaries[k]?.exclusivity), 12);
    }
    for (const measure of Object.keys(evaluation.model)) expect(evaluation.measures).toHaveProperty(measure);
  });

  test('has the NPMI of topic-summary.csv over whole documents', async () => {
    const evaluation = await evaluateRun(out, { window: 'documents' });
    const summaries = table(out, 'topic-summary.csv');
    for (const [k, topic] of evaluation.topics.entries()) expect(topic.npmi).toBeCloseTo(Number(summaries[k]?.npmi), 12);
    expect(evaluation.coherence.windows).toEqual({ npmi: 'documents', cV: 'documents', umass: 'documents' });
  });

  test('has the figures of the documents in windows that hold them', async () => {
    const [inWindows, inDocuments] = [await evaluateRun(out, { window: 1000 }), await evaluateRun(out, { window: 'documents' })];
    for (const [k, topic] of inWindows.topics.entries()) {
      const { npmi: expected, cV, umass } = inDocuments.topics[k];
      expect([topic.npmi, topic.cV, topic.umass]).toEqual([expected, cV, umass]);
    }
  });

  test('agrees with the folders', async () => {
    const { labels } = await evaluateRun(out, { labelsColumn: 'folder' });
    expect(labels).toMatchObject({
      column: 'folder',
      documents: 8,
      withoutLabel: 0,
      labels: 2,
      purity: 1,
      normalisedMutualInformation: 1,
      adjustedRandIndex: 1,
    });
    // four documents a label are too few for five folds
    expect(labels?.labelAccuracy).toBeNaN();
    expect(JSON.parse(readFileSync(path.join(out, 'evaluation.json'), 'utf8')).labels.labelAccuracy).toBeNull();
  });

  test('is measured on a reference', async () => {
    writeFiles(folder, {
      'reference/a.txt': 'Apple, apple. A red orchard.',
      'reference/b.txt': 'The red tree',
      'reference/c.bin': Uint8Array.of(0, 1, 2, 3, 0, 0),
    });
    const { coherence, topics } = await evaluateRun(out, { reference: path.join(folder, 'reference') });
    expect(coherence).toMatchObject({ texts: 'reference', reference: path.join(folder, 'reference'), documents: 2, leftOut: 1 });
    const apples = topics.find(({ terms }) => terms.includes('apple'));
    const whales = topics.find(({ terms }) => terms.includes('whale'));
    expect(whales).toMatchObject({ npmi: -1, cV: 0, umass: 0, coverage: { termsFound: 0, pairsFound: 0 } });
    expect(apples?.coverage.termsFound).toBe(4);
    // apple, red, orchard meet; red and tree meet
    expect(apples?.coverage.pairsFound).toBe(4);
  });

  test('measured on itself as a reference has the same figures', async () => {
    const [own, other] = [await evaluateRun(out), await evaluateRun(out, { reference: letters })];
    expect(other.topics).toEqual(own.topics);
    expect(other.coherence.coverage).toEqual(own.coherence.coverage);
  });

  test.each([
    ['a column that is not there', { labelsColumn: 'author' }, ConfigError, /`labels-column` names "author", which documents\.csv does not have/],
    ['a column with one label', { labelsColumn: 'language' }, ConfigError, /"language", in which there is one label, expected at least 2/],
    ['a reference that is not there', { reference: '/nowhere/at-all' }, ConfigError, /does not exist/],
  ] as const)('fails for %s, and leaves what was there', async (_name, options, kind, message) => {
    await evaluateRun(out);
    const before = readFileSync(path.join(out, 'evaluation.json'), 'utf8');
    const failed = evaluateRun(out, options);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toThrow(kind);
    expect(readFileSync(path.join(out, 'evaluation.json'), 'utf8')).toBe(before);
  });

  test('fails for a reference without words, for a folder in use, and when it is aborted', async () => {
    writeFiles(folder, { 'blank/a.txt': '7 7 7' });
    await expect(evaluateRun(out, { reference: path.join(folder, 'blank') })).rejects.toThrow(CorpusError);
    const unlock = lockFolder(out);
    await expect(evaluateRun(out)).rejects.toThrow(/another run is writing/);
    unlock();
    writeFiles(folder, Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`many/${i}.txt`, `red apple ${i} `.repeat(3000)])));
    await expect(evaluateRun(out, { reference: path.join(folder, 'many') }, { signal: AbortSignal.abort() })).rejects.toThrow(InterruptedError);
    await evaluateRun(out);
  });

  test('made anew in other topics loses its evaluation; as it was it keeps it', async () => {
    const { letters: own, out: results } = place();
    await runIt(own, results);
    const { fingerprint } = await evaluateRun(results);
    await runIt(own, results);
    expect(filesIn(results)).toEqual(FILES);
    const { manifest } = await runIt(own, results, { seed: '2' });
    expect(filesIn(results)).toEqual([]);
    expect(manifest.stages.find(({ name }) => name === 'topics')?.fingerprint).not.toBe(fingerprint);
  });
});

describe('without texts', () => {
  test('coherence is counted over documents, and it says why', async () => {
    const { letters, out } = place();
    await runIt(letters, out, { 'keep-texts': 'no' });
    const { coherence } = await evaluateRun(out);
    expect(coherence.windows.npmi).toBe('documents');
    expect(coherence.note).toMatch(/over whole documents, since the run was told not to keep the texts/);
  });

  test('a matrix of counts is evaluated over its documents, or on a reference', async () => {
    const { folder, letters, out } = place();
    await runIt(letters, out);
    const matrix = path.join(folder, 'of-matrix');
    writeFiles(folder, {
      'terms.txt': table(out, 'vocabulary.csv')
        .map(({ term }) => `${term}\n`)
        .join(''),
    });
    await runIt(path.join(out, 'counts.mtx'), matrix, { 'min-df': undefined, vocabulary: path.join(folder, 'terms.txt') });
    const { coherence, topics } = await evaluateRun(matrix);
    expect(coherence.note).toMatch(/since the input was a matrix of counts/);
    const { X, vocabulary } = await loadCollection(matrix);
    expect(topics[0]?.npmi).toBe(
      npmi(
        transpose(X),
        (topics[0]?.terms ?? []).map((term) => vocabulary.terms.indexOf(term)),
      ),
    );
    expect((await evaluateRun(matrix, { reference: letters })).coherence.coverage.npmi).toMatchObject({ terms: topics.flatMap(({ terms }) => terms).length });
  });
});

test('with phrases and stems the terms are found in the texts', async () => {
  const texts = Object.fromEntries(
    ['It warmed the room.', 'We lit it', 'Buy one!', 'Bakers need it', 'Bake on it', 'So hot', 'Tea on top', 'No iron'].map((text, i) => [
      `${i}.txt`,
      `The gas cooker. ${text} ${i % 2 ? 'Ships sail' : 'A ship sails'} by the gas cooker${i % 3 ? ' at sea' : ''}.`,
    ]),
  );
  const { letters, out } = place(texts);
  await runIt(letters, out, { phrases: true, stem: true, 'max-df': '1' });
  const { topics, coherence } = await evaluateRun(out);
  expect(topics.flatMap(({ terms }) => terms)).toContain('gas cooker');
  expect(coherence.coverage.npmi.termsFound).toBe(coherence.coverage.npmi.terms);
});

test('a folder without a finished run is refused', async () => {
  const { letters, out } = place();
  await expect(evaluateRun(letters)).rejects.toThrow(ArtifactError);
  await runIt(letters, out);
  writeFiles(out, { 'texts.jsonl.gz': 'no archive' });
  await expect(evaluateRun(out)).rejects.toThrow(/texts\.jsonl\.gz cannot be read/);
  const topics = readFileSync(path.join(out, 'topics.csv'), 'utf8');
  writeFiles(out, { 'topics.csv': topics.replace('1,1,', '1,1,un') });
  await expect(evaluateRun(out)).rejects.toThrow(/do not belong together/);
  rmSync(path.join(out, 'topics.csv'));
  await expect(evaluateRun(out)).rejects.toThrow(/topics\.csv cannot be read/);
});

test('a window is a number of words or documents', () => {
  expect([parseWindow('2'), parseWindow('110'), parseWindow('documents')]).toEqual([2, 110, 'documents']);
  for (const written of ['1', '0', '-5', '1.5', 'document', '', '99999999999']) expect(() => parseWindow(written)).toThrow(ConfigError);
});

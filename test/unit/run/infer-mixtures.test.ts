import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fitTopics, inferMixtures, loadModel } from '../../../src/index.js';
import { LETTERS, temporaryFolder } from '../../temporary-folder.js';
import { place, runIt, table } from './run-it.js';

const texts = Object.entries(LETTERS).map(([id, text]) => ({ id, text }));
const GERMAN = [
  'Die Fischer fahren mit ihren Booten auf das Meer, und die Wale schwimmen neben den Booten durch die Wellen.',
  'Der Wal taucht neben dem Boot des Fischers auf, und das Meer ist ruhig, die Wellen sind klein, sagt der Fischer.',
];

/** A collection whose counting takes all that there is: two languages, phrases, stems, stop words, words in too many documents. */
function manyTexts(): { id: string; text: string }[] {
  const english = Array.from({ length: 12 }, (_, i) => ({
    id: `en${i}`,
    text: `The hard drive of the computers was full; a hard drive is what computers need, said the engineer number ${'abcdefghijkl'[i]}x of the company. ${
      i % 2 === 0
        ? 'Whales are swimming in the oceans, and a whale swims with its whales.'
        : 'Apples and pears are growing in orchards; an apple grows on the tree.'
    }`,
  }));
  return [...english, ...GERMAN.map((text, i) => ({ id: `de${i}`, text })), { id: 'three', text: 'whale apple 1912' }];
}

describe('documents of the fit have the mixtures that it has for them', () => {
  test.each([
    ['plain', {}],
    ['with stems and phrases', { stem: true, phrases: true }],
    ['without priors', { documentPrior: 0, termPrior: 0 }],
    ['by least squares', { loss: 'frobenius' as const }],
    ['with a vocabulary', { vocabulary: ['whale', 'apple', 'the', 'fischer', 'computers'] }],
    ['with stop words', { stopWords: ['Whales', 'engineer number'], maxDf: 0.6 }],
  ])('%s', async (_name, settings) => {
    const documents = manyTexts();
    const fitted = await fitTopics(documents, { topics: 2, minDf: 1, ...settings });
    const inferred = await inferMixtures(fitted, documents);
    expect(inferred.ids).toEqual(documents.map(({ id }) => id));
    const rows = fitted.documentIds.map((id) => inferred.ids.indexOf(id));
    const { rowPointers, values } = fitted.counts;
    for (const [at, i] of rows.entries()) {
      expect(inferred.mixtures.slice(2 * i, 2 * i + 2)).toEqual(fitted.documentTopics.slice(2 * at, 2 * at + 2));
      expect(inferred.tokens[i]).toBe(values.slice(rowPointers[at], rowPointers[at + 1]).reduce((sum, x) => sum + x, 0));
      expect(inferred.misfit[i]).toBe(fitted.misfit[at]);
    }
  });
});

test('a folder is the same model as the fit', async () => {
  const { letters, out } = place();
  await runIt(letters, out);
  const fitted = await fitTopics(texts, { topics: 2, minDf: 1 });
  const fresh = ['An apple of the orchard', 'Whales, stars and quarks'];
  expect(await inferMixtures(loadModel(out), fresh)).toEqual(await inferMixtures(fitted.model, fresh));
});

test('what is told of words that are unknown, stop words, and nothing at all', async () => {
  const { model } = await fitTopics(texts, { topics: 2, minDf: 1, language: 'en' });
  const { ids, tokens, unknown, mixtures, misfit } = await inferMixtures(model, [
    'the apple and the quark, the quark',
    { id: 'mine', text: 'quark' },
    'the of and',
    '',
  ]);
  expect(ids).toEqual(['1', 'mine', '3', '4']);
  expect([...tokens]).toEqual([1, 0, 0, 0]);
  expect([...unknown]).toEqual([2, 1, 0, 0]);
  expect([...mixtures.slice(2)]).toEqual(Array(6).fill(0.5));
  expect([...misfit].map(Number.isNaN)).toEqual([false, false, true, true]);
});

test('a document’s mixture does not depend on the others, nor on how many there are', async () => {
  const { model } = await fitTopics(texts, { topics: 2, minDf: 1 });
  const many = Array.from({ length: 2300 }, (_, i) => texts[i % texts.length] as { text: string });
  const { mixtures } = await inferMixtures(model, many);
  const alone = await inferMixtures(model, [texts[3] as { text: string }]);
  for (let i = 3; i < many.length; i += texts.length) expect(mixtures.slice(2 * i, 2 * i + 2)).toEqual(alone.mixtures);
  expect((await inferMixtures(model, [])).ids).toEqual([]);
});

test('a language that nobody is sure of is taken for that of the collection', async () => {
  const { model } = await fitTopics(texts, { topics: 2, minDf: 1 });
  const { tokens, unknown } = await inferMixtures(model, ['apple']);
  expect([tokens[0], unknown[0]]).toEqual([1, 0]);
});

test('wrong use', async () => {
  const { model } = await fitTopics(texts, { topics: 2, minDf: 1 });
  await expect(inferMixtures(model, [7 as unknown as string])).rejects.toThrow('document 1 must be a text, or an object with a `text`, got undefined');
  await expect(inferMixtures({ ...model, counting: undefined }, ['x'])).rejects.toThrow('the model was fitted to counts made elsewhere');
  const aborted = AbortSignal.abort();
  await expect(inferMixtures(model, ['x'], { signal: aborted })).rejects.toThrow('interrupted while mixtures were inferred');
  expect(() => loadModel(temporaryFolder())).toThrow(/holds no results of topikl/);
});

test('a run of which something is missing is no model', async () => {
  const { letters, out } = place();
  await runIt(letters, out);
  const file = path.join(out, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...manifest, misfit: undefined }));
  expect(() => loadModel(out)).toThrow(/left too little to infer mixtures/);
  writeFileSync(file, JSON.stringify({ ...manifest, stages: manifest.stages.slice(0, 2) }));
  expect(() => loadModel(out)).toThrow(`the run in "${out}" is not finished`);
});

test('misfit.csv has a row a document, and a run again keeps what it is measured against', async () => {
  const { letters, out } = place();
  const { manifest } = await runIt(letters, out);
  expect(table(out, 'misfit.csv').map(({ id }) => id)).toEqual(table(out, 'documents.csv').map(({ id }) => id));
  expect(Object.keys(table(out, 'misfit.csv')[0] ?? {})).toEqual(['id', 'tokens', 'unknown', 'surprise', 'misfit']);
  expect((await runIt(letters, out)).manifest.misfit).toEqual(manifest.misfit);
  expect(manifest.misfit?.centre).toBeGreaterThan(0);
});

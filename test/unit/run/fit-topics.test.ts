import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fitTopics, resolveConfig, run, version } from '../../../src/index.js';
import { readNpy } from '../../../src/matrix/npy.js';
import { LETTERS, temporaryFolder } from '../../temporary-folder.js';

const texts = Object.values(LETTERS);
const settings = { topics: 2, minDf: 1 };

test('the library gives the bits of the command line', async () => {
  const letters = temporaryFolder(LETTERS);
  const out = path.join(temporaryFolder(), 'out');
  const { topics, manifest } = await run(resolveConfig([letters], { topics: 2, 'min-df': 1, out }));
  const fitted = await fitTopics(
    Object.entries(LETTERS).map(([id, text]) => ({ id, text })),
    settings,
  );
  expect(fitted.documentIds).toEqual(Object.keys(LETTERS));
  expect(fitted.topics.map(({ label, prevalence, npmi }) => ({ label, prevalence, npmi }))).toEqual(
    topics.map(({ label, prevalence, npmi }) => ({ label, prevalence, npmi })),
  );
  expect(fitted.fit).toEqual(manifest.fit);
  const H = readNpy(readFileSync(path.join(out, 'H.npy')), 'H.npy');
  expect(Array.from(fitted.topicTerms)).toEqual(Array.from(Float32Array.from(H.values)));
  expect(version).toBe(manifest.version);
});

test('ids are positions where none is given; rows of mixtures sum to 1; generators will do', async () => {
  async function* generated() {
    yield* texts;
  }
  const fitted = await fitTopics(generated(), settings);
  expect(fitted.documentIds).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  expect(fitted.counts.rows).toBe(8);
  expect(fitted.vocabulary.terms).toContain('apple');
  for (let i = 0; i < 8; i++) expect(fitted.documentTopics[2 * i] + fitted.documentTopics[2 * i + 1]).toBeCloseTo(1, 6);
  expect(fitted.topicTerms).toHaveLength(2 * fitted.vocabulary.terms.length);
  expect(['converged', 'stationary']).toContain(fitted.status);
  expect(fitted.trace.at(-1)?.klDivergence).toBe(fitted.fit.klDivergence);
});

test('labels are in the spelling of an array of texts, and in that of the terms where texts pass once', async () => {
  const capitals = texts.map((text) => text.replaceAll('apple', 'Apple'));
  async function* generated() {
    yield* capitals;
  }
  const labelsOf = async (documents: Parameters<typeof fitTopics>[0]) => (await fitTopics(documents, settings)).topics.map(({ label }) => label).join(', ');
  expect(await labelsOf(capitals)).toMatch(/\bApple\b/);
  expect(await labelsOf(generated())).toMatch(/\bapple\b/);
});

test('topics come with what is remarked on them', async () => {
  const codes = Array.from({ length: 7 }, (_, i) => `x1 zz9 qq mk7 w${i % 3}x b8f 34u ${i}k`);
  const { topics } = await fitTopics([...texts, ...texts, ...texts, ...texts, ...codes], { ...settings, topics: 3, maxDf: 1 });
  const noise = topics.filter(({ terms }) => terms.some(({ term }) => term === 'zz9'));
  expect(noise.map(({ remarks }) => remarks.map(({ kind }) => kind))).toEqual(noise.map(() => ['noise']));
  expect(topics.filter(({ remarks }) => remarks.length > 0)).toEqual(noise);
});

test('stop words and a vocabulary are lists; what has no term is in the ledger', async () => {
  const stopped = await fitTopics(texts, { ...settings, stopWords: ['Apple', 'blue whale'] });
  expect(stopped.vocabulary.terms).not.toEqual(expect.arrayContaining(['apple']));
  expect(stopped.vocabulary.terms).not.toEqual(expect.arrayContaining(['whale']));
  const given = await fitTopics(['nothing here', ...texts], { ...settings, vocabulary: ['whale', 'apple'] });
  expect(given.vocabulary.terms).toEqual(['whale', 'apple']);
  expect(given.documentIds).toEqual(['2', '3', '4', '5', '6', '7', '8', '9']);
  expect(given.ledger[0]).toEqual({ kind: 'document', id: '1', reason: 'no-terms', detail: 'none of its words is a term' });
});

test('tolerances of 0 stop only where float32 cannot bring the objective down any more', async () => {
  const { fit, trace } = await fitTopics(texts, { ...settings, tolerance: 0, kktTolerance: 0, maxIterations: 5000 });
  expect(fit.status).toBe('converged');
  expect(fit.kktResidual).toBeLessThan(1e-5);
  for (const { relativeChange } of trace.slice(1)) expect(relativeChange).toBeGreaterThanOrEqual(0);
});

test('each iteration is reported', async () => {
  const seen: number[] = [];
  const { fit, trace } = await fitTopics(texts, { ...settings, onIteration: (iteration) => seen.push(iteration) });
  // those of the short runs of several starts are not
  const short = trace[1]?.iteration ?? 0;
  expect(seen).toEqual(Array.from({ length: fit.iterations - short }, (_, i) => short + i + 1));
});

test('a signal stops the fit', async () => {
  const controller = new AbortController();
  const stopped = fitTopics(texts, {
    ...settings,
    restarts: 1,
    tolerance: 0,
    kktTolerance: 0,
    signal: controller.signal,
    onIteration: (iteration) => iteration === 7 && controller.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ name: 'InterruptedError', code: 'interrupted', message: 'interrupted after 7 iterations of the fit' });
});

describe('wrong use', () => {
  test.each([
    ['no documents', [], {}, 'EmptyVocabularyError', /^no term is left of 0 distinct words in 0 documents: no words at all$/],
    ['too many topics', texts, { topics: 9 }, 'ConfigError', /^`topics` must be at most the number of documents, 8, got 9$/],
    ['an option out of range', texts, { topics: 1 }, 'ConfigError', /^`topics` must be a whole number ≥ 2, got 1$/],
    ['a search for the number of topics', texts, { topics: 'auto' as unknown as number }, 'ConfigError', /^`topics` must be a whole number ≥ 2, got "auto"$/],
    ['an unknown option', texts, { topcs: 2 }, 'ConfigError', /^the options: unknown setting `topcs`$/],
    ['only stop words', ['the', 'and'], { language: 'en' }, 'EmptyVocabularyError', /2 stop-word$/],
  ])('%s', async (_name, documents, options, name, message) => {
    await expect(fitTopics(documents, { ...settings, ...options })).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });
});

test('a document that is no text is named', async () => {
  await expect(fitTopics(['a text', { id: 'x' } as unknown as string])).rejects.toThrow('document 2 must be a text, or an object with a `text`, got undefined');
});

test('an option that there is not is named, with those that there are', async () => {
  const failure = await fitTopics(['a'], { textColumn: 'x' } as object).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    name: 'ConfigError',
    message: 'the options: unknown setting `textColumn`',
    hint: expect.stringMatching(/: topics, seed, .*threads\.$/),
  });
});

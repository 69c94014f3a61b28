import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { misfitScale, misfitScores } from '../../../../src/evaluate/misfit.js';
import { noiseTerms } from '../../../../src/evaluate/noise-terms.js';
import { Random } from '../../../../src/math/random.js';
import { columnTotals, rowSums } from '../../../../src/matrix/csr-matrix.js';
import { writeNpy } from '../../../../src/matrix/npy.js';
import { selectRows } from '../../../../src/matrix/select-rows.js';
import { shardsOf } from '../../../../src/matrix/shard-cut.js';
import { vocabularyCsv } from '../../../../src/report/tables.js';
import { resolveConfig } from '../../../../src/run/config.js';
import type { CountedCollection } from '../../../../src/run/counted-collection.js';
import { describeTopics } from '../../../../src/run/describe-topics.js';
import { fitModel } from '../../../../src/run/fit-model.js';
import { asLarge } from '../../../../src/run/large/large-collection.js';
import { loadSampledTopics, writeSampledTopics } from '../../../../src/run/large/sampled-topics.js';
import { WeightFile } from '../../../../src/run/large/weight-file.js';
import { newManifest } from '../../../../src/run/new-manifest.js';
import { StageWriter } from '../../../../src/run/stage-writer.js';
import { largestTopics } from '../../../../src/run/write-page.js';
import { representativeDocuments } from '../../../../src/topics/representative-documents.js';
import { plantTopics } from '../../../support/planted-topics.js';
import { temporaryFolder } from '../../../temporary-folder.js';

const DOCUMENTS = 2500;
const SAMPLE = 100;

/** A collection, fitted in memory, and its factors in a folder. */
async function fitted() {
  const folder = temporaryFolder();
  const { X } = plantTopics(DOCUMENTS, 200, 4, 40, new Random(3));
  const documents = Array.from({ length: X.rows }, (_, i) => ({
    id: `d${i}`,
    path: '',
    language: 'none',
    unknown: i % 90 === 7 ? 40 : 0,
    metadata: { year: '1990' },
  }));
  const documentFrequency = new Int32Array(X.columns);
  for (const j of X.columnIndices) documentFrequency[j]++;
  const vocabulary = { terms: Array.from({ length: X.columns }, (_, j) => `term${j}`), documentFrequency, counts: columnTotals(X) };
  const collection: CountedCollection = { documents, vocabulary, X };
  const config = resolveConfig(['texts'], { out: folder, topics: '4', 'keep-texts': 'no', 'max-iterations': '30' });
  const init = 'random' as const;
  const { factors, summary } = await fitModel(
    X,
    {
      topics: 4,
      seed: 1,
      loss: 'kullback-leibler',
      solver: 'accelerated',
      maxIterations: 30,
      tolerance: 0,
      kktTolerance: 0,
      documentPrior: 0.05,
      termPrior: 0.1,
      restarts: 1,
      init,
    },
    { threads: 1 },
  );
  writeFileSync(path.join(folder, 'W.npy'), writeNpy({ rows: X.rows, columns: 4, values: factors.W }));
  writeFileSync(path.join(folder, 'H.npy'), writeNpy({ rows: 4, columns: X.columns, values: factors.H }));
  writeFileSync(path.join(folder, 'vocabulary.csv'), [...vocabularyCsv(vocabulary)].join(''));
  const facts = { loss: 'kullback-leibler' as const, ...summary };
  return { folder, config, collection, factors, facts, inMemory: await describeTopics(collection, factors, facts) };
}

test('a sample has documents at even distances, those that show a topic best and those that fit none; its figures are of all documents', async () => {
  const { folder, config, collection, factors, facts, inMemory } = await fitted();
  const files: Record<string, string>[] = [];
  for (const threads of [1, 2]) {
    const manifest = newManifest(config);
    const writer = new StageWriter(folder, '');
    const weights = WeightFile.ofNpy(path.join(folder, 'W.npy'), DOCUMENTS, 4);
    const large = { ...asLarge(collection), shards: shardsOf(collection.X, 20_000) };
    expect(large.shards.shards.length).toBeGreaterThan(3);
    const options = { threads, sampleDocuments: SAMPLE, onDocuments: async () => {} };
    const sampled = await writeSampledTopics(writer, { folder, config, manifest }, large, { ...factors, weights }, facts, options);
    weights.close();
    writer.publish();
    files.push(writer.files);

    const { rows, every } = sampled.sampledFrom;
    expect(rows.length).toBeLessThanOrEqual(SAMPLE);
    expect(rows).toEqual(expect.arrayContaining(Array.from({ length: Math.ceil(DOCUMENTS / every) }, (_, e) => e * every)));
    expect(rows).toEqual(expect.arrayContaining(representativeDocuments(inMemory.model, collection.X, 12).flat()));
    expect(sampled.descriptions).toEqual(inMemory.descriptions);
    expect(manifest.misfit).toEqual(misfitScale(inMemory.misfit.surprise));
    const scores = misfitScores(inMemory.misfit.surprise, inMemory.misfit.scale);
    expect(sampled.sampledFrom.misfits).toBe(scores.filter((score) => score > 3).length);
    expect(sampled.sampledFrom.misfits).toBeGreaterThan(10);
    const worst = [...scores.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, 10);
    expect(rows).toEqual(expect.arrayContaining(worst));
    expect(sampled.sampledFrom.rank1Documents).toEqual([...largestTopics(inMemory.model, collection)]);
    expect(sampled.sampledFrom.noiseTerms).toEqual(noiseTerms(collection.X, collection.vocabulary.terms, 50));
    expect(sampled.collection.X).toEqual(selectRows(collection.X, rows));
    expect(sampled.collection.documents.map(({ id }) => id)).toEqual(rows.map((row) => `d${row}`));
    expect([...sampled.misfit.scores]).toEqual(rows.map((row) => scores[row]));
    expect([...sampled.model.documentTopics]).toEqual(rows.flatMap((row) => [...inMemory.model.documentTopics.subarray(4 * row, 4 * row + 4)]));
    expect([...rowSums(sampled.collection.X)].every((words) => words > 0)).toBe(true);
    const loaded = await loadSampledTopics(folder, manifest, facts);
    expect(loaded.descriptions).toEqual(sampled.descriptions);
    expect(loaded.model).toEqual(sampled.model);
    expect(loaded.misfit).toEqual(sampled.misfit);
    expect(loaded.sampledFrom).toEqual(sampled.sampledFrom);
  }
  expect(files[1]).toEqual(files[0]);
  expect(readFileSync(path.join(folder, 'document-topics.csv'), 'utf8').split('\r\n')).toHaveLength(DOCUMENTS + 2);
});

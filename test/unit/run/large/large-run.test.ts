import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { documentTopicsCsv, misfitCsv, topicSummaryCsv, topicsCsv } from '../../../../src/report/tables.js';
import { loadCollection, loadFactors } from '../../../../src/run/artifacts.js';
import { describeTopics, TOP_TERMS } from '../../../../src/run/describe-topics.js';
import { evaluateRun } from '../../../../src/run/evaluate-run.js';
import { listDocuments } from '../../../../src/run/list-documents.js';
import { loadModel } from '../../../../src/run/model.js';
import { documentTexts } from '../../../../src/run/page-texts.js';
import { recordedConfig } from '../../../../src/run/recorded-config.js';
import { reportRun } from '../../../../src/run/report-run.js';
import { withWordedLabels } from '../../../../src/run/worded-labels.js';
import { resultsOf } from '../../../temporary-folder.js';
import { ALL_DONE, ALL_REUSED, place, runIt, SAME_BITS, table } from '../run-it.js';

const read = (folder: string, name: string) => readFileSync(path.join(folder, name), 'utf8');
const SMALL = { memory: '1MB' };

test('a run whose counts do not fit into memory leaves all files, with the bits that its factors give in memory', async () => {
  const { letters, out } = place();
  const { manifest, stages, progress } = await runIt(letters, out, SMALL);
  expect(stages).toEqual(ALL_DONE);
  const sample = ['sample-counts.mtx', 'sample-documents.csv', 'sample-texts.jsonl.gz', 'sample.json'];
  expect(resultsOf(out).filter((name) => !name.startsWith('.'))).toEqual(
    [...SAME_BITS, ...sample, 'manifest.json', 'proposed-stop-words.txt', 'report.html', 'report.md', 'trace.csv'].sort(),
  );
  expect(manifest.largeRun).toMatchObject({ memory: 1e6 });
  expect(manifest.sample).toEqual({ documents: 8, every: 1 });
  expect(progress.find(({ stage }) => stage === 'on-disk')).toMatchObject({ reason: expect.stringContaining('more than the 1 MB of --memory') });

  const collection = await loadCollection(out);
  const { fit } = manifest;
  const facts = { loss: 'kullback-leibler' as const, documentPrior: fit?.documentPrior ?? [], emptyTopics: fit?.emptyTopics ?? [] };
  const plain = await describeTopics(collection, loadFactors(out), facts);
  const described = await withWordedLabels(collection, plain, documentTexts(out, collection.documents), recordedConfig(manifest, out));
  const ids = collection.documents.map(({ id }) => id);
  expect(read(out, 'topics.csv')).toBe([...topicsCsv(described.descriptions)].join(''));
  expect(read(out, 'topic-summary.csv')).toBe([...topicSummaryCsv(described.descriptions, TOP_TERMS)].join(''));
  expect(read(out, 'document-topics.csv')).toBe([...documentTopicsCsv(ids, described.model)].join(''));
  expect(read(out, 'misfit.csv')).toBe([...misfitCsv(collection.documents, described.misfit)].join(''));
  expect(manifest.misfit).toEqual(described.misfit.scale);
});

test('it is reused, and other commands work on it', async () => {
  const { letters, out } = place();
  await runIt(letters, out, SMALL);
  const report = read(out, 'report.html');
  const again = await runIt(letters, out, SMALL);
  expect(again.stages).toEqual(ALL_REUSED);
  expect(again.manifest.sample).toEqual({ documents: 8, every: 1 });
  await reportRun(out, { settings: { summarySentences: 1 } });
  expect(read(out, 'report.html')).not.toBe(report);
  await reportRun(out, { settings: { summarySentences: 3 } });
  expect(read(out, 'report.html')).toBe(report);
  expect(loadModel(out)).toMatchObject({ topics: 2 });
  expect((await listDocuments(out, { topic: '1' })).documents.length).toBeGreaterThan(0);
  expect((await evaluateRun(out, { heldOut: false })).topics).toHaveLength(2);
});

test('with more memory the fit is another, and the files of the sample go', async () => {
  const { letters, out } = place();
  await runIt(letters, out, SMALL);
  const { stages, manifest } = await runIt(letters, out);
  expect(stages).toEqual(['count reused', 'fit', 'topics', 'report']);
  expect(manifest.largeRun).toBeUndefined();
  expect(manifest.sample).toBeUndefined();
  expect(resultsOf(out).filter((name) => name.startsWith('sample'))).toEqual([]);
  expect(table(out, 'documents.csv')).toHaveLength(8);
});

test('settings that need the counts in memory are refused where they do not fit', async () => {
  const { letters, out } = place();
  await expect(runIt(letters, out, { ...SMALL, solver: 'accelerated' })).rejects.toThrow('`solver` accelerated needs the counts in memory');
  await expect(runIt(letters, out, { ...SMALL, loss: 'frobenius' })).rejects.toThrow('`loss` frobenius needs the counts in memory');
  await expect(runIt(letters, out, { ...SMALL, topics: 'auto' })).rejects.toThrow('a search for the number of topics needs the counts in memory');
});

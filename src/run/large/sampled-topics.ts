import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ArtifactError } from '../../errors/errors.js';
import { type MisfitScale, misfitScores, surpriseOf } from '../../evaluate/misfit.js';
import type { NoiseTerm } from '../../evaluate/noise-terms.js';
import { writeMatrixMarket } from '../../matrix/matrix-market.js';
import { documentsCsv, topicSummaryCsv, topicsCsv } from '../../report/tables.js';
import { MixtureSolver } from '../../topics/infer.js';
import { normalizedRows, type Topics } from '../../topics/topic-model.js';
import { loadCollection, loadH } from '../artifacts.js';
import type { RunConfig } from '../config.js';
import { quotesTexts } from '../count-stage.js';
import { type CountedCollection, documentLengths } from '../counted-collection.js';
import { type DescribedTopics, type FitFacts, TOP_TERMS, type TopicDescription } from '../describe-topics.js';
import type { DocumentRecord } from '../document-records.js';
import type { Manifest } from '../manifest.js';
import { documentTexts } from '../page-texts.js';
import type { StageWriter } from '../stage-writer.js';
import { withWordedLabels } from '../worded-labels.js';
import { type DescribeOptions, describeLarge, type LargeFactors } from './describe-large.js';
import type { LargeCollection } from './large-collection.js';

/** The sample of a large run, from which its report is made. */
const SAMPLE_FILES = { documents: 'sample-documents.csv', counts: 'sample-counts.mtx' };
export const SAMPLE_TEXTS = 'sample-texts.jsonl.gz';
const SAMPLE_JSON = 'sample.json';

/** Pieces of the texts that are compressed while others are read. */
const PIECES_AHEAD = 3;

/** What the report of a sample tells of all documents. */
export interface SampledFrom {
  /** each so-manieth document of the collection, from the first, is in the sample */
  every: number;
  /** of the collection, rising: those of the sample */
  rows: number[];
  /** of how many documents with words each topic is the largest */
  rank1Documents: number[];
  /** documents that no topic explains; the worst are in the sample */
  misfits: number;
  noiseTerms: NoiseTerm[];
}

/** The topics of all documents, with the counts and mixtures of a sample. */
export interface SampledTopics extends DescribedTopics {
  collection: CountedCollection;
  sampledFrom: SampledFrom;
}

/** How a run was made. */
export interface LargeRun {
  /** of its results */
  folder: string;
  config: RunConfig;
  manifest: Manifest;
}

/** The stage of the topics of a large run: all tables of a run in memory, and the files of the sample. */
export async function writeSampledTopics(
  writer: StageWriter,
  { folder, config, manifest }: LargeRun,
  large: LargeCollection,
  factors: LargeFactors,
  facts: FitFacts,
  options: DescribeOptions,
): Promise<SampledTopics> {
  const { model, descriptions, scale, sample, ...figures } = await describeLarge(writer, large, factors, facts, options);
  manifest.misfit = scale;
  manifest.sample = { documents: sample.rows.length, every: sample.every };
  const documents = sample.rows.map((row) => large.documents.at(row) as DocumentRecord);
  const collection = { documents, vocabulary: large.vocabulary, X: sample.counts.matrix(factors.terms) };
  const plain = await describeSample(collection, model, descriptions, scale, facts);
  const described = quotesTexts(config) ? await withWordedLabels(collection, plain, keptTexts(writer, folder, documents), config) : plain;
  writer.write('topics.csv', topicsCsv(described.descriptions));
  writer.write('topic-summary.csv', topicSummaryCsv(described.descriptions, TOP_TERMS));
  writer.write(SAMPLE_FILES.documents, documentsCsv(documents, documentLengths(collection.X)));
  writer.write(SAMPLE_FILES.counts, writeMatrixMarket(collection.X));
  const sampledFrom: SampledFrom = { every: sample.every, rows: sample.rows, ...figures };
  writer.write(SAMPLE_JSON, [`${JSON.stringify({ ...sampledFrom, topics: described.descriptions })}\n`]);
  return { ...described, collection, sampledFrom };
}

/**
 * Reads back what `writeSampledTopics` left.
 *
 * @throws ArtifactError where a file is missing or damaged
 */
export async function loadSampledTopics(folder: string, manifest: Manifest, facts: FitFacts): Promise<SampledTopics> {
  const { topics: written, ...sampledFrom } = readSample(folder);
  // JSON has null for NaN
  const descriptions = written.map((topic) => ({ ...topic, npmi: topic.npmi ?? Number.NaN, exclusivity: topic.exclusivity ?? Number.NaN }));
  const { topics, terms, H } = loadH(folder);
  const model: Topics = {
    ...{ topics, terms, topicTerms: normalizedRows(H, terms) },
    tokens: Float64Array.from(descriptions, ({ tokens }) => tokens),
    prevalence: Float64Array.from(descriptions, ({ prevalence }) => prevalence),
  };
  const collection = await loadCollection(folder, SAMPLE_FILES);
  const described = await describeSample(collection, model, descriptions, manifest.misfit as MisfitScale, facts);
  return { ...described, collection, sampledFrom };
}

/** Mixtures and misfits of the sample: the same bits as of the same documents among all. */
async function describeSample(
  collection: CountedCollection,
  model: Topics,
  descriptions: TopicDescription[],
  scale: MisfitScale,
  facts: FitFacts,
): Promise<DescribedTopics> {
  const { X } = collection;
  const solver = await MixtureSolver.create({ ...model, ...facts });
  const { shares } = solver.infer(X);
  const unknown = collection.documents.map((document) => document.unknown);
  const surprise = surpriseOf(X, unknown, shares, solver.topics);
  const misfit = { surprise, scale, scores: misfitScores(surprise, scale) };
  return { model: { ...model, documents: X.rows, documentTopics: Float32Array.from(shares) }, descriptions, misfit };
}

/** The texts of the sample, each written into a file of their own as it passes. */
async function* keptTexts(writer: StageWriter, folder: string, documents: readonly { id: string }[]): AsyncGenerator<{ row: number; text: string }> {
  const file = writer.begin(SAMPLE_TEXTS);
  for await (const { row, text } of documentTexts(folder, documents)) {
    file.write(`${JSON.stringify({ id: (documents[row] as { id: string }).id, text })}\n`);
    await file.drained(PIECES_AHEAD);
    yield { row, text };
  }
  await file.drained();
  writer.finish(file);
}

function readSample(folder: string): SampledFrom & { topics: TopicDescription[] } {
  const file = path.join(folder, SAMPLE_JSON);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SampledFrom & { topics: TopicDescription[] };
  } catch (cause) {
    throw new ArtifactError(`${file} cannot be read: ${(cause as Error).message}`, { cause, hint: 'Run topikl again.' });
  }
}

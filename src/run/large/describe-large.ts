import { DocumentCoCounter } from '../../evaluate/co-counts.js';
import { LargestTopics } from '../../evaluate/largest-topics.js';
import { LISTED_MISFITS, MISFIT, type MisfitScale, misfitScores } from '../../evaluate/misfit.js';
import { MOST_NOISE_TERMS, type NoiseTerm, noiseTermsOf, TermDispersion } from '../../evaluate/noise-terms.js';
import { rowSums } from '../../matrix/csr-matrix.js';
import { documentTopicsHeader, misfitHeader, misfitRows } from '../../report/tables.js';
import { BestDocuments } from '../../topics/representative-documents.js';
import { rankTerms } from '../../topics/term-scores.js';
import { ExpectedCounts, type RoundedFactors, type Topics, topicsOf } from '../../topics/topic-model.js';
import { TopicSpread } from '../../topics/topic-spread.js';
import { describeRanked, type FitFacts, LISTED_TERMS, type TopicDescription, topPairs } from '../describe-topics.js';
import type { DocumentRecords } from '../document-records.js';
import type { StageWriter } from '../stage-writer.js';
import { type LargeCollection, rowBlocks } from './large-collection.js';
import { MixtureThreads } from './mixture-threads.js';
import { chooseSample, documentsOfTopic, type Sample, SampleCounts } from './sample.js';
import { SurpriseFile } from './surprise-file.js';
import type { WeightFile } from './weight-file.js';

/** The factors as they were written, W on disk. */
export interface LargeFactors extends Pick<RoundedFactors, 'topics' | 'terms' | 'H'> {
  weights: WeightFile;
}

export interface DescribeOptions {
  /** ≥ 1 */
  threads: number;
  /** most documents of the sample */
  sampleDocuments: number;
  /** told of documents whose mixtures are inferred; throws where it is to be ended */
  onDocuments: (documents: number) => Promise<void>;
}

/** What is said of a fit to a large collection. */
export interface LargeDescription {
  model: Topics;
  descriptions: TopicDescription[];
  scale: MisfitScale;
  /** of how many documents with words each topic is the largest */
  rank1Documents: number[];
  /** documents that no topic explains */
  misfits: number;
  noiseTerms: NoiseTerm[];
  sample: Sample & { counts: SampleCounts };
}

/**
 * Describes the topics of a large collection as `describeTopics` does, with the same bits, in two passes over its counts; writes
 * document-topics.csv and misfit.csv on the way. Memory holds the topics, and a few blocks of documents.
 */
export async function describeLarge(
  writer: StageWriter,
  collection: LargeCollection,
  factors: LargeFactors,
  facts: FitFacts,
  options: DescribeOptions,
): Promise<LargeDescription> {
  const { documents, vocabulary, shards } = collection;
  const model = topicsOf(factors, factors.weights.columnSums());
  const found = await inferAll(writer, collection, factors, model, facts, options);
  const ranked = rankTerms(model, found.expected.byTopic(), vocabulary.counts, LISTED_TERMS);
  const scale = found.surprise.scale();
  const misfits = writeMisfit(writer, documents, found.surprise, scale);
  const sample = chooseSample(documents.length, [...found.best.rows().flat(), ...misfits.worst], options.sampleDocuments);
  const counts = new SampleCounts(sample.rows);
  const together = new DocumentCoCounter(topPairs(ranked, shards.columns));
  for await (const block of rowBlocks(shards)) {
    together.add(block.X);
    counts.add(block);
    await options.onDocuments(documents.length);
  }
  const { spread, largest, dispersion } = found;
  const idOf = (row: number) => documents.at(row)?.id ?? '';
  const descriptions = describeRanked(ranked, { vocabulary, model, counts: together.finish(), spread, idOf, emptyTopics: facts.emptyTopics });
  const noiseTerms = noiseTermsOf(dispersion, vocabulary.terms, MOST_NOISE_TERMS);
  return { model, descriptions, scale, rank1Documents: [...largest.documents], misfits: misfits.documents, noiseTerms, sample: { ...sample, counts } };
}

/** The first pass: mixtures in threads, and meanwhile what is summed up over all documents. */
async function inferAll(
  writer: StageWriter,
  { documents, shards }: LargeCollection,
  { weights, ...factors }: LargeFactors,
  model: Topics,
  facts: FitFacts,
  { threads, sampleDocuments, onDocuments }: DescribeOptions,
) {
  const expected = new ExpectedCounts(factors);
  const spread = new TopicSpread(model);
  const dispersion = new TermDispersion(shards.columns);
  const best = new BestDocuments(model.topics, documentsOfTopic(model.topics, sampleDocuments));
  const largest = new LargestTopics(model.topics);
  const surprise = new SurpriseFile(writer.beginScratch('surprise'));
  const records = documents[Symbol.iterator]();
  async function* blocks() {
    for await (const { firstRow, X } of rowBlocks(shards)) {
      const read = Array.from({ length: X.rows }, () => records.next().value as { id: string; unknown: number });
      yield { firstRow, X, ids: read.map(({ id }) => id), unknown: Uint32Array.from(read, ({ unknown }) => unknown) };
    }
  }
  const file = writer.begin('document-topics.csv');
  for (const piece of documentTopicsHeader(model.topics)) file.write(piece);
  const mixtures = await MixtureThreads.start({ ...model, ...facts }, threads);
  try {
    for await (const { block, inferred } of mixtures.infer(blocks())) {
      const { firstRow, X } = block;
      const W = weights.read(firstRow, X.rows);
      expected.add(X, W);
      spread.add(W);
      dispersion.add(X);
      file.write(inferred.rows);
      surprise.add(inferred);
      const words = rowSums(X);
      best.add(inferred.shares, words);
      largest.add(inferred.shares, words);
      await onDocuments(firstRow + X.rows);
    }
  } finally {
    await mixtures.close();
  }
  writer.finish(file);
  return { expected, spread, dispersion, best, largest, surprise };
}

/** Writes misfit.csv. Returns how many documents no topic explains, and the rows of the worst, as the report lists them. */
function writeMisfit(writer: StageWriter, documents: DocumentRecords, surprise: SurpriseFile, scale: MisfitScale): { documents: number; worst: number[] } {
  const records = documents[Symbol.iterator]();
  const file = writer.begin('misfit.csv');
  for (const piece of misfitHeader()) file.write(piece);
  let row = 0;
  let above = 0;
  let worst: { row: number; score: number }[] = [];
  for (const block of surprise.blocks()) {
    const scores = misfitScores(block, scale);
    const read = Array.from(scores, () => records.next().value as { id: string; unknown: number });
    for (const piece of misfitRows(read, block, scores)) file.write(piece);
    const found = [...worst];
    scores.forEach((score, i) => {
      if (!(score > MISFIT)) return;
      above++;
      found.push({ row: row + i, score });
    });
    worst = found.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, LISTED_MISFITS);
    row += scores.length;
  }
  writer.finish(file);
  return { documents: above, worst: worst.map((one) => one.row) };
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { ArtifactError, ConfigError } from '../errors/errors.js';
import { allocations } from '../evaluate/allocation.js';
import { cV } from '../evaluate/c-v.js';
import type { CoCounts } from '../evaluate/co-counts.js';
import { corpusDivergence } from '../evaluate/corpus-divergence.js';
import { coverageOf, totalCoverage } from '../evaluate/coverage.js';
import { diversity } from '../evaluate/diversity.js';
import { effectiveWords } from '../evaluate/effective-words.js';
import { exclusivity } from '../evaluate/exclusivity.js';
import type { HeldOutLikelihood } from '../evaluate/held-out.js';
import { npmiOfCounts } from '../evaluate/npmi.js';
import { inverseRankBiasedOverlap } from '../evaluate/rank-biased-overlap.js';
import { TermPairs } from '../evaluate/term-pairs.js';
import { umass } from '../evaluate/umass.js';
import type { TraceRow } from '../factorize/factorize.js';
import { rowSums } from '../matrix/csr-matrix.js';
import type { CoherenceBasis, EvaluatedTopic, Evaluation } from '../report/evaluation.js';
import { evaluationCsv } from '../report/evaluation-tables.js';
import { MEASURES, type TopicMeasure } from '../report/measures.js';
import { labelsOf } from '../summarize/document-labels.js';
import { MixtureSolver } from '../topics/infer.js';
import { type TopicModel, topicModel } from '../topics/topic-model.js';
import { ArtifactFile } from './artifact-file.js';
import { EVALUATION_JSON, type ListedTerm, loadCollection, loadFactors, loadTopicSummaries, loadTopicTerms, TEXTS, type TopicSummary } from './artifacts.js';
import { type CoherenceCounts, countDocuments, countReference, countTexts, type Window } from './coherence-counts.js';
import type { CountedCollection } from './counted-collection.js';
import { TOP_TERMS } from './describe-topics.js';
import { checkRunFits } from './fit-memory.js';
import { heldOutLikelihood } from './held-out-fit.js';
import { labelAgreement } from './label-agreement.js';
import { lockFolder } from './lock.js';
import { checkFitEnded, type Manifest, readManifest } from './manifest.js';
import { loadCounting } from './model.js';
import { modelSettings } from './model-settings.js';
import type { RunHooks } from './progress.js';
import { recordedConfig } from './recorded-config.js';
import { isNamedStart } from './settings.js';
import type { SequenceSource } from './term-sequences.js';
import { version } from './version.js';

export const EVALUATION_CSV = 'evaluation.csv';

/** Terms of a topic over which diversity is taken. */
const DIVERSITY_TERMS = 25;
export interface EvaluateOptions {
  /** a folder, a file or a pattern of texts on which coherence is counted instead of the collection's */
  reference?: string | undefined;
  /** words of a window, or whole documents; default: 10 for NPMI, 110 for C_v */
  window?: Window | undefined;
  /** column of documents.csv that holds labels; folder or path: the first folder of each document's path */
  labelsColumn?: string | undefined;
  /** whether the held-out likelihood is measured, for which the model is fitted once more; default true */
  heldOut?: boolean | undefined;
}

/**
 * Measures the topics of a finished run, and writes evaluation.json and evaluation.csv beside them.
 *
 * @param folder that `run` wrote
 * @throws ArtifactError where the run is not finished, or its files are damaged
 * @throws ConfigError for a column or a reference that does not exist, or where another run is writing into the folder
 * @throws CorpusError where no document of the reference has words
 * @throws InterruptedError when hooks.signal is aborted
 */
export async function evaluateRun(folder: string, options: EvaluateOptions = {}, hooks: RunHooks = {}): Promise<Evaluation> {
  readManifest(folder);
  const unlock = lockFolder(folder);
  try {
    const manifest = readManifest(folder);
    const stage = manifest.stages.find(({ name }) => name === 'topics');
    if (stage === undefined) throw new ArtifactError(`the run in "${folder}" is not finished`, { hint: 'Run the same command again: it goes on from there.' });
    checkFitEnded(manifest, folder);
    checkRunFits('topikl evaluate', manifest);
    const collection = await loadCollection(folder);
    const evaluation = await evaluate({ folder, manifest, collection, fingerprint: stage.fingerprint }, options, hooks);
    write(folder, evaluation);
    return evaluation;
  } finally {
    unlock();
  }
}

interface FinishedRun {
  folder: string;
  manifest: Manifest;
  collection: CountedCollection;
  fingerprint: string;
}

async function evaluate(run: FinishedRun, options: EvaluateOptions, hooks: RunHooks): Promise<Evaluation> {
  const { folder, manifest, collection, fingerprint } = run;
  const labels = options.labelsColumn === undefined ? undefined : labelsOf(collection.documents, options.labelsColumn, 'labels-column');
  const fitted = topicModel(loadFactors(folder));
  const listed = loadTopicTerms(folder, fitted.topics);
  const columnOf = new Map(collection.vocabulary.terms.map((term, column) => [term, column]));
  const columns = listed.map((terms) => terms.map(({ term }) => columnOf.get(term) ?? Number.NaN));
  if (fitted.documents !== collection.X.rows || fitted.terms !== collection.X.columns || columns.flat().includes(Number.NaN)) {
    throw new ArtifactError(`the files in "${folder}" do not belong together: W.npy, H.npy and topics.csv are not those of counts.mtx`, {
      hint: 'Run topikl again.',
    });
  }
  const top = columns.map((terms) => terms.slice(0, TOP_TERMS));
  const { loss } = recordedConfig(manifest, folder);
  const { shares } = (await MixtureSolver.create({ ...fitted, loss, documentPrior: manifest.fit?.documentPrior ?? [] })).infer(collection.X);
  const model = { ...fitted, documentTopics: Float32Array.from(shares) };

  const { counts, note } = await countCoherence(run, new TermPairs(top, model.terms), options, hooks);
  const topics = evaluateTopics({ model, collection, listed, top, counts, summaries: loadTopicSummaries(folder) });
  const means = Object.fromEntries(TOPIC_MEASURES.map((measure) => [measure, meanOf(topics.map((topic) => topic[measure]))]));
  return {
    version,
    fingerprint,
    coherence: { ...basisOf(counts, top), texts: options.reference === undefined ? 'collection' : 'reference', reference: options.reference ?? null, note },
    model: {
      diversity: diversity(columns.map((terms) => terms.slice(0, DIVERSITY_TERMS))),
      inverseRankBiasedOverlap: inverseRankBiasedOverlap(top),
      ...(means as Record<TopicMeasure, number>),
    },
    topics,
    labels: labels === undefined ? null : labelAgreement(model, rowSums(collection.X), labels, manifest.seed),
    heldOut: options.heldOut === false ? null : ((await heldOutOf(run, model.topics, hooks)) ?? null),
    measures: MEASURES,
  };
}

async function heldOutOf(
  { folder, manifest, collection }: FinishedRun,
  topics: number,
  { onProgress, signal }: RunHooks,
): Promise<HeldOutLikelihood | undefined> {
  const config = recordedConfig(manifest, folder);
  // a start in another folder has a row for each document
  const init = isNamedStart(config.init) ? config.init : 'random';
  const onIteration = (iteration: number, last: TraceRow) => onProgress?.({ stage: 'fitting', iteration, maxIterations: config.maxIterations, last });
  return heldOutLikelihood(collection.X, { ...modelSettings(config), topics, init }, { onIteration, signal });
}

const TOPIC_MEASURES: readonly TopicMeasure[] = [
  'npmi',
  'cV',
  'umass',
  'exclusivity',
  'frex',
  'effectiveWords',
  'rank1Documents',
  'rank1Share',
  'allocationCount',
  'corpusDivergence',
];

/** Counts what coherence is taken from, in the texts that are there for it. */
async function countCoherence(
  { folder, manifest, collection }: FinishedRun,
  pairs: TermPairs,
  { reference, window }: EvaluateOptions,
  hooks: RunHooks,
): Promise<{ counts: CoherenceCounts; note: string }> {
  const config = recordedConfig(manifest, folder);
  const { terms } = collection.vocabulary;
  const counting = loadCounting(folder, manifest, terms);
  const source: SequenceSource = {
    terms,
    // in texts beside a matrix of counts, whose words nobody knows how they were cut, every word may be a term
    settings: counting?.settings ?? { ...config, minLength: 1, numbers: true },
    wordForms: counting?.wordForms ?? [],
    phrases: counting?.phrases ?? [],
    givenTerms: config.vocabulary !== undefined,
  };
  const request = { pairs, collection, source, window };
  if (reference !== undefined) return { counts: await countReference(request, reference, config.chunk, hooks), note: '' };
  if (window === 'documents') return { counts: countDocuments(request), note: '' };
  if (existsSync(path.join(folder, TEXTS))) return { counts: await countTexts(request, folder, hooks), note: '' };
  const why = config.matrixInput ? 'the input was a matrix of counts' : 'the run was told not to keep the texts (keep-texts no)';
  return { counts: countDocuments(request), note: `Coherence is counted over whole documents, since ${why}: windows of words need texts.` };
}

interface TopicParts {
  model: TopicModel;
  collection: CountedCollection;
  listed: readonly ListedTerm[][];
  /** columns of the first terms of each topic */
  top: readonly number[][];
  counts: CoherenceCounts;
  summaries: readonly TopicSummary[];
}

function evaluateTopics({ model, collection: { X, vocabulary }, listed, top, counts, summaries }: TopicParts): EvaluatedTopic[] {
  const given = allocations(model, rowSums(X));
  return top.map((terms, k) => {
    const { label = '', prevalence = Number.NaN } = summaries[k] ?? {};
    const probability = (term: number) => model.topicTerms[k * model.terms + term];
    return {
      topic: k + 1,
      label,
      prevalence,
      npmi: npmiOfCounts(counts.npmi, terms),
      cV: cV(counts.cV, terms),
      umass: umass(
        counts.umass,
        [...terms].sort((a, b) => probability(b) - probability(a) || a - b),
      ),
      exclusivity: exclusivity(model, k, terms),
      frex: meanOf(listed[k].slice(0, TOP_TERMS).map(({ frex }) => frex)),
      effectiveWords: effectiveWords(model, k),
      rank1Documents: given[k].rank1Documents,
      rank1Share: given[k].rank1Share,
      allocationCount: given[k].allocationCount,
      corpusDivergence: corpusDivergence(model, k, vocabulary.counts),
      terms: terms.map((term) => vocabulary.terms[term]),
      coverage: coverageOf(counts.npmi, terms),
    };
  });
}

function basisOf(counts: CoherenceCounts, top: readonly number[][]): Omit<CoherenceBasis, 'texts' | 'reference' | 'note'> {
  const coverage = (of: CoCounts) => totalCoverage(top.map((terms) => coverageOf(of, terms)));
  return {
    documents: counts.documents,
    leftOut: counts.leftOut,
    windows: { ...counts.windows, umass: 'documents' },
    coverage: { npmi: coverage(counts.npmi), cV: coverage(counts.cV), umass: coverage(counts.umass) },
  };
}

/** The mean of those numbers that are numbers; NaN where none is. */
function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Both files appear, or neither. */
function write(folder: string, evaluation: Evaluation): void {
  const json = new ArtifactFile(folder, EVALUATION_JSON);
  const csv = new ArtifactFile(folder, EVALUATION_CSV);
  try {
    json.write(`${JSON.stringify(evaluation, null, 2)}\n`);
    for (const piece of evaluationCsv(evaluation.topics)) csv.write(piece);
    json.finish();
    csv.finish();
    csv.publish();
    json.publish();
  } catch (error) {
    json.discard();
    csv.discard();
    throw error;
  }
}

/** @throws ConfigError for a window that is no number of words ≥ 2 and not "documents" */
export function parseWindow(written: string): Window {
  if (written === 'documents') return written;
  if (/^\d{1,9}$/.test(written) && Number(written) >= 2) return Number(written);
  throw new ConfigError(`\`window\` must be a whole number of words ≥ 2, or documents, got "${written}"`);
}

import { existsSync } from 'node:fs';
import { ArtifactError, ConfigError } from '../errors/errors.js';
import type { MisfitScale } from '../evaluate/misfit.js';
import type { LossName } from '../factorize/losses.js';
import type { FixedTopics } from '../topics/infer.js';
import { topicModel } from '../topics/topic-model.js';
import { isPhrase } from '../vocabulary/phrases.js';
import type { WordForm } from '../vocabulary/word-forms.js';
import { loadFactors, loadLeftOutWords, loadPhrases, loadTerms, loadWordForms } from './artifacts.js';
import type { CountSettings } from './count-documents.js';
import type { CountedCollection } from './counted-collection.js';
import { checkFitEnded, type Manifest, readManifest } from './manifest.js';
import { recordedConfig } from './recorded-config.js';

/** How the words of the documents were counted that a model was fitted to, so that new ones are counted alike. */
export interface CountingModel {
  /** of the texts; `moreStopWords` are the stop words that were given */
  settings: CountSettings;
  /** words that stand in too many documents to be terms */
  tooCommon: readonly string[];
  /** exceptions from how a word's term is found */
  wordForms: readonly WordForm[];
  /** the words that are joined to one, with blanks between them; none: no phrases were looked for */
  phrases: readonly string[] | undefined;
  /** as `settleLanguages` counts them, see CountedCollection */
  detectedLanguages: readonly { language: string; documents: number }[];
}

/** Topics that stay as they are, with all that it takes to infer the mixtures of new documents. */
export interface Model extends FixedTopics {
  /** the terms of the columns of `topicTerms` */
  readonly vocabulary: readonly string[];
  /** absent where the topics were fitted to counts made elsewhere */
  readonly counting: CountingModel | undefined;
  /** what the misfit of documents is measured against */
  readonly misfit: MisfitScale;
}

/** How new documents are to be counted for topics that were fitted to a counted collection; undefined for a count matrix. */
export function countingModel(collection: CountedCollection, settings: CountSettings): CountingModel | undefined {
  const { leftOut, detectedLanguages, phrases, vocabulary } = collection;
  if (leftOut === undefined || detectedLanguages === undefined) return undefined;
  const joined = settings.fixedVocabulary === undefined ? phrases?.map(({ term }) => term) : vocabulary.terms.filter(isPhrase);
  return {
    settings,
    tooCommon: leftOut.filter(({ reason }) => reason === 'too-common').map(({ word }) => word),
    wordForms: collection.wordForms ?? [],
    phrases: settings.phrases ? (joined ?? []) : undefined,
    detectedLanguages,
  };
}

/**
 * The model of a finished run: its topics, and how its documents were counted. Nothing but its folder is needed, not the documents.
 *
 * @param folder that `topikl run` wrote
 * @throws ArtifactError where it holds no finished run, or one of a version that left too little
 */
export function loadModel(folder: string): Model {
  const manifest = readManifest(folder);
  const { counts, fit, misfit } = manifest;
  if (fit === undefined || !manifest.stages.some(({ name }) => name === 'topics')) {
    throw new ArtifactError(`the run in "${folder}" is not finished`, { hint: 'Run the same command again: it goes on from there.' });
  }
  if (misfit === undefined || (counts?.detectedLanguages === undefined && !recordedConfig(manifest, folder).matrixInput)) {
    throw new ArtifactError(`the run in "${folder}" was made by version ${manifest.version}, which left too little to infer mixtures`, {
      hint: 'Run it again, into a new folder.',
    });
  }
  checkFitEnded(manifest, folder);
  const factors = loadFactors(folder);
  const vocabulary = loadTerms(folder);
  if (vocabulary.length !== factors.terms) {
    throw new ArtifactError(`the files in "${folder}" do not belong together: H.npy has ${factors.terms} columns, vocabulary.csv ${vocabulary.length} terms`, {
      hint: 'Run topikl again.',
    });
  }
  const { topics, terms, topicTerms } = topicModel(factors);
  const loss = (manifest.config.loss ?? 'kullback-leibler') as LossName;
  return { topics, terms, topicTerms, documentPrior: fit.documentPrior, loss, vocabulary, counting: loadCounting(folder, manifest, vocabulary), misfit };
}

/** How the documents of a run were counted; undefined where they were counted elsewhere. */
export function loadCounting(folder: string, manifest: Manifest, vocabulary: readonly string[]): CountingModel | undefined {
  const { detectedLanguages } = manifest.counts ?? {};
  if (detectedLanguages === undefined) return undefined;
  const leftOut = loadLeftOutWords(folder);
  const wordsOf = (reason: string) => leftOut.filter((word) => word.reason === reason).map(({ word }) => word);
  const isGiven = manifest.config.vocabulary !== undefined;
  const settings: CountSettings = {
    ...recordedConfig(manifest, folder),
    moreStopWords: wordsOf('stop-word'),
    fixedVocabulary: isGiven ? vocabulary : undefined,
  };
  const phrases = settings.phrases ? (isGiven ? vocabulary.filter(isPhrase) : loadPhrases(folder)) : undefined;
  return { settings, tooCommon: wordsOf('too-common'), wordForms: loadWordForms(folder), phrases, detectedLanguages };
}

/** @throws ConfigError for a folder that is not there */
export function checkModelFolder(folder: string): void {
  if (!existsSync(folder)) throw new ConfigError(`the folder "${folder}" does not exist`, { hint: 'Name the folder that `topikl run` wrote.' });
}

import { existsSync } from 'node:fs';
import { ArtifactError, ConfigError } from '../errors/errors.js';
import type { InferenceModel } from '../evaluate/inference.js';
import type { LossName } from '../factorize/losses.js';
import { normalizedRows } from '../topics/topic-model.js';
import type { CountingModel } from '../vocabulary/known-words.js';
import { isPhrase } from '../vocabulary/phrases.js';
import type { WordSettings } from '../vocabulary/word-settings.js';
import { loadH, loadLeftOutWords, loadPhrases, loadTerms, loadWordForms } from './artifacts.js';
import type { TermSettings } from './choose-terms.js';
import type { CountedCollection } from './counted-collection.js';
import { checkFitEnded, type Manifest, readManifest } from './manifest.js';
import { recordedConfig } from './recorded-config.js';

/** Topics that stay as they are, with all that it takes to infer the mixtures of new documents. */
export interface Model extends InferenceModel {
  /** the terms of the columns of `topicTerms` */
  readonly vocabulary: readonly string[];
  /** absent where the topics were fitted to counts made elsewhere */
  readonly counting: CountingModel | undefined;
}

/** How new documents are to be counted for topics that were fitted to a counted collection; undefined for a count matrix. */
export function countingModel(collection: CountedCollection, settings: TermSettings): CountingModel | undefined {
  const { leftOut, detectedLanguages, phrases, vocabulary } = collection;
  if (leftOut === undefined || detectedLanguages === undefined) return undefined;
  const joined = settings.fixedVocabulary === undefined ? phrases?.map(({ term }) => term) : vocabulary.terms.filter(isPhrase);
  return {
    settings,
    givenTerms: settings.fixedVocabulary !== undefined,
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
  const { topics, terms, H } = loadH(folder);
  const vocabulary = loadTerms(folder);
  if (vocabulary.length !== terms) {
    throw new ArtifactError(`the files in "${folder}" do not belong together: H.npy has ${terms} columns, vocabulary.csv ${vocabulary.length} terms`, {
      hint: 'Run topikl again.',
    });
  }
  const loss = (manifest.config.loss ?? 'kullback-leibler') as LossName;
  return {
    topics,
    terms,
    topicTerms: normalizedRows(H, terms),
    documentPrior: fit.documentPrior,
    loss,
    vocabulary,
    counting: loadCounting(folder, manifest, vocabulary),
    misfit,
  };
}

/** How the documents of a run were counted; undefined where they were counted elsewhere. */
export function loadCounting(folder: string, manifest: Manifest, vocabulary: readonly string[]): CountingModel | undefined {
  const { detectedLanguages } = manifest.counts ?? {};
  if (detectedLanguages === undefined) return undefined;
  const leftOut = loadLeftOutWords(folder);
  const wordsOf = (reason: string) => leftOut.filter((word) => word.reason === reason).map(({ word }) => word);
  const givenTerms = manifest.config.vocabulary !== undefined;
  const settings: WordSettings = { ...recordedConfig(manifest, folder), moreStopWords: wordsOf('stop-word') };
  const phrases = settings.phrases ? (givenTerms ? vocabulary.filter(isPhrase) : loadPhrases(folder)) : undefined;
  return { settings, givenTerms, tooCommon: wordsOf('too-common'), wordForms: loadWordForms(folder), phrases, detectedLanguages };
}

/** @throws ConfigError for a folder that is not there */
export function checkModelFolder(folder: string): void {
  if (!existsSync(folder)) throw new ConfigError(`the folder "${folder}" does not exist`, { hint: 'Name the folder that `topikl run` wrote.' });
}

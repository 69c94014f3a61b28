import { ConfigError } from '../errors/errors.js';
import { adjustedRandIndex } from '../evaluate/adjusted-rand-index.js';
import { contingency } from '../evaluate/contingency.js';
import { dominantTopics } from '../evaluate/dominant-topics.js';
import { labelAccuracy } from '../evaluate/label-accuracy.js';
import { normalisedMutualInformation } from '../evaluate/normalised-mutual-information.js';
import { purity } from '../evaluate/purity.js';
import { sortByCodePoint } from '../math/code-point-order.js';
import type { LabelAgreement } from '../report/evaluation.js';
import type { TopicModel } from '../topics/topic-model.js';
import type { DocumentRecord } from './counted-collection.js';

/** Labels of documents. */
export interface DocumentLabels {
  column: string;
  /** the different ones, by code point */
  labels: string[];
  /** of each document the index of its label, −1 for none */
  labelOf: Int32Array;
}

/** Names that are labels by themselves, if no column of the metadata has them: the first folder of the path. */
const FOLDER_NAMES = ['folder', 'path'];

/**
 * The labels in a column of documents.csv.
 *
 * @param column of the metadata; language; folder or path: the first folder of the document's path, none for one that lies in no folder
 * @throws ConfigError where no document has such a column, or fewer than two different labels are in it
 */
export function labelsOf(documents: readonly DocumentRecord[], column: string): DocumentLabels {
  const known = new Set(documents.flatMap(({ metadata }) => Object.keys(metadata)));
  const isFolder = !known.has(column) && FOLDER_NAMES.includes(column);
  const isLanguage = !known.has(column) && column === 'language';
  if (!known.has(column) && !isFolder && !isLanguage) {
    throw new ConfigError(`\`labels-column\` names "${column}", which documents.csv does not have`, {
      hint: `It has: ${['folder', 'language', ...known].join(', ')}; folder is the first folder of each path.`,
    });
  }
  const written = documents.map(({ path, language, metadata }) => {
    if (isFolder) return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
    return isLanguage ? language : Object.hasOwn(metadata, column) ? (metadata[column] as string).trim() : '';
  });
  const labels = sortByCodePoint([...new Set(written)].filter((label) => label !== ''));
  if (labels.length < 2)
    throw new ConfigError(`\`labels-column\` names "${column}", in which there are ${labels.length} different labels, expected at least 2`);
  const indices = new Map(labels.map((label, index) => [label, index]));
  return { column, labels, labelOf: Int32Array.from(written, (label) => indices.get(label) ?? -1) };
}

/**
 * How far topics and labels go together; documents without words are left out.
 *
 * @param lengths words of each document
 * @param seed of the folds
 */
export function labelAgreement(model: TopicModel, lengths: Float64Array, { column, labels, labelOf }: DocumentLabels, seed: number): LabelAgreement {
  const used = labelOf.map((label, i) => (lengths[i] > 0 ? label : -1));
  const table = contingency(dominantTopics(model), used, model.topics, labels.length);
  const accuracy = labelAccuracy(model, used, seed);
  return {
    column,
    documents: table.documents,
    withoutLabel: labelOf.length - table.documents,
    labels: labels.length,
    purity: purity(table),
    normalisedMutualInformation: normalisedMutualInformation(table),
    adjustedRandIndex: adjustedRandIndex(table),
    labelAccuracy: accuracy?.accuracy ?? Number.NaN,
    accuracyStandardError: accuracy?.standardError ?? Number.NaN,
    accuracyBaseline: accuracy?.baseline ?? Number.NaN,
    accuracyDocuments: accuracy?.documents ?? 0,
    accuracyLabels: accuracy?.labels ?? 0,
  };
}

import { adjustedRandIndex } from '../evaluate/adjusted-rand-index.js';
import { contingency } from '../evaluate/contingency.js';
import { dominantTopics } from '../evaluate/dominant-topics.js';
import { labelAccuracy } from '../evaluate/label-accuracy.js';
import { normalisedMutualInformation } from '../evaluate/normalised-mutual-information.js';
import { purity } from '../evaluate/purity.js';
import type { LabelAgreement } from '../report/evaluation.js';
import type { DocumentLabels } from '../summarize/document-labels.js';
import type { TopicModel } from '../topics/topic-model.js';

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

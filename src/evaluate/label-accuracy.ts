import { Random } from '../math/random.js';
import type { TopicModel } from '../topics/topic-model.js';
import { fitLogisticRegression, predict } from './logistic-regression.js';

/** Parts that the documents are cut into; each is predicted from the others. */
export const FOLDS = 5;
/** Documents that are used at most: of more, so many are drawn. */
const MOST_DOCUMENTS = 20_000;
/** Labels that are told apart at most: the time grows with them. */
const MOST_LABELS = 200;

/** How well labels can be told from the mixtures of topics. */
export interface LabelAccuracy {
  /** share of the documents whose label was predicted, 0 to 1 */
  accuracy: number;
  /** standard error of the mean over the folds */
  standardError: number;
  /** the same share where every document gets the commonest label */
  baseline: number;
  documents: number;
  labels: number;
}

/**
 * Accuracy of a multinomial logistic regression (L2, C = 1) from documents' mixtures to their labels, by 5-fold cross-validation: the mean
 * over the folds of the share of documents whose label is predicted from the other folds. The folds have the labels in equal shares, drawn
 * by the seed. Labels of fewer than five documents are left out; of more than 20,000 documents so many are drawn.
 *
 * @param labelOf label of each document, from 0; −1: left out
 * @returns undefined where there are fewer than two labels, or more than 200
 */
export function labelAccuracy({ topics, documentTopics }: TopicModel, labelOf: Int32Array, seed: number): LabelAccuracy | undefined {
  const { rows, labels, classes } = drawDocuments(labelOf, new Random(seed));
  if (classes < 2 || classes > MOST_LABELS) return undefined;
  const data = { features: documentTopics, width: topics, classes };
  // in the drawn order, label by label, each document goes to the next fold
  const foldOf = new Int32Array(rows.length);
  byLabel(labels).forEach((place, next) => {
    foldOf[place] = next % FOLDS;
  });
  const shares = Array.from({ length: FOLDS }, (_, fold) => {
    const places = Array.from(rows.keys());
    const others = places.filter((place) => foldOf[place] !== fold);
    const weights = fitLogisticRegression({ ...data, rows: others.map((place) => rows[place]), labels: others.map((place) => labels[place]) });
    const own = places.filter((place) => foldOf[place] === fold);
    return own.filter((place) => predict(weights, data, rows[place]) === labels[place]).length / own.length;
  });
  const accuracy = shares.reduce((sum, share) => sum + share, 0) / FOLDS;
  const variance = shares.reduce((sum, share) => sum + (share - accuracy) ** 2, 0) / (FOLDS - 1);
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]++;
  const baseline = counts.reduce((most, count) => Math.max(most, count), 0) / rows.length;
  return { accuracy, standardError: Math.sqrt(variance / FOLDS), baseline, documents: rows.length, labels: classes };
}

/** The documents that are used in a drawn order, and their labels, numbered anew. */
function drawDocuments(labelOf: Int32Array, random: Random): { rows: number[]; labels: number[]; classes: number } {
  const drawn = shuffle(
    Array.from(labelOf.keys()).filter((i) => labelOf[i] >= 0),
    random,
  ).slice(0, MOST_DOCUMENTS);
  const counts = new Map<number, number>();
  for (const i of drawn) counts.set(labelOf[i], (counts.get(labelOf[i]) ?? 0) + 1);
  const common = [...counts.keys()].filter((label) => (counts.get(label) ?? 0) >= FOLDS).sort((a, b) => a - b);
  const numbers = new Map(common.map((label, number) => [label, number]));
  const rows = drawn.filter((i) => numbers.has(labelOf[i]));
  return { rows, labels: rows.map((i) => numbers.get(labelOf[i]) as number), classes: common.length };
}

/** Puts things in a random order, in place (Fisher and Yates 1938; Durstenfeld 1964). */
function shuffle(things: number[], random: Random): number[] {
  for (let i = things.length - 1; i > 0; i--) {
    const other = Math.floor(random.uniform() * (i + 1));
    [things[i], things[other]] = [things[other], things[i]];
  }
  return things;
}

/** The places of the labels, by label, those of one in their order. */
function byLabel(labels: readonly number[]): number[] {
  return Array.from(labels.keys()).sort((a, b) => labels[a] - labels[b] || a - b);
}

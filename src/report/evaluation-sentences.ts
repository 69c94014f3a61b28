import type { Coverage } from '../evaluate/coverage.js';
import type { HeldOutLikelihood } from '../evaluate/held-out.js';
import type { CoherenceBasis, EvaluatedTopic, Evaluation, LabelAgreement } from './evaluation.js';
import { type HeldOutMeasure, type LabelMeasure, MEASURES, type ModelMeasure, type TopicMeasure } from './measures.js';
import { percent, whole } from './sentences.js';

/** What figures say in words, and how they are defined. */
export interface Explained {
  sentence: string;
  /** of the first figure in it */
  measure: string;
  /** formula and source */
  definition: string;
}

type Figure = TopicMeasure | ModelMeasure | LabelMeasure | HeldOutMeasure;

const explained = (sentence: string, ...figures: readonly [Figure, ...Figure[]]): Explained => ({
  sentence: sentence.trimEnd(),
  measure: figures[0],
  definition: figures
    .map((figure) => `${figures.length > 1 ? `${MEASURES[figure].name}: ` : ''}${MEASURES[figure].formula} (${MEASURES[figure].source})`)
    .join('; '),
});

/** From which mean NPMI on first words meet clearly, or somewhat, more often than by chance. */
const CLEARLY = 0.1;
const SOMEWHAT = 0.02;

/** Where coherence was counted, and how much of the first words it has seen. */
export function basisSentences({ texts, reference, documents, leftOut, windows, coverage, note }: CoherenceBasis): string[] {
  const of = texts === 'collection' ? 'the collection' : `the reference ${reference}`;
  const forCv = windows.cV === windows.npmi ? ' and C_v' : ` and ${windows.cV} for C_v`;
  const inWindows =
    windows.npmi === 'documents' ? '' : `, in windows of ${windows.npmi} words for NPMI${forCv}; every word has its place in a window, stop words too`;
  const seen = coverageSentence(coverage.npmi, windows.npmi === 'documents' ? 'document' : `window of ${windows.npmi} words`);
  const left = leftOut === 0 ? [] : [`${whole(leftOut)} files or documents of the reference were left out.`];
  return [...(note === '' ? [] : [note]), `Coherence is counted in ${whole(documents)} documents of ${of}${inWindows}.`, ...left, seen];
}

function coverageSentence({ terms, termsFound, pairs, pairsFound }: Coverage, unit: string): string {
  if (pairs === 0) return 'No topic has two words.';
  const missing =
    termsFound === terms
      ? 'All first words stand there'
      : `${whole(terms - termsFound)} of the ${whole(terms)} first words ${terms - termsFound === 1 ? 'stands' : 'stand'} nowhere there`;
  return `${missing}; ${percent(pairsFound / pairs)} of their pairs meet in a ${unit}, the others count −1 in NPMI.`;
}

function moreOften(npmi: number): string {
  if (npmi >= CLEARLY) return 'clearly more often than';
  if (npmi >= SOMEWHAT) return 'somewhat more often than';
  if (npmi >= -SOMEWHAT) return 'about as often as';
  return 'less often, since many pairs never meet there, than';
}

/** The figures of all topics in words. */
export function* modelSentences({ model, topics, coherence }: Evaluation): Generator<Explained> {
  if (!Number.isNaN(model.npmi)) {
    const { npmi } = model;
    const how = moreOften(npmi);
    const where = coherence.windows.npmi === 'documents' ? 'in the same documents' : 'near each other';
    yield explained(
      `NPMI ${npmi.toFixed(3)}: the first words of a topic stand ${where} ${how} chance would have it (0; never: −1, always: 1). ${extremes(topics, 'npmi', 2)}`,
      'npmi',
    );
    yield explained(
      `C_v ${model.cV.toFixed(3)}: how alike the company is that the first words of a topic keep (1: the same). ${extremes(topics, 'cV', 2)}`,
      'cV',
    );
    yield explained(
      `UMass ${model.umass.toFixed(1)}: how often documents with one of a topic's first words have another (nearer to 0: more often); it compares only topics with as many words in the same documents.`,
      'umass',
    );
  }
  yield explained(
    `Diversity ${model.diversity.toFixed(3)}: that share of the first words of all topics are different ones. Inverse rank-biased overlap ${model.inverseRankBiasedOverlap.toFixed(3)}: the same for two rankings, first places counting most (1: no word in common).`,
    'diversity',
    'inverseRankBiasedOverlap',
  );
  yield explained(
    `Exclusivity ${model.exclusivity.toFixed(3)}, FREX ${model.frex.toFixed(3)}: how far the first words of a topic are its own, and how far they are both frequent in it and its own (1: wholly).`,
    'exclusivity',
    'frex',
  );
  yield explained(`A topic is made of ${whole(model.effectiveWords)} words, in effect.`, 'effectiveWords');
  yield explained(
    `A topic is the largest of ${whole(model.rank1Documents)} documents, which is ${percent(model.rank1Share)} of those that have a word of it; of ${percent(model.allocationCount)} of them it is at least 30 %. A topic with far less is a little everywhere.`,
    'rank1Share',
    'allocationCount',
  );
  yield explained(
    `Its words differ from those of the whole collection by ${model.corpusDivergence.toFixed(2)} nats (0: it is what all documents have in common). ${extremes(topics, 'corpusDivergence', 2)}`,
    'corpusDivergence',
  );
}

/** Which topics have the largest and the smallest figure. */
function extremes(topics: readonly EvaluatedTopic[], measure: TopicMeasure, digits: number): string {
  const sorted = topics.filter((topic) => !Number.isNaN(topic[measure])).sort((a, b) => b[measure] - a[measure] || a.topic - b.topic);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || first === last) return '';
  return `Highest: topic ${first.topic} (${first[measure].toFixed(digits)}); lowest: topic ${last.topic} (${last[measure].toFixed(digits)}).`;
}

/** How well other documents are foretold, in words. */
export function heldOutSentence({ nats, error, perplexity, documents, words, trainingDocuments }: HeldOutLikelihood): Explained {
  return explained(
    `Held-out log-likelihood ${nats.toFixed(3)} nats a word, standard error ${error.toFixed(3)}: a model fitted to ${whole(trainingDocuments)} of the documents foretells ${whole(words)} words of ${whole(documents)} others as if it chose each among ${whole(perplexity)} equally probable ones (perplexity). It compares models of the same documents and terms only.`,
    'heldOut',
    'perplexity',
  );
}

/** How the topics go with labels, in words. */
export function* labelSentences(agreement: LabelAgreement): Generator<Explained> {
  const { column, documents, withoutLabel, labels, purity, normalisedMutualInformation, adjustedRandIndex } = agreement;
  const without = withoutLabel === 0 ? '' : ` (${whole(withoutLabel)} have none, or no words)`;
  yield explained(
    `${whole(documents)} documents have one of ${whole(labels)} labels in ${column}${without}. By its largest topic alone, ${percent(purity)} of the documents have the commonest label of their topic; normalised mutual information ${normalisedMutualInformation.toFixed(3)}, adjusted Rand index ${adjustedRandIndex.toFixed(3)} (0: as by chance, 1: each is the other).`,
    'purity',
    'normalisedMutualInformation',
    'adjustedRandIndex',
  );
  if (Number.isNaN(agreement.labelAccuracy)) {
    yield explained('No regression tells the labels from the mixtures: it takes 2 to 200 labels of at least five documents each.', 'labelAccuracy');
    return;
  }
  yield explained(
    `From its mixture of topics the label of a document is told in ${percent(agreement.labelAccuracy)} of ${whole(agreement.accuracyDocuments)} documents, standard error ${percent(agreement.accuracyStandardError)}; to say the commonest of the ${whole(agreement.accuracyLabels)} labels of each would be right in ${percent(agreement.accuracyBaseline)}.`,
    'labelAccuracy',
  );
}

import { areAlike } from '../topics/alike-texts.js';
import type { TopicModel } from '../topics/topic-model.js';
import type { CandidateSentence } from './candidate-sentences.js';
import type { QuotedSentence, Summaries } from './summary.js';
import { type TermDivergence, topicDivergences } from './term-divergence.js';

/** Different terms of a sentence that tells something by itself, at least. */
const TELLING_TERMS = 6;

/** How long summaries are, and what their sentences come from. */
export interface SummaryOptions {
  /** most sentences of a topic */
  topicSentences: number;
  /** most sentences of the collection */
  collectionSentences: number;
  /** what a document is part of, such as the file of a passage: no summary quotes it twice */
  sourceOf: (document: number) => number | string;
}

/**
 * Chooses the sentences that say what topics and the collection are about. Of a topic by KL-Sum (Haghighi and Vanderwende 2009): one by one the
 * sentence that brings the summary's words nearest to the topic's, none that says what one before it does, none of the same source. Of the
 * collection, a sentence of each of its largest topics: the first that has several terms. A tie: the earlier document, then the earlier sentence.
 *
 * @param candidates of each topic, see `CandidateSentences`
 */
export function summarize(candidates: readonly (readonly CandidateSentence[])[], model: TopicModel, options: SummaryOptions): Summaries {
  const { topicSentences, collectionSentences, sourceOf } = options;
  const divergences = topicDivergences(model);
  const topics = candidates.map((ofTopic, k) => chooseSentences(ofTopic, divergences[k] as TermDivergence, topicSentences, sourceOf));
  const collection: CandidateSentence[] = [];
  const isNew = (a: CandidateSentence) => collection.every((b) => sourceOf(a.document) !== sourceOf(b.document) && !areAlike(a.text, b.text));
  for (const k of largestFirst(model)) {
    if (collection.length === collectionSentences) break;
    const ofTopic = topics[k]?.filter(isNew) ?? [];
    const first = ofTopic.find(({ terms }) => terms.length >= TELLING_TERMS) ?? ofTopic[0];
    if (first !== undefined) collection.push(first);
  }
  return { collection: collection.sort(byPlace).map(quoted), topics: topics.map((sentences) => sentences.map(quoted)) };
}

/** Up to `most` sentences, the most telling first. */
function chooseSentences(
  candidates: readonly CandidateSentence[],
  divergence: TermDivergence,
  most: number,
  sourceOf: SummaryOptions['sourceOf'],
): CandidateSentence[] {
  let left = [...candidates].sort(byPlace);
  const chosen: CandidateSentence[] = [];
  while (left.length > 0 && chosen.length < most) {
    const best = mostWorth(left, divergence);
    left = left.filter((other) => other !== best);
    if (chosen.some((other) => areAlike(other.text, best.text))) continue;
    chosen.push(best);
    divergence.add(best.terms);
    left = left.filter((other) => sourceOf(other.document) !== sourceOf(best.document));
  }
  return chosen;
}

/** The first of those that are worth most. */
function mostWorth(candidates: readonly CandidateSentence[], divergence: TermDivergence): CandidateSentence {
  const worths = candidates.map((candidate) => divergence.worth(candidate));
  const most = worths.reduce((a, b) => Math.max(a, b));
  return candidates[worths.indexOf(most)] as CandidateSentence;
}

function byPlace(a: CandidateSentence, b: CandidateSentence): number {
  return a.document - b.document || a.begin - b.begin;
}

/** Topics by falling prevalence. */
function largestFirst({ prevalence }: TopicModel): number[] {
  return Array.from(prevalence.keys()).sort((a, b) => prevalence[b] - prevalence[a] || a - b);
}

function quoted({ document, text }: CandidateSentence): QuotedSentence {
  return { document, text };
}

/* What is compared: topikl's summaries, the first sentences of a topic's representative documents, sentences of them by lot. */
import { Random } from '../../../src/math/random.js';
import type { FittedTopics } from '../../../src/run/fit-topics.js';
import { CandidateSentences } from '../../../src/summarize/candidate-sentences.js';
import { summarize } from '../../../src/summarize/kl-sum.js';
import { cutSentences } from '../../../src/summarize/sentences.js';
import { wordsOf } from '../../../src/tokenize/languages.js';
import { representativeDocuments } from '../../../src/topics/representative-documents.js';
import type { TopicModel } from '../../../src/topics/topic-model.js';
import { columnsOf, termLookup } from '../../../src/vocabulary/term-lookup.js';

/** Enough for any length that is asked for. */
const SENTENCES = 12;
/** Representative documents from which the others take sentences: as many as topikl's own look at. */
const DOCUMENTS = 40;

/** Sentences of each topic, in the order in which they are to be read until there are enough words. */
export type TopicSentences = string[][];

export function modelOf({ topics, documentIds, documentTopics, topicTerms, vocabulary }: FittedTopics): TopicModel {
  const tokens = Float64Array.from(topics, (topic) => topic.tokens);
  const prevalence = Float64Array.from(topics, (topic) => topic.prevalence);
  return { topics: topics.length, documents: documentIds.length, terms: vocabulary.terms.length, documentTopics, topicTerms, tokens, prevalence };
}

export function ownSummaries(fitted: FittedTopics, texts: readonly string[]): TopicSentences {
  const model = modelOf(fitted);
  const lookup = termLookup(fitted.vocabulary.terms);
  const candidates = new CandidateSentences(model, fitted.counts);
  for (const [i, text] of texts.entries()) candidates.add(i, text, 'en', (words, whole) => columnsOf(words, whole, lookup));
  const { topics } = summarize(candidates.ofTopics, model, { topicSentences: SENTENCES, collectionSentences: 0, sourceOf: (i) => i });
  return topics.map((sentences) => sentences.map(({ text }) => text));
}

/** The first sentence of each representative document, headlines passed over. */
export function firstSentences(fitted: FittedTopics, texts: readonly string[]): TopicSentences {
  return representativeSentences(fitted, texts).map((documents) => documents.flatMap(([first]) => first ?? []));
}

/** All sentences of the representative documents, in an order by lot. */
export function randomSentences(fitted: FittedTopics, texts: readonly string[], seed: number): TopicSentences {
  const random = new Random(seed);
  return representativeSentences(fitted, texts).map((documents) => {
    const drawn = documents.flat().map((sentence) => ({ sentence, place: random.uniform() }));
    return drawn.sort((a, b) => a.place - b.place).map(({ sentence }) => sentence);
  });
}

/** Of each topic, of each of its representative documents, the sentences with an end mark. */
function representativeSentences(fitted: FittedTopics, texts: readonly string[]): string[][][] {
  return representativeDocuments(modelOf(fitted), fitted.counts, DOCUMENTS).map((documents) =>
    documents.map((i) => {
      const text = texts[i] as string;
      const ended = cutSentences(text, 'en').filter(({ isEnded }) => isEnded);
      return ended.map(({ begin, end }) => text.slice(begin, end));
    }),
  );
}

/** The first so many words of sentences. */
export function firstWords(sentences: readonly string[], count: number): string[] {
  return sentences.flatMap((sentence) => wordsOf(sentence, 'en')).slice(0, count);
}

import { placedWords } from '../tokenize/prepare-words.js';
import { SpecialWords } from '../tokenize/special-words.js';
import { stopWords } from '../tokenize/stop-words.js';
import { labelTopics } from '../topics/labels.js';
import { functionWordsAmong } from '../topics/remarks.js';
import { representativeDocuments } from '../topics/representative-documents.js';
import { TopicWording } from '../topics/topic-wording.js';
import { columnsOf } from '../vocabulary/term-lookup.js';
import { loadTopicSummaries } from './artifacts.js';
import type { CountedCollection } from './counted-collection.js';
import { type DescribedTopics, TOP_TERMS } from './describe-topics.js';
import { cutText } from './page-texts.js';
import type { Settings } from './settings.js';
import { sourceNumbers } from './source-numbers.js';
import { termLookups } from './term-lookups.js';

/** Documents of a topic that show how it is worded. */
const DOCUMENTS = 40;
/** Characters at the start of each that are looked at. */
const REACH = 10_000;

/**
 * The same topics with labels in the words of the collection: terms as they are written in the topics' representative documents, and phrases.
 *
 * @param texts of all documents, in their order
 */
export async function withWordedLabels(
  collection: CountedCollection,
  described: DescribedTopics,
  texts: AsyncIterable<{ row: number; text: string }>,
  settings: Pick<Settings, 'chunk' | 'stem' | 'phrases' | 'hashtags' | 'emoji'>,
): Promise<DescribedTopics> {
  const { documents, vocabulary, X } = collection;
  const columns = new Map(vocabulary.terms.map((term, column) => [term, column]));
  const avoided = described.descriptions.map(({ terms }) =>
    functionWordsAmong(
      terms.map(({ term }) => term),
      TOP_TERMS,
    ),
  );
  const topics = described.descriptions.map(({ terms }, k) =>
    terms.map(({ term, score }) => ({ term, score, column: columns.get(term) as number, isAvoided: avoided[k].includes(term) })),
  );
  const wording = new TopicWording(vocabulary.terms, topics);
  const topicsOf = new Map<number, number[]>();
  for (const [k, rows] of representativeDocuments(described.model, X, DOCUMENTS).entries()) {
    for (const row of rows) topicsOf.set(row, [...(topicsOf.get(row) ?? []), k]);
  }
  // addresses say nothing of how words are written
  const specialWords = new SpecialWords({ ...settings, urls: 'no', mailAddresses: 'no' });
  const lookups = await termLookups(collection, settings);
  const functionWords = new Map([...lookups.keys()].map((language) => [language, stopWords(language)]));
  const sources = sourceNumbers(documents, settings.chunk !== 'document');
  for await (const { row, text: whole } of texts) {
    const shownFor = topicsOf.get(row);
    const { language } = documents[row];
    const lookup = lookups.get(language);
    if (shownFor === undefined || lookup === undefined) continue;
    const { text } = specialWords.cut(cutText(whole, REACH));
    const words = placedWords(text, language);
    const isFunctionWord = (word: string) => functionWords.get(language)?.has(word) === true;
    wording.show({ text, words, columns: columnsOf(words, text, lookup), isFunctionWord, source: sources[row] }, shownFor);
  }
  const worded = topics.map((_, k) => wording.of(k));
  const labels = labelTopics(
    worded.map(({ terms }) => terms),
    avoided,
    worded.map(({ spellings }) => spellings),
  );
  return withLabels(described, labels);
}

/** The same topics with the labels that topic-summary.csv has. */
export function withFoundLabels(folder: string, described: DescribedTopics): DescribedTopics {
  return withLabels(
    described,
    loadTopicSummaries(folder).map(({ label }) => label),
  );
}

function withLabels(described: DescribedTopics, labels: readonly string[]): DescribedTopics {
  return { ...described, descriptions: described.descriptions.map((description, k) => ({ ...description, label: labels[k] })) };
}

import { noiseTerms } from '../evaluate/noise-terms.js';
import { reportMarkdown } from '../report/markdown.js';
import { proposedStopWords } from '../report/proposed-stop-words.js';
import { type Excerpt, excerptOf } from '../topics/excerpt.js';
import { representativeDocuments } from '../topics/representative-documents.js';
import type { TopicModel } from '../topics/topic-model.js';
import { columnsOf, termLookup } from '../vocabulary/term-lookup.js';
import { loadTexts } from './artifacts.js';
import { stemOf } from './choose-terms.js';
import type { RunConfig } from './config.js';
import type { CountedCollection, DocumentRecord } from './counted-collection.js';
import type { TopicDescription } from './describe-topics.js';
import type { Manifest } from './manifest.js';
import type { StageWriter } from './run-folder.js';

/** Representative passages a topic. */
const PASSAGES = 3;
/** First terms of a topic that are marked in its passages. */
const MARKED_TERMS = 30;
/** Words that are proposed as stop words. */
const MOST_PROPOSED = 50;
const PROPOSED_STOP_WORDS = 'proposed-stop-words.txt';

interface ReportParts {
  folder: string;
  title: string;
  config: RunConfig;
  manifest: Manifest;
  collection: CountedCollection;
  model: TopicModel;
  descriptions: TopicDescription[];
}

/** Writes report.md. */
export async function writeReport(writer: StageWriter, { folder, title, config, manifest, collection, model, descriptions }: ReportParts): Promise<true> {
  const { X, documents, vocabulary } = collection;
  const representatives = representativeDocuments(model, X, PASSAGES);
  const quotesTexts = config.keepTexts === 'full' && !config.matrixInput;
  const wanted = new Set(representatives.flat().map((i) => documents[i].id));
  const texts = quotesTexts ? await loadTexts(folder, wanted) : new Map<string, string>();
  const lookups = await termLookups(collection, config);

  const excerpt = (k: number, { id, language }: DocumentRecord): Excerpt | undefined => {
    const text = texts.get(id);
    const lookup = lookups.get(language);
    if (text === undefined || lookup === undefined) return undefined;
    const own = new Set(descriptions[k].terms.slice(0, MARKED_TERMS).map(({ term }) => lookup(term)));
    return excerptOf(
      text,
      language,
      (words, whole) => columnsOf(words, whole, lookup),
      (column) => topicShare(model, k, column),
      (column) => own.has(column),
    );
  };
  const topics = descriptions.map((description, k) => ({
    ...description,
    passages: representatives[k].map((i) => ({ id: documents[i].id, share: model.documentTopics[i * model.topics + k], excerpt: excerpt(k, documents[i]) })),
  }));
  const { counts, fit, version } = manifest;
  if (counts === undefined || fit === undefined) throw new Error('a report needs a finished fit');
  const noise = config.matrixInput ? [] : noiseTerms(X, vocabulary.terms, MOST_PROPOSED);
  if (!config.matrixInput) writer.write(PROPOSED_STOP_WORDS, [proposedStopWords(noise)]);
  writer.write('report.md', reportMarkdown({ title, version, counts, fit, config: manifest.config, topics, noiseTerms: noise }));
  return true;
}

/** For each language of the documents, what finds the term that a word or phrase counts as. */
async function termLookups({ documents, vocabulary }: CountedCollection, config: RunConfig): Promise<Map<string, ReturnType<typeof termLookup>>> {
  const languages = new Set(documents.map(({ language }) => language));
  const lookups = new Map<string, ReturnType<typeof termLookup>>();
  for (const language of languages) lookups.set(language, termLookup(vocabulary.terms, await stemOf(language, config)));
  return lookups;
}

/** How much a term speaks for a topic: the topic's share among all topics of the term's probability. */
function topicShare({ topics, terms, topicTerms }: TopicModel, k: number, column: number): number {
  let all = 0;
  for (let l = 0; l < topics; l++) all += topicTerms[l * terms + column];
  return all === 0 ? 0 : topicTerms[k * terms + column] / all;
}

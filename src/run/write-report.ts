import { reportMarkdown } from '../report/markdown.js';
import { stemmerOf } from '../tokenize/languages.js';
import { type Excerpt, excerptOf } from '../topics/excerpt.js';
import { representativeDocuments } from '../topics/representative-documents.js';
import type { TopicModel } from '../topics/topic-model.js';
import { termLookup } from '../vocabulary/term-lookup.js';
import { loadTexts } from './artifacts.js';
import type { RunConfig } from './config.js';
import type { CountedCollection } from './count-documents.js';
import type { TopicDescription } from './describe-topics.js';
import type { Manifest } from './manifest.js';
import type { StageWriter } from './run-folder.js';

/** Representative passages a topic. */
const PASSAGES = 3;
/** First terms of a topic that are marked in its passages. */
const MARKED_TERMS = 30;

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
  const columnOf = termLookup(vocabulary.terms, config.stem ? await stemmerOf(config.language) : undefined);

  const excerpt = (k: number, id: string): Excerpt | undefined => {
    const text = texts.get(id);
    if (text === undefined) return undefined;
    const own = new Set(descriptions[k].terms.slice(0, MARKED_TERMS).map(({ term }) => columnOf(term)));
    return excerptOf(
      text,
      (word) => topicShare(model, k, columnOf(word)),
      (word) => own.has(columnOf(word) ?? -1),
    );
  };
  const topics = descriptions.map((description, k) => ({
    ...description,
    passages: representatives[k].map((i) => ({ id: documents[i].id, share: model.documentTopics[i * model.topics + k], excerpt: excerpt(k, documents[i].id) })),
  }));
  const { counts, fit, version } = manifest;
  if (counts === undefined || fit === undefined) throw new Error('a report needs a finished fit');
  writer.write('report.md', reportMarkdown({ title, version, counts, fit, config: manifest.config, topics }));
  return true;
}

/** How much a word speaks for a topic: the topic's share among all topics of the term's probability; 0 for a word that is no term. */
function topicShare({ topics, terms, topicTerms }: TopicModel, k: number, column: number | undefined): number {
  if (column === undefined) return 0;
  let all = 0;
  for (let l = 0; l < topics; l++) all += topicTerms[l * terms + column];
  return all === 0 ? 0 : topicTerms[k * terms + column] / all;
}

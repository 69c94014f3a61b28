import path from 'node:path';
import { MISFIT } from '../evaluate/misfit.js';
import { noiseTerms } from '../evaluate/noise-terms.js';
import { reportMarkdown } from '../report/markdown.js';
import { proposedStopWords } from '../report/proposed-stop-words.js';
import type { StabilityRecord } from '../report/stability.js';
import { type Excerpt, excerptOf } from '../topics/excerpt.js';
import { representativeDocuments } from '../topics/representative-documents.js';
import type { TopicModel } from '../topics/topic-model.js';
import { columnsOf, termLookup } from '../vocabulary/term-lookup.js';
import { loadTexts } from './artifacts.js';
import { stemOf } from './choose-terms.js';
import type { RunConfig } from './config.js';
import type { CountedCollection, DocumentRecord } from './counted-collection.js';
import type { DescribedTopics } from './describe-topics.js';
import type { Manifest } from './manifest.js';
import type { RunFolder } from './run-folder.js';
import type { StageWriter } from './stage-writer.js';

/** Representative passages a topic. */
const PASSAGES = 3;
/** First terms of a topic that are marked in its passages. */
const MARKED_TERMS = 30;
/** Documents without a topic that are listed. */
const MISFITS = 10;
/** Words that are proposed as stop words. */
const MOST_PROPOSED = 50;
const PROPOSED_STOP_WORDS = 'proposed-stop-words.txt';

/** The topics of a run, described. */
interface ReportTopics extends DescribedTopics {
  collection: CountedCollection;
}

/**
 * The stage of the report: report.md and proposed-stop-words.txt.
 *
 * @param stability how often the topics come back, where that was looked at
 * @param topics asked for only where the report is not as it would be
 */
export async function reportStage(
  folder: RunFolder,
  config: RunConfig,
  stability: StabilityRecord | undefined,
  topics: () => Promise<ReportTopics>,
): Promise<void> {
  const title = path.basename(path.resolve(config.out));
  const { stem, language, keepTexts } = config;
  const { chosenTopics } = folder.manifest;
  await folder.stage('report', { title, stem, language, keepTexts, ...(chosenTopics === undefined ? {} : { chosenTopics }) }, async (writer) =>
    writeReport(writer, { folder: folder.path, title, config, manifest: folder.manifest, stability, ...(await topics()) }),
  );
}

interface ReportParts extends ReportTopics {
  folder: string;
  title: string;
  config: RunConfig;
  manifest: Manifest;
  stability: StabilityRecord | undefined;
}

async function writeReport(writer: StageWriter, parts: ReportParts): Promise<void> {
  const { folder, title, config, manifest, stability, collection, model, descriptions, misfit } = parts;
  const { X, documents, vocabulary } = collection;
  const representatives = representativeDocuments(model, X, PASSAGES);
  const quotesTexts = config.keepTexts === 'full' && !config.matrixInput;
  const unexplained = worstFitting(misfit.scores, MISFITS);
  const wanted = new Set([...representatives.flat(), ...unexplained].map((i) => documents[i].id));
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
  const beginning = ({ id, language }: DocumentRecord): Excerpt | undefined => {
    const text = texts.get(id);
    return text === undefined
      ? undefined
      : excerptOf(
          text,
          language,
          (words) => words.map(() => undefined),
          () => 0,
          () => false,
        );
  };
  const misfits = {
    documents: misfit.scores.reduce((sum, score) => sum + (score > MISFIT ? 1 : 0), 0),
    worst: unexplained.map((i) => {
      const { id, unknown } = documents[i];
      return { id, score: misfit.scores[i], words: misfit.surprise.words[i], unknown, excerpt: beginning(documents[i]) };
    }),
  };
  const topics = descriptions.map((description, k) => ({
    ...description,
    passages: representatives[k].map((i) => ({ id: documents[i].id, share: model.documentTopics[i * model.topics + k], excerpt: excerpt(k, documents[i]) })),
  }));
  const { counts, fit, version } = manifest;
  if (counts === undefined || fit === undefined) throw new Error('a report needs a finished fit');
  const noise = config.matrixInput ? [] : noiseTerms(X, vocabulary.terms, MOST_PROPOSED);
  if (!config.matrixInput) writer.write(PROPOSED_STOP_WORDS, [proposedStopWords(noise)]);
  const { reason: chosenTopics } = manifest.chosenTopics ?? {};
  const content = { title, version, counts, fit, config: manifest.config, chosenTopics, topics, misfits, noiseTerms: noise, stability };
  writer.write('report.md', reportMarkdown(content));
}

/** For each language of the documents, what finds the term that a word or phrase counts as. */
async function termLookups({ documents, vocabulary }: CountedCollection, config: RunConfig): Promise<Map<string, ReturnType<typeof termLookup>>> {
  const languages = new Set(documents.map(({ language }) => language));
  const lookups = new Map<string, ReturnType<typeof termLookup>>();
  for (const language of languages) lookups.set(language, termLookup(vocabulary.terms, await stemOf(language, config)));
  return lookups;
}

/** The documents that no topic explains, up to so many, the worst first (a tie: the earlier one). */
function worstFitting(scores: Float64Array, most: number): number[] {
  const found = Array.from(scores.keys()).filter((i) => scores[i] > MISFIT);
  return found.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, most);
}

/** How much a term speaks for a topic: the topic's share among all topics of the term's probability. */
function topicShare({ topics, terms, topicTerms }: TopicModel, k: number, column: number): number {
  let all = 0;
  for (let l = 0; l < topics; l++) all += topicTerms[l * terms + column];
  return all === 0 ? 0 : topicTerms[k * terms + column] / all;
}

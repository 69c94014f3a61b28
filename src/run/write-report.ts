import path from 'node:path';
import { LISTED_MISFITS, MISFIT } from '../evaluate/misfit.js';
import { MOST_NOISE_TERMS, type NoiseTerm, noiseTerms } from '../evaluate/noise-terms.js';
import { distancesAmong } from '../evaluate/topic-matching.js';
import { labelled } from '../report/labels.js';
import { type ReportContent, reportMarkdown } from '../report/markdown.js';
import type { TopicLabels } from '../report/page-content.js';
import { programHash } from '../report/page-file.js';
import { proposedStopWords } from '../report/proposed-stop-words.js';
import { sampleNote } from '../report/sentences.js';
import type { StabilityRecord } from '../report/stability.js';
import type { Story } from '../report/story.js';
import { CandidateSentences } from '../summarize/candidate-sentences.js';
import { areAlike } from '../topics/alike-texts.js';
import type { Excerpt } from '../topics/excerpt.js';
import { representativeDocuments } from '../topics/representative-documents.js';
import { columnsOf } from '../vocabulary/term-lookup.js';
import { loadEvaluation, TEXTS } from './artifacts.js';
import type { RunConfig } from './config.js';
import { quotesTexts } from './count-stage.js';
import type { CountedCollection } from './counted-collection.js';
import type { DescribedTopics } from './describe-topics.js';
import { DocumentQuotes } from './document-quotes.js';
import type { DocumentRecord } from './document-records.js';
import { loadLabels } from './labels-file.js';
import { SAMPLE_TEXTS, type SampledFrom } from './large/sampled-topics.js';
import { type Manifest, topicsFingerprint } from './manifest.js';
import { documentTexts, NO_TEXTS, planTexts, type TextPlan } from './page-texts.js';
import { breather, type RunHooks } from './progress.js';
import type { RunFolder } from './run-folder.js';
import { REPORT_SETTINGS } from './settings.js';
import { tellStory } from './tell-story.js';
import { termLookups } from './term-lookups.js';
import { largestTopics, loadPageProgram, writePage } from './write-page.js';
import { writeStory } from './write-story.js';

/** Representative passages a topic. */
const PASSAGES = 3;
/** Documents a topic among which its passages are looked for: some are copies of each other. */
const CANDIDATES = 9;
const PROPOSED_STOP_WORDS = 'proposed-stop-words.txt';

/** The topics of a run, described. */
export interface ReportTopics extends DescribedTopics {
  collection: CountedCollection;
  /** where the collection is a sample of a larger one, what is told of all its documents */
  sampledFrom?: SampledFrom | undefined;
}

/**
 * The stage of the report: report.html, report.md and proposed-stop-words.txt. What people have said of the topics, and their evaluation, are
 * taken from the folder where they are there.
 *
 * @param stability how often the topics come back, where that was looked at
 * @param topics asked for only where the report is not as it would be
 * @throws InterruptedError when hooks.signal is aborted: the report that there is stays
 */
export async function reportStage(
  folder: RunFolder,
  config: RunConfig,
  stability: StabilityRecord | undefined,
  topics: () => Promise<ReportTopics>,
  { signal }: RunHooks,
): Promise<void> {
  const title = path.basename(path.resolve(config.out));
  const { stem, language, keepTexts } = config;
  const { manifest, path: results } = folder;
  const { chosenTopics } = manifest;
  const fingerprint = topicsFingerprint(manifest);
  const evaluation = loadEvaluation(results, fingerprint);
  const labels = loadLabels(results, manifest);
  const program = await loadPageProgram(language, !config.matrixInput);
  const told = Object.fromEntries(REPORT_SETTINGS.map((name) => [name, config[name]]));
  const settings = { title, stem, language, keepTexts, chosenTopics, evaluation, labels, program: programHash(program), ...told };
  await folder.stage('report', settings, async (writer) => {
    const described = await topics();
    const breathe = breather(signal, 'while the report was written');
    const { topics: many, terms, topicTerms } = described.model;
    const distances = distancesAmong({ topics: many, terms, H: topicTerms });
    const parts = { folder: results, title, config, manifest, stability, labels, breathe, distances, ...described };
    const { content, texts } = await reportContent(parts);
    writeStory(
      writer,
      content.story,
      described.collection.documents.map(({ id }) => id),
      labelled(content.topics, labels).map(({ label }) => label),
    );
    if (!config.matrixInput) writer.write(PROPOSED_STOP_WORDS, [proposedStopWords(content.noiseTerms)]);
    writer.write('report.md', reportMarkdown(content));
    const { sampledFrom } = described;
    await writePage(writer, program, {
      ...{ ...parts, fingerprint, content, texts, evaluation },
      textsFile: textsOf(sampledFrom),
      rank1Documents: sampledFrom?.rank1Documents ?? largestTopics(described.model, described.collection),
    });
  });
}

interface ReportParts extends ReportTopics {
  folder: string;
  title: string;
  config: RunConfig;
  manifest: Manifest;
  stability: StabilityRecord | undefined;
  labels: TopicLabels | undefined;
  breathe: () => Promise<void>;
  /** Jensen-Shannon distances of the topics */
  distances: readonly Float64Array[];
}

/** What the report tells, and how the texts are laid out on its page. */
async function reportContent(parts: ReportParts): Promise<{ content: ReportContent & { noiseTerms: NoiseTerm[]; story: Story }; texts: TextPlan }> {
  const { title, config, manifest, stability, labels, breathe, collection, model, descriptions, misfit, distances, sampledFrom } = parts;
  const { X, documents, vocabulary } = collection;
  const candidates = representativeDocuments(model, X, CANDIDATES);
  const unexplained = worstFitting(misfit.scores, LISTED_MISFITS);
  const wanted = new Set([...candidates.flat(), ...unexplained]);
  const lookups = await termLookups(collection, config);
  const sentences = quotesTexts(config) && config.summarySentences > 0 ? new CandidateSentences(model, X) : undefined;
  const look = (row: number, text: string) => {
    const { language } = documents[row] as DocumentRecord;
    const lookup = lookups.get(language);
    if (lookup !== undefined) sentences?.add(row, text, language, (words, whole) => columnsOf(words, whole, lookup));
  };
  const { texts, plan } = quotesTexts(config) ? await wantedTexts(parts, wanted, look) : { texts: new Map<string, string>(), plan: NO_TEXTS };
  const measured = sampledFrom === undefined ? undefined : evenlySampled(sampledFrom);
  const story = { ...tellStory({ collection, model, distances, sentences, measured }, config), sampleNote: sampleNote(measured?.length) };

  const quotes = new DocumentQuotes(texts, lookups, model, descriptions);
  const misfits = {
    documents: sampledFrom?.misfits ?? misfit.scores.reduce((sum, score) => sum + (score > MISFIT ? 1 : 0), 0),
    worst: unexplained.map((i) => {
      const { id, unknown } = documents[i];
      return { document: i, id, score: misfit.scores[i], words: misfit.surprise.words[i], unknown, excerpt: quotes.beginning(documents[i]) };
    }),
  };
  const topics: ReportContent['topics'][number][] = [];
  for (const [k, description] of descriptions.entries()) {
    await breathe();
    const passages = differing(candidates[k], (i) => quotes.passage(k, documents[i])).map(([i, quoted]) => {
      const share = model.documentTopics[i * model.topics + k];
      return { document: i, id: documents[i].id, share, excerpt: quoted };
    });
    topics.push({ ...description, passages });
  }
  const { counts, fit, version } = manifest;
  if (counts === undefined || fit === undefined) throw new Error('a report needs a finished fit');
  const noise = config.matrixInput ? [] : (sampledFrom?.noiseTerms ?? noiseTerms(X, vocabulary.terms, MOST_NOISE_TERMS));
  const { reason: chosenTopics } = manifest.chosenTopics ?? {};
  const sample = measured === undefined ? undefined : manifest.sample;
  const content = { title, version, counts, fit, config: manifest.config, chosenTopics, topics, misfits, noiseTerms: noise, stability, labels, story, sample };
  return { content, texts: plan };
}

/** The rows of a sample that stand at even distances in the collection; undefined where all documents are in it. */
function evenlySampled({ every, rows }: SampledFrom): number[] | undefined {
  return every === 1 ? undefined : [...rows.keys()].filter((r) => (rows[r] as number) % every === 0);
}

/** The texts of some documents, and the plan of all, each of which is looked at as it passes. */
async function wantedTexts(
  { folder, collection: { documents }, sampledFrom, breathe }: ReportParts,
  wanted: ReadonlySet<number>,
  look: (row: number, text: string) => void,
) {
  const texts = new Map<string, string>();
  const lengths = new Int32Array(documents.length);
  for await (const { row, text } of documentTexts(folder, documents, textsOf(sampledFrom))) {
    await breathe();
    lengths[row] = text.length;
    look(row, text);
    if (wanted.has(row)) texts.set((documents[row] as DocumentRecord).id, text);
  }
  return { texts, plan: planTexts(lengths) };
}

/** The file of the texts of the documents that are reported on. */
function textsOf(sampledFrom: SampledFrom | undefined): string {
  return sampledFrom === undefined ? TEXTS : SAMPLE_TEXTS;
}

/** The first documents, as many as there are passages, whose excerpts do not say what one before says; without texts the first. */
function differing(candidates: readonly number[], excerpt: (document: number) => Excerpt | undefined): [document: number, Excerpt | undefined][] {
  const found: [number, Excerpt | undefined][] = [];
  for (const document of candidates) {
    if (found.length === PASSAGES) break;
    const quoted = excerpt(document);
    const repeats = quoted !== undefined && found.some(([, before]) => before !== undefined && areAlike(before.text, quoted.text));
    if (!repeats) found.push([document, quoted]);
  }
  return found;
}

/** The documents that no topic explains, up to so many, the worst first (a tie: the earlier one). */
function worstFitting(scores: Float64Array, most: number): number[] {
  const found = Array.from(scores.keys()).filter((i) => scores[i] > MISFIT);
  return found.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, most);
}

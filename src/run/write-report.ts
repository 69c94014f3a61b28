import path from 'node:path';
import { MISFIT } from '../evaluate/misfit.js';
import { type NoiseTerm, noiseTerms } from '../evaluate/noise-terms.js';
import { type ReportContent, reportMarkdown } from '../report/markdown.js';
import type { TopicLabels } from '../report/page-content.js';
import { programHash } from '../report/page-file.js';
import { proposedStopWords } from '../report/proposed-stop-words.js';
import type { StabilityRecord } from '../report/stability.js';
import { areAlike } from '../topics/alike-texts.js';
import { type Excerpt, excerptOf } from '../topics/excerpt.js';
import { representativeDocuments } from '../topics/representative-documents.js';
import type { TopicModel } from '../topics/topic-model.js';
import { columnsOf, termLookup } from '../vocabulary/term-lookup.js';
import { stemOf } from '../vocabulary/word-settings.js';
import { loadEvaluation } from './artifacts.js';
import type { RunConfig } from './config.js';
import { quotesTexts } from './count-stage.js';
import type { CountedCollection, DocumentRecord } from './counted-collection.js';
import type { DescribedTopics } from './describe-topics.js';
import { loadLabels } from './labels-file.js';
import { type Manifest, topicsFingerprint } from './manifest.js';
import { documentTexts, NO_TEXTS, planTexts, type TextPlan } from './page-texts.js';
import { breather, type RunHooks } from './progress.js';
import type { RunFolder } from './run-folder.js';
import { loadPageProgram, writePage } from './write-page.js';

/** Representative passages a topic. */
const PASSAGES = 3;
/** Documents a topic among which its passages are looked for: some are copies of each other. */
const CANDIDATES = 9;
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
  const settings = { title, stem, language, keepTexts, chosenTopics, evaluation, labels, program: programHash(program) };
  await folder.stage('report', settings, async (writer) => {
    const described = await topics();
    const breathe = breather(signal, 'while the report was written');
    const parts = { folder: results, title, config, manifest, stability, labels, breathe, ...described };
    const { content, texts } = await reportContent(parts);
    if (!config.matrixInput) writer.write(PROPOSED_STOP_WORDS, [proposedStopWords(content.noiseTerms)]);
    writer.write('report.md', reportMarkdown(content));
    await writePage(writer, program, { ...parts, fingerprint, content, texts, evaluation });
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
}

/** What the report tells, and how the texts are laid out on its page. */
async function reportContent(parts: ReportParts): Promise<{ content: ReportContent & { noiseTerms: NoiseTerm[] }; texts: TextPlan }> {
  const { folder, title, config, manifest, stability, labels, breathe, collection, model, descriptions, misfit } = parts;
  const { X, documents, vocabulary } = collection;
  const candidates = representativeDocuments(model, X, CANDIDATES);
  const unexplained = worstFitting(misfit.scores, MISFITS);
  const wanted = new Set([...candidates.flat(), ...unexplained]);
  const { texts, plan } = quotesTexts(config) ? await wantedTexts(folder, documents, wanted, breathe) : { texts: new Map<string, string>(), plan: NO_TEXTS };
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
      return { document: i, id, score: misfit.scores[i], words: misfit.surprise.words[i], unknown, excerpt: beginning(documents[i]) };
    }),
  };
  const topics: ReportContent['topics'][number][] = [];
  for (const [k, description] of descriptions.entries()) {
    await breathe();
    const passages = differing(candidates[k], (i) => excerpt(k, documents[i])).map(([i, quoted]) => {
      const share = model.documentTopics[i * model.topics + k];
      return { document: i, id: documents[i].id, share, excerpt: quoted };
    });
    topics.push({ ...description, passages });
  }
  const { counts, fit, version } = manifest;
  if (counts === undefined || fit === undefined) throw new Error('a report needs a finished fit');
  const noise = config.matrixInput ? [] : noiseTerms(X, vocabulary.terms, MOST_PROPOSED);
  const { reason: chosenTopics } = manifest.chosenTopics ?? {};
  const content = { title, version, counts, fit, config: manifest.config, chosenTopics, topics, misfits, noiseTerms: noise, stability, labels };
  return { content, texts: plan };
}

/** The texts of some documents, and the plan of all. */
async function wantedTexts(folder: string, documents: readonly DocumentRecord[], wanted: ReadonlySet<number>, breathe: () => Promise<void>) {
  const texts = new Map<string, string>();
  const lengths = new Int32Array(documents.length);
  for await (const { row, text } of documentTexts(folder, documents)) {
    await breathe();
    lengths[row] = text.length;
    if (wanted.has(row)) texts.set(documents[row].id, text);
  }
  return { texts, plan: planTexts(lengths) };
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

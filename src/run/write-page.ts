import { LargestTopics } from '../evaluate/largest-topics.js';
import type { LossName } from '../factorize/losses.js';
import { rowSums } from '../matrix/csr-matrix.js';
import type { Evaluation } from '../report/evaluation.js';
import type { ReportContent } from '../report/markdown.js';
import type { PageVocabulary } from '../report/page-content.js';
import { type PageCounting, pageCounting } from '../report/page-counting.js';
import { type PageProgram, type PageSection, pageFile } from '../report/page-file.js';
import { pageOutline, pageTitle } from '../report/page-outline.js';
import { packFloats, packMixtures } from '../report/page-packing.js';
import { type PageFacts, pageSummary } from '../report/page-summary.js';
import type { TopicModel } from '../topics/topic-model.js';
import { loadLedger, loadRepeatedLines, loadTopicSearch, loadTrace } from './artifacts.js';
import type { CountedCollection } from './counted-collection.js';
import type { DescribedTopics } from './describe-topics.js';
import type { Manifest } from './manifest.js';
import { loadCounting } from './model.js';
import { type PageDocuments, pageDocuments } from './page-documents.js';
import { NO_TEXTS, type TextPlan, textSections } from './page-texts.js';
import type { StageWriter } from './stage-writer.js';

export const PAGE = 'report.html';

/** Rows of the ledger that are on the page. */
const LEDGER_ROWS = 5000;
/** Entries of φ that are on the page: 256 MB, which no browser would like to unpack more of. */
const MOST_PROBABILITIES = 2 ** 26;

/** Of the shares of topics in periods and groups: there may be hundreds of thousands. */
const DECIMALS = 6;

export interface PageParts {
  folder: string;
  manifest: Manifest;
  /** of the stage of topics */
  fingerprint: string;
  /** of report.md */
  content: ReportContent;
  collection: CountedCollection;
  model: TopicModel;
  misfit: DescribedTopics['misfit'];
  texts: TextPlan;
  /** the file that they are in */
  textsFile: string;
  /** of how many documents with words each topic is the largest */
  rank1Documents: ArrayLike<number>;
  /** Jensen-Shannon distances of the topics */
  distances: readonly Float64Array[];
  /** of these topics, where they were evaluated */
  evaluation: Evaluation | undefined;
  /** awaited between the pieces of the page; throws where it is to be written no further */
  breathe: () => Promise<void>;
}

/**
 * The page with its styles and scripts: half a megabyte that only a report needs.
 *
 * @param language the setting: only with auto does the page have to tell the language of a text
 * @param counts whether it is known how texts are counted
 */
export async function loadPageProgram(language: string, counts: boolean): Promise<PageProgram> {
  const page = await import('../report/page/compiled.js');
  const counting = { name: 'counting-script' as const, packed: page.COUNTING_SCRIPT, hash: page.COUNTING_SCRIPT_HASH };
  const languages = { name: 'languages-script' as const, packed: page.LANGUAGES_SCRIPT, hash: page.LANGUAGES_SCRIPT_HASH };
  return {
    styles: { content: page.STYLES, hash: page.STYLES_HASH },
    script: { content: page.SCRIPT, hash: page.SCRIPT_HASH },
    laterScripts: !counts ? [] : language === 'auto' ? [counting, languages] : [counting],
  };
}

/** Writes report.html: all that report.md says, and what it takes to look further, in one file. */
export async function writePage(writer: StageWriter, program: PageProgram, parts: PageParts): Promise<void> {
  const documents = pageDocuments(parts.collection.documents);
  const summary = pageSummary(parts.content, pageFacts(parts, documents));
  const sections = async function* (): AsyncGenerator<PageSection> {
    yield { name: 'summary', content: wellFormedJson(summary) };
    yield* pageSections(parts, documents);
  };
  const file = writer.begin(PAGE);
  for await (const piece of pageFile(pageTitle(summary.title), pageOutline(summary), program, sections())) {
    await parts.breathe();
    file.write(piece);
  }
  writer.finish(file);
}

function pageFacts(
  { folder, manifest, fingerprint, collection, texts, evaluation, distances, rank1Documents }: PageParts,
  documents: PageDocuments | undefined,
): PageFacts {
  const { seed, node, unicode, icu, inputs } = manifest;
  return {
    ...{ fingerprint, seed, node, unicode, icu, inputs, evaluation },
    trace: loadTrace(folder),
    distances,
    rank1Documents,
    languages: collection.documents.map(({ language }) => language),
    columns: new Map(collection.vocabulary.terms.map((term, column) => [term, column])),
    documents: documents === undefined ? { columns: [], ...NO_TEXTS } : { columns: documents.columns, ...texts },
    dates: documents?.dates,
    ledger: loadLedger(folder, LEDGER_ROWS),
    topicSearch: manifest.chosenTopics === undefined ? undefined : loadTopicSearch(folder),
  };
}

/** Of how many documents with words each topic is the largest. */
export function largestTopics({ topics, documentTopics }: TopicModel, { X }: CountedCollection): Float64Array {
  const largest = new LargestTopics(topics);
  largest.add(documentTopics, rowSums(X));
  return largest.documents;
}

/**
 * Everything but the summary, in the order in which it is likely to be looked at. What is too large for a page is left out: it is in the other
 * files, and a run must not fail for it.
 */
async function* pageSections(
  { folder, manifest, content, collection, model, misfit, texts, textsFile }: PageParts,
  shown: PageDocuments | undefined,
): AsyncGenerator<PageSection> {
  const { documents, vocabulary, X } = collection;
  if (shown !== undefined) {
    const figures = { tokens: rowSums(X), unknown: documents.map(({ unknown }) => unknown), misfit: misfit.scores };
    yield { name: 'documents', content: wellFormedJson(shown.table) };
    yield { name: 'mixtures', content: packMixtures(model.documentTopics, model.topics, figures) };
  }
  const words: PageVocabulary = {
    terms: [...vocabulary.terms],
    counts: Array.from(vocabulary.counts),
    documentFrequency: Array.from(vocabulary.documentFrequency),
  };
  yield* storySections(content.story);
  yield { name: 'vocabulary', content: wellFormedJson(words) };
  if (model.topicTerms.length <= MOST_PROBABILITIES) yield { name: 'topic-terms', content: packFloats(model.topicTerms) };
  const counting = countingOf(folder, manifest, vocabulary.terms);
  if (counting !== undefined) yield { name: 'counting', content: JSON.stringify(counting) };
  if (shown !== undefined) yield* textSections(folder, documents, texts, textsFile);
}

/** How topics changed, and differ between groups: as much of it as drawings and tables need. */
function* storySections(story: ReportContent['story']): Generator<PageSection> {
  if (story === undefined) return;
  const { time, groups } = story;
  if (time !== null) yield { name: 'time', content: wellFormedJson(time, DECIMALS) };
  if (groups.length > 0) yield { name: 'groups', content: wellFormedJson(groups, DECIMALS) };
}

/** How texts are counted and their mixtures inferred; undefined where the counts were made elsewhere. */
function countingOf(folder: string, manifest: Manifest, terms: readonly string[]): PageCounting | undefined {
  const { fit, misfit, config } = manifest;
  if (fit === undefined || misfit === undefined) throw new Error('a page needs a finished fit');
  const loss = (config.loss ?? 'kullback-leibler') as LossName;
  const droppedLines = config.boilerplate === 'drop' ? loadRepeatedLines(folder) : [];
  return pageCounting({ counting: loadCounting(folder, manifest, terms), documentPrior: fit.documentPrior, loss, misfit }, droppedLines);
}

/** JSON with U+FFFD for halves of characters, which the files in the folder have too. @param decimals of its numbers, where not all are needed */
function wellFormedJson(value: unknown, decimals?: number): string {
  const short = (_: string, one: unknown) => (typeof one === 'number' ? Number(one.toFixed(decimals)) : one);
  return JSON.stringify(value, decimals === undefined ? undefined : short).replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (found) =>
    found === '\\\\' ? found : '\ufffd',
  );
}

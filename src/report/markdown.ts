import type { NoiseTerm } from '../evaluate/noise-terms.js';
import type { Excerpt } from '../topics/excerpt.js';
import { atLineStart, escapeMarkdown } from './escape-markdown.js';
import { labelled } from './labels.js';
import { type LedgerCount, ledgerRows } from './ledger-summary.js';
import type { TopicLabels } from './page-content.js';
import {
  coherenceSentence,
  convergenceSentence,
  countsSentence,
  emptyTopicsSentence,
  exclusivitySentence,
  type FitFigures,
  givenUpSentence,
  languagesSentence,
  leftOutSentence,
  misfitSentence,
  modelSentences,
  noiseSentence,
  percent,
  phrasesSentence,
  REMARK_SIGN,
  remarkSentence,
  repeatedLinesSentence,
  sampleSentence,
  secondLookSentence,
  whole,
} from './sentences.js';
import { foundIn, type NamedStability, refitsSentence, type StabilityRecord, stabilitySentences, topicStabilitySentence } from './stability.js';
import type { Story } from './story.js';
import { collectionSection, groupsSection, timeSection, topicStory, treeSection } from './story-markdown.js';
import type { ListedTopic } from './tables.js';

/** What the report tells of a run. */
export interface ReportContent {
  title: string;
  version: string;
  counts: {
    documents: number;
    terms: number;
    tokens: number;
    filesLeftOut: number;
    documentsLeftOut: number;
    notes: number;
    ledger: readonly LedgerCount[];
    languages: readonly { language: string; documents: number }[];
    phrases?: number | undefined;
    repeatedLines: number;
    givenUp: number;
  };
  fit: FitFigures;
  config: Readonly<Record<string, unknown>>;
  /** how the number of topics was found, where it was searched for */
  chosenTopics?: string | undefined;
  /** words that tell no theme; none where that was not looked at */
  noiseTerms?: readonly NoiseTerm[];
  /** documents that no topic explains: how many there are, and the worst */
  misfits?: {
    documents: number;
    worst: readonly { document: number; id: string; score: number; words: number; unknown: number; excerpt: Excerpt | undefined }[];
  };
  /** how often the topics come back, where that was looked at */
  stability?: StabilityRecord | undefined;
  topics: readonly (ListedTopic & { passages: readonly Passage[] })[];
  /** what the collection says, how it changed, who writes about what, where that was looked at */
  story?: Story | undefined;
  /** what people say of the topics, where they have */
  labels?: TopicLabels | undefined;
  /** where the report holds some of the documents only: how many, and that each so-manieth is among them */
  sample?: { documents: number; every: number } | undefined;
}

/** A representative passage of a topic. */
interface Passage {
  /** row of the document */
  document: number;
  id: string;
  /** of the topic in the document */
  share: number;
  excerpt: Excerpt | undefined;
}

const TERMS_IN_TABLE = 7;
const TERMS_IN_TOPIC = 20;

/** report.md: for people, in Markdown. Nothing of the documents becomes markup. */
export function* reportMarkdown(content: ReportContent): Generator<string> {
  const { title, version, counts, fit, config, chosenTopics = '', misfits, noiseTerms = [], stability, story } = content;
  const topics = labelled(content.topics, content.labels);
  yield `# Topics of ${escapeMarkdown(title)}\n\n`;
  yield `${[countsSentence(counts, topics.length), ...collectionSentences(content)].join(' ')}\n\n`;
  yield `${fitSentences(fit).join(' ')}\n\n`;
  yield `${markedSentence(topics)}\n\n`;
  if (stability !== undefined) yield `${stabilitySentences(stability.topics).join(' ')}\n\n`;
  if (story !== undefined) yield* collectionSection(story);
  const [found, rule] = stability === undefined ? ['', ''] : ['found | ', '---: | '];
  yield `## All topics\n\n| # | share | ${found}topic | words |\n| ---: | ---: | ${rule}--- | --- |\n`;
  for (const { topic, prevalence, label, terms, remarks } of topics) {
    const words = terms.slice(0, TERMS_IN_TABLE).map(({ term }) => escapeMarkdown(term));
    const mark = remarks.length === 0 ? '' : ` (${REMARK_SIGN} ${remarks.map(({ kind }) => kind).join(', ')})`;
    const own = stability?.topics[topic - 1];
    yield `| ${topic} | ${percent(prevalence)} | ${own === undefined ? '' : `${foundIn(own)} | `}${escapeMarkdown(label)}${mark} | ${words.join(', ')} |\n`;
  }
  yield '\nThe share is that of the collection\u2019s counted words. Words stand in the order of their term score: frequent in the topic, and more so than in the others.\n\n';
  if (stability !== undefined) yield `${refitsSentence(stability)}\n\n`;
  const coherence = topics.map(({ npmi }) => npmi);
  for (const topic of topics) yield* topicSection(topic, coherence, stability?.topics[topic.topic - 1], story);
  if (story !== undefined) {
    const names = topics.map(({ label }) => label);
    yield* timeSection(story, names);
    yield* groupsSection(story, names);
    yield* treeSection(story, names);
  }
  if (misfits !== undefined) yield* misfitSection(misfits);
  yield* noiseSection(noiseTerms);
  yield* ledgerSection(content);
  if (chosenTopics !== '') yield `## How the number of topics was chosen\n\n${escapeMarkdown(chosenTopics)}\n\nSee choose-k.md.\n\n`;
  yield `## How this was made\n\n${[...modelSentences(version, fit, config)].join(' ')}\n\n`;
  yield '| setting | value |\n| --- | --- |\n';
  for (const [name, value] of Object.entries(config)) yield `| ${name} | ${escapeMarkdown(typeof value === 'string' ? value : JSON.stringify(value))} |\n`;
}

/** What the documents are, and what is not among them. */
export function collectionSentences({ counts, config, sample }: Pick<ReportContent, 'counts' | 'config' | 'sample'>): string[] {
  const languages = config.language === 'auto' ? languagesSentence(counts.languages) : '';
  return present(sampleSentence(sample, counts.documents), languages, phrasesSentence(counts.phrases), leftOutSentence(counts));
}

/** How the fit ended. */
export function fitSentences(fit: FitFigures): string[] {
  return present(convergenceSentence(fit), emptyTopicsSentence(fit));
}

/** Which topics are worth a second look. */
export function markedSentence(topics: ReportContent['topics']): string {
  const marked = topics.filter(({ remarks }) => remarks.length > 0).map(({ topic }) => topic);
  return secondLookSentence(marked, topics.length);
}

/** What is odd about what was read. */
export function oddSentences({ counts: { repeatedLines, givenUp }, config }: Pick<ReportContent, 'counts' | 'config'>): string[] {
  return present(repeatedLinesSentence(repeatedLines, config.boilerplate === 'drop'), givenUpSentence(givenUp));
}

/** Those sentences that there are. */
function present(...all: string[]): string[] {
  return all.filter((sentence) => sentence !== '');
}

/** What was not read, and what is odd about what was. */
function* ledgerSection({ counts, config }: ReportContent): Generator<string> {
  const { ledger, repeatedLines } = counts;
  if (ledger.length === 0 && repeatedLines === 0) return;
  yield '## What was left out\n\n';
  if (ledger.length > 0) {
    yield '| what | why | number |\n| --- | --- | ---: |\n';
    for (const [what, why, entries] of ledgerRows(ledger)) yield `| ${what} | ${why} | ${whole(entries)} |\n`;
    yield '\nEach is listed in ledger.csv; a note is of something that was kept.\n\n';
  }
  const odd = oddSentences({ counts, config });
  if (odd.length > 0) yield `${odd.join(' ')}\n\n`;
}

/** Documents that no topic explains. */
function* misfitSection({ documents, worst }: NonNullable<ReportContent['misfits']>): Generator<string> {
  yield `## Documents that no topic explains\n\n${misfitSentence(documents, worst.length)}\n\n`;
  for (const { id, score, words, unknown, excerpt } of worst) {
    yield `- **${escapeMarkdown(id)}** (misfit ${score.toFixed(1)}; ${whole(unknown)} of its ${whole(words)} words are no terms)${excerpt === undefined ? '' : ':'}\n`;
    if (excerpt !== undefined) yield `  > ${atLineStart(markedExcerpt(excerpt))}\n`;
  }
  if (worst.length > 0) yield '\n';
}

/** Words that may be stop words of this collection. */
function* noiseSection(noiseTerms: readonly NoiseTerm[]): Generator<string> {
  if (noiseTerms.length === 0) return;
  yield `## Words that tell no theme\n\n${noiseSentence(noiseTerms.length)}\n\n`;
  yield `${noiseTerms.map(({ term, count }) => `${escapeMarkdown(term)} (${whole(count)})`).join(', ')}\n\n`;
}

function* topicSection(
  { topic, label, prevalence, npmi, exclusivity, remarks, terms, passages, note }: ReportContent['topics'][number] & { note: string },
  coherence: readonly number[],
  stability: NamedStability | undefined,
  story: Story | undefined,
): Generator<string> {
  yield `## ${topic}. ${escapeMarkdown(label)}\n\n`;
  if (note !== '') yield `${atLineStart(escapeMarkdown(note))}\n\n`;
  yield `${percent(prevalence)} of all words. ${coherenceSentence(npmi, coherence)} ${exclusivitySentence(exclusivity)}\n\n`;
  if (stability !== undefined) yield `${topicStabilitySentence(stability)}\n\n`;
  if (remarks.length > 0) yield `${REMARK_SIGN} **Look at it twice.** ${remarks.map((remark) => escapeMarkdown(remarkSentence(remark))).join(' ')}\n\n`;
  const words = terms.slice(0, TERMS_IN_TOPIC).map(({ term }) => escapeMarkdown(term));
  yield `**Words:** ${words.join(', ')}\n\n`;
  if (story !== undefined) yield* topicStory(story, topic);
  for (const { id, share, excerpt } of passages) {
    yield `- **${escapeMarkdown(id)}** (${percent(share)} of it is this topic)${excerpt === undefined ? '' : ':'}\n`;
    if (excerpt !== undefined) yield `  > ${atLineStart(markedExcerpt(excerpt))}\n`;
  }
  yield '\n';
}

function markedExcerpt({ text, marks, cutBefore, cutAfter }: Excerpt): string {
  let marked = cutBefore ? '… ' : '';
  let position = 0;
  for (let m = 0; m < marks.length; m += 2) {
    marked += `${escapeMarkdown(text.slice(position, marks[m]))}**${escapeMarkdown(text.slice(marks[m], marks[m + 1]))}**`;
    position = marks[m + 1];
  }
  return marked + escapeMarkdown(text.slice(position)) + (cutAfter ? ' …' : '');
}

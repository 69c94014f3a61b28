import { type Place, topicMap } from '../evaluate/topic-map.js';
import { byCodePoint } from '../math/code-point-order.js';
import { languageName } from '../tokenize/language-names.js';
import type { Excerpt } from '../topics/excerpt.js';
import type { Evaluation } from './evaluation.js';
import { basisSentences, modelSentences as evaluatedSentences, heldOutSentence, labelSentences } from './evaluation-sentences.js';
import { labelled } from './labels.js';
import { REASONS } from './ledger-summary.js';
import { collectionSentences, fitSentences, markedSentence, oddSentences, type ReportContent } from './markdown.js';
import { ALL_MEASURES } from './measures.js';
import type { ExplainedSentence, PageLedgerRow, PagePassage, PageSentence, PageSummary, PageTopic, PageTopicSearch } from './page-content.js';
import { coherenceSentence, exclusivitySentence, metadataSentence, misfitSentence, modelSentences, noiseSentence, remarkSentence } from './sentences.js';
import { refitsSentence, stabilitySentences, topicStabilitySentence } from './stability.js';
import type { CitedSentence, Story } from './story.js';
import { changesSentence, dateSentences, groupColumnsSentence, groupSentences, periodsSentence, topicTimeSentence } from './story-sentences.js';
import { methodSentences, type TopicSearch } from './topic-search.js';

/** What the page tells beside the content of report.md. */
export interface PageFacts {
  /** of the stage of topics */
  fingerprint: string;
  seed: number;
  node: string;
  unicode: string;
  icu: string;
  inputs: PageSummary['inputs'];
  trace: PageSummary['trace'];
  /** Jensen-Shannon distances of the topics */
  distances: readonly Float64Array[];
  /** of each topic, how many documents have no larger one */
  rank1Documents: ArrayLike<number>;
  /** of each document: ISO 639-1 code or none */
  languages: readonly string[];
  /** column of each term */
  columns: ReadonlyMap<string, number>;
  documents: PageSummary['documents'];
  /** the first and the last of the documents, where they have dates */
  dates: readonly [first: string, last: string] | undefined;
  /** files, documents and notes of the ledger that are on the page */
  ledger: readonly { kind: string; id: string; reason: string; detail: string }[];
  /** of these topics, where they were evaluated */
  evaluation: Evaluation | undefined;
  /** where the number of topics was searched for */
  topicSearch: TopicSearch | undefined;
}

/** Topics that are named as being near. */
const NEAREST = 5;
/** Digits of figures that nobody reads to the last one. */
const DIGITS = 6;

/** Settings that change nothing in the results: with others the page has the same bytes. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['out', 'force', 'strict', 'threads', 'memory']);

/** What the first view of the page needs: what report.md says, in parts. */
export function pageSummary(content: ReportContent, facts: PageFacts): PageSummary {
  const { title, version, counts, fit, config, chosenTopics = '', misfits, noiseTerms = [], stability, labels = null, story, sample } = content;
  const { fingerprint, seed, node, unicode, icu, inputs, trace, documents, evaluation } = facts;
  const { filesLeftOut, documentsLeftOut, notes, languages } = counts;
  return {
    ...{ title, version, fingerprint },
    figures: {
      ...{ documents: counts.documents, tokens: counts.tokens, terms: counts.terms, filesLeftOut, documentsLeftOut, notes },
      languages: (sample === undefined || languages.length === 0 ? languages : languagesOf(facts)).map((language) => ({
        ...language,
        name: languageName(language.language),
      })),
    },
    sentences: {
      collection: [...collectionSentences(content), metadataSentence(documents.columns, facts.dates)].filter((sentence) => sentence !== ''),
      convergence: fitSentences(fit),
      secondLook: markedSentence(content.topics),
      stability: stability === undefined ? [] : [...stabilitySentences(stability.topics), refitsSentence(stability)],
      chosenTopics,
      misfit: misfits === undefined ? '' : misfitSentence(misfits.documents, misfits.worst.length),
      noise: noiseTerms.length === 0 ? '' : noiseSentence(noiseTerms.length),
      warnings: oddSentences(content),
      model: [...modelSentences(version, fit, config)],
      evaluation: evaluation === undefined ? [] : evaluationSentences(evaluation),
      ...(story === undefined
        ? { time: [], noTime: '', groups: [], noGroups: '' }
        : storySentences(
            story,
            labelled(content.topics, content.labels).map(({ label }) => label),
          )),
    },
    summary: cited(story?.summaries.collection ?? [], facts),
    tree: story?.tree ?? null,
    topics: pageTopics(content, facts),
    documents,
    topicSearch: facts.topicSearch === undefined ? null : pageTopicSearch(facts.topicSearch),
    misfits: misfits === undefined ? [] : misfits.worst.map(({ document, id, score }) => ({ document, id, score: short(score) })),
    noiseTerms: noiseTerms.map(({ term }) => term),
    ledger: ledgerOf(counts, facts.ledger),
    config: shownSettings(config),
    inputs: inputs.map((input) => ({ ...input, path: nameOf(input.path) })),
    ...{ seed, node, unicode, icu, trace, measures: ALL_MEASURES, labels },
  };
}

/** Of the documents on the page, the commonest first (a tie: by code), as the manifest has those of all. */
function languagesOf({ languages }: PageFacts): { language: string; documents: number }[] {
  const counts = new Map<string, number>();
  for (const language of languages) counts.set(language, (counts.get(language) ?? 0) + 1);
  const all = Array.from(counts, ([language, documents]) => ({ language, documents }));
  return all.sort((a, b) => b.documents - a.documents || byCodePoint(a.language, b.language));
}

/** What changed, and what differs between groups. @param labels of the topics, by place */
export function storySentences(
  { time, noTime, groups, noGroups, sampleNote = '' }: Story,
  labels: readonly string[],
): Pick<PageSummary['sentences'], 'time' | 'noTime' | 'groups' | 'noGroups'> {
  const [comparison] = groups;
  const note = sampleNote === '' ? [] : [sampleNote];
  return {
    time: time === null ? [] : [changesSentence(time, labels), periodsSentence(time), ...dateSentences(time), ...note],
    noTime,
    noGroups,
    groups: comparison === undefined ? [] : [[groupColumnsSentence(groups), ...note].join(' '), ...groupSentences(comparison, labels)],
  };
}

function cited(sentences: readonly CitedSentence[], { languages }: PageFacts): PageSentence[] {
  return sentences.map((sentence) => ({ ...sentence, share: short(sentence.share), language: languages[sentence.document] ?? 'none' }));
}

/** The settings without those that change no result; of paths the last part, since a page is passed on. */
function shownSettings(config: ReportContent['config']): PageSummary['config'] {
  const shown = (value: unknown): unknown => (typeof value === 'string' ? nameOf(value) : Array.isArray(value) ? value.map(shown) : value);
  return Object.fromEntries(
    Object.entries(config)
      .filter(([name]) => !WITHOUT_EFFECT.has(name))
      .map(([name, value]) => [name, shown(value)]),
  );
}

/** The last part of a path, on any system; a text that is none as it is. */
function nameOf(path: string): string {
  return (
    path
      .split(/[\\/]/)
      .filter((part) => part !== '')
      .at(-1) ?? path
  );
}

function pageTopics({ topics, stability, story }: ReportContent, facts: PageFacts): PageTopic[] {
  const { distances, rank1Documents, columns, languages } = facts;
  const coherence = topics.map(({ npmi }) => npmi);
  const places = topicMap(distances);
  return topics.map((topic, k) => ({
    topic: topic.topic,
    label: topic.label,
    prevalence: topic.prevalence,
    tokens: topic.tokens,
    documents: rank1Documents[k] as number,
    npmi: finite(topic.npmi),
    exclusivity: finite(topic.exclusivity),
    remarks: topic.remarks.map(remarkSentence),
    trust: trustSentences(topic, coherence, stability?.topics[k]),
    terms: topic.terms.map(({ term, probability, score, frex }) => ({
      ...{ column: columns.get(term) as number, term, probability: short(probability), score: short(score), frex: short(frex) },
    })),
    place: (places[k] as Place).map((at) => Number(at.toFixed(4))) as Place,
    nearest: nearestOf(distances[k] as Float64Array, k),
    summary: cited(story?.summaries.topics[k] ?? [], facts),
    overTime: courseSentence(story, k),
    passages: topic.passages.map(({ document, id, share, excerpt }) => ({
      ...{ document, id, share: short(share), language: languages[document] ?? 'none' },
      ...passageOf(excerpt),
    })),
  }));
}

function courseSentence(story: ReportContent['story'], k: number): string {
  const course = story?.time?.topics[k];
  return course === undefined || story === undefined || story.time === null ? '' : topicTimeSentence(story.time, course);
}

/** Whether to trust a topic. */
function trustSentences(
  { npmi, exclusivity }: ReportContent['topics'][number],
  coherence: readonly number[],
  stability: NonNullable<ReportContent['stability']>['topics'][number] | undefined,
): ExplainedSentence[] {
  const all: ExplainedSentence[] = [
    { sentence: coherenceSentence(npmi, coherence), measure: 'npmi' },
    { sentence: exclusivitySentence(exclusivity), measure: 'exclusivity' },
    { sentence: stability === undefined ? '' : topicStabilitySentence(stability), measure: 'stability' },
  ];
  return all.filter(({ sentence }) => sentence !== '');
}

/** The topics at the smallest distance (a tie: the lower number). */
function nearestOf(distances: Float64Array, k: number): PageTopic['nearest'] {
  const others = Array.from(distances.keys()).filter((l) => l !== k);
  const nearest = others.sort((a, b) => distances[a] - distances[b] || a - b).slice(0, NEAREST);
  return nearest.map((l) => ({ topic: l + 1, distance: Number(distances[l].toFixed(4)) }));
}

function passageOf(excerpt: Excerpt | undefined): Pick<PagePassage, 'text' | 'cutBefore' | 'cutAfter' | 'marks'> {
  if (excerpt === undefined) return { text: '', cutBefore: false, cutAfter: false, marks: [] };
  const { text, cutBefore, cutAfter, marks } = excerpt;
  return { text, cutBefore, cutAfter, marks };
}

function evaluationSentences(evaluation: Evaluation): ExplainedSentence[] {
  const { coherence, heldOut, labels } = evaluation;
  const explained = [
    ...evaluatedSentences(evaluation),
    ...(heldOut === null ? [] : [heldOutSentence(heldOut)]),
    ...(labels === null ? [] : labelSentences(labels)),
  ];
  return [...basisSentences(coherence).map((sentence) => ({ sentence })), ...explained.map(({ sentence, measure }) => ({ sentence, measure }))];
}

function ledgerOf({ ledger, filesLeftOut, documentsLeftOut, notes }: ReportContent['counts'], rows: PageFacts['ledger']): PageSummary['ledger'] {
  const inWords = (reason: string) => (Object.hasOwn(REASONS, reason) ? REASONS[reason as keyof typeof REASONS] : reason);
  return {
    counts: ledger.map(({ kind, reason, entries }) => ({ kind, reason: inWords(reason), entries })),
    rows: rows.map(({ kind, id, reason, detail }): PageLedgerRow => ({ kind, id, reason: inWords(reason), detail })),
    omitted: Math.max(0, filesLeftOut + documentsLeftOut + notes - rows.length),
  };
}

function pageTopicSearch(search: TopicSearch): PageTopicSearch {
  return {
    recommended: search.recommendation.topics,
    method: methodSentences(search),
    candidates: search.candidates.map(({ topics, behind, npmi, diversity, stability }) => ({
      topics,
      behind: finite(behind.nats),
      behindError: finite(behind.error),
      npmi: finite(npmi),
      diversity: finite(diversity),
      stability: finite(stability),
    })),
  };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function short(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

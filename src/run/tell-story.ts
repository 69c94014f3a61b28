import { topicTree } from '../evaluate/topic-tree.js';
import { selectRows } from '../matrix/select-rows.js';
import type { CitedSentence, Story } from '../report/story.js';
import type { CandidateSentences } from '../summarize/candidate-sentences.js';
import { type DocumentDates, documentDates } from '../summarize/document-dates.js';
import { type GroupColumn, groupColumns, noGroupsSentence } from '../summarize/group-columns.js';
import { compareGroups } from '../summarize/group-comparison.js';
import { summarize } from '../summarize/kl-sum.js';
import { checkMonths } from '../summarize/periods.js';
import type { QuotedSentence } from '../summarize/summary.js';
import { topicsOverTime } from '../summarize/topics-by-period.js';
import type { NoTime } from '../summarize/topics-over-time.js';
import type { TopicModel } from '../topics/topic-model.js';
import type { RunConfig } from './config.js';
import type { CountedCollection } from './counted-collection.js';
import type { DocumentRecord } from './document-records.js';
import { sourceNumbers } from './source-numbers.js';

/** Sentences of the summary of the collection, beside those of a topic: it has more to say. */
const MORE_OF_COLLECTION = 2;

/** The setting by which dates and groups are guessed. */
const AUTO = 'auto';

export interface StoryParts {
  collection: CountedCollection;
  /** with the mixtures inferred */
  model: TopicModel;
  /** Jensen-Shannon distances of the topics */
  distances: readonly Float64Array[];
  /** gathered while the texts passed by; undefined where there are none */
  sentences: CandidateSentences | undefined;
  /** rows of the documents by which time and groups are measured, where the others were chosen for what they say; default: all */
  measured?: readonly number[] | undefined;
}

type StorySettings = Pick<RunConfig, 'chunk' | 'dateColumn' | 'period' | 'groupColumns' | 'summarySentences'>;

/**
 * What a collection says, how it changed, who writes about what.
 *
 * @throws ConfigError where a setting names a column that is not there, or is of no use
 */
export function tellStory({ collection, model, distances, sentences, measured }: StoryParts, settings: StorySettings): Story {
  const { documents, vocabulary } = collection;
  const part = measured === undefined ? { documents, X: collection.X, model } : partOf(collection, model, measured);
  const { dates, columns, sources } = datesAndGroups(part.documents, settings);
  const compared = { X: part.X, terms: vocabulary.terms, model: part.model, sourceOf: (row: number) => sources[row] as number };
  const time = 'reason' in dates ? dates : topicsOverTime({ ...compared, dates }, settings.period);
  const groups = compareGroups({ ...compared, columns });
  const all = measured === undefined ? { dates, sources } : datesAndGroups(documents, settings);
  const datesOf = 'reason' in all.dates ? [] : all.dates.dates;
  return {
    summaries: citedSummaries(sentences, documents, model, datesOf, settings.summarySentences, (row) => all.sources[row] as number),
    dates: datesOf,
    ...('reason' in time ? { time: null, noTime: time.reason, isTimeMissed: time.isMissed } : { time, noTime: '', isTimeMissed: false }),
    groups,
    noGroups: groups.length > 0 ? '' : noGroupsSentence(given(settings.groupColumns)),
    tree: model.topics > 1 ? topicTree(distances) : null,
  };
}

/** Some rows of a collection, with their mixtures. */
function partOf(
  { documents, X }: CountedCollection,
  model: TopicModel,
  rows: readonly number[],
): Pick<StoryParts['collection'], 'documents' | 'X'> & { model: TopicModel } {
  const { topics } = model;
  const documentTopics = new Float32Array(rows.length * topics);
  for (const [r, row] of rows.entries()) documentTopics.set(model.documentTopics.subarray(row * topics, (row + 1) * topics), r * topics);
  return {
    documents: rows.map((row) => documents[row] as DocumentRecord),
    X: selectRows(X, rows),
    model: { ...model, documents: rows.length, documentTopics },
  };
}

/**
 * The dates and the groups of documents, as the settings name them or as they are found.
 *
 * @throws ConfigError where a setting names a column that is not there, or is of no use; where `period` is month, and no date has one
 */
export function datesAndGroups(
  documents: readonly DocumentRecord[],
  { chunk, dateColumn, period, groupColumns: named }: Pick<StorySettings, 'chunk' | 'dateColumn' | 'period' | 'groupColumns'>,
): { dates: DocumentDates | NoTime; columns: GroupColumn[]; sources: Int32Array } {
  const sources = sourceNumbers(documents, chunk !== 'document');
  const dates = documentDates(documents, given(dateColumn));
  if (!('reason' in dates)) checkMonths(dates, period);
  const columns = groupColumns(documents, given(named), 'reason' in dates ? undefined : dates.source.column, (row) => sources[row] as number);
  return { dates, columns, sources };
}

/** A setting that says something: with auto it is to be guessed. */
function given(setting: string): string | undefined {
  return setting === AUTO ? undefined : setting;
}

function citedSummaries(
  candidates: CandidateSentences | undefined,
  documents: readonly DocumentRecord[],
  model: TopicModel,
  dates: readonly string[],
  topicSentences: number,
  sourceOf: (row: number) => number,
): Story['summaries'] {
  if (candidates === undefined) return { collection: [], topics: Array.from({ length: model.topics }, () => []) };
  const options = { topicSentences, collectionSentences: topicSentences + MORE_OF_COLLECTION, sourceOf };
  const { collection, topics } = summarize(candidates.ofTopics, model, options);
  const cite = ({ document, text }: QuotedSentence, share: number): CitedSentence => ({
    ...{ document, id: (documents[document] as DocumentRecord).id, date: dates[document] ?? '', share, text },
  });
  const sharesOf = (document: number) => model.documentTopics.subarray(document * model.topics, (document + 1) * model.topics);
  return {
    collection: collection.map((sentence) => cite(sentence, Math.max(...sharesOf(sentence.document)))),
    topics: topics.map((sentences, k) => sentences.map((sentence) => cite(sentence, sharesOf(sentence.document)[k] as number))),
  };
}

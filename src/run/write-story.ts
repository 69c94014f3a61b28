import type { Story } from '../report/story.js';
import {
  documentDatesCsv,
  groupWordsCsv,
  summariesCsv,
  topicsByGroupCsv,
  topicsOverTimeCsv,
  topicTreeCsv,
  topicTrendsCsv,
  topicWordsOverTimeCsv,
} from '../report/story-tables.js';
import { DATES, OVER_TIME, SUMMARIES, TRENDS } from './load-story.js';
import type { StageWriter } from './stage-writer.js';

/**
 * The tables behind every picture of the story, those that have something to tell.
 *
 * @param ids of the documents
 * @param labels of the topics, by place
 */
export function writeStory(writer: StageWriter, { summaries, dates, time, groups, tree }: Story, ids: Iterable<string>, labels: readonly string[]): void {
  if (dates.length > 0) writer.write(DATES, documentDatesCsv(ids, dates));
  if (summaries.collection.length > 0 || summaries.topics.some((sentences) => sentences.length > 0)) writer.write(SUMMARIES, summariesCsv(summaries));
  if (time !== null) {
    writer.write(OVER_TIME, topicsOverTimeCsv(time));
    writer.write(TRENDS, topicTrendsCsv(time, labels));
    writer.write('topic-words-over-time.csv', topicWordsOverTimeCsv(time));
  }
  if (groups.length > 0) {
    writer.write('topics-by-group.csv', topicsByGroupCsv(groups));
    writer.write('group-words.csv', groupWordsCsv(groups));
  }
  if (tree !== null) writer.write('topic-tree.csv', topicTreeCsv(tree));
}

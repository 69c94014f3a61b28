import type { TopicTree } from '../evaluate/topic-tree.js';
import type { GroupComparison } from '../summarize/group-comparison.js';
import type { TopicsOverTime } from '../summarize/topics-over-time.js';

/** A sentence of a summary, with the document that it is quoted from. */
export interface CitedSentence {
  /** row of the document */
  document: number;
  id: string;
  /** its date as YYYY, YYYY-MM or YYYY-MM-DD; empty where there is none */
  date: string;
  /** of the topic in the document, 0 to 1; for the collection, of its largest topic */
  share: number;
  text: string;
}

/** What a report tells beyond its topics: what the collection says, how it changed, who writes about what. */
export interface Story {
  summaries: {
    collection: CitedSentence[];
    /** of each topic, in the order of their numbers */
    topics: CitedSentence[][];
  };
  /** of each document as YYYY, YYYY-MM or YYYY-MM-DD, empty where it has none; an empty list where there are no dates at all */
  dates: readonly string[];
  /** null where fewer than two periods have documents */
  time: TopicsOverTime | null;
  /** why there is no time, in a sentence; empty where there is one */
  noTime: string;
  /** whether somebody may look for the time that there is not: a column is called date, or all documents are of one period */
  isTimeMissed: boolean;
  /** a comparison a column */
  groups: GroupComparison[];
  /** why there are no groups, in a sentence; empty where there are some */
  noGroups: string;
  /** on which documents time and groups are measured, in a sentence; empty or absent where on all */
  sampleNote?: string;
  /** null for one topic */
  tree: TopicTree | null;
}

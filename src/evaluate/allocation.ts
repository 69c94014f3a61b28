import type { TopicModel } from '../topics/topic-model.js';
import { dominantTopics } from './dominant-topics.js';

/** The share of a document from which on MALLET counts it for the topic. */
const ALLOCATED = 0.3;
/** Expected words from which on a document has a topic: MALLET draws whole words, this is what rounds to one. */
const ONE_WORD = 0.5;

/** How a topic is given out to documents. */
export interface Allocation {
  /** documents that have a word of the topic */
  documents: number;
  /** of these, those of which no other topic has a larger share */
  rank1Documents: number;
  /** that as a share of them */
  rank1Share: number;
  /** share of them of which the topic is at least 30 % */
  allocationCount: number;
}

/**
 * Rank-1 documents and allocation count of each topic, as MALLET's diagnostics define them (`rank_1_docs`, `allocation_count`): shares of the
 * documents that have a word of the topic. A theme of its own is the main one in many of its documents; a topic that is a little everywhere
 * in few. Expected counts stand for MALLET's draws: a document has a topic where the model puts half a word into it, or where it is its
 * largest. NaN for a topic that no document has. Documents without words are left out.
 *
 * @param lengths words of each document
 */
export function allocations(model: TopicModel, lengths: Float64Array): Allocation[] {
  const { topics, documentTopics } = model;
  const dominant = dominantTopics(model);
  const all = Array.from({ length: topics }, () => ({ documents: 0, rank1: 0, allocated: 0 }));
  for (const [i, length] of lengths.entries()) {
    if (length === 0) continue;
    for (const [k, topic] of all.entries()) {
      const share = documentTopics[i * topics + k];
      const isLargest = dominant[i] === k;
      if (share * length < ONE_WORD && !isLargest) continue;
      topic.documents++;
      if (isLargest) topic.rank1++;
      if (share >= ALLOCATED) topic.allocated++;
    }
  }
  return all.map(({ documents, rank1, allocated }) => ({
    documents,
    rank1Documents: rank1,
    rank1Share: rank1 / documents,
    allocationCount: allocated / documents,
  }));
}

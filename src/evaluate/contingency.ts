/** How many documents each pair of topic and label has. */
export interface Contingency {
  documents: number;
  /** for each topic, its documents by label */
  table: Float64Array[];
  /** documents of each topic, and of each label */
  topics: Float64Array;
  labels: Float64Array;
}

/**
 * @param topicOf topic of each document, from 0
 * @param labelOf label of each document, from 0; −1: the document is left out
 */
export function contingency(topicOf: Int32Array, labelOf: Int32Array, topics: number, labels: number): Contingency {
  const table = Array.from({ length: topics }, () => new Float64Array(labels));
  const ofTopics = new Float64Array(topics);
  const ofLabels = new Float64Array(labels);
  let documents = 0;
  for (const [i, label] of labelOf.entries()) {
    if (label < 0) continue;
    documents++;
    table[topicOf[i]][label]++;
    ofTopics[topicOf[i]]++;
    ofLabels[label]++;
  }
  return { documents, table, topics: ofTopics, labels: ofLabels };
}

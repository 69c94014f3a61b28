import type { Contingency } from './contingency.js';

/**
 * Adjusted Rand index of topics and labels (Hubert and Arabie 1985, equation 5): of the pairs of documents, how many the two agree on, 0 where
 * it is as chance would have it, 1 where they are the same; below 0 where it is fewer. 1 where both are one group, or all groups of one
 * document; NaN for no documents.
 */
export function adjustedRandIndex({ documents, table, topics, labels }: Contingency): number {
  if (documents === 0) return Number.NaN;
  const together = table.reduce((sum, row) => sum + pairsIn(row), 0);
  const [ofTopics, ofLabels] = [pairsIn(topics), pairsIn(labels)];
  const expected = documents < 2 ? 0 : (ofTopics * ofLabels) / ((documents * (documents - 1)) / 2);
  const most = (ofTopics + ofLabels) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function pairsIn(counts: Float64Array): number {
  let sum = 0;
  for (const count of counts) sum += (count * (count - 1)) / 2;
  return sum;
}

import { ln } from '../math/log.js';
import type { Contingency } from './contingency.js';

/**
 * Normalised mutual information of topics and labels (Manning, Raghavan and Schütze 2008, equation 183): I / ((H_topics + H_labels) / 2), with
 * I = Σ_kc n_kc/N ln(N n_kc / (n_k n_c)). 0 where the topics say nothing of the labels, 1 where each is the other; 1 where there is one topic
 * and one label only; NaN for no documents.
 */
export function normalisedMutualInformation({ documents, table, topics, labels }: Contingency): number {
  if (documents === 0) return Number.NaN;
  let information = 0;
  for (const [k, row] of table.entries()) {
    for (const [c, count] of row.entries()) {
      if (count > 0) information += (count / documents) * ln((documents * count) / (topics[k] * labels[c]));
    }
  }
  const entropies = entropy(topics, documents) + entropy(labels, documents);
  return entropies === 0 ? 1 : Math.max(0, information) / (entropies / 2);
}

function entropy(counts: Float64Array, documents: number): number {
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / documents) * ln(count / documents);
  return sum;
}

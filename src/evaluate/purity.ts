import type { Contingency } from './contingency.js';

/**
 * Purity (Manning, Raghavan and Schütze 2008, "Introduction to information retrieval", equation 182): the share of the documents whose label
 * is the commonest of their topic, (1/N) Σ_k max_c n_kc. Between 1 / labels and 1; it grows with the number of topics, so it compares only
 * models with as many. NaN for no documents.
 */
export function purity({ documents, table }: Contingency): number {
  let sum = 0;
  for (const row of table) sum += row.reduce((most, count) => Math.max(most, count), 0);
  return sum / documents;
}

/** Documents with their mixtures, in groups: those of a place, of a year. */
export interface GroupedMixtures {
  /** counted words of each document */
  words: ArrayLike<number>;
  topics: number;
  /** documents × topics, each row sums to 1 */
  documentTopics: Float32Array;
  /** number of the source of a document: those of one source, such as the passages of a book, are no independent observations */
  sourceOf: (document: number) => number;
  /** of each document, −1 for none */
  groupOf: Int32Array;
  groups: number;
}

/** A group of fewer sources is too small for anything to be told of it. */
export const LEAST_SOURCES = 3;

/** Of shares nearer to 0 or 1 than this, how they scatter cannot be told. */
export const LEAST_VARIANCE = 1e-9;

/** Shares of the topics in the words of each group; NaN in a group without words. */
export interface GroupShares {
  groups: number;
  topics: number;
  /** topics × groups, 0 to 1 */
  shares: Float64Array;
  /** topics × groups: how far the sources of a group differ; their expected value is the dispersion × (units − 1) */
  squares: Float64Array;
  /** of each group: counted words */
  words: Float64Array;
  /** of each group: sources that have words */
  sources: Int32Array;
  /** of each group: the number of equally long sources that would say as much, (Σ N)² / Σ N² (Kish 1965) */
  units: Float64Array;
}

/**
 * The share of each topic in the words of each group, Σ N_i θ_ik / Σ N_i. What varies from document to document is measured between sources:
 * what is of one source and one group is taken together, and the N_i are its words.
 */
export function groupShares(documents: GroupedMixtures): GroupShares {
  const { topics, groups } = documents;
  const shares = new Float64Array(topics * groups);
  const squares = new Float64Array(topics * groups);
  const words = new Float64Array(groups);
  const squaredWords = new Float64Array(groups);
  const sources = new Int32Array(groups);
  eachUnit(documents, (g, count, mixture) => {
    words[g] += count;
    squaredWords[g] += count * count;
    sources[g]++;
    for (let k = 0; k < topics; k++) {
      shares[k * groups + g] += count * mixture[k];
      squares[k * groups + g] += count * mixture[k] * mixture[k];
    }
  });
  const units = words.map((sum, g) => (sum * sum) / squaredWords[g]);
  for (let at = 0; at < shares.length; at++) {
    const g = at % groups;
    const share = shares[at] / words[g];
    shares[at] = Math.min(1, share);
    squares[at] = Math.max(0, units[g] * (squares[at] / words[g] - share * share));
  }
  return { groups, topics, shares, squares, words, sources, units };
}

/**
 * Passes the units of documents one by one: what is of one group and one source, taken together.
 *
 * @param visit gets the group, the words and the mixture of each unit; the array of the mixture is used again
 */
function eachUnit(documents: GroupedMixtures, visit: (group: number, words: number, mixture: Float64Array) => void): void {
  const { words, topics, documentTopics, groupOf, sourceOf } = documents;
  const order = byGroupAndSource(documents);
  const mixture = new Float64Array(topics);
  for (let from = 0; from < order.length; ) {
    const group = groupOf[order[from]];
    const source = sourceOf(order[from]);
    let count = 0;
    let next = from;
    mixture.fill(0);
    for (; next < order.length && groupOf[order[next]] === group && sourceOf(order[next]) === source; next++) {
      const document = order[next];
      count += words[document];
      for (let k = 0; k < topics; k++) mixture[k] += words[document] * documentTopics[document * topics + k];
    }
    for (let k = 0; k < topics; k++) mixture[k] /= count;
    visit(group, count, mixture);
    from = next;
  }
}

/** The documents that have a group and words, those of one unit side by side. */
function byGroupAndSource({ words, groupOf, sourceOf }: GroupedMixtures): Int32Array {
  const sources = Float64Array.from(groupOf, (_, document) => sourceOf(document));
  const grouped = Int32Array.from(groupOf.keys()).filter((document) => groupOf[document] >= 0 && words[document] > 0);
  return grouped.sort((a, b) => groupOf[a] - groupOf[b] || sources[a] - sources[b] || a - b);
}

/** How many sources the documents of all groups are of, those without words among them. @param groupOf of each document, −1 for none */
export function countSources(groupOf: Int32Array, sourceOf: (document: number) => number): number {
  const sources = new Set<number>();
  for (const [document, group] of groupOf.entries()) if (group >= 0) sources.add(sourceOf(document));
  return sources.size;
}

import { byCodePoint } from '../math/code-point-order.js';
import { type CsrMatrix, rowSums } from '../matrix/csr-matrix.js';
import type { TopicModel } from '../topics/topic-model.js';
import { distinctiveTerms } from './distinctive-terms.js';
import type { GroupColumn } from './group-columns.js';
import { countSources, groupShares } from './group-shares.js';
import { shareIntervals } from './share-intervals.js';

/** A group of documents: those with one value in a column. */
export interface Group {
  /** the value */
  name: string;
  documents: number;
  /** counted words */
  tokens: number;
  /** of each topic: its share of the group's words, 0 to 1, with an interval that covers 90 % */
  share: number[];
  low: number[];
  high: number[];
  /**
   * of each topic: whether its share is clearly above that of all groups together; one of ten that are, at most, is so by chance (false discovery
   * rate). None is in a group of fewer than three sources.
   */
  above: boolean[];
  /** words that are in more sources of the group than of the others, the most so first; z: by how many standard deviations (log-likelihood ratio) */
  terms: { term: string; z: number }[];
}

/** The topics of a collection between groups of documents. */
export interface GroupComparison {
  /** a column of documents.csv; language; or folder: the first folder of each document's path */
  column: string;
  /** false where a setting named it */
  guessed: boolean;
  /** documents without a value, or in a group without counted words */
  ungrouped: number;
  /** how many texts the documents of the groups are, or are passages of */
  texts: number;
  /** the largest first */
  groups: Group[];
}

/** What is compared. */
export interface ComparedCollection {
  /** documents × terms */
  X: CsrMatrix;
  terms: readonly string[];
  model: Pick<TopicModel, 'topics' | 'documentTopics'>;
  columns: readonly GroupColumn[];
  /** number of the source of a document: those of one source are no independent observations */
  sourceOf: (row: number) => number;
}

/** Words that are listed of a group. */
const LISTED_TERMS = 12;

/** What each group of documents writes about, and by which words it stands out; columns with counted words in one group only are left out. */
export function compareGroups(collection: ComparedCollection): GroupComparison[] {
  const words = rowSums(collection.X);
  return collection.columns.map((column) => compareColumn(collection, column, words)).filter(({ groups }) => groups.length > 1);
}

function compareColumn(
  { X, terms, model, sourceOf }: ComparedCollection,
  { column, guessed, labels, labelOf }: GroupColumn,
  words: Float64Array,
): GroupComparison {
  const rows = rowsOf(labelOf, labels.length);
  const tokens = rows.map((group) => group.reduce((sum, row) => sum + words[row], 0));
  const { topics } = model;
  const data = groupShares({ words, ...model, sourceOf, groupOf: labelOf, groups: labels.length });
  const { low, high, above } = shareIntervals(data);
  const distinctive = distinctiveTerms(X, rows, sourceOf, LISTED_TERMS);
  const groups = labels.map((name, g): Group => {
    const ofTopics = <Value>(values: ArrayLike<Value>) => Array.from({ length: topics }, (_, k) => values[k * labels.length + g] as Value);
    return {
      name,
      documents: rows[g].length,
      tokens: tokens[g],
      share: ofTopics(data.shares),
      low: ofTopics(low),
      high: ofTopics(high),
      above: ofTopics(above),
      terms: distinctive[g].map(({ term, z }) => ({ term: terms[term], z })),
    };
  });
  const compared = groups.filter((group) => group.tokens > 0).sort((a, b) => b.documents - a.documents || byCodePoint(a.name, b.name));
  const grouped = compared.reduce((sum, { documents }) => sum + documents, 0);
  return { column, guessed, ungrouped: labelOf.length - grouped, texts: countSources(labelOf, sourceOf), groups: compared };
}

/** The rows of each group. */
function rowsOf(labelOf: Int32Array, groups: number): Int32Array[] {
  const sizes = new Int32Array(groups);
  for (const label of labelOf) if (label >= 0) sizes[label]++;
  const rows = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (const [row, label] of labelOf.entries()) if (label >= 0) rows[label][sizes[label]++] = row;
  return rows;
}

import { byCodePoint } from '../../../../math/code-point-order.js';
import type { DocumentTable } from '../../../page-content.js';
import { type PageMixtures, shareOf } from '../../../page-packing.js';

/** What is known of the documents but for their texts. */
interface Documents extends DocumentTable {
  mixtures: PageMixtures;
  /** row of each id */
  rows: ReadonlyMap<string, number>;
}

/** The documents with the names of the columns of their metadata, and what each is called. */
export interface Collection extends Documents {
  columnNames: readonly string[];
  /** title where the metadata have one, else the id */
  names: readonly string[];
}

const TITLES = ['title', 'headline', 'subject'];
/** Share of titles that are different: a column of fewer is a kind of document, such as the subject of a lesson. */
const DIFFERENT_TITLES = 0.5;

export function collectionOf(documents: Documents, columnNames: readonly string[]): Collection {
  const { ids, columns } = documents;
  const titles = columns.find((values, c) => TITLES.includes(columnNames[c]?.toLowerCase() ?? '') && areDifferent(values));
  return { ...documents, columnNames, names: titles === undefined ? ids : ids.map((id, row) => (titles[row]?.trim() ? (titles[row] as string) : id)) };
}

function areDifferent(values: readonly string[]): boolean {
  const given = values.filter((value) => value.trim() !== '');
  return new Set(given).size >= DIFFERENT_TITLES * given.length;
}

/*
 * Which documents are listed, and in which order.
 */

/** Before the name of a column of metadata, in the address. */
export const COLUMN = 'where.';
const MOST_VALUES = 30;
export const LEAST_SHARES = [0.1, 0.3, 0.5] as const;

/** What the address says of the list. */
export interface Listing {
  search: string;
  /** from 1; 0 for any */
  topic: number;
  /** of the topic in the document */
  least: number;
  language: string;
  /** values of columns, by their places */
  where: ReadonlyMap<number, string>;
  /** `relevance`, `share`, `misfit`, `name`, `order`, or `where.` and the name of a column */
  sort: string;
}

/** @param topics how many there are @param columns names of the metadata */
export function listingOf(query: Readonly<Record<string, string>>, topics: number, columns: readonly string[]): Listing {
  const asked = Number(query.topic);
  const topic = Number.isInteger(asked) && asked >= 1 && asked <= topics ? asked : 0;
  const search = query.search ?? '';
  const least = LEAST_SHARES.find((share) => share === Number(query.least)) ?? LEAST_SHARES[0];
  const where = new Map(columns.flatMap((name, c) => (query[COLUMN + name] ? [[c, query[COLUMN + name] as string] as const] : [])));
  const orders = ['misfit', 'name', 'order', ...columns.map((name) => COLUMN + name)];
  if (search.trim() !== '') orders.unshift('relevance');
  if (topic > 0) orders.unshift('share');
  const usual = search.trim() !== '' ? 'relevance' : topic > 0 ? 'share' : 'order';
  return { search, topic, least, language: query.language ?? '', where, sort: orders.find((order) => order === query.sort) ?? usual };
}

/** Share of a topic in a document, 0 to 1; 0 where it is too small for the page to know. @param topic from 0 */
export function shareIn(mixtures: PageMixtures, row: number, topic: number): number {
  for (let e = mixtures.begins[row] as number; e < (mixtures.begins[row + 1] as number); e++) if (mixtures.topics[e] === topic) return shareOf(mixtures, e);
  return 0;
}

/** A value that the list can be narrowed to. */
export interface CountedValue {
  value: string;
  documents: number;
}

/** The values of a column, the commonest first, if it has two to thirty and most have several documents; an empty one is not counted. */
export function facetOf(values: readonly string[]): CountedValue[] | undefined {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value === '') continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > MOST_VALUES) return undefined;
  }
  const sorted = [...counts].map(([value, documents]) => ({ value, documents }));
  if (sorted.length < 2 || 2 * sorted.filter(({ documents }) => documents > 1).length <= sorted.length) return undefined;
  return sorted.sort((a, b) => b.documents - a.documents || byCodePoint(a.value, b.value));
}

/**
 * Rows that are listed, in their order; equals by relevance or row.
 *
 * @param found what the search gave, the most relevant first; undefined where nothing is looked for
 */
export function listedRows(documents: Collection, { topic, least, language, where, sort }: Listing, found: Uint32Array | undefined): Uint32Array {
  const { mixtures, languages, columns } = documents;
  const isListed = (row: number) => {
    if (language !== '' && languages[row] !== language) return false;
    for (const [c, value] of where) if (columns[c]?.[row] !== value) return false;
    return topic === 0 || shareIn(mixtures, row, topic - 1) >= least;
  };
  const rows = (found ?? allRows(documents)).filter(isListed);
  if (sort === 'relevance') return rows;
  if (sort === 'order') return rows.sort();
  if (sort === 'share') {
    const shares = new Map(Array.from(rows, (row) => [row, shareIn(mixtures, row, topic - 1)]));
    return rows.sort((a, b) => (shares.get(b) as number) - (shares.get(a) as number));
  }
  const ranks = ranksBy(documents, sort);
  return rows.sort((a, b) => (ranks[a] as number) - (ranks[b] as number));
}

function allRows({ ids }: Collection): Uint32Array {
  return Uint32Array.from(ids, (_, row) => row);
}

let ranked: { documents: Collection; by: Map<string, Uint32Array> } | undefined;

/** Place of each document in an order; sorting texts takes long, so it is kept. */
function ranksBy(documents: Collection, sort: string): Uint32Array {
  if (ranked?.documents !== documents) ranked = { documents, by: new Map() };
  const kept = ranked.by.get(sort);
  if (kept !== undefined) return kept;
  const order = allRows(documents).sort(comparison(documents, sort));
  const ranks = new Uint32Array(order.length);
  order.forEach((row, rank) => {
    ranks[row] = rank;
  });
  ranked.by.set(sort, ranks);
  return ranks;
}

function comparison(documents: Collection, sort: string): (a: number, b: number) => number {
  if (sort === 'misfit') {
    const { misfit } = documents.mixtures;
    // one without words comes last
    const of = (row: number) => (Number.isNaN(misfit[row]) ? Number.NEGATIVE_INFINITY : (misfit[row] as number));
    return (a, b) => (of(a) === of(b) ? a - b : of(b) - of(a));
  }
  const values = sort === 'name' ? documents.names : (documents.columns[documents.columnNames.indexOf(sort.slice(COLUMN.length))] ?? []);
  const numbers = values.map(Number);
  if (numbers.every((number) => Number.isFinite(number))) return (a, b) => (numbers[a] as number) - (numbers[b] as number);
  return (a, b) => byCodePoint(values[a] ?? '', values[b] ?? '');
}

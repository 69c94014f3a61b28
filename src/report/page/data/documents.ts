import type { DocumentTable } from '../../page-content.js';
import { type PageMixtures, shareOf, viewMixtures } from '../../page-packing.js';
import { once } from './once.js';
import { sectionBytes, sectionJson } from './sections.js';

/** All that is known of the documents but for their texts. */
export interface Documents extends DocumentTable {
  mixtures: PageMixtures;
  /** row of each id */
  rows: ReadonlyMap<string, number>;
}

export const loadDocuments = once(async (): Promise<Documents> => {
  const [table, mixtures] = await Promise.all([sectionJson<DocumentTable>('documents'), sectionBytes('mixtures')]);
  return { ...table, mixtures: viewMixtures(mixtures), rows: new Map(table.ids.map((id, row) => [id, row])) };
});

/** The larger shares of a document, the largest first; topics from 1. */
export function mixtureOf(mixtures: PageMixtures, row: number): { topic: number; share: number }[] {
  const [begin, end] = [mixtures.begins[row] as number, mixtures.begins[row + 1] as number];
  return Array.from({ length: end - begin }, (_, e) => ({ topic: (mixtures.topics[begin + e] as number) + 1, share: shareOf(mixtures, begin + e) }));
}

/* Part 2: whether as many topics as a collection has folders find the folders again. */

import { summarize } from '../factorize/processes.js';
import { type CollectionName, countsOf, readFolders, readMatrix } from './collections.js';
import type { Effort } from './effort.js';
import { dominantTopics, mutualInformation, tableRow } from './measures.js';
import { availablePeers, type Fit, fitPeer, fitTopikl, PEERS } from './programs.js';

const WIDTHS = [20, 7, 7, 7];

export async function compareSubjects(name: CollectionName, { seeds, quick }: Effort): Promise<void> {
  const counts = countsOf(name);
  const X = await readMatrix(counts);
  const folders = readFolders(counts);
  const labelled = [...folders.keys()].filter((i) => folders[i] !== undefined && X.rowPointers[i + 1] > X.rowPointers[i]);
  const labels = labelled.map((i) => folders[i] as string);
  const topics = new Set(labels).size;
  console.log(
    `\n2. ${counts.name}: normalised mutual information (arithmetic mean) of folder and dominant topic, ${labels.length} documents, K = ${topics}, seeds 1 to ${seeds}`,
  );
  const peers = availablePeers(['nmf'], quick);
  const agreement = ({ factors }: Fit) => {
    const dominant = dominantTopics(factors);
    return mutualInformation(
      labels,
      labelled.map((i) => dominant[i]),
    );
  };
  const results = new Map<string, number[]>([['topikl', []], ...peers.map((peer): [string, number[]] => [PEERS[peer].name, []])]);
  for (let seed = 1; seed <= seeds; seed++) {
    results.get('topikl')?.push(agreement(fitTopikl(counts, topics, seed)));
    for (const peer of peers) results.get(PEERS[peer].name)?.push(agreement(fitPeer(peer, counts, topics, seed)));
  }
  console.log(tableRow(['program', 'median', 'worst', 'best', '  of each seed'], WIDTHS));
  for (const [program, values] of results) {
    const figures = [summarize(values).median, Math.min(...values), Math.max(...values)].map((value) => value.toFixed(3));
    console.log(tableRow([program, ...figures, `  ${values.map((value) => value.toFixed(3)).join(' ')}`], WIDTHS));
  }
}

/* Part 4: settings varied one at a time around the defaults; the table by which the defaults were chosen. */
import { completionScores, perWord } from '../../../src/evaluate/held-out.js';
import { type CollectionName, type Counts, countsOf, readMatrix } from './collections.js';
import type { Effort } from './effort.js';
import { COMMON_PRIOR, type HeldOut, learnedPrior, prepareHeldOut, smoothedTopics } from './held-out.js';
import { mean, type Quality, qualityOf, RANKINGS, type Ranking, rankings, tableRow, termDocuments } from './measures.js';
import { fitTopikl, hasFlags } from './programs.js';

/** Flags that are tried; those that this version of topikl does not have are left out. */
const VARIANTS: string[][] = [
  [],
  ['--document-prior', '0'],
  ['--document-prior', '0.02'],
  ['--document-prior', '0.05'],
  ['--document-prior', '0.1'],
  ['--document-prior', '0.3'],
  ['--term-prior', '0'],
  ['--term-prior', '0.01'],
  ['--term-prior', '0.1'],
  ['--term-prior', '0.3'],
  ['--document-prior', '0', '--term-prior', '0'],
  ['--tolerance', '1e-4'],
  ['--tolerance', '1e-6'],
  ['--init', 'random'],
  ['--init', 'svd'],
  ['--init', 'topic-score'],
];

const WIDTHS = [36, 8, 9, 8, 10, 9, 8, 9, 9, 10, 8];

/** Means over the seeds. */
interface Row {
  qualities: Record<Ranking, Quality>;
  /** nats a held-out word, with the fit's own prior and with the common one */
  own: number;
  common: number;
  iterations: number;
  seconds: number;
}

export async function compareDefaults(names: readonly CollectionName[], { topics, seeds, quick }: Effort): Promise<void> {
  console.log(`\n4. Settings varied one at a time, K = ${topics}, seeds 1 to ${seeds}: means; S by term score, P by probability`);
  console.log(`   held-out nats a word with the fit's own prior (${COMMON_PRIOR} for each topic, where it tells none) and with ${COMMON_PRIOR} for each topic`);
  const settingsOf = (flags: readonly string[]) => flags.filter((word) => word.startsWith('--')).join(' ');
  const variants = VARIANTS.filter((flags, v) => {
    if (quick && VARIANTS.findIndex((other) => settingsOf(other) === settingsOf(flags)) < v) return false;
    const known = hasFlags(flags);
    if (!known) console.log(`  left out, since this version has no such setting: ${flags.join(' ')}`);
    return known;
  });
  const rows = new Map<string[], Row[]>(variants.map((flags) => [flags, []]));
  for (const name of names) {
    const counts = countsOf(name);
    const held = await prepareHeldOut(counts);
    head(counts.name);
    for (const [flags, list] of rows) {
      const row = await tryVariant(counts, held, flags, topics, seeds);
      list.push(row);
      show(flags, row);
    }
  }
  if (names.length === 1) return;
  head(`mean of the ${names.length} collections`);
  for (const [flags, list] of rows) show(flags, meanRow(list));
}

async function tryVariant(counts: Counts, { training, X, halves }: HeldOut, flags: readonly string[], topics: number, seeds: number): Promise<Row> {
  const all = await readMatrix(counts);
  const Xt = termDocuments(all);
  const rows: Row[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const fit = fitTopikl(counts, topics, seed, flags);
    const ranked = rankings(all, fit.factors);
    const qualities = Object.fromEntries(RANKINGS.map((ranking) => [ranking, qualityOf(Xt, ranked[ranking])])) as Row['qualities'];
    const partial = fitTopikl(training, topics, seed, flags);
    const { topicTerms } = smoothedTopics(X, partial);
    const nats = async (prior: readonly number[]) => perWord(halves, await completionScores(halves, topicTerms, prior)).nats;
    rows.push({
      qualities,
      own: await nats(learnedPrior(partial)),
      common: await nats(Array(topics).fill(COMMON_PRIOR)),
      iterations: fit.iterations ?? Number.NaN,
      seconds: fit.seconds,
    });
  }
  return meanRow(rows);
}

function meanRow(rows: readonly Row[]): Row {
  const over = (figure: (row: Row) => number) => mean(rows.map(figure));
  const quality = (ranking: Ranking): Quality => ({
    npmi: over(({ qualities }) => qualities[ranking].npmi),
    diversity: over(({ qualities }) => qualities[ranking].diversity),
    product: over(({ qualities }) => qualities[ranking].product),
  });
  return {
    qualities: { 'term score': quality('term score'), probability: quality('probability') },
    own: over(({ own }) => own),
    common: over(({ common }) => common),
    iterations: over(({ iterations }) => iterations),
    seconds: over(({ seconds }) => seconds),
  };
}

function head(name: string): void {
  console.log(
    `\n${tableRow([name, 'S: NPMI', 'diversity', 'product', 'P: NPMI', 'diversity', 'product', 'held-out', `with ${COMMON_PRIOR}`, 'iterations', 'seconds'], WIDTHS)}`,
  );
}

function show(flags: readonly string[], { qualities, own, common, iterations, seconds }: Row): void {
  const figures = RANKINGS.flatMap((ranking) => [qualities[ranking].npmi, qualities[ranking].diversity, qualities[ranking].product]);
  const cells = [...figures, own, common].map((figure) => figure.toFixed(4));
  console.log(tableRow([flags.length === 0 ? 'defaults' : flags.join(' '), ...cells, iterations.toFixed(0), seconds.toFixed(2)], WIDTHS));
}

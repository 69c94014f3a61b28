/* Part 1: coherence and diversity of topikl's topics and the peers', and the seconds of the fits. */
import { existsSync, renameSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CsrMatrix } from '../../../src/matrix/csr-matrix.js';
import { checked, runPeer } from '../factorize/processes.js';
import { type CollectionName, type Counts, countsOf, readMatrix, readTerms } from './collections.js';
import type { Effort } from './effort.js';
import { mean, type Quality, qualityByPeer, qualityOf, RANKINGS, type Ranking, rankings, tableRow, termDocuments, writeTop } from './measures.js';
import { availablePeers, type Fit, fitPeer, fitTopikl, PEERS, type PeerName } from './programs.js';

const WIDTHS = [20, 11, 16, 16, 16, 8];
/** By how much this benchmark's figures may differ from those of coherence.py, which have five and four digits. */
const TOLERANCE = 1e-4;

/** A program's results over the seeds. */
interface Results {
  program: string;
  seconds: number[];
  /** whether all fits are from an earlier run */
  kept: boolean;
  qualities: Record<Ranking, Quality[]>;
}

export async function comparePeers(names: readonly CollectionName[], { topics, seeds, quick }: Effort): Promise<void> {
  console.log(
    `\n1. Coherence (NPMI over documents, first 10 terms) and diversity (first 25), K = ${topics}, seeds 1 to ${seeds}: mean, worst seed in brackets`,
  );
  const peers = availablePeers(['nmf', 'lda', 'gensim'], quick);
  const conclusions: string[] = [];
  for (const name of names) conclusions.push(...(await compareOn(countsOf(name), topics, seeds, peers, quick)));
  if (conclusions.length === 0) return;
  console.log('\n   NPMI × diversity, the greatest first');
  for (const line of conclusions) console.log(`  ${line}`);
}

async function compareOn(counts: Counts, topics: number, seeds: number, peers: readonly PeerName[], quick: boolean): Promise<string[]> {
  console.log(`\n  ${counts.name}`);
  const X = await readMatrix(counts);
  const judge = judgeOf(counts, X, quick || peers.length === 0);
  const own: Results = startOf('topikl');
  const single: number[] = [];
  const others = peers.map((peer) => ({ peer, results: startOf(PEERS[peer].name) }));
  let sameBits = true;
  for (let seed = 1; seed <= seeds; seed++) {
    const fit = fitTopikl(counts, topics, seed);
    const alone = fitTopikl(counts, topics, seed, ['--threads', '1']);
    sameBits &&= Buffer.compare(Buffer.from(fit.factors.H.buffer), Buffer.from(alone.factors.H.buffer)) === 0;
    single.push(alone.seconds);
    judge.add(own, fit, `topikl-${topics}-${seed}`);
    for (const { peer, results } of others) judge.add(results, fitPeer(peer, counts, topics, seed), `${peer}-${topics}-${seed}`);
  }
  checked(sameBits, `topikl's topics have the same bits on ${os.availableParallelism()} threads and on one`);
  const all = [own, ...others.map(({ results }) => results)];
  judge.finish(topics);
  console.log(tableRow(['program', 'ranking', 'NPMI', 'diversity', 'product', 'seconds'], WIDTHS));
  for (const results of all) {
    for (const ranking of RANKINGS) {
      const figures = results.qualities[ranking];
      const show = (figure: keyof Quality) => meanAndWorst(figures.map((quality) => quality[figure]));
      const seconds = ranking === 'term score' ? mean(results.seconds).toFixed(2) : '';
      console.log(tableRow([results.program, ranking, show('npmi'), show('diversity'), show('product'), seconds], WIDTHS));
    }
  }
  const earlier = all.some(({ kept }) => kept) ? ', and some were timed in an earlier run' : '';
  console.log(`  topikl on one thread: ${mean(single).toFixed(2)} s${others.length === 0 ? '' : `; the peers are on one${earlier}`}`);
  const times = others.map(({ results }) => {
    const [ratio, alone] = [own.seconds, single].map((seconds) => (mean(results.seconds) / mean(seconds)).toFixed(1));
    return `${results.program} ${ratio} (${alone} on one thread)`;
  });
  if (times.length > 0) console.log(`  times as long as topikl: ${times.join(', ')}`);
  return others.length === 0 ? [] : RANKINGS.map((ranking) => `${counts.name}, by ${ranking}: ${order(all, ranking)}`);
}

function startOf(program: string): Results {
  return { program, seconds: [], kept: false, qualities: { 'term score': [], probability: [] } };
}

function meanAndWorst(values: readonly number[]): string {
  return `${mean(values).toFixed(4)} (${Math.min(...values).toFixed(4)})`;
}

/** The programs by falling mean of the product; ends with whether topikl is first. */
function order(all: readonly Results[], ranking: Ranking): string {
  const product = ({ qualities }: Results) => mean(qualities[ranking].map((quality) => quality.product));
  const sorted = all.toSorted((x, y) => product(y) - product(x));
  const list = sorted.map((results) => `${results.program} ${product(results).toFixed(4)}`).join(', ');
  return `${list}; topikl ${sorted[0] === all[0] ? 'is first' : 'is NOT first'}`;
}

/** Measures fits as they come, and checks the measures at the end. */
function judgeOf(counts: Counts, X: CsrMatrix, alone: boolean) {
  const Xt = termDocuments(X);
  const terms = readTerms(counts);
  const files: { file: string; quality: Quality }[] = [];
  let short = 0;
  return {
    add(results: Results, fit: Fit, name: string): void {
      const ranked = rankings(X, fit.factors);
      for (const ranking of RANKINGS) {
        const file = path.join(counts.folder, `${name}-${ranking === 'probability' ? 'probability' : 'score'}.top`);
        short += writeTop(file, ranked[ranking], terms);
        const quality = qualityOf(Xt, ranked[ranking]);
        files.push({ file, quality });
        results.qualities[ranking].push(quality);
      }
      results.seconds.push(fit.seconds);
      results.kept ||= fit.kept;
      console.log(`    ${name}: ${fit.seconds.toFixed(2)} s${fit.kept ? ', of an earlier run' : ''}`);
    },
    /** Compares all figures with those of coherence.py. */
    finish(topics: number): void {
      checked(short === 0, `topics with fewer than 25 terms: ${short}`);
      if (alone) return;
      const found = qualityByPeer(
        referenceText(counts),
        files.map(({ file }) => file),
      );
      checked(
        found.every((peer) => peer.topics === topics),
        `coherence.py finds ${topics} topics in every file`,
      );
      const difference = (figure: 'npmi' | 'diversity') =>
        Math.max(...found.map((peer, f) => Math.abs(peer.quality[figure] - (files[f] as { quality: Quality }).quality[figure])));
      const [coherence, diversity] = [difference('npmi'), difference('diversity')];
      checked(
        coherence < TOLERANCE && diversity < TOLERANCE,
        `NPMI and diversity below equal those of coherence.py to ${coherence.toExponential(1)} and ${diversity.toExponential(1)}`,
      );
    },
  };
}

/** The counts as text, for coherence.py. */
function referenceText({ folder, matrix, terms, hash }: Counts): string {
  const file = path.join(folder, `reference-${hash}.txt`);
  if (!existsSync(file)) {
    runPeer('mtx2txt.py', matrix, terms, `${file}-new`);
    renameSync(`${file}-new`, file);
  }
  return file;
}

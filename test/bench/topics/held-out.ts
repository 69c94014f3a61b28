/* Part 3: how well topics foretell the words of documents that they were not fitted to. */
import { completionScores, cutInHalves, type Halves, meanScores, perWord } from '../../../src/evaluate/held-out.js';
import type { CsrMatrix } from '../../../src/matrix/csr-matrix.js';
import { smoothedTopicTerms } from '../../../src/topics/term-scores.js';
import { expectedTopicTermCounts } from '../../../src/topics/topic-model.js';
import { type CollectionName, type Counts, countsOf, holdOut, readMatrix } from './collections.js';
import type { Effort } from './effort.js';
import { tableRow } from './measures.js';
import { availablePeers, type Fit, fitPeer, fitTopikl, PEERS, type PeerName } from './programs.js';

/** Pseudo-counts of each topic in a document, where a program has none to tell. */
export const COMMON_PRIOR = 0.05;
/** The words are cut in halves by it. */
const SEED = 1;
const WIDTHS = [20, 34, 10, 8];

/** What topics are fitted to and judged by. */
export interface HeldOut {
  training: Counts;
  /** the training counts */
  X: CsrMatrix;
  halves: Halves;
}

export async function prepareHeldOut(counts: Counts): Promise<HeldOut> {
  const { training, heldOut } = holdOut(counts, await readMatrix(counts));
  return { training, X: await readMatrix(training), halves: cutInHalves(heldOut, SEED) };
}

/** Topics smoothed by the words of the training documents that each is expected to have, and how many these are. */
export function smoothedTopics(X: CsrMatrix, { factors }: Fit): { topicTerms: Float64Array; words: Float64Array } {
  const { topics, terms } = factors;
  const expected = expectedTopicTermCounts(X, factors);
  const words = Float64Array.from({ length: topics }, (_, k) => expected.subarray(k * terms, (k + 1) * terms).reduce((sum, x) => sum + x, 0));
  return { topicTerms: smoothedTopicTerms(expected, topics, terms), words };
}

/** A prior as topikl has it: each topic's own pseudo-counts, as learned, or the common one. */
export function learnedPrior({ factors, documentPrior }: Fit): number[] {
  return documentPrior ?? Array(factors.topics).fill(COMMON_PRIOR);
}

export async function compareHeldOut(names: readonly CollectionName[], { topics, seeds, quick }: Effort): Promise<void> {
  console.log(`\n3. Held-out documents, every tenth: log-likelihood of half of a document's words given the other half, K = ${topics}, seeds 1 to ${seeds}`);
  console.log('   nats a word, greater is better, with the standard error over documents; each program under both kinds of prior');
  const peers = availablePeers(['lda', 'gensim'], quick);
  for (const name of names) {
    const held = await prepareHeldOut(countsOf(name));
    const words = held.halves.words.reduce((sum, ofOne) => sum + ofOne, 0);
    console.log(`\n  ${held.training.name}: ${held.X.rows} documents are fitted, ${words} words in ${held.halves.words.length} others scored`);
    await compareOn(held, topics, seeds, peers);
  }
}

/** The scores of a program under a kind of prior: a list a seed. */
interface Scores {
  program: string;
  prior: string;
  bySeed: Float64Array[];
}

/** A program's scores with a prior of topikl's kind, and with 1/K for each topic. */
interface BothScores {
  learned: Scores;
  symmetric: Scores;
}

async function compareOn({ training, X, halves }: HeldOut, topics: number, seeds: number, peers: readonly PeerName[]): Promise<void> {
  const symmetric = Array<number>(topics).fill(1 / topics);
  const scores = (program: string, prior: string): Scores => ({ program, prior, bySeed: [] });
  const own: BothScores = { learned: scores('topikl', 'its own'), symmetric: scores('topikl', `1/K, as LDA's`) };
  const others = peers.map((peer) => {
    const { name } = PEERS[peer];
    return { peer, learned: scores(name, `as topikl's, by rank of prevalence`), symmetric: scores(name, 'its own, 1/K') };
  });
  let told = true;
  for (let seed = 1; seed <= seeds; seed++) {
    const fit = fitTopikl(training, topics, seed);
    const { topicTerms, words } = smoothedTopics(X, fit);
    const learned = learnedPrior(fit);
    told &&= fit.documentPrior !== undefined;
    own.learned.bySeed.push(await completionScores(halves, topicTerms, learned));
    own.symmetric.bySeed.push(await completionScores(halves, topicTerms, symmetric));
    for (const { peer, learned: likeOwn, symmetric: equal } of others) {
      const other = smoothedTopics(X, fitPeer(peer, training, topics, seed));
      likeOwn.bySeed.push(await completionScores(halves, other.topicTerms, dealByRank(learned, words, other.words)));
      equal.bySeed.push(await completionScores(halves, other.topicTerms, symmetric));
    }
  }
  if (!told) console.log(`  topikl tells no prior of its own: ${COMMON_PRIOR} for each topic stands in for it`);
  console.log(tableRow(['program', 'prior', 'nats/word', 'error'], WIDTHS));
  for (const list of [own, ...others].flatMap(({ learned, symmetric: equal }) => [learned, equal])) {
    const { nats, error } = perWord(halves, meanScores(list.bySeed));
    console.log(tableRow([list.program, list.prior, nats.toFixed(4), error.toFixed(4)], WIDTHS));
  }
  for (const peer of others) {
    difference('each with its own prior', halves, own.learned, peer.symmetric);
    difference(`both with topikl's kind`, halves, own.learned, peer.learned);
    difference(`both with 1/K`, halves, own.symmetric, peer.symmetric);
  }
}

/** The same pseudo-counts for other topics: the topic of the r-th most words has what the other program's r-th has. */
function dealByRank(prior: readonly number[], words: Float64Array, otherWords: Float64Array): number[] {
  const ranked = (sizes: Float64Array) => [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a] || a - b);
  const from = ranked(words);
  const dealt = Array<number>(prior.length).fill(0);
  for (const [rank, k] of ranked(otherWords).entries()) dealt[k] = prior[from[rank] as number] as number;
  return dealt;
}

function difference(what: string, halves: Halves, own: Scores, peer: Scores): void {
  const [mine, theirs] = [own, peer].map(({ bySeed }) => meanScores(bySeed)) as [Float64Array, Float64Array];
  const scores = mine.map((score, d) => score - theirs[d]);
  const { nats, error } = perWord(halves, scores);
  const sign = nats > 0 ? '+' : '';
  console.log(
    `  topikl − ${peer.program}, ${what}: ${sign}${nats.toFixed(4)} ± ${error.toFixed(4)}: ${nats > 0 ? 'topikl is better' : 'topikl is NOT better'}`,
  );
}

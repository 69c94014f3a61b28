/* Half of a document's words foretell the other half: the same code for every program. */
import { ln } from '../../../src/math/log.js';
import { Random } from '../../../src/math/random.js';
import type { CsrMatrix } from '../../../src/matrix/csr-matrix.js';

const MOST_ITERATIONS = 200;
/** EM ends once the shares of a document change by less in all. */
const CONVERGED = 1e-6;

interface Words {
  terms: number[];
  counts: number[];
}

/** A held-out document: θ is fitted to the first half, the second is scored. */
export interface Halves {
  first: Words;
  second: Words;
  /** of the second half */
  words: number;
}

/** Cuts each document's words in two halves at random; documents of one word or none are left out. */
export function cutInHalves({ rows, rowPointers, columnIndices, values }: CsrMatrix, seed: number): Halves[] {
  const random = new Random(seed);
  const halves: Halves[] = [];
  for (let i = 0; i < rows; i++) {
    const words: number[] = [];
    for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) for (let w = 0; w < values[p]; w++) words.push(columnIndices[p]);
    for (let w = words.length - 1; w > 0; w--) {
      const other = Math.floor(random.uniform() * (w + 1));
      [words[w], words[other]] = [words[other], words[w]];
    }
    const middle = words.length >> 1;
    if (middle > 0) halves.push({ first: countWords(words.slice(0, middle)), second: countWords(words.slice(middle)), words: words.length - middle });
  }
  return halves;
}

function countWords(words: readonly number[]): Words {
  const counts = new Map<number, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { terms: [...counts.keys()], counts: [...counts.values()] };
}

/**
 * ln p of each document's second half, with θ fitted to the first.
 *
 * @param topicTerms topics × terms, each row a distribution without zeros
 * @param prior pseudo-counts of each topic in a document
 */
export function complete(halves: readonly Halves[], topicTerms: Float64Array, prior: readonly number[]): Float64Array {
  const topics = prior.length;
  const terms = topicTerms.length / topics;
  const byTerm = new Float64Array(topicTerms.length);
  for (let k = 0; k < topics; k++) for (let j = 0; j < terms; j++) byTerm[j * topics + k] = topicTerms[k * terms + j];
  return Float64Array.from(halves, ({ first, second }) => {
    const shares = fitShares(first, byTerm, prior);
    return second.terms.reduce((sum, j, t) => sum + second.counts[t] * ln(meanOf(shares, byTerm, j)), 0);
  });
}

/** EM for the shares of the topics in a document, θ_k ∝ N_k + a_k, from equal ones. */
function fitShares({ terms, counts }: Words, byTerm: Float64Array, prior: readonly number[]): Float64Array {
  const topics = prior.length;
  const shares = new Float64Array(topics).fill(1 / topics);
  const expected = new Float64Array(topics);
  const all = counts.reduce((sum, count) => sum + count, 0) + prior.reduce((sum, a) => sum + a, 0);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    expected.fill(0);
    for (let t = 0; t < terms.length; t++) {
      const ratio = counts[t] / meanOf(shares, byTerm, terms[t]);
      for (let k = 0, b = terms[t] * topics; k < topics; k++, b++) expected[k] += ratio * byTerm[b];
    }
    let change = 0;
    for (let k = 0; k < topics; k++) {
      const share = (shares[k] * expected[k] + prior[k]) / all;
      change += Math.abs(share - shares[k]);
      shares[k] = share;
    }
    if (change < CONVERGED) break;
  }
  return shares;
}

function meanOf(shares: Float64Array, byTerm: Float64Array, term: number): number {
  let mean = 0;
  for (let k = 0, b = term * shares.length; k < shares.length; k++, b++) mean += shares[k] * byTerm[b];
  return mean;
}

/** Nats a word and its standard error over documents, as a ratio of sums. @param scores ln p of each document, or a difference of two */
export function perWord(halves: readonly Halves[], scores: Float64Array): { nats: number; error: number } {
  const words = halves.reduce((sum, half) => sum + half.words, 0);
  const nats = scores.reduce((sum, score) => sum + score, 0) / words;
  const squares = halves.reduce((sum, half, d) => sum + (scores[d] - nats * half.words) ** 2, 0);
  return { nats, error: Math.sqrt((squares * halves.length) / (halves.length - 1)) / words };
}

/** The mean of several programs' or seeds' scores, document by document. */
export function meanScores(all: readonly Float64Array[]): Float64Array {
  return (all[0] as Float64Array).map((_, d) => all.reduce((sum, scores) => sum + scores[d], 0) / all.length);
}

import { exp } from '../math/exp.js';
import { ln } from '../math/log.js';
import { Random } from '../math/random.js';
import { type CsrMatrix, rowSums } from '../matrix/csr-matrix.js';
import { MixtureSolver } from '../topics/infer.js';

/*
 * Held-out log-likelihood by document completion (Wallach, Murray, Salakhutdinov and Mimno 2009, "Evaluation methods for topic models",
 * section 5.1, with a point estimate of the mixture): documents that the topics were not fitted to are cut in two halves; the mixture θ is
 * fitted to the words of the first with the topics fixed, and the words of the second are scored by ln Σ_k θ_k φ̃_kj.
 */

/** Times that a word of a document is dealt out one by one; further ones go to both halves alike. */
const MOST_DRAWN = 1000;
/** One document in so many is held out. */
const HELD_OUT = 10;

/** Numbers of documents, rising. */
export interface Split {
  training: number[];
  heldOut: number[];
}

/**
 * Holds every tenth document out, in an order drawn by the seed.
 *
 * @param documents how many there are
 * @param seed any integer
 * @param most documents to take of them; the others are in neither list
 */
export function splitDocuments(documents: number, seed: number, most = documents): Split {
  const drawn = Array.from({ length: documents }, (_, i) => i);
  shuffle(drawn, new Random(seed));
  const rising = (numbers: number[]) => numbers.sort((a, b) => a - b);
  const taken = drawn.slice(0, most);
  return {
    training: rising(taken.filter((_, place) => place % HELD_OUT !== 0)),
    heldOut: rising(taken.filter((_, place) => place % HELD_OUT === 0)),
  };
}

/** Held-out documents: θ is fitted to the first half of each, the second is scored. */
export interface Halves {
  /** documents × terms */
  first: CsrMatrix;
  second: CsrMatrix;
  /** of the second half of each document, 1 or more */
  words: Float64Array;
}

/**
 * Cuts each document's words in two halves at random; of an odd number the second has one more. Documents of one word or none are left out.
 *
 * @param documents documents × terms
 * @param seed any integer
 */
export function cutInHalves({ rows, columns, rowPointers, columnIndices, values }: CsrMatrix, seed: number): Halves {
  const random = new Random(seed);
  const first: Map<number, number>[] = [];
  const second: Map<number, number>[] = [];
  for (let i = 0; i < rows; i++) {
    const words: number[] = [];
    const shared = new Map<number, number>();
    for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
      const inEach = Math.max(0, Math.floor((values[p] - MOST_DRAWN) / 2));
      if (inEach > 0) shared.set(columnIndices[p], inEach);
      for (let w = 2 * inEach; w < values[p]; w++) words.push(columnIndices[p]);
    }
    shuffle(words, random);
    const middle = words.length >> 1;
    if (middle === 0) continue;
    first.push(countWords(words.slice(0, middle), shared));
    second.push(countWords(words.slice(middle), shared));
  }
  const scored = countsOf(second, columns);
  return { first: countsOf(first, columns), second: scored, words: rowSums(scored) };
}

/** A random order (Fisher and Yates; Durstenfeld 1964). */
function shuffle(items: number[], random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [items[last], items[other]] = [items[other], items[last]];
  }
}

/** @param shared counts that come on top of those of the words */
function countWords(words: readonly number[], shared: ReadonlyMap<number, number>): Map<number, number> {
  const counts = new Map(shared);
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function countsOf(documents: readonly Map<number, number>[], columns: number): CsrMatrix {
  const rowPointers = [0];
  const columnIndices: number[] = [];
  const values: number[] = [];
  for (const counts of documents) {
    for (const [j, count] of [...counts].sort(([a], [b]) => a - b)) {
      columnIndices.push(j);
      values.push(count);
    }
    rowPointers.push(values.length);
  }
  return {
    rows: documents.length,
    columns,
    rowPointers: Int32Array.from(rowPointers),
    columnIndices: Int32Array.from(columnIndices),
    values: Uint32Array.from(values),
  };
}

/**
 * ln p of each document's second half, with θ fitted to the first: the most probable one under the prior.
 *
 * @param topicTerms φ̃, topics × terms, each row a distribution without zeros, such as smoothedTopicTerms gives
 * @param documentPrior pseudo-counts of each topic in a document, ≥ 0
 */
export async function completionScores({ first, second }: Halves, topicTerms: Float64Array, documentPrior: readonly number[]): Promise<Float64Array> {
  const topics = documentPrior.length;
  const terms = topicTerms.length / topics;
  const fixed = { topics, terms, topicTerms: Float32Array.from(topicTerms), documentPrior, loss: 'kullback-leibler' as const };
  const { shares } = (await MixtureSolver.create(fixed)).infer(first);
  const byTerm = new Float64Array(topicTerms.length);
  for (let k = 0; k < topics; k++) for (let j = 0; j < terms; j++) byTerm[j * topics + k] = topicTerms[k * terms + j];
  return Float64Array.from({ length: first.rows }, (_, d) => {
    let score = 0;
    for (let p = second.rowPointers[d]; p < second.rowPointers[d + 1]; p++) {
      let mean = 0;
      for (let k = 0, b = second.columnIndices[p] * topics; k < topics; k++, b++) mean += shares[d * topics + k] * byTerm[b];
      score += second.values[p] * ln(mean);
    }
    return score;
  });
}

/** A figure and its standard error over documents. */
export interface PerWord {
  nats: number;
  error: number;
}

/**
 * Nats a word, as a ratio of sums, and its standard error over documents; NaN for fewer than two of them.
 *
 * @param scores ln p of each document, or a difference of two
 */
export function perWord({ words }: Pick<Halves, 'words'>, scores: ArrayLike<number>): PerWord {
  let [all, sum] = [0, 0];
  for (let d = 0; d < words.length; d++) {
    all += words[d];
    sum += scores[d];
  }
  const nats = sum / all;
  let squares = 0;
  for (let d = 0; d < words.length; d++) squares += (scores[d] - nats * words[d]) ** 2;
  return { nats, error: Math.sqrt((squares * words.length) / (words.length - 1)) / all };
}

/** How well documents are foretold that the topics were not fitted to. */
export interface HeldOutLikelihood extends PerWord {
  perplexity: number;
  /** that were scored, and their words that were */
  documents: number;
  words: number;
  /** that the topics were fitted to */
  trainingDocuments: number;
}

/** e^−nats: among how many equally probable words one would have to guess. @param nats a word, ≤ 0 */
export function perplexity(nats: number): number {
  return exp(-nats);
}

/** The mean of several fits' scores, document by document. @param all one list at least */
export function meanScores(all: readonly Float64Array[]): Float64Array {
  return (all[0] as Float64Array).map((_, d) => all.reduce((sum, scores) => sum + scores[d], 0) / all.length);
}

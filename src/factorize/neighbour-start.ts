import { ln } from '../math/log.js';
import type { Random } from '../math/random.js';
import { type CsrMatrix, columnTotals, nnz, rowSums, total, transpose } from '../matrix/csr-matrix.js';
import { type Factors, FLOOR, normalizeTopics } from './factors.js';
import { flatMixtures } from './start.js';

/** Documents drawn for each topic, of which the one that covers most is taken. */
const CANDIDATES = 10;
/** Documents that make a topic: the one taken and those most like it. */
const NEIGHBOURS = 20;
/** Documents more alike to the one taken are copies of it, and are passed over. */
const COPY = 0.9;
/** Share that the documents have in their topic; the rest is that of the whole collection. */
const SHARE = 0.95;

/**
 * A random start of one neighbourhood of documents a topic. Documents are drawn as k-means++ does (Arthur and Vassilvitskii 2007, with
 * several candidates): with probability 1 − cosine to the nearest one taken so far, and of the candidates the one that brings all
 * documents nearest is taken. It and the 19 documents most like it give their shares of words to the topic. Cosines are those of
 * (1 + ln x_ij) ln((n + 1) / n_j), n_j the documents with term j. Each document's words are shared out evenly over the topics.
 */
export function neighbourStart(X: CsrMatrix, topics: number, random: Random): Factors {
  const documentSums = rowSums(X);
  const termShares = columnTotals(X);
  const words = total(X);
  for (let j = 0; j < termShares.length; j++) termShares[j] /= words;
  const cosines = new Cosines(X);

  const W = flatMixtures(documentSums, topics);
  const Ht = new Float32Array(X.columns * topics);
  /** each document's cosine with the nearest one taken */
  const nearest = new Float64Array(X.rows);
  for (let k = 0; k < topics; k++) {
    const taken = mostCovering(cosines, nearest, documentSums, random);
    for (let i = 0; i < X.rows; i++) nearest[i] = Math.max(nearest[i], taken.cosines[i]);
    for (let j = 0; j < X.columns; j++) Ht[j * topics + k] = (1 - SHARE) * termShares[j];
    const neighbours = neighboursOf(taken);
    for (const i of neighbours) {
      for (let p = X.rowPointers[i]; p < X.rowPointers[i + 1]; p++) {
        Ht[X.columnIndices[p] * topics + k] += (SHARE * X.values[p]) / documentSums[i] / neighbours.length;
      }
    }
    // a little noise keeps equal neighbourhoods apart
    for (let j = 0; j < X.columns; j++) Ht[j * topics + k] = Math.max(FLOOR, Ht[j * topics + k] * (0.95 + 0.1 * random.uniform()));
  }
  const factors = { topics, W, Ht };
  normalizeTopics(factors);
  return factors;
}

/** A document and its cosine with every document. */
interface Candidate {
  document: number;
  cosines: Float64Array;
}

function mostCovering(cosines: Cosines, nearest: Float64Array, documentSums: Float64Array, random: Random): Candidate {
  const running = new Float64Array(nearest.length);
  let mass = 0;
  for (let i = 0; i < nearest.length; i++) {
    if (documentSums[i] > 0) mass += Math.max(0, 1 - nearest[i]);
    running[i] = mass;
  }
  let best: Candidate | undefined;
  let most = -1;
  for (let candidate = 0; candidate < CANDIDATES; candidate++) {
    const document = draw(running, documentSums, random.uniform() * mass);
    const own = cosines.of(document);
    let gain = 0;
    for (let i = 0; i < nearest.length; i++) gain += Math.max(0, own[i] - nearest[i]);
    if (gain <= most) continue;
    most = gain;
    best = { document, cosines: own };
  }
  return best as Candidate;
}

/** The first document with words whose running mass is above a number; the last one where none is. */
function draw(running: Float64Array, documentSums: Float64Array, mass: number): number {
  let low = 0;
  let high = running.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (running[middle] > mass) high = middle;
    else low = middle + 1;
  }
  while (low > 0 && documentSums[low] === 0) low--;
  return low;
}

/** A document and those most like it, but for copies; a tie: the earlier document. */
function neighboursOf({ document, cosines }: Candidate): number[] {
  const near = new Int32Array(NEIGHBOURS - 1);
  let found = 0;
  for (let i = 0; i < cosines.length; i++) {
    if (cosines[i] === 0 || cosines[i] >= COPY || i === document) continue;
    if (found === near.length && cosines[i] <= cosines[near[found - 1]]) continue;
    let place = Math.min(found, near.length - 1);
    for (; place > 0 && cosines[near[place - 1]] < cosines[i]; place--) near[place] = near[place - 1];
    near[place] = i;
    found = Math.min(found + 1, near.length);
  }
  return [document, ...near.subarray(0, found)];
}

/** Cosines of documents, through the terms that they share. */
class Cosines {
  private readonly X: CsrMatrix;
  private readonly Xt: CsrMatrix;
  /** of the entries of X, and of Xᵀ */
  private readonly weights: Float32Array;
  private readonly transposed: Float32Array;

  constructor(X: CsrMatrix) {
    this.X = X;
    this.Xt = transpose(X);
    this.weights = new Float32Array(nnz(X));
    this.transposed = new Float32Array(nnz(X));
    const rarity = Float64Array.from({ length: X.columns }, (_, j) => {
      const documents = this.Xt.rowPointers[j + 1] - this.Xt.rowPointers[j];
      return documents === 0 ? 0 : ln((X.rows + 1) / documents);
    });
    const next = this.Xt.rowPointers.slice();
    const row = new Float64Array(X.columns);
    for (let i = 0; i < X.rows; i++) {
      const begin = X.rowPointers[i];
      const end = X.rowPointers[i + 1];
      let square = 0;
      for (let p = begin; p < end; p++) {
        const weight = (1 + ln(X.values[p])) * rarity[X.columnIndices[p]];
        row[p - begin] = weight;
        square += weight * weight;
      }
      const length = Math.sqrt(square);
      for (let p = begin; p < end; p++) {
        this.weights[p] = row[p - begin] / length;
        this.transposed[next[X.columnIndices[p]]++] = this.weights[p];
      }
    }
  }

  /** Cosine of a document with each document. */
  of(document: number): Float64Array {
    const { X, Xt, weights, transposed } = this;
    const cosines = new Float64Array(X.rows);
    for (let p = X.rowPointers[document]; p < X.rowPointers[document + 1]; p++) {
      const j = X.columnIndices[p];
      for (let q = Xt.rowPointers[j]; q < Xt.rowPointers[j + 1]; q++) cosines[Xt.columnIndices[q]] += weights[p] * transposed[q];
    }
    return cosines;
  }
}

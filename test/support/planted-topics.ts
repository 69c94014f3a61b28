/*
 * Counts drawn from the model itself: topics are random multiples of one Zipf-like background, mixtures come from a Dirichlet
 * distribution, the lengths of documents from a lognormal one.
 */
import { exp, pow } from '../../src/math/exp.js';
import { ln } from '../../src/math/log.js';
import type { Random } from '../../src/math/random.js';
import type { CsrMatrix } from '../../src/matrix/csr-matrix.js';

export interface PlantedTopics {
  /** documents × terms that occur */
  X: CsrMatrix;
  /** the topics that the counts were drawn from, on the terms that occur */
  topics: Float64Array[];
}

/** How far the weights of topics are apart, and how few topics share a document: the smaller, the more so. */
const TOPIC_SHAPE = 0.15;
const MIXTURE_SHAPE = 0.1;

/** A number from the standard normal distribution (Marsaglia and Bray 1964). */
export function normal(random: Random): number {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const square = x * x + y * y;
    if (square < 1 && square > 0) return x * Math.sqrt((-2 * ln(square)) / square);
  }
}

/** A number from the gamma distribution with scale 1 (Marsaglia and Tsang 2000). */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * pow(random.uniform(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (ln(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * ln(v)) return d * v;
  }
}

/** Running sums, the last of them 1. */
function cumulative(weights: Float64Array): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let a = 0; a < weights.length; a++) {
    sum += weights[a];
    sums[a] = sum;
  }
  return sums.map((running) => running / sum);
}

/** A place drawn with the probabilities that the running sums are of. */
function draw(random: Random, sums: Float64Array): number {
  const u = random.uniform();
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] <= u) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param shapesOf parameters of the Dirichlet distribution that a document's mixture is drawn from; default the same for all topics and documents */
export function plantTopics(
  documents: number,
  terms: number,
  topics: number,
  meanLength: number,
  random: Random,
  shapesOf: (document: number) => ArrayLike<number> = () => new Float64Array(topics).fill(MIXTURE_SHAPE),
): PlantedTopics {
  const planted = Array.from({ length: topics }, () => Float64Array.from({ length: terms }, (_, j) => (gamma(random, TOPIC_SHAPE) + 1e-3) / (j + 10)));
  const termSums = planted.map(cumulative);
  const lengths = Array.from({ length: documents }, () => Math.max(10, Math.floor(exp(ln(meanLength) - 0.18 + 0.6 * normal(random)))));
  const rows: Map<number, number>[] = [];
  const occurs = new Uint8Array(terms);
  for (const [document, length] of lengths.entries()) {
    const topicSums = cumulative(Float64Array.from(shapesOf(document), (shape) => gamma(random, shape)));
    const row = new Map<number, number>();
    for (let word = 0; word < length; word++) {
      const j = draw(random, termSums[draw(random, topicSums)]);
      row.set(j, (row.get(j) ?? 0) + 1);
      occurs[j] = 1;
    }
    rows.push(row);
  }
  const kept = Array.from(occurs.keys()).filter((j) => occurs[j] === 1);
  const places = new Map(kept.map((j, place) => [j, place]));
  const rowPointers = [0];
  const columnIndices: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    for (const [j, count] of [...row].sort(([a], [b]) => a - b)) {
      columnIndices.push(places.get(j) ?? 0);
      values.push(count);
    }
    rowPointers.push(values.length);
  }
  return {
    X: {
      rows: documents,
      columns: kept.length,
      rowPointers: Int32Array.from(rowPointers),
      columnIndices: Int32Array.from(columnIndices),
      values: Uint32Array.from(values),
    },
    topics: planted.map((topic) => Float64Array.from(kept, (j) => topic[j])),
  };
}

function cosine(a: Float64Array, b: Float64Array): number {
  const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, j) => sum + value * y[j], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** Cosines of the planted topics and those found, each found one given to one planted one so that the sum is the largest (Kuhn 1955; Munkres 1957). */
export function matchedCosines(planted: readonly Float64Array[], found: readonly Float64Array[]): number[] {
  const size = planted.length;
  const cosines = planted.map((p) => found.map((f) => cosine(p, f)));
  // shortest augmenting paths over 1 − cosine, rows and columns counted from 1, column 0 for the row that looks for a partner
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  const before = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    rowOf[0] = row;
    let column = 0;
    const slack = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const visited = new Uint8Array(size + 1);
    do {
      visited[column] = 1;
      const current = rowOf[column];
      let least = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= size; j++) {
        if (visited[j] === 1) continue;
        const reduced = 1 - cosines[current - 1][j - 1] - rowPotential[current] - columnPotential[j];
        if (reduced < slack[j]) {
          slack[j] = reduced;
          before[j] = column;
        }
        if (slack[j] < least) {
          least = slack[j];
          next = j;
        }
      }
      for (let j = 0; j <= size; j++) {
        if (visited[j] === 1) {
          rowPotential[rowOf[j]] += least;
          columnPotential[j] -= least;
        } else slack[j] -= least;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      rowOf[column] = rowOf[before[column]];
      column = before[column];
    }
  }
  const matched: number[] = new Array(size).fill(0);
  for (let j = 1; j <= size; j++) matched[rowOf[j] - 1] = cosines[rowOf[j] - 1][j - 1];
  return matched;
}

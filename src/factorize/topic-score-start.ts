import type { Random } from '../math/random.js';
import { type CsrMatrix, rowSums, total, transpose } from '../matrix/csr-matrix.js';
import { type Factors, FLOOR, normalizeTopics } from './factors.js';
import { randomizedSvd, regularizedScaling } from './randomized-svd.js';
import { randomStart } from './start.js';
import { setWeights } from './svd-start.js';

/** Vertices are hunted among these many of the terms in most documents, none in a smaller share of them, or in fewer. */
const HUNTED_TERMS = 3000;
const HUNTED_SHARE = 0.005;
const HUNTED_DOCUMENTS = 3;
/** Where fewer terms than this for each topic are frequent enough, all terms are used. */
const HUNTED_PER_TOPIC = 3;
const CENTRES_PER_TOPIC = 5;
const CLUSTER_ROUNDS = 10;
/** A vertex must be further than this from the span of those found before, as a share of the first one's norm. */
const DEGENERATE = 1e-6;
/** Share of the collection's own words in each topic: updates by factors can then move every entry. */
const COLLECTION_SHARE = 0.1;

/** Points as rows of `size` numbers. */
interface Points {
  readonly count: number;
  readonly size: number;
  readonly coordinates: Float64Array;
}

/**
 * A start by Topic-SCORE (Ke and Wang 2022, "Using SVD for topic modeling"): the terms' right singular vectors, divided by what a
 * term's frequency alone would give, lie in a simplex whose vertices are anchor words, those of one topic only. A term's
 * barycentric coordinates are then its topics' shares of its occurrences, p(topic | term).
 *
 * - X is scaled as in `regularizedScaling`. Its right singular vectors have H's rows times C in their span, and so the vector
 *   c_j C_j of the terms' sums; it takes the place of the paper's first singular vector as the divisor: it is known without error and
 *   is positive even when the collection falls apart into unconnected parts.
 * - Ratios of rare terms are noise, so vertices are hunted among terms in many documents: k-means, then successive projection
 *   (Araújo et al. 2001) over the centres, which need no truncation at ln n. Singular values weigh the directions.
 * - W comes from H: see `setWeights`.
 *
 * Where X has fewer than K dimensions, or the centres span fewer, the topics left over are those of a random start.
 *
 * @param X n × m, with at least one word
 * @param topics K ≥ 1
 */
export function topicScoreStart(X: CsrMatrix, topics: number, random: Random): Factors {
  const factors = randomStart(X, topics, random);
  const Xt = transpose(X);
  const termSums = rowSums(Xt);
  const points = termPoints(X, topics, termSums, random);
  const centres = cluster(select(points, huntedTerms(Xt, topics)), CENTRES_PER_TOPIC * topics, random);
  setTopics(factors, points, successiveProjection(centres), termSums, total(X));
  normalizeTopics(factors);
  setWeights(X, factors);
  return factors;
}

/** A point for each term: its entries of the right singular vectors times the singular values, over c_j C_j; 0 for a term that never occurs. */
function termPoints(X: CsrMatrix, topics: number, termSums: Float64Array, random: Random): Points {
  const scaling = regularizedScaling(rowSums(X), termSums);
  const { V, values, rank } = randomizedSvd(X, topics, random, scaling);
  const size = values.filter((value) => value > 0).length;
  const coordinates = new Float64Array(X.columns * size);
  for (let j = 0; j < X.columns; j++) {
    if (termSums[j] === 0) continue;
    for (let k = 0; k < size; k++) coordinates[j * size + k] = (values[k] * V[j * rank + k]) / (termSums[j] * scaling.columns[j]);
  }
  return { count: X.columns, size, coordinates };
}

/** Numbers of the terms among which vertices are hunted, those in most documents first. */
function huntedTerms(Xt: CsrMatrix, topics: number): number[] {
  const documents = Array.from({ length: Xt.rows }, (_, j) => Xt.rowPointers[j + 1] - Xt.rowPointers[j]);
  const terms = documents
    .map((_, j) => j)
    .filter((j) => documents[j] > 0)
    .sort((a, b) => documents[b] - documents[a] || a - b);
  const least = Math.max(HUNTED_DOCUMENTS, HUNTED_SHARE * Xt.columns);
  const frequent = terms.filter((j) => documents[j] >= least);
  return (frequent.length < HUNTED_PER_TOPIC * topics ? terms : frequent).slice(0, Math.max(HUNTED_TERMS, HUNTED_PER_TOPIC * topics));
}

function select({ size, coordinates }: Points, rows: number[]): Points {
  const selected = new Float64Array(rows.length * size);
  for (const [r, row] of rows.entries()) selected.set(coordinates.subarray(row * size, (row + 1) * size), r * size);
  return { count: rows.length, size, coordinates: selected };
}

/** Centres of k-means clusters, seeded by k-means++ (Arthur and Vassilvitskii 2007); fewer than `wanted` where fewer points differ. */
function cluster(points: Points, wanted: number, random: Random): Points {
  const { count, size, coordinates } = points;
  const centres = seedCentres(points, wanted, random);
  for (let round = 0; round < CLUSTER_ROUNDS; round++) {
    const sums = new Float64Array(centres.coordinates.length);
    const members = new Float64Array(centres.count);
    for (let r = 0; r < count; r++) {
      let nearest = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let c = 0; c < centres.count; c++) {
        const distance = squaredDistance(coordinates, r * size, centres.coordinates, c * size, size);
        if (distance < least) [nearest, least] = [c, distance];
      }
      members[nearest]++;
      for (let k = 0; k < size; k++) sums[nearest * size + k] += coordinates[r * size + k];
    }
    for (let a = 0; a < sums.length; a++) {
      const membership = members[Math.floor(a / size)];
      if (membership > 0) centres.coordinates[a] = sums[a] / membership;
    }
  }
  return centres;
}

function seedCentres({ count, size, coordinates }: Points, wanted: number, random: Random): Points {
  const centres: number[] = [];
  const distances = new Float64Array(count).fill(1);
  for (let sum = count; sum > 0 && centres.length < wanted; ) {
    let left = random.uniform() * sum;
    let drawn = distances.findLastIndex((distance) => distance > 0);
    for (let r = 0; r < drawn; r++) {
      left -= distances[r];
      if (left < 0) drawn = r;
    }
    const first = centres.length === 0;
    centres.push(drawn);
    sum = 0;
    for (let r = 0; r < count; r++) {
      const distance = squaredDistance(coordinates, r * size, coordinates, drawn * size, size);
      distances[r] = first ? distance : Math.min(distances[r], distance);
      sum += distances[r];
    }
  }
  return select({ count, size, coordinates }, centres);
}

function squaredDistance(x: Float64Array, a: number, y: Float64Array, b: number, size: number): number {
  let sum = 0;
  for (let k = 0; k < size; k++) sum += (x[a + k] - y[b + k]) * (x[a + k] - y[b + k]);
  return sum;
}

/**
 * Vertices by successive projection: the point farthest from the span of those found, again and again.
 *
 * @returns for each vertex the vector whose inner product with it is 1 and with the other vertices 0: inner products with these are
 * barycentric coordinates
 */
function successiveProjection(points: Points): Float64Array[] {
  const { count, size, coordinates } = points;
  const residuals = coordinates.slice();
  const vertices: Float64Array[] = [];
  const basis: Float64Array[] = [];
  let first = 0;
  while (basis.length < size) {
    const norms = Float64Array.from({ length: count }, (_, r) =>
      dot(residuals.subarray(r * size, (r + 1) * size), residuals.subarray(r * size, (r + 1) * size)),
    );
    const farthest = norms.indexOf(norms.reduce((a, b) => Math.max(a, b), 0));
    if (vertices.length === 0) first = norms[farthest];
    if (farthest < 0 || !(norms[farthest] > DEGENERATE * DEGENERATE * first)) break;
    const direction = residuals.slice(farthest * size, (farthest + 1) * size);
    for (const q of basis) addScaled(direction, -dot(q, direction), q);
    const norm = Math.sqrt(dot(direction, direction));
    const q = direction.map((x) => x / norm);
    for (let r = 0; r < count; r++) {
      const residual = residuals.subarray(r * size, (r + 1) * size);
      addScaled(residual, -dot(q, residual), q);
    }
    basis.push(q);
    vertices.push(coordinates.slice(farthest * size, (farthest + 1) * size));
  }
  // vertex l = Σ_{k ≤ l} (q_k · vertex l) q_k, so the dual vectors follow from the last to the first
  const duals = basis.map((q) => q.slice());
  for (let k = basis.length - 1; k >= 0; k--) {
    for (let l = k + 1; l < basis.length; l++) addScaled(duals[k], -dot(basis[k], vertices[l]), duals[l]);
    const own = dot(basis[k], vertices[k]);
    duals[k] = duals[k].map((x) => x / own);
  }
  return duals;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k] * y[k];
  return sum;
}

function addScaled(x: Float64Array, scale: number, y: Float64Array): void {
  for (let k = 0; k < x.length; k++) x[k] += scale * y[k];
}

/** Topics from the terms' barycentric coordinates: negative ones are 0, the others are scaled to sum 1. */
function setTopics({ topics, Ht }: Factors, points: Points, duals: Float64Array[], termSums: Float64Array, words: number): void {
  const found = duals.length;
  const occurrences = new Float64Array(points.count * found);
  const topicSums = new Float64Array(found);
  for (let j = 0; j < points.count; j++) {
    const point = points.coordinates.subarray(j * points.size, (j + 1) * points.size);
    const shares = duals.map((dual) => Math.max(0, dot(dual, point)));
    const sum = shares.reduce((a, b) => a + b, 0);
    for (let k = 0; k < found; k++) {
      occurrences[j * found + k] = termSums[j] * (sum > 0 ? shares[k] / sum : 1 / found);
      topicSums[k] += occurrences[j * found + k];
    }
  }
  for (let j = 0; j < points.count; j++) {
    for (let k = 0; k < found; k++) {
      const share = ((1 - COLLECTION_SHARE) * occurrences[j * found + k]) / topicSums[k] + (COLLECTION_SHARE * termSums[j]) / words;
      Ht[j * topics + k] = Math.max(FLOOR, share);
    }
  }
}

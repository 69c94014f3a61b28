import { describe, expect, it } from 'vitest';
import { type Factors, FLOOR } from '../../src/factorize/factors.js';
import { randomizedSvd } from '../../src/factorize/randomized-svd.js';
import { randomStart } from '../../src/factorize/start.js';
import { svdStart } from '../../src/factorize/svd-start.js';
import { topicScoreStart } from '../../src/factorize/topic-score-start.js';
import { Random } from '../../src/math/random.js';
import { type CsrMatrix, rowSums } from '../../src/matrix/csr-matrix.js';
import { denseDivergence, denseProduct } from '../support/dense-nmf.js';
import { dense, randomCounts } from '../support/random-counts.js';

type Matrix = number[][];

const starts = { svdStart, topicScoreStart };

function sparse(X: Matrix, columns = X[0].length): CsrMatrix {
  const rowPointers = [0];
  const columnIndices: number[] = [];
  const values: number[] = [];
  for (const row of X) {
    for (const [j, x] of row.entries()) {
      if (x === 0) continue;
      columnIndices.push(j);
      values.push(x);
    }
    rowPointers.push(values.length);
  }
  return {
    rows: X.length,
    columns,
    rowPointers: Int32Array.from(rowPointers),
    columnIndices: Int32Array.from(columnIndices),
    values: Uint32Array.from(values),
  };
}

const transposed = (A: Matrix): Matrix => A[0].map((_, j) => A.map((row) => row[j]));
const rowsOf = (block: ArrayLike<number>, width: number): Matrix =>
  Array.from({ length: block.length / width }, (_, i) => Array.from({ length: width }, (_, k) => block[i * width + k]));

function expectClose(actual: Matrix, expected: Matrix, tolerance: number): void {
  const largest = Math.max(...actual.flatMap((row, i) => row.map((x, j) => Math.abs(x - expected[i][j]))));
  expect(largest).toBeLessThan(tolerance);
}

/** Eigenvalues (falling) and eigenvectors (rows) of a small symmetric matrix by cyclic Jacobi rotations. */
function eigen(symmetric: Matrix): { values: number[]; vectors: Matrix } {
  const A = symmetric.map((row) => [...row]);
  const vectors = A.map((_, i) => A.map((_, j) => (i === j ? 1 : 0)));
  const n = A.length;
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (A[p][q] === 0) continue;
        const angle = Math.atan2(2 * A[p][q], A[q][q] - A[p][p]) / 2;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (const row of A) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
        for (const B of [A, vectors]) {
          const [x, y] = [B[p], B[q]];
          [B[p], B[q]] = [x.map((v, k) => c * v - s * y[k]), x.map((v, k) => s * v + c * y[k])];
        }
      }
    }
  }
  const order = A.map((_, i) => i).sort((a, b) => A[b][b] - A[a][a]);
  return { values: order.map((i) => A[i][i]), vectors: order.map((i) => vectors[i]) };
}

const identity = (size: number): Matrix => Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));

describe('randomised SVD', () => {
  it.each([
    [14, 9, 4, false],
    [9, 14, 9, true],
    [60, 45, 6, true],
  ])('agrees with a dense eigen-decomposition: %i × %i, rank %i, scaled: %s', (n, m, rank, scaled) => {
    const X = randomCounts(n, m, 0.5, n + m);
    const random = new Random(3);
    const scaling = {
      rows: Float64Array.from({ length: n }, () => (scaled ? 0.2 + random.uniform() : 1)),
      columns: Float64Array.from({ length: m }, () => (scaled ? 0.2 + random.uniform() : 1)),
    };
    const A = dense(X).map((row, i) => row.map((x, j) => x * scaling.rows[i] * scaling.columns[j]));
    const svd = scaled ? randomizedSvd(X, rank, new Random(1), scaling) : randomizedSvd(X, rank, new Random(1));
    const reference = eigen(denseProduct(transposed(A), A));
    const tolerance = rank + 10 >= Math.min(n, m) ? 1e-9 : 0.02;
    const [U, V] = [rowsOf(svd.U, rank), rowsOf(svd.V, rank)];
    expectClose(denseProduct(transposed(U), U), identity(rank), 1e-12);
    expectClose(denseProduct(transposed(V), V), identity(rank), 1e-12);
    for (let k = 0; k < rank; k++) {
      expect(Math.abs(svd.values[k] / Math.sqrt(reference.values[k]) - 1)).toBeLessThan(tolerance);
      const v = V.map((row) => row[k]);
      const extreme = v.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
      expect(extreme).toBeGreaterThan(0);
      if (tolerance > 1e-9) continue;
      const cosine = v.reduce((sum, x, j) => sum + x * reference.vectors[k][j], 0);
      expect(Math.abs(Math.abs(cosine) - 1)).toBeLessThan(1e-9);
      const image = A.map((row) => row.reduce((sum, a, j) => sum + a * v[j], 0) / svd.values[k]);
      expectClose([U.map((row) => row[k])], [image], 1e-9);
    }
  });

  it('gives the same bits for the same seed', () => {
    const X = randomCounts(80, 70, 0.2, 5);
    expect(randomizedSvd(X, 5, new Random(2))).toEqual(randomizedSvd(X, 5, new Random(2)));
  });

  it('reports zeros beyond the rank', () => {
    const svd = randomizedSvd(sparse(Array.from({ length: 12 }, (_, i) => [1, 2, 0, 3, 1, 1].map((x) => x * (1 + (i % 3))))), 4, new Random(1));
    expect(Array.from(svd.values.subarray(1))).toEqual([0, 0, 0]);
    expect(svd.values[0]).toBeCloseTo(Math.sqrt(16 * 4 * (1 + 4 + 9)), 9);
    expect(rowsOf(svd.V, 4).every((row) => row[1] === 0 && row[2] === 0 && row[3] === 0)).toBe(true);
  });
});

function expectValid(X: CsrMatrix, { topics, W, Ht }: Factors): void {
  expect([W.length, Ht.length]).toEqual([X.rows * topics, X.columns * topics]);
  expect([...W, ...Ht].every((x) => Number.isFinite(x) && x >= FLOOR)).toBe(true);
  for (const row of transposed(rowsOf(Ht, topics))) expect(Math.abs(row.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-5);
  const words = rowSums(X);
  for (const [i, row] of rowsOf(W, topics).entries()) expect(Math.abs(row.reduce((a, b) => a + b, 0) - words[i])).toBeLessThan(1e-4 * words[i] + 1e-9);
}

/**
 * Counts near 300 words a document × Θ Φ, Φ with `anchors` anchor words a topic and terms shared by all.
 */
function planted(topics: number, documents: number, anchors: number, shared: number, seed: number): { X: CsrMatrix; topicRows: Matrix } {
  const random = new Random(seed);
  const topicRows = Array.from({ length: topics }, (_, k) => {
    const row = Array.from({ length: topics * anchors + shared }, (_, j) =>
      j < topics * anchors ? (Math.floor(j / anchors) === k ? 0.4 + random.uniform() : 0) : random.uniform() ** 3,
    );
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((x) => x / sum);
  });
  const X = Array.from({ length: documents }, () => {
    const shares = topicRows.map(() => random.uniform() ** 4);
    const sum = shares.reduce((a, b) => a + b, 0);
    const counts = new Array<number>(topicRows[0].length).fill(0);
    for (let word = 0; word < 300; word++) {
      const topic = topicRows[draw(shares, sum, random)];
      counts[draw(topic, 1, random)]++;
    }
    return counts;
  });
  return { X: sparse(X), topicRows };
}

function draw(weights: number[], sum: number, random: Random): number {
  let left = random.uniform() * sum;
  const drawn = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return Math.max(0, drawn);
}

const divergence = (X: CsrMatrix, { topics, W, Ht }: Factors) => denseDivergence(dense(X), { W: rowsOf(W, topics), H: transposed(rowsOf(Ht, topics)) });

describe.each(Object.entries(starts))('%s', (_, start) => {
  const twoWords = sparse(Array.from({ length: 8 }, (_, i) => (i < 4 ? [3, 1, 0, 0] : [0, 0, 2, 5])));
  const withEmpty = sparse([...dense(randomCounts(20, 12, 0.3, 1)).map((row) => [0, ...row, 0]), new Array<number>(14).fill(0)]);
  const duplicates = sparse(Array.from({ length: 15 }, () => [4, 0, 2, 1, 0, 7, 1]));
  it.each([
    ['K = 1', randomCounts(15, 12, 0.3, 2), 1],
    ['K = 2', randomCounts(15, 12, 0.3, 2), 2],
    ['K = n', randomCounts(6, 20, 0.4, 3), 6],
    ['K = m', randomCounts(20, 6, 0.4, 4), 6],
    ['K above n and m', randomCounts(5, 4, 0.5, 4), 7],
    ['empty rows and columns', withEmpty, 4],
    ['documents all alike', duplicates, 3],
    ['parts without a common term', twoWords, 2],
    ['rank below K', twoWords, 4],
    ['one document', sparse([[1, 2, 3]]), 2],
    ['one term', sparse([[1], [2], [3]]), 2],
    [
      'a single word',
      sparse([
        [0, 0, 0],
        [0, 1, 0],
      ]),
      2,
    ],
  ])('gives valid factors for %s', (_, X, topics) => {
    expectValid(X, start(X, topics, new Random(1)));
  });

  it('gives the same bits for the same seed', () => {
    const X = randomCounts(60, 50, 0.2, 6);
    expect(start(X, 5, new Random(9))).toEqual(start(X, 5, new Random(9)));
  });

  it('starts below a random start on planted topics', () => {
    for (const seed of [1, 2, 3]) {
      const { X } = planted(5, 150, 8, 60, seed);
      const factors = start(X, 5, new Random(seed));
      expectValid(X, factors);
      expect(divergence(X, factors)).toBeLessThan(divergence(X, randomStart(X, 5, new Random(seed))));
    }
  });
});

describe('Topic-SCORE', () => {
  it('recovers topics with anchor words', () => {
    const { X, topicRows } = planted(4, 400, 10, 60, 7);
    const H = transposed(rowsOf(topicScoreStart(X, 4, new Random(1)).Ht, 4));
    const errors = topicRows.map((truth) => H.map((row) => row.reduce((sum, h, j) => sum + Math.abs(h - truth[j]), 0)));
    const matches = errors.map((row) => row.indexOf(Math.min(...row)));
    expect(new Set(matches).size).toBe(4);
    // the L1 distance of two distributions is at most 2; a tenth of each topic is the collection's own words
    for (const row of errors) expect(Math.min(...row)).toBeLessThan(0.25);
  });
});

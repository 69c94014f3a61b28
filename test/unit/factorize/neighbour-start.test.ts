import { describe, expect, it } from 'vitest';
import { type Factors, FLOOR } from '../../../src/factorize/factors.js';
import { neighbourStart } from '../../../src/factorize/neighbour-start.js';
import { Random } from '../../../src/math/random.js';
import { type CsrMatrix, rowSums } from '../../../src/matrix/csr-matrix.js';
import { relativeError, sameBits } from '../../support/close.js';
import { matchedCosines, plantTopics } from '../../support/planted-topics.js';
import { dense, randomCounts } from '../../support/random-counts.js';
import { csrOf } from '../matrix/dense.js';

/** H's rows sum to 1, each document's words are shared out about evenly, and all is a number at or above the floor. */
function expectStart(X: CsrMatrix, { W, Ht, topics: K }: Factors): void {
  for (const factor of [W, Ht]) expect(factor.findIndex((value) => !(value >= FLOOR && value < Number.POSITIVE_INFINITY))).toBe(-1);
  expect([W.length, Ht.length]).toEqual([X.rows * K, X.columns * K]);
  expect(
    relativeError(
      topicsOf({ W, Ht, topics: K }).map((topic) => topic.reduce((sum, h) => sum + h, 0)),
      new Array(K).fill(1),
    ),
  ).toBeLessThan(1e-5);
  // but for the noise in the topics, whose scale W takes over
  const lengths = rowSums(X);
  for (let at = 0; at < W.length; at++) {
    const words = lengths[Math.floor(at / K)];
    if (words === 0) expect(W[at]).toBeLessThan(1e-13);
    else expect(Math.abs((W[at] * K) / words - 1)).toBeLessThan(0.06);
  }
}

function topicsOf({ Ht, topics: K }: Factors): Float64Array[] {
  return Array.from({ length: K }, (_, k) => Float64Array.from({ length: Ht.length / K }, (_, j) => Ht[j * K + k]));
}

const start = (X: CsrMatrix, K: number, seed = 1) => neighbourStart(X, K, new Random(seed));

describe('a start of neighbourhoods', () => {
  it.each([
    ['some counts', randomCounts(30, 40, 0.2, 1), 5],
    ['as many topics as documents', randomCounts(6, 25, 0.3, 1), 6],
    ['as many topics as terms', randomCounts(25, 6, 0.3, 1), 6],
    ['documents all alike', csrOf(new Array(8).fill([1, 0, 2, 3])), 3],
    [
      'documents of one word',
      csrOf([
        [1, 0, 0],
        [0, 1, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ]),
      3,
    ],
    ['documents of one word, the same', csrOf(new Array(5).fill([0, 1, 0])), 2],
    [
      'documents without words, first, last and between',
      csrOf([
        [0, 0, 0],
        [1, 2, 0],
        [0, 0, 0],
        [0, 3, 1],
        [4, 0, 1],
        [0, 0, 0],
      ]),
      3,
    ],
    [
      'all words in one document',
      csrOf([
        [0, 0, 0],
        [1, 2, 3],
        [0, 0, 0],
      ]),
      2,
    ],
    [
      'counts up to 4e9',
      csrOf([
        [4294967295, 1, 0],
        [1, 0, 4294967295],
        [3, 4294967295, 2],
      ]),
      2,
    ],
  ])('of %s has topics that sum to 1 and the documents’ words', (_, X, K) => {
    for (const seed of [0, 1, -7]) expectStart(X, start(X, K, seed));
  });

  it('has the same bits for the same seed, and others for another', () => {
    const X = randomCounts(30, 40, 0.2, 1);
    const [once, again, other] = [start(X, 5), start(X, 5), start(X, 5, 2)];
    expect(sameBits(once.Ht, again.Ht) && sameBits(once.W, again.W)).toBe(true);
    expect(sameBits(once.Ht, other.Ht)).toBe(false);
  });

  it('goes on with the same random numbers to another start', () => {
    const X = randomCounts(30, 40, 0.2, 1);
    const random = new Random(1);
    const [first, second] = [neighbourStart(X, 5, random), neighbourStart(X, 5, random)];
    expect(sameBits(first.Ht, start(X, 5).Ht)).toBe(true);
    expect(sameBits(first.Ht, second.Ht)).toBe(false);
  });

  it('takes no document without words, and one of each kind where there are as many as topics', () => {
    const kinds = [
      [3, 1, 0, 0, 0, 0],
      [0, 0, 2, 2, 0, 0],
      [0, 0, 0, 0, 1, 5],
    ];
    const X = csrOf([[0, 0, 0, 0, 0, 0], ...kinds, ...kinds, ...kinds, [0, 0, 0, 0, 0, 0]]);
    for (let seed = 0; seed < 20; seed++) {
      const topics = topicsOf(start(X, 3, seed));
      for (const kind of kinds) {
        const most = topics.map((topic) => kind.reduce((sum, x, j) => (x > 0 ? sum + topic[j] : sum), 0));
        expect(most.filter((mass) => mass > 0.9)).toHaveLength(1);
      }
    }
  });

  it('counts copies of a document once: its topic takes in those that are like it', () => {
    // nine copies, and three documents that share a term with them
    const copies = new Array(9).fill([4, 4, 0, 0, 0, 0, 0]);
    const like = [
      [2, 0, 6, 0, 0, 0, 0],
      [2, 0, 0, 6, 0, 0, 0],
      [2, 0, 0, 0, 6, 0, 0],
    ];
    const others = new Array(9).fill([0, 0, 0, 0, 0, 1, 1]);
    const topics = topicsOf(start(csrOf([...copies, ...like, ...others]), 2, 3));
    const own = topics.find((topic) => topic[5] < 0.1) as Float64Array;
    expect(own[2] + own[3] + own[4]).toBeGreaterThan(0.3);
  });

  it('of planted topics has most of them near, each in a start topic of its own', () => {
    for (const seed of [1, 2, 3]) {
      const { X, topics } = plantTopics(1000, 1500, 10, 120, new Random(seed));
      const cosines = matchedCosines(topics, topicsOf(start(X, 10, seed)));
      expect(cosines.filter((cosine) => cosine > 0.9).length).toBeGreaterThanOrEqual(7);
    }
  });

  it('has each term of the collection in each topic', () => {
    const X = csrOf(dense(randomCounts(20, 30, 0.1, 5)).map((row) => [...row, 0]));
    const { Ht } = start(X, 4);
    for (let j = 0; j < 30; j++) for (let k = 0; k < 4; k++) expect(Ht[4 * j + k]).toBeGreaterThan(1e-6);
    expect([...Ht.subarray(4 * 30)]).toEqual(new Array(4).fill(FLOOR));
  });
});

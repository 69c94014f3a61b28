import { describe, expect, it } from 'vitest';
import { topicTree } from '../../../src/evaluate/topic-tree.js';
import { Random } from '../../../src/math/random.js';

const matrix = (rows: number[][]) => rows.map((row) => Float64Array.from(row));

describe('topicTree', () => {
  it('joins by the mean of the distances, the larger topic to the left', () => {
    const { joins, order } = topicTree(
      matrix([
        [0, 0.9, 0.5, 0.8],
        [0.9, 0, 0.7, 0.2],
        [0.5, 0.7, 0, 0.6],
        [0.8, 0.2, 0.6, 0],
      ]),
    );
    expect(joins).toEqual([
      { left: 1, right: 3, distance: 0.2 },
      { left: 0, right: 2, distance: 0.5 },
      { left: 5, right: 4, distance: expect.closeTo((0.9 + 0.8 + 0.7 + 0.6) / 4, 12) },
    ]);
    expect(order).toEqual([0, 2, 1, 3]);
  });

  it('weighs each topic of a cluster alike', () => {
    const { joins } = topicTree(
      matrix([
        [0, 0.1, 0.2, 0.9],
        [0.1, 0, 0.4, 0.6],
        [0.2, 0.4, 0, 0.9],
        [0.9, 0.6, 0.9, 0],
      ]),
    );
    expect(joins.map(({ distance }) => distance)).toEqual([0.1, expect.closeTo(0.3, 12), expect.closeTo(0.8, 12)]);
  });

  it('takes topics of smaller places first where distances are equal', () => {
    const { joins, order } = topicTree(matrix([0, 1, 2, 3].map((k) => [0, 1, 2, 3].map((l) => (k === l ? 0 : 0.5)))));
    expect(joins).toEqual([
      { left: 0, right: 1, distance: 0.5 },
      { left: 4, right: 2, distance: 0.5 },
      { left: 5, right: 3, distance: 0.5 },
    ]);
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it.each([
    [0, []],
    [1, [0]],
  ])('has no joins for %d topics', (topics, order) => {
    expect(topicTree(matrix(Array.from({ length: topics }, () => [0])))).toEqual({ joins: [], order });
  });

  it('joins four hundred topics in well under a second', () => {
    const random = new Random(1);
    const rows = Array.from({ length: 400 }, () => new Float64Array(400));
    for (let k = 0; k < 400; k++) for (let l = 0; l < k; l++) rows[k][l] = rows[l][k] = random.uniform();
    const begin = performance.now();
    expect(topicTree(rows).joins).toHaveLength(399);
    expect(performance.now() - begin).toBeLessThan(500);
  });
});

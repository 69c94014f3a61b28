import { describe, expect, it } from 'vitest';
import { distancesAmong, matchTopics, type TopicTerms, topicDistances } from '../../../src/evaluate/topic-matching.js';
import { Random } from '../../../src/math/random.js';

const topicsOf = (...rows: number[][]): TopicTerms => ({ topics: rows.length, terms: rows[0]?.length ?? 0, H: Float32Array.from(rows.flat()) });

/** The distance by its definition, every term by itself. */
function byDefinition(p: readonly number[], q: readonly number[]): number {
  const kl = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, j) => (x === 0 ? sum : sum + x * Math.log(x / (b[j] as number))), 0);
  const middle = p.map((x, j) => (x + (q[j] as number)) / 2);
  return Math.sqrt((kl(p, middle) + kl(q, middle)) / 2 / Math.LN2);
}

function randomTopic(random: Random, terms: number): number[] {
  const weights = Array.from({ length: terms }, () => (random.uniform() < 0.4 ? 0 : 0.05 + random.uniform() ** 4));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => Math.fround(weight / sum));
}

describe('topicDistances', () => {
  it('are 0 for equal topics, 1 for those without a common term, and between as worked by hand', () => {
    const [row] = topicDistances(topicsOf([0.5, 0.5, 0, 0]), topicsOf([0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5], [0.5, 0, 0.5, 0]));
    // ½ of the mass is shared: JSD = ½ ln 2
    expect([...(row ?? [])].map((distance) => Number(distance.toFixed(7)))).toEqual([0, 1, Number(Math.SQRT1_2.toFixed(7))]);
  });

  it('are those of the definition where no term is rarer than one in twenty thousand', () => {
    const random = new Random(3);
    const a = Array.from({ length: 4 }, () => randomTopic(random, 300));
    const b = Array.from({ length: 5 }, () => randomTopic(random, 300));
    const distances = topicDistances(topicsOf(...a), topicsOf(...b));
    for (const [i, p] of a.entries()) for (const [j, q] of b.entries()) expect(distances[i]?.[j]).toBeCloseTo(byDefinition(p, q), 6);
    // as a metric they are the same both ways
    const back = topicDistances(topicsOf(...b), topicsOf(...a));
    for (const [i, row] of distances.entries()) for (const [j, distance] of row.entries()) expect(back[j]?.[i]).toBeCloseTo(distance, 9);
  });

  it('of terms that are rare in both topics change little when these count with their mean', () => {
    const random = new Random(5);
    const common = (seed: number) => Array.from({ length: 50 }, (_, j) => ((j * seed) % 7) + 1);
    const topic = (seed: number) => {
      const weights = [...common(seed), ...Array.from({ length: 30_000 }, () => 0.001 * random.uniform())];
      const sum = weights.reduce((all, weight) => all + weight, 0);
      return weights.map((weight) => Math.fround(weight / sum));
    };
    const [p, q] = [topic(3), topic(4)];
    expect(topicDistances(topicsOf(p), topicsOf(q))[0]?.[0]).toBeCloseTo(byDefinition(p, q), 1);
  });

  it('take a topic without words for one that has all terms alike, and need not have rows of sum 1', () => {
    const [row] = topicDistances(topicsOf([0, 0, 0, 0]), topicsOf([0.25, 0.25, 0.25, 0.25], [7, 7, 0, 0], [0, 0, 0, 0]));
    expect(row?.[0]).toBe(0);
    expect(row?.[1]).toBeCloseTo(byDefinition([0.25, 0.25, 0.25, 0.25], [0.5, 0.5, 0, 0]), 7);
    expect(row?.[2]).toBe(0);
  });
});

it('distancesAmong has the distances of topics to each other, the same both ways, and 0 to themselves', () => {
  const random = new Random(7);
  const topics = topicsOf(...Array.from({ length: 5 }, () => randomTopic(random, 100)), Array(100).fill(0));
  const among = distancesAmong(topics);
  for (const [k, row] of topicDistances(topics, topics).entries()) {
    expect(among[k]?.[k]).toBe(0);
    for (const [l, distance] of row.entries()) {
      expect(among[k]?.[l]).toBe(among[l]?.[k]);
      if (k !== l) expect(among[k]?.[l]).toBeCloseTo(distance, 9);
    }
  }
});

describe('matchTopics', () => {
  it('finds the smallest sum, not the nearest of each', () => {
    expect(matchTopics([Float64Array.of(0.1, 0.2), Float64Array.of(0.2, 0.9)])).toEqual([1, 0]);
    expect(matchTopics([Float64Array.of(0.4)])).toEqual([0]);
    expect(matchTopics([])).toEqual([]);
  });

  it('gives each row a column of its own where all are alike', () => {
    const all = Array.from({ length: 30 }, () => new Float64Array(30).fill(0.5));
    expect(new Set(matchTopics(all)).size).toBe(30);
  });
});

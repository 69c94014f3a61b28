import { describe, expect, it } from 'vitest';
import { type Place, topicMap } from '../../../src/evaluate/topic-map.js';
import { Random } from '../../../src/math/random.js';

const distance = (a: Place, b: Place) => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
const distancesOf = (points: readonly Place[]) => points.map((a) => Float64Array.from(points, (b) => distance(a, b)));
const equal = (topics: number, apart: number) =>
  Array.from({ length: topics }, (_, k) => Float64Array.from({ length: topics }, (__, l) => (k === l ? 0 : apart)));

describe('topicMap', () => {
  it('puts one topic in the middle, two at the edges', () => {
    expect(topicMap([Float64Array.of(0)])).toEqual([[0, 0]]);
    const [a, b] = topicMap(equal(2, 0.7)) as [Place, Place];
    expect(distance(a, b)).toBeCloseTo(2, 9);
    expect(Math.max(...[...a, ...b].map(Math.abs))).toBeCloseTo(1, 9);
  });

  it('puts topics that are the same in the same place', () => {
    expect(topicMap(equal(4, 0))).toEqual(Array(4).fill([0, 0]));
    const points: Place[] = [
      [0, 0],
      [0, 0],
      [1, 0],
    ];
    const [a, b, c] = topicMap(distancesOf(points)) as [Place, Place, Place];
    expect(distance(a, b)).toBeCloseTo(0, 9);
    expect(distance(a, c)).toBeCloseTo(2, 9);
  });

  it('parts topics that have no word in common', () => {
    for (const topics of [3, 4, 7, 20]) {
      const places = topicMap(equal(topics, 1));
      const all = places.flatMap((a, k) => places.slice(0, k).map((b) => distance(a, b)));
      expect(Math.min(...all)).toBeGreaterThan(0.15);
    }
  });

  it('has a rectangle as it is, its sides at one scale', () => {
    const places = topicMap(
      distancesOf([
        [0, 0],
        [4, 0],
        [4, 2],
        [0, 2],
      ]),
    ) as [Place, Place, Place, Place];
    expect(distance(places[0], places[1]) / distance(places[1], places[2])).toBeCloseTo(2, 6);
    expect(places.map((place) => Math.abs(place[0]))).toEqual(Array(4).fill(expect.closeTo(1, 6)));
    expect(places.map((place) => Math.abs(place[1]))).toEqual(Array(4).fill(expect.closeTo(0.5, 6)));
  });

  it('lays out 400 topics, the same way each time', () => {
    const random = new Random(1);
    const points = Array.from({ length: 400 }, () => Array.from({ length: 6 }, () => random.uniform()));
    const distances = points.map((a) => Float64Array.from(points, (b) => Math.sqrt(a.reduce((sum, x, d) => sum + (x - (b[d] as number)) ** 2, 0))));
    const started = performance.now();
    const places = topicMap(distances);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(topicMap(distances)).toEqual(places);
    expect(places.flat().every((at) => Math.abs(at) <= 1)).toBe(true);
  });
});

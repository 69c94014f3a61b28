import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { type Place, topicMap } from '../../src/evaluate/topic-map.js';
import { forAll } from './arbitraries.js';

const distance = (a: Place, b: Place) => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
const between = (points: readonly Place[]) => points.map((a) => Float64Array.from(points, (b) => distance(a, b)));

/** Points on a plane, none of them all alike. */
const points = fc
  .array(fc.tuple(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -100, max: 100 })), { minLength: 2, maxLength: 30 })
  .filter((all) => all.some(([x, y]) => x !== all[0]?.[0] || y !== all[0]?.[1]));

/** Symmetric matrices of distances that need not be those of any points. */
const distances = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc
      .array(fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: size * size, maxLength: size * size })
      .map((all) =>
        Array.from({ length: size }, (_, k) =>
          Float64Array.from({ length: size }, (__, l) => (k === l ? 0 : (all[Math.max(k, l) * size + Math.min(k, l)] as number))),
        ),
      ),
  );

/** Distances on the map, as shares of the largest. */
function shares(all: readonly Float64Array[]): number[][] {
  const largest = Math.max(...all.map((row) => Math.max(...row)));
  return all.map((row) => Array.from(row, (one) => one / largest));
}

function expectAlike(a: number[][], b: number[][]): void {
  for (const [k, row] of a.entries()) for (const [l, share] of row.entries()) expect(Math.abs(share - (b[k]?.[l] as number))).toBeLessThan(1e-5);
}

describe('topicMap', () => {
  forAll([points])('has the distances of points on a plane', (all) => {
    expectAlike(shares(between(topicMap(between(all)))), shares(between(all)));
  });

  forAll([points, fc.infiniteStream(fc.nat())])('is the same whatever the order of the topics', (all, keys) => {
    const order = all.map((_, i) => ({ i, key: keys.next().value as number })).sort((a, b) => a.key - b.key || a.i - b.i);
    const permuted = topicMap(between(order.map(({ i }) => all[i] as Place)));
    const back = all.map((_, i) => permuted[order.findIndex((one) => one.i === i)] as Place);
    expectAlike(shares(between(back)), shares(between(topicMap(between(all)))));
  });

  forAll([distances])('has numbers between −1 and 1 for any distances', (all) => {
    const places = topicMap(all);
    expect(places).toHaveLength(all.length);
    expect(places.flat().every((at) => at >= -1 && at <= 1)).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { topicTree } from '../../src/evaluate/topic-tree.js';
import { Random } from '../../src/math/random.js';
import { forAll } from './arbitraries.js';

/** A symmetric matrix with these numbers below its diagonal. */
function symmetric(size: number, next: () => number): Float64Array[] {
  const rows = Array.from({ length: size }, () => new Float64Array(size));
  for (let k = 0; k < size; k++) for (let l = 0; l < k; l++) rows[k][l] = rows[l][k] = next();
  return rows;
}

const size = fc.integer({ min: 1, max: 14 });
const numbers = fc.infiniteStream(fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })));
const anyDistances = fc.tuple(size, numbers).map(([topics, stream]) => symmetric(topics, () => stream.next().value as number));
/** Those of which no two are equal, nor any two means of them to the last digits. */
const differentDistances = fc.tuple(size, fc.nat()).map(([topics, seed]) => {
  const random = new Random(seed);
  return symmetric(topics, () => random.uniform());
});

/** The topics of each cluster that the joins make. */
function clusters(rows: readonly Float64Array[]): number[][] {
  const all = rows.map((_, k) => [k]);
  for (const { left, right } of topicTree(rows).joins) all.push([...all[left], ...all[right]]);
  return all;
}

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

describe('topicTree', () => {
  forAll([anyDistances])('joins each topic and each cluster once, at rising distances', (rows) => {
    const { joins } = topicTree(rows);
    const joined = joins.flatMap(({ left, right }) => [left, right]).sort((a, b) => a - b);
    expect(joined).toEqual(Array.from({ length: 2 * rows.length - 2 }, (_, i) => i));
    for (const [m, { left, right, distance }] of joins.entries()) {
      expect(Math.max(left, right)).toBeLessThan(rows.length + m);
      if (m > 0) expect(distance).toBeGreaterThanOrEqual(joins[m - 1].distance);
    }
  });

  forAll([anyDistances])('is drawn without crossings, the larger topic to the left', (rows) => {
    const { joins, order } = topicTree(rows);
    const all = clusters(rows);
    expect([...order].sort((a, b) => a - b)).toEqual(rows.map((_, k) => k));
    for (const cluster of all) {
      const places = cluster.map((topic) => order.indexOf(topic));
      expect(Math.max(...places) - Math.min(...places)).toBe(cluster.length - 1);
    }
    for (const { left, right } of joins) {
      expect(Math.min(...all[left])).toBeLessThan(Math.min(...all[right]));
      expect(order.indexOf(all[left][0])).toBeLessThan(order.indexOf(all[right][0]));
    }
  });

  forAll([anyDistances])('joins at the mean of the distances', (rows) => {
    const all = clusters(rows);
    for (const { left, right, distance } of topicTree(rows).joins) {
      expect(distance).toBeCloseTo(mean(all[left].flatMap((k) => all[right].map((l) => rows[k][l]))), 9);
    }
  });

  forAll([differentDistances])('joins the nearest two of all clusters that there are', (rows) => {
    const all = clusters(rows);
    const present = new Set(rows.keys());
    for (const [m, { left, right, distance }] of topicTree(rows).joins.entries()) {
      for (const a of present) {
        for (const b of present) if (a < b) expect(mean(all[a].flatMap((k) => all[b].map((l) => rows[k][l])))).toBeGreaterThan(distance - 1e-9);
      }
      present.delete(left);
      present.delete(right);
      present.add(rows.length + m);
    }
  });

  forAll([differentDistances, fc.infiniteStream(fc.nat())])('makes the same clusters whatever the order of the topics', (rows, keys) => {
    const order = rows.map((_, k) => ({ k, key: keys.next().value as number })).sort((a, b) => a.key - b.key || a.k - b.k);
    const permuted = order.map(({ k }) => Float64Array.from(order, ({ k: l }) => rows[k][l]));
    const written = (all: number[][]) => all.map((cluster) => [...cluster].sort((a, b) => a - b).join(' ')).sort();
    expect(written(clusters(permuted).map((cluster) => cluster.map((place) => order[place].k)))).toEqual(written(clusters(rows)));
  });
});

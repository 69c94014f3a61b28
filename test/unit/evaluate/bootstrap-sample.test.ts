import { expect, it } from 'vitest';
import { bootstrapSample } from '../../../src/evaluate/bootstrap-sample.js';
import { Random } from '../../../src/math/random.js';
import { csrOf, tableOf } from '../matrix/dense.js';

const rows = Array.from({ length: 200 }, (_, i) => [i + 1, 0, i % 3, i % 5 === 0 ? 0 : 7]);
rows[10] = [0, 0, 0, 0];
const X = csrOf(rows);

it('draws as many rows as there are, whole, with replacement', () => {
  const sample = tableOf(bootstrapSample(X, new Random(1)));
  expect(sample).toHaveLength(200);
  for (const row of sample) expect(row).toEqual(rows[row[0] === 0 ? 10 : (row[0] as number) - 1]);
  const different = new Set(sample.map(([first]) => first)).size;
  // of n rows 1 − 1/e are drawn at least once: 126 of 200, give or take 7
  expect(different).toBeGreaterThan(105);
  expect(different).toBeLessThan(147);
});

it('draws the same with the same seed, and others with another', () => {
  expect(bootstrapSample(X, new Random(1))).toEqual(bootstrapSample(X, new Random(1)));
  expect(bootstrapSample(X, new Random(2))).not.toEqual(bootstrapSample(X, new Random(1)));
});

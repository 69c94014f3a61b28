import { expect, test } from 'vitest';
import { misfitScale, misfitScores, surpriseOf } from '../../../src/evaluate/misfit.js';
import { Random } from '../../../src/math/random.js';
import { MixtureSolver } from '../../../src/topics/infer.js';
import { drawnDocuments, randomTopics } from '../../support/fixed-topics.js';

test('the surprise by hand', () => {
  // two topics over four terms; a document of one word of term 0, two of term 3, and an unknown one
  const model = { topics: 2, terms: 4, stride: 2, byTerm: Float32Array.of(0.5, 0, 0.5, 0, 0, 0.5, 0, 0.5) };
  const X = { rows: 2, columns: 4, rowPointers: Int32Array.of(0, 2, 2), columnIndices: Int32Array.of(0, 3), values: Uint32Array.of(1, 2) };
  const { words, means, within } = surpriseOf(X, [1, 0], [0.5, 0.5, 0.5, 0.5], model);
  expect([...words]).toEqual([4, 0]);
  // λ is ¼ for each term: −ln ½ (¼ + ¼); unknown −ln ½ ¼
  const [known, unknown] = [Math.log(4), Math.log(8)];
  expect(means[0]).toBeCloseTo((3 * known + unknown) / 4, 14);
  expect(means[1]).toBeNaN();
  const mean = means[0] as number;
  expect(within).toBeCloseTo((3 * (known - mean) ** 2 + (unknown - mean) ** 2) / 3, 14);
});

test('a short document must be more surprising than a long one; one without words has no score', () => {
  const surprise = { words: Float64Array.of(10, 1000, 0), means: Float64Array.of(8, 8, Number.NaN), within: 4 };
  const [short, long, none] = misfitScores(surprise, { centre: 7, spread: 0.3, within: 4 });
  expect(short).toBeCloseTo(1 / Math.sqrt(0.09 + 0.4), 14);
  expect(long).toBeCloseTo(1 / Math.sqrt(0.09 + 0.004), 14);
  expect(none).toBeNaN();
});

test('documents that are all alike have misfit 0', () => {
  const surprise = { words: Float64Array.of(5, 5), means: Float64Array.of(8, 8), within: 0 };
  expect([...misfitScores(surprise, misfitScale(surprise))]).toEqual([0, 0]);
});

test('documents drawn from the model have scores like a normal distribution’s; those of other words stand out, and do not widen it', async () => {
  const model = randomTopics(6, 400, 2, { zeros: 0.5 });
  const random = new Random(3);
  const count = 500;
  const shares = new Float64Array(count * 6);
  for (let i = 0; i < count; i++) {
    const main = Math.floor(random.uniform() * 6);
    for (let k = 0; k < 6; k++) shares[6 * i + k] = k === main ? 0.75 : 0.05;
  }
  const lengths = Array.from({ length: count }, (_, i) => 20 + 3 * (i % 60));
  const X = drawnDocuments(model, shares, lengths, random);
  // one in fifty is of unknown words by half
  const unknown = lengths.map((length, i) => (i % 50 === 7 ? length : Math.floor(0.1 * length)));
  const solver = await MixtureSolver.create(model);
  const surprise = surpriseOf(X, unknown, solver.infer(X).shares, solver.topics);
  const scores = misfitScores(surprise, misfitScale(surprise));
  const outside = (i: number) => i % 50 === 7;
  const ordinary = Array.from(scores).filter((_, i) => !outside(i));
  const mean = ordinary.reduce((sum, score) => sum + score, 0) / ordinary.length;
  const deviation = Math.sqrt(ordinary.reduce((sum, score) => sum + (score - mean) ** 2, 0) / ordinary.length);
  expect(Math.abs(mean)).toBeLessThan(0.2);
  expect(deviation).toBeGreaterThan(0.8);
  expect(deviation).toBeLessThan(1.25);
  const worst = Array.from(scores.keys())
    .sort((a, b) => (scores[b] as number) - (scores[a] as number))
    .slice(0, 10);
  expect(worst.every(outside)).toBe(true);
});

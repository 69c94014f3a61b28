import { describe, expect, it } from 'vitest';
import { learnDocumentPrior } from '../../../src/factorize/document-prior.js';
import { Engine } from '../../../src/factorize/engine.js';
import { SingleThread } from '../../../src/factorize/workers/crew.js';
import { Random } from '../../../src/math/random.js';
import { relativeError } from '../../support/close.js';
import { gamma } from '../../support/planted-topics.js';
import { csrOf } from '../matrix/dense.js';

/** A fit whose expected counts are these, documents × topics: each topic has one term. */
async function engineOf(counts: readonly (readonly number[])[], prior: readonly number[]): Promise<Engine> {
  const topics = prior.length;
  const X = csrOf(counts, topics);
  const Ht = Float32Array.from({ length: topics * topics }, (_, at) => (at % (topics + 1) === 0 ? 1 : 1e-14));
  const start = { topics, W: new Float32Array(X.rows * topics).fill(1), Ht };
  const priors = { documents: Float64Array.from(prior), terms: 0 };
  const engine = await Engine.create(X, start, { crew: new SingleThread(), gram: false, priors });
  fill(engine, counts);
  return engine;
}

/** W_i = d_i (N_i + a) / (d_i + Σa), as a half-step leaves it. */
function fill(engine: Engine, counts: readonly (readonly number[])[]): void {
  const W = engine.array(engine.documents.current);
  const prior = engine.priors?.documents as Float64Array;
  const sum = prior.reduce((all, a) => all + a, 0);
  for (const [i, row] of counts.entries()) {
    const words = row.reduce((all, n) => all + n, 0);
    for (const [k, n] of row.entries()) W[i * engine.stride + k] = (words * (n + prior[k])) / (words + sum);
  }
}

function learn(engine: Engine): Float64Array {
  return learnDocumentPrior(engine);
}

/** Counts of documents of about 60 words, their mixtures from a Dirichlet distribution. */
function drawn(documents: number, shapes: readonly number[], random: Random): number[][] {
  return Array.from({ length: documents }, () => {
    const weights = shapes.map((shape) => gamma(random, shape));
    const sum = weights.reduce((all, w) => all + w, 0);
    const counts = shapes.map(() => 0);
    for (let word = 0; word < 40 + 40 * random.uniform(); word++) {
      let u = random.uniform() * sum;
      let k = 0;
      while (k < counts.length - 1 && u >= (weights[k] as number)) u -= weights[k++] as number;
      counts[k] = (counts[k] as number) + 1;
    }
    return counts;
  });
}

const meanOf = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((sum, x) => sum + x, 0) / numbers.length;

/** Minka's step in whole counts: ψ(n + a) − ψ(a) = Σ 1 / (a + l) over l < n; to be scaled. */
function gainsOf(counts: readonly (readonly number[])[], prior: readonly number[]): number[] {
  return prior.map((a, k) => {
    let gain = 0;
    for (const row of counts) for (let l = 0; l < (row[k] as number); l++) gain += 1 / (a + l);
    return a * gain;
  });
}

describe('learning the document prior', () => {
  const SHAPES = [0.4, 0.02, 0.15, 0.05, 1.2, 0.1];

  it('does the step of the formula, scaled to the mean that it had', async () => {
    const counts = drawn(50, SHAPES, new Random(1));
    const prior = [0.1, 0.3, 0.02, 0.5, 1, 0.08];
    const gains = gainsOf(counts, prior);
    const expected = gains.map((gain) => (meanOf(prior) * gain) / meanOf(gains));
    expect(relativeError(learn(await engineOf(counts, prior)), expected)).toBeLessThan(1e-4);
  });

  it('comes to the shapes that the counts were drawn with, when their mean is known, whatever the order of the topics', async () => {
    for (const shapes of [SHAPES, SHAPES.toReversed()]) {
      const counts = drawn(2000, shapes, new Random(2));
      const engine = await engineOf(counts, new Array(6).fill(meanOf(shapes)));
      for (let step = 0; step < 60; step++) {
        const documents = learn(engine);
        expect(meanOf(documents)).toBeCloseTo(meanOf(shapes), 12);
        engine.priors = { documents, terms: 0 };
        fill(engine, counts);
      }
      const learned = Array.from(engine.priors?.documents ?? []);
      const order = (numbers: readonly number[]) => [...numbers.keys()].sort((k, l) => (numbers[k] as number) - (numbers[l] as number));
      expect(order(learned)).toEqual(order(shapes));
      expect(relativeError(learned, shapes), learned.join(' ')).toBeLessThan(0.15);
    }
  });

  it('leaves a topic without words a hundredth of the mean', async () => {
    const counts = drawn(100, SHAPES, new Random(3)).map((row) => [0, ...row]);
    const learned = learn(await engineOf(counts, new Array(7).fill(0.05)));
    expect(meanOf(learned)).toBeCloseTo(0.05, 12);
    expect(learned[0] / 0.05).toBeGreaterThan(0.0095);
    expect(learned[0] / 0.05).toBeLessThanOrEqual(0.01);
  });

  it('looks past documents without words', async () => {
    const counts = drawn(30, SHAPES, new Random(4));
    const without = learn(await engineOf(counts, new Array(6).fill(0.05)));
    const gaps = counts.flatMap((row) => [new Array(6).fill(0), row]);
    expect([...learn(await engineOf(gaps, new Array(6).fill(0.05)))]).toEqual([...without]);
  });

  it.each([
    ['no documents', []],
    ['no words', [new Array(6).fill(0), new Array(6).fill(0)]],
  ])('leaves the prior as it is where there are %s', async (_, counts) => {
    const prior = [0.1, 0.3, 0.02, 0.5, 1, 0.08];
    expect([...learn(await engineOf(counts, prior))]).toEqual(prior);
  });

  it('of many documents looks at every other one', async () => {
    const counts = drawn(4500, SHAPES, new Random(5));
    const prior = new Array(6).fill(0.2);
    const half = counts.filter((_, i) => i % 2 === 0);
    expect([...learn(await engineOf(counts, prior))]).toEqual([...learn(await engineOf(half, prior))]);
  });
});

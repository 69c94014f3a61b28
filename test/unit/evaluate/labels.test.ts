import { describe, expect, it } from 'vitest';
import { adjustedRandIndex } from '../../../src/evaluate/adjusted-rand-index.js';
import { contingency } from '../../../src/evaluate/contingency.js';
import { labelAccuracy } from '../../../src/evaluate/label-accuracy.js';
import { fitLogisticRegression, predict } from '../../../src/evaluate/logistic-regression.js';
import { normalisedMutualInformation } from '../../../src/evaluate/normalised-mutual-information.js';
import { purity } from '../../../src/evaluate/purity.js';
import { Random } from '../../../src/math/random.js';
import type { TopicModel } from '../../../src/topics/topic-model.js';

const of = (topics: readonly number[], labels: readonly number[]) => contingency(Int32Array.from(topics), Int32Array.from(labels), 3, 3);
// topic 0 has labels 0, 0, 1; topic 1 has 1, 2, 2; the last document has no label
const table = of([0, 0, 0, 1, 1, 1, 0], [0, 0, 1, 1, 2, 2, -1]);
const same = of([0, 0, 1, 2], [2, 2, 0, 1]);
const oneGroup = of([0, 0], [1, 1]);
const none = of([0], [-1]);

describe('purity', () => {
  it('is the share of the commonest labels', () => {
    expect(purity(table)).toBeCloseTo(4 / 6, 15);
    expect(purity(same)).toBe(1);
    expect(purity(none)).toBeNaN();
  });
});

describe('normalisedMutualInformation', () => {
  it('is the information over the mean entropy', () => {
    // I = 2 · 2/6 ln(6 · 2 / (3 · 2)) + 2 · 1/6 ln(6 / (3 · 2)) = ⅔ ln 2; entropies ln 2 and ln 3
    expect(normalisedMutualInformation(table)).toBeCloseTo(((4 / 3) * Math.log(2)) / Math.log(6), 14);
    expect(normalisedMutualInformation(same)).toBeCloseTo(1, 14);
    expect(normalisedMutualInformation(oneGroup)).toBe(1);
    expect(normalisedMutualInformation(of([0, 0, 1, 1], [0, 1, 0, 1]))).toBe(0);
    expect(normalisedMutualInformation(none)).toBeNaN();
  });
});

describe('adjustedRandIndex', () => {
  it('is the agreement over pairs, less that of chance', () => {
    // pairs together in both 2, by topic 6, by label 3, expected 18/15: (2 − 1.2) / (4.5 − 1.2)
    expect(adjustedRandIndex(table)).toBeCloseTo(0.8 / 3.3, 14);
    expect(adjustedRandIndex(same)).toBe(1);
    expect(adjustedRandIndex(oneGroup)).toBe(1);
    // crossed: none together in both, expected 4/6 of 2: (0 − 2/3) / (2 − 2/3)
    expect(adjustedRandIndex(of([0, 0, 1, 1], [0, 1, 0, 1]))).toBeCloseTo(-0.5, 14);
    expect(adjustedRandIndex(none)).toBeNaN();
  });
});

describe('fitLogisticRegression', () => {
  /*
   * Two rows, x = 0 of class 0 and x = 1 of class 1. By symmetry the weights of the classes are −w and w, the intercepts w/2 and −w/2, and
   * Σ −ln p + w² = 2 ln(1 + e^−w) + w² is least where w (1 + e^w) = 1.
   */
  it('finds the minimum of two rows', () => {
    const weights = fitLogisticRegression({ features: Float32Array.of(0, 1), width: 1, rows: [0, 1], labels: [0, 1], classes: 2 });
    const w = weights[2];
    expect(w * (1 + Math.exp(w))).toBeCloseTo(1, 4);
    expect(weights[0]).toBeCloseTo(-w, 6);
    expect(weights[1] - weights[3]).toBeCloseTo(w, 4);
  });

  /*
   * scikit-learn 1.2.1, LogisticRegression(tol=1e-12, max_iter=10000), lbfgs, multinomial: coef_ and intercept_ − its mean.
   */
  it('has the weights of scikit-learn', () => {
    const features = Float32Array.of(
      0.5,
      0.25,
      0.25,
      0.75,
      0.125,
      0.125,
      0.125,
      0.75,
      0.125,
      0.25,
      0.5,
      0.25,
      0.125,
      0.125,
      0.75,
      0.25,
      0.25,
      0.5,
      0.5,
      0.5,
      0,
    );
    const labels = [0, 0, 1, 1, 2, 2, 0];
    const weights = fitLogisticRegression({ features, width: 3, rows: [0, 1, 2, 3, 4, 5, 6], labels, classes: 3 });
    const classes = [0, 1, 2].map((c) => [...weights.subarray(4 * c, 4 * c + 4)]);
    const mean = classes.reduce((sum, row) => sum + row[3], 0) / 3;
    const found = classes.flatMap((row) => [...row.slice(0, 3), row[3] - mean]);
    // biome-ignore format: a row a class
    const expected = [
      0.57093453, -0.17564535, -0.39528891, 0.24555276,
      -0.29354648, 0.46523806, -0.17171172, -0.1435398,
      -0.27738805, -0.2895927, 0.56700063, -0.10201296,
    ];
    for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 3);
    expect([0, 1, 2, 3, 4, 5, 6].map((row) => predict(weights, { features, width: 3, classes: 3 }, row))).toEqual([0, 0, 1, 0, 2, 0, 0]);
  });
});

describe('labelAccuracy', () => {
  /** Documents of two topics; those of label 1 have most of the second. */
  function drawn(documents: number, noise: number): { model: TopicModel; labels: Int32Array } {
    const random = new Random(3);
    const labels = Int32Array.from({ length: documents }, (_, i) => i % 2);
    const documentTopics = new Float32Array(2 * documents);
    labels.forEach((label, i) => {
      const share = label === 1 ? 0.25 : 0.75;
      documentTopics[2 * i] = share + noise * (random.uniform() - 0.5);
      documentTopics[2 * i + 1] = 1 - documentTopics[2 * i];
    });
    return { model: { topics: 2, documents, documentTopics } as TopicModel, labels };
  }

  it('is 1 where mixtures tell the labels, and no more than chance where they do not', () => {
    const clear = drawn(200, 0.1);
    expect(labelAccuracy(clear.model, clear.labels, 1)).toEqual({ accuracy: 1, standardError: 0, baseline: 0.5, documents: 200, labels: 2 });
    const blank = labelAccuracy({ ...clear.model, documentTopics: new Float32Array(400).fill(0.5) }, clear.labels, 1);
    expect(blank?.accuracy).toBeLessThan(0.6);
  });

  it('is that of the seed', () => {
    const { model, labels } = drawn(100, 1);
    expect(labelAccuracy(model, labels, 5)).toEqual(labelAccuracy(model, labels, 5));
  });

  it('leaves out documents without a label and labels of fewer than five documents', () => {
    const { model, labels } = drawn(100, 0.1);
    labels.set([-1, 2, 2, 2, 2], 0);
    expect(labelAccuracy(model, labels, 1)).toMatchObject({ documents: 95, labels: 2 });
    expect(labelAccuracy(model, labels.fill(0), 1)).toBeUndefined();
  });
});

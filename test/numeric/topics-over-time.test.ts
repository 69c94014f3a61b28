import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { parseOptions } from '../../src/run/config.js';
import { fitModel } from '../../src/run/fit-model.js';
import { groupShares } from '../../src/summarize/group-shares.js';
import { topicCourses } from '../../src/summarize/topic-courses.js';
import { topicsOverTime } from '../../src/summarize/topics-by-period.js';
import { MixtureSolver } from '../../src/topics/infer.js';
import { topicModel } from '../../src/topics/topic-model.js';
import { Coverage, PLANTED_COURSES, plantedShares } from '../support/planted-courses.js';
import { gamma, normal, plantTopics } from '../support/planted-topics.js';

const NAMES = Object.keys(PLANTED_COURSES);
const PERIODS = [2, 3, 5, 8, 15, 30, 60];
const DOCUMENTS = [1, 2, 5, 15, 40];
/** Sums of the parameters of the Dirichlet distributions: 1, where a document has hardly more than one topic, to 10. */
const CONCENTRATIONS = [1, 3, 10];
const REPEATS = 6;

/** Mixtures drawn about planted shares, in periods at uneven distances, and the courses found in them. */
function drawnCourses(periods: number, documents: number, concentration: number, random: Random) {
  const topics = NAMES.length + 1;
  let year = 1900;
  const at = Array.from({ length: periods }, () => {
    year += random.uniform() < 0.2 ? 1 + Math.floor(3 * random.uniform()) : 1;
    return year;
  });
  const truth = at.map((place) => plantedShares((place - at[0]) / (year - at[0]), topics));
  const periodOf = truth.flatMap((_, t) => Array<number>(documents === 1 ? 1 : Math.round(documents * (0.5 + random.uniform()))).fill(t));
  const tokens = Float64Array.from(periodOf, () => Math.max(10, Math.round(150 * Math.exp(0.6 * normal(random)))));
  const mixtures = periodOf.flatMap((t) => {
    const weights = truth[t].map((share) => gamma(random, concentration * share));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    return weights.map((weight) => weight / sum);
  });
  const shares = groupShares({
    ...{ words: tokens, topics, documentTopics: Float32Array.from(mixtures), sourceOf: (i) => i },
    ...{ groupOf: Int32Array.from(periodOf), groups: periods },
  });
  return { truth, courses: topicCourses(shares, at, { first: 0, last: at.length - 1 }) };
}

describe('intervals of topics over time', () => {
  it('cover the shares that mixtures were drawn about', () => {
    const byCourse = new Coverage();
    const byPeriods = new Coverage();
    const byDocuments = new Coverage();
    const cases = PERIODS.flatMap((periods) =>
      DOCUMENTS.flatMap((documents) => CONCENTRATIONS.map((concentration) => ({ periods, documents, concentration }))),
    );
    for (let seed = 0; seed < REPEATS * cases.length; seed++) {
      const { periods, documents, concentration } = cases[seed % cases.length];
      const { truth, courses } = drawnCourses(periods, documents, concentration, new Random(seed));
      for (const [k, name] of NAMES.entries()) {
        const shares = truth.map((period) => period[k]);
        byCourse.add(name, courses[k], shares);
        byPeriods.add(`${periods} periods`, courses[k], shares);
        byDocuments.add(`${documents} documents`, courses[k], shares);
      }
    }
    for (const kind of ['share', 'trend', 'change'] as const) {
      expect(byCourse.of(kind), kind).toBeGreaterThan(0.88);
      expect(byCourse.of(kind), kind).toBeLessThan(0.95);
      for (const name of NAMES) expect(byCourse.of(kind, name), `${kind}, ${name}`).toBeGreaterThan(0.8);
      for (const periods of PERIODS) expect(byPeriods.of(kind, `${periods} periods`), `${kind}, ${periods} periods`).toBeGreaterThan(0.8);
      for (const documents of DOCUMENTS) expect(byDocuments.of(kind, `${documents} documents`), `${kind}, ${documents} documents`).toBeGreaterThan(0.84);
    }
  });

  it('cover most shares that counts were drawn about, in topics that were found again', { timeout: 60_000 }, async () => {
    const [topics, periods, documents, length] = [10, 20, 20, 150];
    const settings = parseOptions({ topics }, ['topics']);
    const truth = Array.from({ length: periods }, (_, t) => plantedShares(t / (periods - 1), topics));
    const coverage = new Coverage();
    for (const seed of [1, 2, 3, 4]) {
      const planted = plantTopics(periods * documents, 2000, topics, length, new Random(seed), (i) =>
        truth[Math.floor(i / documents)].map((share) => 2 * share),
      );
      const { factors, summary } = await fitModel(planted.X, { ...settings, topics, seed, init: 'random' });
      const model = topicModel(factors);
      const solver = await MixtureSolver.create({ ...model, documentPrior: summary.documentPrior, loss: 'kullback-leibler' });
      const found = topicsOverTime(
        {
          X: planted.X,
          terms: Array.from({ length: model.terms }, (_, j) => `term ${j}`),
          model: { ...model, documentTopics: Float32Array.from(solver.infer(planted.X).shares) },
          dates: {
            source: { kind: 'column', column: 'year', guessed: true },
            dates: Array.from({ length: planted.X.rows }, (_, i) => String(1900 + Math.floor(i / documents))),
            yearOnly: 0,
            unread: { documents: 0, example: '' },
          },
          sourceOf: (row) => row,
        },
        'auto',
      );
      for (const [p, name] of NAMES.entries()) {
        const alike = Array.from({ length: topics }, (_, k) => cosine(planted.topics[p], factors.H.subarray(k * model.terms, (k + 1) * model.terms)));
        const course = 'reason' in found ? undefined : found.topics[alike.indexOf(Math.max(...alike))];
        if (course === undefined) throw new Error('no topics over time');
        coverage.add(
          name,
          course,
          truth.map((shares) => shares[p]),
        );
      }
    }
    // over 24 seeds: 89 %, 84 % and 94 %; without the rare topic, whose words are partly those of others, 91 %, 89 % and 94 %
    expect(coverage.of('share')).toBeGreaterThan(0.87);
    expect(coverage.of('trend')).toBeGreaterThan(0.81);
    expect(coverage.of('change')).toBeGreaterThan(0.8);
    // of the rare topic 79 % over 24 seeds, of the others 90 to 92 %
    for (const name of NAMES) expect(coverage.of('share', name), name).toBeGreaterThan(name === 'small' ? 0.7 : 0.84);
  });
});

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) => Array.from(x).reduce((sum, value, j) => sum + value * y[j], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

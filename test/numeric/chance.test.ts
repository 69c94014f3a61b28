import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import { parseOptions } from '../../src/run/config.js';
import { fitModel } from '../../src/run/fit-model.js';
import { compareGroups } from '../../src/summarize/group-comparison.js';
import type { FixedMixtures } from '../../src/summarize/span-words.js';
import { topicsOverTime } from '../../src/summarize/topics-by-period.js';
import { MixtureSolver } from '../../src/topics/infer.js';
import { topicModel } from '../../src/topics/topic-model.js';
import { type PlantedTopics, plantTopics } from '../support/planted-topics.js';

const DOCUMENTS = 160;
const TOPICS = 8;
const GROUPS = 4;
const YEARS = 8;
const RUNS = 60;

const terms = Array.from({ length: 1500 }, (_, j) => `term ${j}`);
const alone = (row: number) => row;
const groupOf = Int32Array.from({ length: DOCUMENTS }, (_, i) => i % GROUPS);
const years = Array.from({ length: DOCUMENTS }, (_, i) => 1950 + Math.floor((i * YEARS) / DOCUMENTS));

let planted: PlantedTopics;
let model: FixedMixtures;

/** Each of the first topics is of one group, and the fifth rises; the others are anyone's. */
beforeAll(async () => {
  planted = plantTopics(DOCUMENTS, terms.length, TOPICS, 200, new Random(11), (i) =>
    Array.from({ length: TOPICS }, (_, k) => (k === groupOf[i] ? 0.8 : k === GROUPS ? 0.25 * (years[i] - 1950) : k < GROUPS ? 0.1 : 0.3)),
  );
  const settings = parseOptions({ topics: TOPICS }, ['topics']);
  const { factors, summary } = await fitModel(planted.X, { ...settings, topics: TOPICS, seed: 1, init: 'random' });
  const found = topicModel(factors);
  const solver = await MixtureSolver.create({ ...found, documentPrior: summary.documentPrior, loss: 'kullback-leibler' });
  model = { ...found, documentTopics: Float32Array.from(solver.infer(planted.X).shares) };
});

function permuted<Numbers extends Int32Array | number[]>(numbers: Numbers, random: Random): Numbers {
  const shuffled = numbers.slice() as Numbers;
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}

function groupsOf(labelOf: Int32Array) {
  const labels = ['a', 'b', 'c', 'd'];
  const [{ groups }] = compareGroups({ X: planted.X, terms, model, columns: [{ column: 'place', guessed: true, labels, labelOf }], sourceOf: alone });
  return groups;
}

function timeOf(dates: readonly number[]) {
  const source = { kind: 'column', column: 'year', guessed: true } as const;
  const found = topicsOverTime(
    { X: planted.X, terms, model, dates: { source, dates: dates.map(String), yearOnly: 0, unread: { documents: 0, example: '' } }, sourceOf: alone },
    'year',
  );
  if ('reason' in found) throw new Error(found.reason);
  return found.topics;
}

describe('what is told of groups', () => {
  it('is what was planted', () => {
    for (const { above, terms: words } of groupsOf(groupOf)) {
      expect(above.filter(Boolean).length).toBeGreaterThanOrEqual(1);
      expect(words.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('is hardly ever chance', () => {
    const random = new Random(1);
    const runs = Array.from({ length: RUNS }, () => groupsOf(permuted(groupOf, random)));
    expect(runs.filter((groups) => groups.some(({ above }) => above.includes(true))).length / RUNS).toBeLessThan(0.15);
    expect(runs.flat().reduce((sum, group) => sum + group.terms.length, 0) / RUNS).toBeLessThan(0.3);
  });
});

describe('what is told of time', () => {
  it('is what was planted', () => {
    const rising = timeOf(years).filter(({ direction }) => direction === 'rising');
    expect(rising).toHaveLength(1);
  });

  it('is hardly ever chance', () => {
    const random = new Random(2);
    const runs = Array.from({ length: RUNS }, () => timeOf(permuted(years, random)));
    expect(runs.filter((topics) => topics.some(({ direction }) => direction !== 'steady')).length / RUNS).toBeLessThan(0.15);
    expect(runs.flat().reduce((sum, { words }) => sum + words.length, 0) / RUNS).toBeLessThan(0.3);
  });
});

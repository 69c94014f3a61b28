import { describe, expect, it } from 'vitest';
import { type Candidate, judgeCandidates, recommendTopics } from '../../../src/evaluate/recommend-topics.js';

const halves = { words: Float64Array.of(10, 10, 10, 10) };

/** Four documents of ten words; the noise is the same for all candidates, so that it drops out of differences. */
function candidate(topics: number, nats: number, more: Partial<Candidate> = {}): Candidate {
  const scores = [-2, 3, -4, 3].map((noise, d) => 10 * nats + noise + (d % 2 === 0 ? 0.01 : -0.01));
  return { topics, fits: [nats, nats, nats], scores, npmi: 0.2, diversity: 0.8, stability: 0.9, ...more };
}

const recommend = (candidates: Candidate[]) => recommendTopics(judgeCandidates(candidates, halves), 20);

describe('judgeCandidates', () => {
  it('takes differences on the same documents, so that their noise drops out', () => {
    const [less, best] = judgeCandidates([candidate(10, -7), candidate(5, -7.1)], halves);
    expect(best).toMatchObject({ topics: 10, behind: { nats: 0, error: 0 } });
    expect(less?.topics).toBe(5);
    expect(less?.behind.nats).toBeCloseTo(0.1, 12);
    expect(less?.behind.error).toBeLessThan(1e-9);
    expect(less?.heldOut.error).toBeGreaterThan(0.1);
  });

  it('adds the error of the fits of both', () => {
    const [, other] = judgeCandidates([candidate(5, -7, { fits: [-6.9, -7, -7.1] }), candidate(10, -7.5, { fits: [-7.4, -7.5, -7.6] })], halves);
    // variances of 0.01, over three fits, twice
    expect(other?.behind.error).toBeCloseTo(Math.sqrt(0.02 / 3), 9);
  });

  it('multiplies coherence and diversity', () => {
    expect(judgeCandidates([candidate(5, -7)], halves)[0]?.quality).toBeCloseTo(0.16, 12);
  });
});

describe('recommendTopics', () => {
  it('takes a clear peak', () => {
    expect(recommend([candidate(5, -7.2), candidate(10, -7), candidate(20, -7.1)])).toEqual({ topics: 10, shape: 'peak', asGood: [10], runnersUp: [20, 5] });
  });

  it('takes the smallest number on a plateau', () => {
    const noisy = { fits: [-6.98, -7, -7.02] };
    const flat = recommend([candidate(5, -7.2), candidate(15, -7.005, noisy), candidate(25, -7, noisy), candidate(40, -7.006, noisy), candidate(60, -7.1)]);
    expect(flat).toEqual({ topics: 15, shape: 'flat', asGood: [15, 25, 40], runnersUp: [25, 40, 60] });
  });

  it('takes the smallest number of a plateau that goes on to the end', () => {
    const noisy = { fits: [-6.98, -7, -7.02] };
    expect(recommend([candidate(5, -7.2), candidate(15, -7.005, noisy), candidate(60, -7, noisy)])).toMatchObject({
      topics: 15,
      shape: 'flat',
      asGood: [15, 60],
    });
  });

  it('goes by coherence × diversity where the likelihood still rises at the end', () => {
    const rising = recommend([
      candidate(5, -7.2),
      candidate(10, -7.1, { npmi: 0.3 }),
      candidate(20, -7, { npmi: 0.25 }),
      candidate(40, -6.9, { diversity: 0.4 }),
    ]);
    expect(rising).toEqual({ topics: 10, shape: 'rising', asGood: [40], runnersUp: [40, 20, 5] });
  });

  it('takes the end where it still rises there and its topics are the best', () => {
    const rising = recommend([candidate(5, -7.2), candidate(10, -7.1, { npmi: 0.3 })]);
    expect(rising).toEqual({ topics: 10, shape: 'rising', asGood: [10], runnersUp: [5] });
  });

  it('takes the only one', () => {
    expect(recommend([candidate(7, -7)])).toEqual({ topics: 7, shape: 'only', asGood: [7], runnersUp: [] });
  });

  it('goes by coherence × diversity where one document was held out', () => {
    const one = (topics: number, npmi: number) => ({ ...candidate(topics, -7), scores: [-70], npmi });
    const judged = judgeCandidates([one(5, 0.1), one(10, 0.2), one(20, Number.NaN)], { words: Float64Array.of(10) });
    expect(recommendTopics(judged, 20)).toEqual({ topics: 10, shape: 'unmeasured', asGood: [], runnersUp: [5, 20] });
  });
});

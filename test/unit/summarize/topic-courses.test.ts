import { describe, expect, it } from 'vitest';
import { groupShares } from '../../../src/summarize/group-shares.js';
import { topicCourses } from '../../../src/summarize/topic-courses.js';

/** Courses of two topics, from the first one's share in each of equally long documents of each period. */
function coursesOf(periods: readonly (readonly number[])[]) {
  const mixtures = Float32Array.from(periods.flat().flatMap((share) => [share, 1 - share]));
  const periodOf = Int32Array.from(periods.flatMap((shares, t) => shares.map(() => t)));
  const shares = groupShares({
    ...{ words: new Float64Array(periodOf.length).fill(100), topics: 2, documentTopics: mixtures, sourceOf: (i) => i },
    ...{ groupOf: periodOf, groups: periods.length },
  });
  return topicCourses(
    shares,
    periods.map((_, t) => 1900.5 + t),
    { first: 0, last: periods.length - 1 },
  );
}

const width = (low: readonly number[], high: readonly number[], t: number) => high[t] - low[t];

describe('topicCourses', () => {
  it('tell a rise from a fall, where documents agree', () => {
    const [first, second] = coursesOf(Array.from({ length: 10 }, (_, t) => [0.1 + 0.05 * t, 0.12 + 0.05 * t, 0.08 + 0.05 * t]));
    expect(first.direction).toBe('rising');
    expect(first.change).toBeCloseTo(0.45, 3);
    expect(first.peak).toBe(9);
    expect(second.direction).toBe('falling');
    expect(second.change).toBeCloseTo(-first.change, 6);
    expect(second.changeLow).toBeCloseTo(-first.changeHigh, 6);
    expect(second.peak).toBe(0);
    expect(first.share[3]).toBeCloseTo(0.25, 7);
  });

  it('are steady where documents of a period differ more than periods do', () => {
    const [course] = coursesOf(Array.from({ length: 10 }, (_, t) => [0.02 * t, 0.9 - 0.02 * t]));
    expect(course.direction).toBe('steady');
  });

  it('have narrower intervals the more documents agree', () => {
    const [few] = coursesOf([1, 2, 3, 4].map(() => [0.2, 0.4]));
    const [many] = coursesOf([1, 2, 3, 4].map(() => Array.from({ length: 40 }, (_, i) => 0.2 + 0.2 * (i % 2))));
    const [alike] = coursesOf([1, 2, 3, 4].map(() => [0.3, 0.3001]));
    expect(width(many.low, many.high, 0)).toBeLessThan(width(few.low, few.high, 0) / 3);
    expect(width(alike.low, alike.high, 0)).toBeLessThan(width(few.low, few.high, 0) / 100);
    // what is known of the other periods helps
    expect(width(few.trendLow, few.trendHigh, 0)).toBeLessThan(width(few.low, few.high, 0));
  });

  it('take the dispersion from the jumps about the curve where each period has one document', () => {
    const [calm] = coursesOf(Array.from({ length: 20 }, (_, t) => [0.3 + 0.01 * (t % 2)]));
    const [wild] = coursesOf(Array.from({ length: 20 }, (_, t) => [0.1 + 0.4 * (t % 2)]));
    expect(width(wild.low, wild.high, 4)).toBeGreaterThan(10 * width(calm.low, calm.high, 4));
    expect(wild.direction).toBe('steady');
    expect(wild.low[0]).toBeLessThan(0.1);
    expect(wild.high[0]).toBeGreaterThan(0.3);
  });

  it('say next to nothing of two documents', () => {
    const [course] = coursesOf([[0.1], [0.9]]);
    expect(course.trend).toEqual([expect.closeTo(0.1, 6), expect.closeTo(0.9, 6)]);
    expect(course.direction).toBe('steady');
    expect(course.high[0]).toBeGreaterThan(0.8);
  });

  it('know next to nothing of what all or none of a few documents are about', () => {
    const [all, none] = coursesOf([
      [1, 1],
      [1, 1],
    ]);
    for (const { low, high, trendLow, trendHigh, changeLow, changeHigh, direction } of [all, none]) {
      for (const t of [0, 1]) {
        expect(width(low, high, t)).toBeGreaterThan(0.4);
        expect(width(trendLow, trendHigh, t)).toBeGreaterThan(0.3);
      }
      expect(changeHigh - changeLow).toBeGreaterThan(0.3);
      expect(direction).toBe('steady');
    }
    expect([all.high[0], none.low[0]]).toEqual([1, 0]);
  });

  it.each([
    ['nothing', [[0], [0], [0, 0]]],
    ['all', [[1], [1, 1]]],
    ['all, then nothing', [[1], [1], [0], [0]]],
    ['one jump among many', Array.from({ length: 300 }, (_, t) => [t === 150 ? 1 : 0])],
  ])('stay within 0 and 1, in order: %s', (_, periods) => {
    for (const { share, low, high, trend, trendLow, trendHigh, change, changeLow, changeHigh } of coursesOf(periods)) {
      for (let t = 0; t < share.length; t++) {
        for (const [from, value, to] of [
          [low[t], share[t], high[t]],
          [trendLow[t], trend[t], trendHigh[t]],
        ]) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(from).toBeLessThanOrEqual(value);
          expect(value).toBeLessThanOrEqual(to);
          expect(to).toBeLessThanOrEqual(1);
        }
      }
      expect(changeLow).toBeLessThanOrEqual(change);
      expect(change).toBeLessThanOrEqual(changeHigh);
    }
  });
});

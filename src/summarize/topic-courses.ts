import { discoveries, FALSE_DISCOVERY_RATE } from './false-discovery.js';
import { type GroupShares, LEAST_VARIANCE } from './group-shares.js';
import { differenceInterval, type Estimate, scoreInterval, studentQuantile, studentTail } from './score-interval.js';
import { CurveSmoother, type DispersionEvidence } from './smooth-curve.js';
import type { TopicOverTime, TopicsOverTime } from './topics-over-time.js';

/** So many documents' worth of each topic's dispersion is that of all topics: where there are few documents, its own is hardly known. */
const SHARED_FREEDOM = 4;

/** What of a topic over time is numbers. */
export type TopicCourse = Omit<TopicOverTime, 'topic' | 'words'>;

/**
 * The course of each topic, with intervals. The share of a topic in a document varies about that of the period, μ, with variance φ μ (1 − μ): φ is
 * the topic's dispersion, 0 where all documents are alike and 1 where each is of one topic only. It is estimated from the differences between
 * the documents of a period and, with one document a period, from how much the shares jump about the curve. The curve is fitted to the shares
 * with the variance at their mean, so that it is not drawn to the smaller ones; the intervals are score intervals, so they are narrower where
 * the share is small. Where a topic has nothing or all of every document, nothing is known of φ, and it is 1, the largest possible.
 *
 * @param data its groups are the periods, each of which has words
 * @param at middle of each period, in years, rising; at least two
 * @param ends places of the periods between which changes are told
 */
export function topicCourses(data: GroupShares, at: readonly number[], ends: TopicsOverTime['ends']): TopicCourse[] {
  const { groups: periods, topics, units } = data;
  const smoother = new CurveSmoother(at, units, ends);
  const values = Array.from({ length: topics }, (_, k) => data.shares.subarray(k * periods, (k + 1) * periods));
  const all = units.reduce((sum, count) => sum + count, 0);
  const evidence = values.map((shares, k): DispersionEvidence => {
    const mean = shares.reduce((sum, share, t) => sum + share * units[t], 0) / all;
    const most = mean * (1 - mean);
    if (most < LEAST_VARIANCE) return { squares: all * LEAST_VARIANCE, freedom: all - periods, most: LEAST_VARIANCE };
    const squares = data.squares.subarray(k * periods, (k + 1) * periods).reduce((sum, square) => sum + square, 0);
    return { squares, freedom: all - periods, most };
  });
  const dispersions = values.map((shares, k) => smoother.smooth(shares, evidence[k]).dispersion);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const shared = sum(dispersions) / sum(evidence.map(({ most }) => most));
  const freedom = SHARED_FREEDOM + all - 2;
  const quantile = studentQuantile(freedom);
  const courses = values.map((shares, k) => {
    const { most } = evidence[k];
    const informed = { squares: evidence[k].squares + SHARED_FREEDOM * shared * most, freedom: evidence[k].freedom + SHARED_FREEDOM, most };
    const { mean, deviation, changeDeviation, dispersion } = smoother.smooth(shares, informed);
    const intervals = Array.from(shares, (share, t) => scoreInterval(share, (units[t] * most) / dispersion, quantile));
    const trend = Array.from(mean, (value, t): Estimate => {
      const within = Math.max(0, Math.min(1, value));
      const size = most / (deviation[t] * deviation[t]);
      return { value: within, deviation: deviation[t], ...scoreInterval(within, size, quantile) };
    });
    const [first, last] = [trend[ends.first], trend[ends.last]];
    const { low, high } = differenceInterval(first, last, changeDeviation);
    const course = trend.map(({ value }) => value);
    return {
      share: Array.from(shares),
      low: intervals.map((interval) => interval.low),
      high: intervals.map((interval) => interval.high),
      trend: course,
      trendLow: trend.map((estimate) => estimate.low),
      trendHigh: trend.map((estimate) => estimate.high),
      change: last.value - first.value,
      changeLow: low,
      changeHigh: high,
      peak: course.indexOf(Math.max(...course)),
    };
  });
  const changes = discoveries(
    courses.map((course) => chanceOf(course, quantile, freedom)),
    FALSE_DISCOVERY_RATE,
  );
  return courses.map((course, k) => ({ ...course, direction: !changes[k] ? 'steady' : course.change > 0 ? 'rising' : 'falling' }));
}

/** The probability of a change as large as this one, either way, if there were none: by the side of its interval that looks towards 0. */
function chanceOf({ change, changeLow, changeHigh }: Pick<TopicCourse, 'change' | 'changeLow' | 'changeHigh'>, quantile: number, freedom: number): number {
  if (change === 0) return 1;
  const side = change > 0 ? change - changeLow : changeHigh - change;
  return side > 0 ? 2 * studentTail((quantile * Math.abs(change)) / side, freedom) : 0;
}

/*
 * Shares of topics that change in time, drawn documents, and how often intervals cover what they were drawn from.
 */
import { exp } from '../../src/math/exp.js';
import type { TopicCourse } from '../../src/summarize/topic-courses.js';

/** Courses of topics between 0 and 1; what their sum leaves of 1 belongs to other topics. */
export const PLANTED_COURSES = {
  constant: () => 0.05,
  linear: (u: number) => 0.03 + 0.12 * u,
  logistic: (u: number) => 0.02 + 0.2 / (1 + exp(-14 * (u - 0.5))),
  bump: (u: number) => 0.03 + 0.2 * exp(-50 * (u - 0.6) * (u - 0.6)),
  seasonal: (u: number) => 0.08 + 0.03 * Math.sin(6 * Math.PI * u),
  small: (u: number) => 0.0005 + 0.1 * u * u * u * u,
  falling: (u: number) => 0.01 + 0.2 * (1 - u),
} as const;

/** The shares at a time from 0 to 1, shared out over further topics. */
export function plantedShares(u: number, topics: number): number[] {
  const shares = Object.values(PLANTED_COURSES).map((course) => course(u));
  const rest = 1 - shares.reduce((sum, share) => sum + share, 0);
  const others = topics - shares.length;
  return [...shares, ...Array.from({ length: others }, () => rest / others)];
}

/** How often intervals hold the truth. */
export class Coverage {
  private readonly counts = new Map<string, { held: number; all: number }>();

  /** @param truth share of the topic in each period */
  add(name: string, course: TopicCourse, truth: readonly number[]): void {
    for (const [t, share] of truth.entries()) {
      this.count(`share ${name}`, course.low[t] <= share && share <= course.high[t]);
      this.count(`trend ${name}`, course.trendLow[t] <= share && share <= course.trendHigh[t]);
    }
    const change = truth[truth.length - 1] - truth[0];
    this.count(`change ${name}`, course.changeLow <= change && change <= course.changeHigh);
  }

  /** Of share, trend or change of one name, or of all. */
  of(kind: 'share' | 'trend' | 'change', name?: string): number {
    const found = [...this.counts].filter(([key]) => (name === undefined ? key.startsWith(`${kind} `) : key === `${kind} ${name}`));
    return found.reduce((sum, [, { held }]) => sum + held, 0) / found.reduce((sum, [, { all }]) => sum + all, 0);
  }

  private count(key: string, held: boolean): void {
    const counted = this.counts.get(key) ?? { held: 0, all: 0 };
    this.counts.set(key, { held: counted.held + (held ? 1 : 0), all: counted.all + 1 });
  }
}

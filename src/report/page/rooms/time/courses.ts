import type { TopicOverTime, TopicsOverTime } from '../../../../summarize/topics-over-time.js';
import type { Rows } from '../../parts/rows.js';

/** In what order topics are shown: by number, from the most rising to the most falling, or by when they were largest. */
export const ORDERS = ['number', 'change', 'peak'] as const;
export type Order = (typeof ORDERS)[number];

/** The order of an address; by number where it names none. */
export function orderOf(query: Readonly<Record<string, string>>): Order {
  return ORDERS.find((order) => order === query.order) ?? 'number';
}

/** Topics in an order (a tie: the lower number). */
export function ordered(topics: readonly TopicOverTime[], order: Order): TopicOverTime[] {
  const key = ({ topic, change, peak }: TopicOverTime) => (order === 'change' ? -change : order === 'peak' ? peak : topic);
  return [...topics].sort((a, b) => key(a) - key(b) || a.topic - b.topic);
}

/** A row for each topic and period. */
export function periodRows({ topics, periods }: TopicsOverTime, labels: readonly string[]): Rows {
  function* rows(): Generator<(string | number)[]> {
    for (const { topic, share, low, high, trend, trendLow, trendHigh } of topics) {
      for (const [at, { name, documents, tokens }] of periods.entries()) {
        const figures = [share, low, high, trend, trendLow, trendHigh].map((values) => values[at] as number);
        yield [topic, labels[topic - 1] ?? '', name, documents, tokens, ...figures];
      }
    }
  }
  return { header: ['topic', 'label', 'period', 'documents', 'tokens', 'share', 'low', 'high', 'trend', 'trend_low', 'trend_high'], rows: rows() };
}

/** A span of time by its first and last period. */
export function spanName({ spans, periods }: TopicsOverTime, span: number): string {
  const { first, last } = spans[span] ?? { first: 0, last: 0 };
  const [begin, end] = [periods[first]?.name ?? '', periods[last]?.name ?? ''];
  return begin === end ? begin : `${begin}–${end}`;
}

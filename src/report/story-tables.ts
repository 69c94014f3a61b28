import type { TopicTree } from '../evaluate/topic-tree.js';
import type { GroupComparison } from '../summarize/group-comparison.js';
import type { TopicsOverTime } from '../summarize/topics-over-time.js';
import { writeCsv } from './csv.js';
import type { Story } from './story.js';

/** Digits of shares: as many as mean something, without those that noise has made. */
const DIGITS = 6;
const TERMS_SEPARATOR = ', ';

/** summaries.csv: the sentences of the collection, without a topic, then those of each topic. */
export function summariesCsv({ collection, topics }: Story['summaries']): Generator<string> {
  function* rows() {
    for (const [t, sentences] of [collection, ...topics].entries()) {
      for (const [r, { id, date, share, text }] of sentences.entries()) yield [t === 0 ? '' : t, r + 1, id, date, rounded(share), text];
    }
  }
  return writeCsv(['topic', 'rank', 'id', 'date', 'share', 'sentence'], rows());
}

/**
 * document-dates.csv: the date that was taken for each document.
 *
 * @param ids of all documents
 */
export function documentDatesCsv(ids: Iterable<string>, dates: readonly string[]): Generator<string> {
  function* rows() {
    let row = 0;
    for (const id of ids) yield [id, dates[row++] ?? ''];
  }
  return writeCsv(['id', 'date'], rows());
}

/** topics-over-time.csv: a row for each topic and period. */
export function topicsOverTimeCsv({ periods, topics }: TopicsOverTime): Generator<string> {
  function* rows() {
    for (const { topic, share, low, high, trend, trendLow, trendHigh } of topics) {
      for (const [p, { name, documents, tokens }] of periods.entries()) {
        yield [topic, name, documents, tokens, ...[share, low, high, trend, trendLow, trendHigh].map((values) => rounded(values[p] ?? Number.NaN))];
      }
    }
  }
  return writeCsv(['topic', 'period', 'documents', 'tokens', 'share', 'low', 'high', 'trend', 'trend_low', 'trend_high'], rows());
}

/** topic-trends.csv: a row a topic. @param labels by place */
export function topicTrendsCsv({ periods, ends, topics }: TopicsOverTime, labels: readonly string[]): Generator<string> {
  return writeCsv(
    ['topic', 'label', 'first', 'last', 'from', 'to', 'change', 'low', 'high', 'direction', 'peak'],
    topics.map(({ topic, trend, change, changeLow, changeHigh, direction, peak }) => [
      topic,
      labels[topic - 1] ?? '',
      ...[ends.first, ends.last].map((place) => periods[place]?.name ?? ''),
      ...[trend[ends.first] ?? Number.NaN, trend[ends.last] ?? Number.NaN, change, changeLow, changeHigh].map(rounded),
      direction,
      periods[peak]?.name ?? '',
    ]),
  );
}

/** topic-words-over-time.csv: a row for each topic and span that has words of its own. */
export function topicWordsOverTimeCsv({ periods, spans, topics }: TopicsOverTime): Generator<string> {
  function* rows() {
    for (const { topic, words } of topics) {
      for (const { span, terms } of words) {
        const { first, last } = spans[span] as TopicsOverTime['spans'][number];
        yield [topic, periods[first]?.name ?? '', periods[last]?.name ?? '', terms.join(TERMS_SEPARATOR)];
      }
    }
  }
  return writeCsv(['topic', 'first', 'last', 'terms'], rows());
}

/** topics-by-group.csv: a row for each group and topic of each column. */
export function topicsByGroupCsv(comparisons: readonly GroupComparison[]): Generator<string> {
  function* rows() {
    for (const { column, groups } of comparisons) {
      for (const { name, documents, tokens, share, low, high } of groups) {
        for (const [k, value] of share.entries()) {
          yield [column, name, documents, tokens, k + 1, ...[value, low[k] ?? Number.NaN, high[k] ?? Number.NaN].map(rounded)];
        }
      }
    }
  }
  return writeCsv(['column', 'group', 'documents', 'tokens', 'topic', 'share', 'low', 'high'], rows());
}

/** group-words.csv: the words that set groups apart. */
export function groupWordsCsv(comparisons: readonly GroupComparison[]): Generator<string> {
  function* rows() {
    for (const { column, groups } of comparisons) {
      for (const { name, terms } of groups) {
        for (const [r, { term, z }] of terms.entries()) yield [column, name, r + 1, term, rounded(z)];
      }
    }
  }
  return writeCsv(['column', 'group', 'rank', 'term', 'z'], rows());
}

/** topic-tree.csv: a row a join, in their order. They are numbered on from the topics, and what one made has its name where it is joined itself. */
export function topicTreeCsv({ joins, order }: TopicTree): Generator<string> {
  const name = (node: number) => (node < order.length ? `topic_${node + 1}` : `join_${node + 1}`);
  return writeCsv(
    ['join', 'left', 'right', 'distance'],
    joins.map(({ left, right, distance }, m) => [name(order.length + m), name(left), name(right), rounded(distance)]),
  );
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
